"""A run that only counts: each event's fate from its own clock, millions of them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from ninelives.assess.window.model import Failure
from ninelives.simulate.plan import SHORTEST_WAIT, Chance, Outcome, Plan, arrivals
from ninelives.simulate.shard import read, shard
from ninelives.simulate.tally import Tally
from ninelives.simulate.waits import age_limit, waits

TOLD_EVERY = 65_536
"""Events between two words about progress."""
MOST_OFFSETS = 2_000_000
ALONE = ("call", "async-invoke", "push-retry", "queue-poll", "batch-write")
"""Mechanisms whose events do not wait for each other while somebody is free."""
STREAM = "stream-poll"
"""The one whose events wait for each other: its records are worked off in a row."""


@dataclass(frozen=True, slots=True)
class Clock:
    """When one event is tried, in seconds after it was sent, and what comes then."""

    tries: tuple[float, ...]
    gives_up: float
    kept_until: float
    """Until when it can be got back, in seconds after it was sent; 0: lost at once."""


def count(plan: Plan, told: Callable[[float], None] | None = None) -> Outcome:
    """Count what becomes of the events of a plan.

    Nobody waits for a free consumer and every event is a batch of its own, so `batch`,
    `consumers`, `work` and `groups` of the plan play no part. One draw shortens all
    waits of an event alike. Time grows with the number of events, memory does not.
    Ctrl+c ends it; what was counted by then is given, marked as not complete.
    """
    tally, chance = Tally(), Chance.of(plan.seed)
    complete = True
    run = _run_stream if plan.mechanism == STREAM else _run
    try:
        run(plan, tally, chance, told)
    except KeyboardInterrupt:
        complete = False
    return tally.outcome(complete=complete)


def most_tries(plan: Plan) -> int:
    """Give how often the events of a plan may be tried in all, at most.

    A message that is visible again at once is tried hundreds of times a minute: a few
    thousand of them can be more to play than a million that are tried twice. Records
    of a stream wait for each other and are counted once each.
    """
    if plan.mechanism == STREAM:
        return plan.expected
    tries = _clock(plan, plan.failure).tries
    within = len(tries)
    if plan.failure is not Failure.POISON and not plan.poison:
        within = min(within, bisect_left(tries, plan.outage) + 1)
    return plan.expected * max(1, within)


def _run(
    plan: Plan,
    tally: Tally,
    chance: Chance,
    told: Callable[[float], None] | None,
) -> None:
    clock, bad_clock = _clock(plan, plan.failure), _clock(plan, Failure.POISON)
    acknowledged, again, total = chance.losses.random, plan.again, plan.expected
    struck, bad = _struck(plan), _poisoned(plan, chance)
    refused = plan.mechanism == "queue-poll" and plan.failure is Failure.REFUSED

    def unread(at: float) -> bool:
        # sent before the outage, a message may still come back during it
        return refused and at < plan.outage and at + bad_clock.gives_up >= 0

    prompt, latest = 0, -math.inf
    for number, at in enumerate(arrivals(plan, chance)):
        tally.sent += 1
        if number % TOLD_EVERY == 0 and told is not None:
            told(number / total)
        if bad(number):
            own = bad_clock if not unread(at) else _read_late(plan, bad_clock, at)
            tally.tries += len(own.tries)
            done = _given_up(plan, tally, own, at)
        elif struck(number, at):
            done = _late(plan, tally, chance, clock, at)
        else:
            prompt += 1
            done = at
        if done == math.inf:
            continue
        tally.reordered += done < latest
        latest = max(latest, done)
        tally.duplicates += again > 0 and acknowledged() < again
    tally.tries += prompt
    tally.handled += prompt
    if prompt:
        tally.delay(0.0, prompt)
    if told is not None:
        told(1.0)


def _run_stream(
    plan: Plan,
    tally: Tally,
    chance: Chance,
    told: Callable[[float], None] | None,
) -> None:
    """Count a stream, record by record in their order, see `shard`."""

    def give_up(at: float, now: float, kept: float) -> float:
        return _given_up(plan, tally, Clock((), now - at, now - at + kept), at)

    one = shard(plan, chance, tally, give_up)
    again, acknowledged, total = plan.again, chance.losses.random, plan.expected
    latest = -math.inf
    for number, done in read(one, arrivals(plan, chance), _poisoned(plan, chance)):
        if number % TOLD_EVERY == 0 and told is not None:
            told(number / total)
        if done == math.inf:
            continue
        tally.reordered += done < latest
        latest = max(latest, done)
        tally.duplicates += again > 0 and acknowledged() < again
    if told is not None:
        told(1.0)


def _struck(plan: Plan) -> Callable[[int, float], bool]:
    """Give whether the event of that number and time meets the outage."""
    outage = plan.outage
    if plan.failure is Failure.POISON:
        return lambda number, at: False  # noqa: ARG005 - all others are handled
    if plan.failure is Failure.PARTIAL:
        return lambda number, at: 0 <= at < outage and number % 2 == 0
    return lambda number, at: 0 <= at < outage  # noqa: ARG005 - whatever its number


def _poisoned(plan: Plan, chance: Chance) -> Callable[[int], bool]:
    """Give whether the event of that number can never be handled."""
    share, draw = plan.poison, chance.poison.random
    if share > 0:
        return lambda number: draw() < share  # noqa: ARG005 - whatever its number
    alone = plan.failure is Failure.POISON
    return lambda number: alone and number == 0


def _late(plan: Plan, tally: Tally, chance: Chance, clock: Clock, at: float) -> float:
    """Try an event through the outage; give when it is handled, or never."""
    left, scale = plan.outage - at, 1.0
    if plan.jitter:
        scale -= plan.jitter * chance.waits.random()
    place = bisect_left(clock.tries, left / scale)
    tally.tries += min(place + 1, len(clock.tries))
    # a poller tries as soon as it can: within the visibility, or once it may read
    at_once = plan.mechanism == "queue-poll" and plan.failure is not Failure.ERRORS
    if at_once and left < clock.gives_up:
        done = plan.outage
    elif place < len(clock.tries):
        done = at + clock.tries[place] * scale
    else:
        return _given_up(plan, tally, clock, at)
    tally.handled += 1
    tally.delay(done - at)
    return done


def _given_up(plan: Plan, tally: Tally, clock: Clock, at: float) -> float:
    """Lose an event or set it aside; give when people have put it back, or never."""
    if clock.kept_until <= clock.gives_up:
        tally.lose(at)
        return math.inf
    if plan.redrive is None:
        tally.set_aside += 1
        return math.inf
    back = max(plan.put_back_from, at + clock.gives_up)
    if at + clock.kept_until <= back:
        tally.lose(at)
        return math.inf
    tally.redriven += 1
    tally.handled += 1
    tally.delay(back - at)
    return back


def _read_late(plan: Plan, clock: Clock, at: float) -> Clock:
    """Give the clock of a message that nobody may read before the outage is over."""
    retention = plan.number("retention")
    early = [one for one in clock.tries if at + one < 0]
    # what would have come next comes when the outage is over, and the rest after it
    due = [*clock.tries, clock.gives_up][len(early)]
    waited = plan.outage - at - due
    late = (one + waited for one in clock.tries[len(early) :])
    tries = (*early, *(one for one in late if one < retention))
    gives_up = clock.gives_up + waited
    if clock.kept_until <= clock.gives_up or gives_up >= retention:
        return Clock(tries, retention, 0.0)
    later = waited if plan.number("resets") else 0.0
    return Clock(tries, gives_up, clock.kept_until + later)


def _clock(plan: Plan, failure: Failure) -> Clock:
    if plan.mechanism == "queue-poll":
        return _queue(plan, failure)
    limit, now, tries = age_limit(plan), 0.0, [0.0]
    spent = True
    for wait in waits(plan, failure):
        step = wait / 2 if plan.mechanism == "batch-write" else wait
        if now + step > limit or len(tries) >= MOST_OFFSETS:
            spent = False
            break
        now += step
        tries.append(now)
    gives_up = now if spent else min(limit, now if limit == math.inf else limit)
    kept = 0.0 if plan.mechanism in ("call", "batch-write") else plan.number("kept")
    return Clock(tuple(tries), gives_up, gives_up + kept)


def _queue(plan: Plan, failure: Failure) -> Clock:
    visibility = max(plan.number("visibility", 30.0), SHORTEST_WAIT)
    retention, kept = plan.number("retention"), plan.number("kept")
    moved = visibility * plan.number("receives", 1.0) if kept > 0 else math.inf
    end = min(moved, retention)
    # what falls on the very end does not count, whatever a division rounds to
    many = min(math.ceil(end / visibility - 1e-9), MOST_OFFSETS)
    tries = tuple(place * visibility for place in range(many))
    if failure is Failure.REFUSED:
        return Clock((0.0,), retention, 0.0)
    if moved >= retention:
        return Clock(tries, retention, 0.0)
    until = moved + kept if plan.number("resets") else kept
    return Clock(tries, moved, until)
