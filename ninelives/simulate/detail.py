"""A run in detail: every message, batch, receive and retry, on SimPy's clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ninelives.simulate import batch, queue, solo, stream
from ninelives.simulate.plan import Outcome, Plan
from ninelives.simulate.world import World

Told = Callable[[float], None]
"""Is told the share of the run that is done, from 0 to 1."""
ACTORS: Mapping[str, Callable[[World], None]] = {
    "call": solo.play,
    "async-invoke": solo.play,
    "push-retry": solo.play,
    "queue-poll": queue.play,
    "stream-poll": stream.play,
    "batch-write": batch.play,
}
"""Mechanism → who puts its actors on stage."""
_SLICES = 100


def play(plan: Plan, told: Told | None = None) -> Outcome:
    """Play a plan event by event; the same plan gives the same outcome.

    Time grows with the number of tries; memory with the events under way, and by 8
    bytes for each event sent. Ctrl+c ends it, and what is known by then is given,
    marked as not complete.
    """
    world = World(plan)
    ACTORS[plan.mechanism](world)
    complete = True
    try:
        for part in range(1, _SLICES + 1):
            end = -plan.before + plan.length * part / _SLICES
            if end > world.now():
                world.clock.run(until=end)
            if told is not None:
                told(part / (_SLICES + 1))
        world.clock.run()
    except KeyboardInterrupt:
        complete = False
    world.count_reordered()
    if told is not None and complete:
        told(1.0)
    return world.tally.outcome(complete=complete)
