"""A producer that writes batches and sends again what was handed back, or does not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice

from ninelives.assess.window.model import Failure
from ninelives.simulate.waits import age_limit, jittered, waits
from ninelives.simulate.world import Sent, Steps, World


def play(world: World) -> None:
    """Put the producer on stage."""
    world.clock.process(_produce(world))


def _produce(world: World) -> Steps:
    events = world.events()
    while batch := list(islice(events, world.plan.batch)):
        if batch[-1].at > world.now():
            yield world.clock.timeout(batch[-1].at - world.now())
        world.clock.process(_write(world, batch))


def _write(world: World, batch: Sequence[Sent]) -> Steps:
    """Send a batch, and what is left of it again, within the producer's time."""
    plan, draw = world.plan, world.chance
    schedule, began = waits(plan, plan.failure), world.now()
    left = list(batch)
    while left:
        left = [event for event in left if not _accepted(world, event)]
        wait = next(schedule, math.inf)
        if not left or wait == math.inf:
            break
        wait = jittered(wait, plan, draw.waits)
        if world.now() + wait - began > age_limit(plan):
            break
        yield world.clock.timeout(wait)
    for event in left:
        world.give_up(event, 0.0)


def _accepted(world: World, event: Sent) -> bool:
    """Send one entry; whether it is stored now."""
    world.tally.tries += 1
    if event.poison:
        return False
    failure = world.plan.failure
    # accepted in part: every other entry is handed back, the first to begin with
    spared = failure is Failure.PARTIAL and event.number % 2 == 1
    if world.failing() and failure is not Failure.POISON and not spared:
        return False
    world.handled(event)
    return True
