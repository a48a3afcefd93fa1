"""What a session should talk about: the gravest first, fitted into its time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from ninelives.assess.efficacy import times
from ninelives.assess.model import Assessment, Open
from ninelives.assess.risk import RISK_RANK
from ninelives.checklist.model import SERVICE
from ninelives.checklist.schema import HARMS
from ninelives.review.interview import Key
from ninelives.review.model import Review

USUAL = 120.0
"""Seconds that a question takes where the review does not say."""
FEWEST = 5
"""With fewer answers than this whose time is known, it does not say."""
_WHY = ("disputed", "unanswered", "stale", "unknown")
"""Among equally grave ones: what only people who talk can settle comes first."""


class Item(NamedTuple):
    """A question to talk about."""

    open: Open
    seconds: float
    """What it may take."""
    fits: bool
    """Whether it and all before it fit into the time that is left."""
    findings: int
    """How many findings of that risk rest on it."""

    @property
    def key(self) -> Key:
        """Where its answer belongs."""
        return _key(self.open)


class Pace(NamedTuple):
    """What answers took in a review, as far as the times beside them say."""

    usual: float
    """Seconds; half of them took less."""
    by_question: dict[str, float]

    def of(self, question: str) -> float:
        """Give the seconds that a question may take."""
        return self.by_question.get(question, self.usual)


def pace(review: Review) -> Pace:
    """Give what answers took, by the time since the same person's answer before."""
    found: dict[str, list[float]] = defaultdict(list)
    for (_, question), seconds in times(review):
        found[question].append(seconds)
    every = [one for told in found.values() for one in told]
    usual = median(every) if len(every) >= FEWEST else USUAL
    return Pace(usual, {name: median(told) for name, told in found.items()})


def weighs_all(one: Open) -> bool:
    """Whether it asks how bad a harm is: every risk is measured by that."""
    return one.subject == SERVICE and one.question.id in HARMS


def agenda(found: Assessment, left: float | None = None) -> tuple[Item, ...]:
    """Give every open question, the gravest first.

    Args:
        found: what is computed from the review.
        left: the seconds there are; None: no end is set, and all fit.
    """
    takes, resting, used = pace(found.review), _resting(found), 0.0

    def gravest(one: Open) -> tuple[int, int, int]:
        rank = len(RISK_RANK) if weighs_all(one) else RISK_RANK[one.worst]
        return -rank, _WHY.index(one.why), -resting[_key(one), one.worst]

    items = []
    for one in sorted(found.open, key=gravest):
        seconds = takes.of(one.question.id)
        used += seconds
        fits = left is None or used <= left
        items.append(Item(one, seconds, fits, resting[_key(one), one.worst]))
    return tuple(items)


def after(items: Sequence[Item], key: Key | None) -> Item | None:
    """Give the item behind a question, the first one where it is not among them."""
    keys = [one.key for one in items]
    if not keys:
        return None
    at = keys.index(key) + 1 if key in keys else 0
    return items[at % len(items)]


def _key(one: Open) -> Key:
    return one.subject, one.question.id


def _resting(found: Assessment) -> Counter[tuple[Key, str]]:
    """Count the findings of each risk that rest on what nobody settled."""
    return Counter(
        (key, finding.risk)
        for finding in found.findings
        for key in {(it.subject, it.question) for it in finding.raised_by if it.assumed}
    )
