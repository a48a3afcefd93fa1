"""How long a sender waits before it tries again, as documented, and where it ends."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator

from ninelives.assess.window.model import Failure
from ninelives.simulate.plan import SHORTEST_WAIT, Plan

AFTER_ERRORS = (60.0, 120.0)
"""Seconds before the first and second retry of an asynchronous invocation."""
THROTTLED = 300.0
"""Seconds that its backoff after throttles grows to, from 1 s."""


def waits(plan: Plan, failure: Failure) -> Iterator[float]:
    """Give the seconds before each retry of one event, without jitter.

    It ends where the retries are spent; the age is counted by whoever waits. Where
    the vendor publishes no backoff, `plan.first_wait` doubles to `plan.longest_wait`:
    an assumption of the run, and no fact.
    """
    match plan.mechanism:
        case "call":
            return itertools.repeat(max(plan.first_wait, SHORTEST_WAIT))
        case "async-invoke":
            return _async(plan, failure)
        case "push-retry":
            return itertools.islice(_pushed(plan, failure), _attempts(plan, failure))
        case "stream-poll":
            return doubling(plan.first_wait, plan.longest_wait)
        case "batch-write":
            step = max(plan.number("longest-wait"), 0.0)
            count = 0 if failure is Failure.REFUSED else int(plan.number("resends"))
            return itertools.repeat(step, count)
    message = f"no schedule for {plan.mechanism}"
    raise ValueError(message)


def age_limit(plan: Plan) -> float:
    """Give the seconds after which the sender gives an event up, tries left or not."""
    names = {
        "call": "caller-retries",
        "async-invoke": "event-age",
        "push-retry": "event-age",
        "stream-poll": "record-age",
        "batch-write": "time-left",
    }
    return plan.number(names[plan.mechanism], math.inf)


def doubling(first: float, longest: float) -> Iterator[float]:
    """Give waits that double from the first to the longest and stay there."""
    wait = max(first, SHORTEST_WAIT)
    while wait < longest:
        yield wait
        wait *= 2
    yield from itertools.repeat(max(longest, SHORTEST_WAIT))


def jittered(wait: float, plan: Plan, draw: random.Random) -> float:
    """Give a wait made shorter at random; what is published is the longest."""
    if plan.mechanism == "batch-write":
        return wait * draw.random()
    if plan.jitter == 0:
        return wait
    return wait * (1.0 - plan.jitter * draw.random())


def _async(plan: Plan, failure: Failure) -> Iterator[float]:
    if failure is Failure.REFUSED:
        return iter(())
    if failure is Failure.AWAY:
        return doubling(1.0, THROTTLED)
    return itertools.islice(iter(AFTER_ERRORS), int(plan.number("retries")))


def _pushed(plan: Plan, failure: Failure) -> Iterator[float]:
    if failure is Failure.REFUSED and not plan.number("refusals-retried"):
        return iter(())
    if "wait" in plan.numbers:
        return itertools.repeat(max(plan.number("wait"), SHORTEST_WAIT))
    return doubling(plan.first_wait, plan.longest_wait)


def _attempts(plan: Plan, failure: Failure) -> int:
    if failure is Failure.REFUSED and not plan.number("refusals-retried"):
        return 0
    return int(plan.number("attempts"))
