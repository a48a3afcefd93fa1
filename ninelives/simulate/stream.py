"""A shard and its one reader: in order, blocked by what fails, forgetting by age."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Generator, Sequence
from typing import Any

import simpy

from ninelives.assess.window.model import Failure
from ninelives.simulate.waits import age_limit, jittered, waits
from ninelives.simulate.world import Sent, Steps, World


class Shard:
    """The records of one shard, oldest first."""

    __slots__ = ("awake", "records", "world")

    def __init__(self, world: World) -> None:
        """Start empty."""
        self.world = world
        self.records: deque[Sent] = deque()
        self.awake: simpy.Event = world.clock.event()

    def put(self, event: Sent) -> None:
        """Append a record."""
        self.records.append(event)
        if not self.awake.triggered:
            self.awake.succeed()

    def forget(self) -> int:
        """Lose the records that are older than the retention; give how many."""
        end, count = self.world.now() - self.world.plan.number("retention"), 0
        while self.records and self.records[0].since <= end:
            self.world.give_up(self.records.popleft(), 0.0)
            count += 1
        return count


def play(world: World) -> None:
    """Put the producer and the shard's reader on stage."""
    shard = Shard(world)
    world.put_back = shard.put
    world.clock.process(_send(world, shard))
    world.clock.process(_read(world, shard))


def _send(world: World, shard: Shard) -> Steps:
    for event in world.events():
        if event.at > world.now():
            yield world.clock.timeout(event.at - world.now())
        shard.put(event)


def _read(world: World, shard: Shard) -> Steps:
    plan = world.plan
    while True:
        if plan.failure is Failure.REFUSED and world.failing():
            # nobody may read: nothing is tried, and nothing skipped
            yield world.clock.timeout(plan.outage - world.now())
        shard.forget()
        _skip(world, shard, _too_old(world, shard, len(shard.records)))
        if not shard.records:
            if shard.awake.triggered:
                shard.awake = world.clock.event()
            yield shard.awake
            continue
        size = min(plan.batch, len(shard.records))
        yield from _work_off(world, shard, size)


def _work_off(world: World, shard: Shard, size: int) -> Steps:
    """Handle the next records until they are done, skipped or forgotten."""
    plan = world.plan
    spent, retries = 0, _retries(world)
    schedule = waits(plan, plan.failure)
    while size:
        batch = [shard.records[place] for place in range(size)]
        throttled = plan.failure is Failure.AWAY and world.failing()
        good = 0 if throttled else _handle(world, batch)
        if plan.work:
            yield world.clock.timeout(plan.work)
        kept = good if plan.apart or good == size else 0
        for _ in range(kept):
            world.handled(shard.records.popleft())
        if not plan.apart and good < size:
            world.tally.duplicates += good
        size -= kept
        if not size:
            return
        if plan.bisect and size > 1 and not throttled:
            size = max(1, size // 2)
            continue
        spent += 0 if throttled else 1
        if spent > retries:
            _skip(world, shard, size)
            return
        wait = jittered(next(schedule), plan, world.chance.waits)
        size = yield from _wait(world, shard, size, wait)


def _handle(world: World, batch: Sequence[Sent]) -> int:
    """Give how many records from the first on can be handled."""
    for count, event in enumerate(batch):
        if not world.works_for(event):
            return count
    return len(batch)


def _wait(
    world: World, shard: Shard, size: int, wait: float
) -> Generator[Any, Any, int]:
    """Wait for the next try; give how many records of the batch are left for it."""
    yield world.clock.timeout(wait)
    # records that came meanwhile stand behind the batch
    left = size - min(size, shard.forget())
    old = _too_old(world, shard, left)
    _skip(world, shard, old)
    return left - old


def _too_old(world: World, shard: Shard, most: int) -> int:
    """Give how many of the first records are older than they may get."""
    limit, old = age_limit(world.plan), 0
    while old < most and world.now() - shard.records[old].since > limit:
        old += 1
    return old


def _skip(world: World, shard: Shard, count: int) -> None:
    """Give up the first records; a destination keeps them, or only where they stood."""
    plan = world.plan
    for _ in range(count):
        event = shard.records.popleft()
        kept = plan.number("kept")
        if kept > 0 and not plan.number("whole-records"):
            left = plan.number("retention") - (world.now() - event.since)
            kept = min(kept, left)
        world.give_up(event, max(0.0, kept) if kept < math.inf else math.inf)


def _retries(world: World) -> float:
    """Give the tries after the first; endless ones may be cut by a destination."""
    plan = world.plan
    retries = plan.number("retries", math.inf)
    if retries == math.inf and plan.number("kept") > 0:
        return plan.number("most-retries", math.inf)
    return retries
