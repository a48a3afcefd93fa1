"""Events that are retried each on its own: a call, an asynchronous one, a push."""

from __future__ import annotations

import math

import simpy

from ninelives.assess.window.model import Failure
from ninelives.simulate.waits import age_limit, jittered, waits
from ninelives.simulate.world import Sent, Steps, World


def play(world: World) -> None:
    """Put the sender on stage."""
    slots = simpy.Resource(world.clock, world.plan.consumers)

    def put_back(event: Sent) -> None:
        world.clock.process(_deliver(world, event, slots))

    world.put_back = put_back
    world.clock.process(_send(world, slots))


def _send(world: World, slots: simpy.Resource) -> Steps:
    for event in world.events():
        if event.at > world.now():
            yield world.clock.timeout(event.at - world.now())
        world.clock.process(_deliver(world, event, slots))


def _deliver(world: World, event: Sent, slots: simpy.Resource) -> Steps:
    plan, draw = world.plan, world.chance.waits
    errors = Failure.POISON if event.poison else plan.failure
    schedule, throttled = waits(plan, errors), waits(plan, Failure.AWAY)
    limit = age_limit(plan)
    while True:
        free = slots.count < slots.capacity
        if free and world.works_for(event):
            if plan.work:
                with slots.request() as slot:
                    yield slot
                    yield world.clock.timeout(plan.work)
            world.handled(event)
            if not (plan.again and world.chance.losses.random() < plan.again):
                return
        wait = next(schedule if free else throttled, math.inf)
        wait = jittered(wait, plan, draw) if wait < math.inf else wait
        age = world.now() - event.since
        if wait == math.inf or age + wait > limit:
            if wait < math.inf:
                yield world.clock.timeout(max(0.0, limit - age))
            world.give_up(event, _kept(world))
            return
        yield world.clock.timeout(wait)


def _kept(world: World) -> float:
    """Give the seconds that what is given up can still be got back."""
    plan = world.plan
    if plan.mechanism == "call":
        return 0.0
    return plan.number("kept")
