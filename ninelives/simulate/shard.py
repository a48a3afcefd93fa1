"""A shard that is only counted: one pass over its records, each behind the one before.

The reader takes record after record, so the time at which it is free again is all that
one record tells the next. A record that the reader finds at work is looked at when it
comes to it: handled, tried until its retries or its age are spent, or forgotten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ninelives.assess.window.model import Failure
from ninelives.simulate.plan import Chance, Plan
from ninelives.simulate.tally import Tally
from ninelives.simulate.waits import age_limit, jittered, waits

GiveUp = Callable[[float, float, float], float]
"""Loses a record or sets it aside: when it was sent, when it was given up, seconds it
is kept from then on → when people have put it back, or never."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The numbers of a stream and its reader."""

    plan: Plan
    chance: Chance
    tally: Tally
    give_up: GiveUp
    retention: float
    age: float
    retries: float

    def work_off(self, at: float, now: float, *, poison: bool) -> tuple[float, float]:
        """Deal with a record that the reader comes to.

        Args:
            at: when it was sent.
            now: when the reader comes to it.
            poison: whether it can never be handled.

        Returns:
            When it is handled, or never; and when the reader is free again.
        """
        plan, tally = self.plan, self.tally
        schedule: Iterator[float] | None = None
        spent = 0
        while True:
            if at <= now - self.retention:
                return self.give_up(at, now, 0.0), now
            if now - at > self.age:
                return self.give_up(at, now, self._kept(at, now)), now
            fails = plan.failure is not Failure.POISON and plan.failing(now)
            if not (fails and plan.failure is Failure.AWAY):
                tally.tries += 1
                if not (poison or fails):
                    tally.handled += 1
                    tally.delay(now - at)
                    return now, now
                spent += 1
                if spent > self.retries:
                    return self.give_up(at, now, self._kept(at, now)), now
            if schedule is None:
                schedule = waits(plan, plan.failure)
            now += jittered(next(schedule), plan, self.chance.waits)

    def _kept(self, at: float, now: float) -> float:
        """Give how long what is given up can be got back from the destination."""
        kept = self.plan.number("kept")
        if kept > 0 and not self.plan.number("whole-records"):
            kept = min(kept, self.retention - (now - at))
        return max(0.0, kept)


def shard(plan: Plan, chance: Chance, tally: Tally, give_up: GiveUp) -> Shard:
    """Give the shard of a plan."""
    retries = plan.number("retries", math.inf)
    if retries == math.inf and plan.number("kept") > 0:
        retries = plan.number("most-retries", math.inf)
    return Shard(
        plan,
        chance,
        tally,
        give_up,
        plan.number("retention", math.inf),
        age_limit(plan),
        retries,
    )


def endless(plan: Plan) -> bool:
    """Whether a bad record would hold a stream's shard for ever."""
    bounds = (
        plan.number("retention", math.inf),
        plan.number("record-age", math.inf),
        plan.number("retries", math.inf),
    )
    bad = plan.poison > 0 or plan.failure is Failure.POISON
    cut = plan.number("kept") > 0 and plan.number("most-retries", math.inf) < math.inf
    unbounded = min(bounds) == math.inf and not cut
    return plan.mechanism == "stream-poll" and bad and unbounded


def read(
    one: Shard, arrivals: Iterator[float], bad: Callable[[int], bool]
) -> Iterator[tuple[int, float]]:
    """Work off records in their order; give the number of each and when it is handled.

    Where a bad record holds the shard for ever, what stands behind it is given as
    never handled and stays unsettled.
    """
    plan, tally, outage = one.plan, one.tally, one.plan.outage
    refused = plan.failure is Failure.REFUSED
    well = plan.failure is Failure.POISON
    stuck, free = endless(plan), -math.inf
    for number, at in enumerate(arrivals):
        tally.sent += 1
        poison = bad(number)
        if free == math.inf or (stuck and poison):
            free = math.inf
            yield number, math.inf
            continue
        now = max(free, at)
        if refused and 0 <= now < outage:
            now = outage
        if now == at and not poison and (well or not 0 <= at < outage):
            tally.tries += 1
            tally.handled += 1
            tally.delay(0.0)
            free = at
            yield number, at
            continue
        done, free = one.work_off(at, now, poison=poison)
        yield number, done
