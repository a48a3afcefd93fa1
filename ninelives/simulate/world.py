"""The stage of a detailed run: the clock, the outage, the draws, what is counted."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Generator, Iterator
from typing import Any

import simpy

from ninelives.assess.window.model import Failure
from ninelives.simulate.plan import Chance, Plan, arrivals
from ninelives.simulate.tally import Tally

Steps = Generator[Any, Any, None]
"""What SimPy runs: it yields what it waits for."""


class Sent:
    """One event on its way."""

    __slots__ = ("at", "done", "number", "poison", "receives", "since")

    def __init__(self, number: int, at: float, *, poison: bool) -> None:
        """Take its number in the row, and when it was sent."""
        self.number, self.at, self.poison = number, at, poison
        self.since = at
        self.receives = 0
        self.done = False


class World:
    """All that the actors of a run share."""

    __slots__ = ("_aside", "_last", "chance", "clock", "plan", "put_back", "tally")

    def __init__(self, plan: Plan) -> None:
        """Set the stage; nothing has happened yet."""
        self.plan, self.chance, self.tally = plan, Chance.of(plan.seed), Tally()
        self.clock = simpy.Environment(initial_time=-plan.before)
        self.put_back: Callable[[Sent], None] = lambda _: None
        self._aside: list[tuple[float, Sent]] = []
        self._last = array("d")
        if plan.put_back_from < math.inf:
            self.clock.process(self._redrive())

    def now(self) -> float:
        """Give the seconds since the outage began; negative before."""
        return float(self.clock.now)

    def failing(self) -> bool:
        """Whether the outage is on."""
        return self.plan.failing(self.now())

    def works_for(self, event: Sent) -> bool:
        """Try to handle an event now; whether it can be."""
        self.tally.tries += 1
        consumer_fails = self.plan.failure is not Failure.POISON and self.failing()
        return not (event.poison or consumer_fails)

    def events(self) -> Iterator[Sent]:
        """Give the events in the order they are sent."""
        plan, poisoned = self.plan, self.chance.poison.random
        for number, at in enumerate(arrivals(plan, self.chance)):
            self.tally.sent += 1
            self._last.append(math.inf)
            bad = plan.poison > 0 and poisoned() < plan.poison
            # one poison event with nobody else harmed: the first of the failure
            alone = plan.failure is Failure.POISON and number == 0 and not plan.poison
            yield Sent(number, at, poison=bad or alone)

    def handled(self, event: Sent) -> None:
        """Note that an event was handled, the first time or once more."""
        if event.done:
            self.tally.duplicates += 1
            return
        event.done = True
        self.tally.handled += 1
        self.tally.delay(self.now() - event.at)
        self._last[event.number] = self.now()

    def give_up(self, event: Sent, kept: float) -> None:
        """Lose an event, or set it aside for so many seconds from now on."""
        if event.done:
            return
        if kept <= 0:
            self.tally.lose(event.at)
            return
        if self.now() >= self.plan.put_back_from:
            self._mended(event)
            return
        self.tally.set_aside += 1
        self._aside.append((self.now() + kept, event))

    def _redrive(self) -> Steps:
        """Let people put back what was set aside and is still there."""
        yield self.clock.timeout(self.plan.put_back_from - self.now())
        aside, self._aside = self._aside, []
        for until, event in aside:
            self.tally.set_aside -= 1
            if until <= self.now():
                self.tally.lose(event.at)
            else:
                self._mended(event)

    def _mended(self, event: Sent) -> None:
        """Put an event back; people mend what was wrong with it before they do."""
        self.tally.redriven += 1
        event.since, event.receives, event.poison = self.now(), 0, False
        self.put_back(event)

    def count_reordered(self) -> None:
        """Count the events that were handled before one that was sent earlier."""
        latest = -math.inf
        for at in self._last:
            if at == math.inf:
                continue
            if at < latest:
                self.tally.reordered += 1
            latest = max(latest, at)
