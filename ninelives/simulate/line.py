"""A queue's messages: who may be received now, who is out of sight, who is gone."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable

from ninelives.simulate.world import Sent

Key = tuple[str, int]


class Line:
    """The messages of a queue, by group; in a standard queue each is its own group.

    While a message of a group is out of sight, those behind it wait: that is what
    keeps a FIFO queue in order, and what blocks it.
    """

    __slots__ = ("_groups", "_hidden", "_order", "_ready", "_waiting")

    def __init__(self, groups: int) -> None:
        """Take how many message groups there are; 0: each message is its own."""
        self._groups = groups
        self._ready: deque[Key] = deque()
        self._waiting: dict[Key, deque[Sent]] = {}
        self._hidden: list[tuple[float, int, Sent]] = []
        self._order = 0

    def put(self, event: Sent) -> None:
        """Let a message in at the end."""
        key = self._key(event)
        behind = self._waiting.get(key)
        if behind is None:
            self._waiting[key] = deque((event,))
            self._ready.append(key)
        else:
            behind.append(event)

    def hide(self, event: Sent, until: float) -> None:
        """Put a received message out of sight."""
        self._order += 1
        heapq.heappush(self._hidden, (until, self._order, event))

    def delete(self, event: Sent) -> None:
        """Forget a message for good; those behind it may be received."""
        key = self._key(event)
        if self._waiting.get(key):
            self._ready.append(key)
        else:
            self._waiting.pop(key, None)

    def take(self, most: int, may_go: Callable[[Sent], bool]) -> list[Sent]:
        """Give up to `most` messages that can be received; others are dropped.

        Args:
            most: size of the batch.
            may_go: whether a message may still be received; where it may not, it has
                been dealt with and is forgotten here.
        """
        batch: list[Sent] = []
        while self._ready and len(batch) < most:
            key = self._ready.popleft()
            event = self._waiting[key].popleft()
            if may_go(event):
                batch.append(event)
            else:
                self.delete(event)
        return batch

    def bring_back(self, now: float, gone: Callable[[Sent], bool]) -> None:
        """Show the messages again whose visibility has ended and that are not gone."""
        while self._hidden and self._hidden[0][0] <= now:
            _, _, event = heapq.heappop(self._hidden)
            if not gone(event):
                key = self._key(event)
                self._waiting.setdefault(key, deque()).appendleft(event)
                self._ready.append(key)

    def next_return(self) -> float | None:
        """Give when the next message comes back into sight, or None."""
        return self._hidden[0][0] if self._hidden else None

    def _key(self, event: Sent) -> Key:
        if self._groups:
            return ("group", event.number % self._groups)
        return ("own", event.number)
