"""What is to be played through: a mechanism with its numbers, a load, an outage."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ninelives.assess.window.model import Failure

MOST_EVENTS = 20_000_000
"""More events than this are not played; half of them already tell the shares."""
SHORTEST_WAIT = 0.1
"""Seconds: nothing is tried again sooner, whatever a visibility of 0 says."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One outage to play through. Time 0 is when it begins."""

    mechanism: str
    numbers: Mapping[str, float]
    """The inputs of the mechanism, in seconds or as counts."""
    failure: Failure
    outage: float
    """Seconds that it lasts."""
    rate: float = 1.0
    """Events a second."""
    before: float = 0.0
    """Seconds of ordinary traffic before the outage."""
    after: float = 0.0
    """Seconds of ordinary traffic after it."""
    even: bool = True
    """Whether events come evenly spaced, or at random with that rate."""
    poison: float = 0.0
    """Share of events that can never be handled."""
    again: float = 0.0
    """Share of handled events whose acknowledgement is lost on the way back."""
    batch: int = 1
    """Events the consumer gets at once."""
    apart: bool = True
    """Whether only the failed events of a batch come back."""
    bisect: bool = False
    """Whether a stream's failing batch is halved until the bad record stands alone."""
    consumers: int = 1_000
    """How many batches can be handled at the same time."""
    work: float = 0.0
    """Seconds that handling a batch takes."""
    jitter: float = 0.0
    """Share by which each wait is shorter at random, at most and below 1."""
    first_wait: float = 1.0
    """Seconds before the first retry where the vendor publishes none; it doubles."""
    longest_wait: float = 60.0
    """Seconds that such a wait grows to at most."""
    groups: int = 0
    """Message groups of a FIFO queue; 0: each event is its own."""
    redrive: float | None = None
    """Seconds after which people put back what was and is set aside, but not before
    the outage is over; None: never."""
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what can't be played."""
        if self.rate <= 0 or min(self.outage, self.before, self.after) < 0:
            raise ValueError("a rate is above 0, and no time is below it")
        if not (
            0 <= self.poison <= 1 and 0 <= self.again <= 1 and 0 <= self.jitter < 1
        ):
            raise ValueError("a share lies between 0 and 1")
        if self.batch < 1 or self.consumers < 1:
            raise ValueError("a batch holds an event, and somebody handles it")

    @property
    def length(self) -> float:
        """Give the seconds in which events arrive."""
        return self.before + self.outage + self.after

    @property
    def put_back_from(self) -> float:
        """Give from when on people put events back."""
        return math.inf if self.redrive is None else max(self.redrive, self.outage)

    @property
    def expected(self) -> int:
        """Give how many events will arrive, about."""
        return max(1, int(self.length * self.rate))

    def number(self, name: str, silent: float = 0.0) -> float:
        """Give an input of the mechanism."""
        return self.numbers.get(name, silent)

    def failing(self, now: float) -> bool:
        """Whether the outage is on: from 0 to its end, which itself is well again."""
        return 0 <= now < self.outage


@dataclass(frozen=True, slots=True)
class Chance:
    """The draws of one run; each subject has its own, so that none disturbs another."""

    arrivals: random.Random
    poison: random.Random
    waits: random.Random
    losses: random.Random

    @classmethod
    def of(cls, seed: int) -> Chance:
        """Give the draws that belong to a seed."""
        # chosen to repeat, not to be secret
        kinds = ("arrivals", "poison", "waits", "losses")
        return cls(*(random.Random(f"{seed} {kind}") for kind in kinds))  # noqa: S311 - see above


def arrivals(plan: Plan, chance: Chance) -> Iterator[float]:
    """Give when each event arrives, in order; the first of an even row at the start."""
    start, end = -plan.before, plan.outage + plan.after
    if plan.even:
        for count in range(min(plan.expected, MOST_EVENTS)):
            yield start + count / plan.rate
        return
    now, draw = start, chance.arrivals.expovariate
    for _ in range(MOST_EVENTS):
        now += draw(plan.rate)
        if now >= end:
            return
        yield now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the events."""

    sent: int
    handled: int
    """Handled at least once, without anybody acting or after a redrive."""
    lost: int
    """Gone: not handled, and nowhere any more."""
    set_aside: int
    """Where people can still get them when the run ends: not handled, not lost."""
    waiting: int
    """Not settled when the run was stopped."""
    duplicates: int
    """Handled once more than needed."""
    reordered: int
    """Handled before an event that was sent earlier."""
    redriven: int
    """Put back by people."""
    tries: int
    delays: Mapping[str, float] = field(default_factory=dict)
    """p50, p90, p99 and most: seconds from sent to handled; about 2 % coarse."""
    first_lost: float | None = None
    """When the first event that was lost had been sent; seconds from the outage on."""
    complete: bool = True
    """False where somebody stopped it."""

    @property
    def lost_share(self) -> float:
        """Give the share of the events that are gone."""
        return self.lost / self.sent if self.sent else 0.0
