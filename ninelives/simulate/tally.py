"""Counts while a run goes on; its memory does not grow with the number of events."""

from __future__ import annotations

import math

from ninelives.simulate.plan import Outcome

_STEPS = 32
"""Buckets for each doubling of a delay: neighbours differ by 2.2 %."""
_BUCKETS = _STEPS * 40
_SHARES = (("p50", 0.5), ("p90", 0.9), ("p99", 0.99))


class Tally:
    """What became of the events so far."""

    __slots__ = (
        "_delays",
        "duplicates",
        "first_lost",
        "handled",
        "latest",
        "lost",
        "most",
        "redriven",
        "reordered",
        "sent",
        "set_aside",
        "tries",
    )

    def __init__(self) -> None:
        """Start with nothing."""
        self.sent = self.handled = self.lost = self.set_aside = 0
        self.duplicates = self.reordered = self.redriven = self.tries = 0
        self.first_lost: float | None = None
        self.most = 0.0
        self.latest = -math.inf
        self._delays = [0] * _BUCKETS

    def delay(self, seconds: float, count: int = 1) -> None:
        """Note how long handled events took."""
        self.most = max(self.most, seconds)
        bucket = int(math.log2(1.0 + seconds * 1000.0) * _STEPS)
        self._delays[min(bucket, _BUCKETS - 1)] += count

    def lose(self, sent: float) -> None:
        """Note that an event is gone."""
        self.lost += 1
        if self.first_lost is None or sent < self.first_lost:
            self.first_lost = sent

    def outcome(self, *, complete: bool = True) -> Outcome:
        """Give what is known now."""
        settled = self.handled + self.lost + self.set_aside
        return Outcome(
            sent=self.sent,
            handled=self.handled,
            lost=self.lost,
            set_aside=self.set_aside,
            waiting=self.sent - settled,
            duplicates=self.duplicates,
            reordered=self.reordered,
            redriven=self.redriven,
            tries=self.tries,
            delays=self._percentiles(),
            first_lost=self.first_lost,
            complete=complete,
        )

    def _percentiles(self) -> dict[str, float]:
        total = sum(self._delays)
        found: dict[str, float] = {}
        seen, left = 0, list(_SHARES)
        for bucket, count in enumerate(self._delays):
            seen += count
            while left and count and seen >= left[0][1] * total:
                value = (2 ** (bucket / _STEPS) - 1) / 1000.0
                found[left.pop(0)[0]] = min(value, self.most)
        if total:
            found["most"] = self.most
        return found
