"""A queue and its pollers: batches, visibility, receives, retention, dead letters."""

from __future__ import annotations

from collections.abc import Sequence

import simpy

from ninelives.assess.window.model import Failure
from ninelives.simulate.line import Line
from ninelives.simulate.plan import SHORTEST_WAIT
from ninelives.simulate.world import Sent, Steps, World


class Polled:
    """A queue with its consumers."""

    __slots__ = ("awake", "busy", "line", "visibility", "world")

    def __init__(self, world: World) -> None:
        """Put the queue and its pollers on stage."""
        self.world = world
        self.line = Line(world.plan.groups)
        self.busy = 0
        self.awake: simpy.Event = world.clock.event()
        visibility = world.plan.number("visibility", 30.0)
        self.visibility = max(visibility, SHORTEST_WAIT)

    def put(self, event: Sent) -> None:
        """Send a message to the queue."""
        self.line.put(event)
        self.wake()

    def wake(self) -> None:
        """Tell the poller that there may be something to do."""
        if not self.awake.triggered:
            self.awake.succeed()

    def may_go(self, event: Sent) -> bool:
        """Whether a message may be received: neither too old nor received too often."""
        plan, world = self.world.plan, self.world
        if event.done:
            return False
        age = world.now() - event.since
        if age >= plan.number("retention"):
            world.give_up(event, 0.0)
            return False
        kept = plan.number("kept")
        if kept > 0 and event.receives >= plan.number("receives"):
            # a standard queue's dead letter keeps its age, a FIFO queue's starts anew
            world.give_up(event, kept if plan.number("resets") else kept - age)
            return False
        return True


def play(world: World) -> None:
    """Put the producer, the queue and its pollers on stage."""
    queue = Polled(world)
    world.put_back = queue.put
    world.clock.process(_send(world, queue))
    world.clock.process(_poll(world, queue))


def _send(world: World, queue: Polled) -> Steps:
    for event in world.events():
        if event.at > world.now():
            yield world.clock.timeout(event.at - world.now())
        queue.put(event)


def _poll(world: World, queue: Polled) -> Steps:
    plan, clock = world.plan, world.clock
    while True:
        if plan.failure is Failure.REFUSED and world.failing():
            # nobody may read: no receive is spent
            yield clock.timeout(plan.outage - world.now())
        queue.line.bring_back(world.now(), lambda event: event.done)
        free = queue.busy < plan.consumers
        batch = queue.line.take(plan.batch, queue.may_go) if free else []
        if batch:
            for event in batch:
                event.receives += 1
            queue.busy += 1
            clock.process(_handle(world, queue, batch))
            continue
        due = queue.line.next_return() if free else None
        if queue.awake.triggered:
            queue.awake = clock.event()
        if due is None:
            yield queue.awake
        else:
            yield clock.timeout(max(0.0, due - world.now())) | queue.awake


def _handle(world: World, queue: Polled, batch: Sequence[Sent]) -> Steps:
    """Handle a batch; what fails comes back once its visibility has ended."""
    plan, ends = world.plan, world.now() + queue.visibility
    for event in batch:
        queue.line.hide(event, ends)
    if plan.failure is Failure.AWAY and world.failing():
        yield from _throttled(world, ends)
    if plan.failure is not Failure.AWAY or not world.failing():
        fine = [event for event in batch if world.works_for(event)]
        if plan.work:
            yield world.clock.timeout(plan.work)
        done = fine if plan.apart or len(fine) == len(batch) else []
        for event in fine:
            kept_back = plan.again and world.chance.losses.random() < plan.again
            if event in done and not kept_back:
                first = not event.done
                world.handled(event)
                if first:
                    queue.line.delete(event)
            else:
                # the work was done, and will be done again
                world.tally.duplicates += 1
    queue.busy -= 1
    queue.wake()


def _throttled(world: World, ends: float) -> Steps:
    """Try to start the function until it starts or the visibility has ended."""
    while world.failing() and world.now() < ends:
        world.tally.tries += 1
        left = ends - world.now()
        pause = max(SHORTEST_WAIT, left * world.chance.waits.uniform(0.1, 0.5))
        yield world.clock.timeout(min(pause, left))
