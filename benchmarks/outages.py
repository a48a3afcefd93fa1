"""Measures how many events a second an outage is played through, and its memory.

python benchmarks/outages.py
"""

from __future__ import annotations

import math
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

from ninelives.assess.window.model import Failure
from ninelives.simulate.counting import count
from ninelives.simulate.detail import play
from ninelives.simulate.plan import Outcome, Plan

DAY = 86_400.0
NUMBERS = {
    "queue-poll": {
        "visibility": 30.0,
        "receives": 5.0,
        "retention": 4 * DAY,
        "kept": 14 * DAY,
    },
    "async-invoke": {"retries": 2.0, "event-age": 21_600.0},
    "push-retry": {"attempts": 185.0, "event-age": DAY},
    "batch-write": {"resends": 4.0, "longest-wait": 1.0, "time-left": 30.0},
    "call": {"caller-retries": 30.0},
    "stream-poll": {"retention": DAY, "retries": math.inf, "record-age": math.inf},
}


def main() -> None:
    """Print events a second of both ways, and what counting holds in memory."""
    for mechanism, numbers in NUMBERS.items():
        plan = Plan(
            mechanism,
            numbers,
            Failure.AWAY,
            outage=21_600.0,
            before=600.0,
            after=600.0,
            even=False,
            poison=0.001,
            jitter=0.2,
        )
        print(f"{mechanism:12}", end="")
        for rate in (5.0, 20.0, 80.0):
            print(
                f"  counted at {rate:2g}/s {_speed(count, plan, rate):>10,.0f}/s",
                end="",
            )
        print(f"  in detail {_speed(play, plan, 0.2):>8,.0f}/s", end="")
        print(f"  memory {_memory(plan, 5.0):,.0f} and {_memory(plan, 20.0):,.0f} KiB")


def rows() -> Iterator[tuple[str, str, str]]:
    """Give a row for each mechanism: the events a second that are counted."""
    for mechanism, numbers in NUMBERS.items():
        plan = Plan(
            mechanism, numbers, Failure.ERRORS, 21_600.0, rate=20.0, after=21_600.0
        )
        speed = max(_speed(count, plan, 20.0) for _ in range(3))
        yield f"simulated events a second, {mechanism}", f"{speed:,.0f}", ">= 200,000"


def _speed(way: Callable[[Plan], Outcome], plan: Plan, rate: float) -> float:
    begun = time.perf_counter()
    found = way(replace(plan, rate=rate))
    return found.sent / (time.perf_counter() - begun)


def _memory(plan: Plan, rate: float) -> float:
    tracemalloc.start()
    count(replace(plan, rate=rate))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1024


if __name__ == "__main__":
    main()
