"""A review at a glance: what the list of all reviews says about one of them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ninelives.assess.risk import RISK_RANK, assess
from ninelives.errors import Unusable
from ninelives.review import milestones, store
from ninelives.review.model import Review
from ninelives.review.packs import pack_of
from ninelives.review.standing import Status


class Glance(NamedTuple):
    """How a review stands; where it can't be read, `trouble` says why."""

    folder: Path
    service: str
    """Its name; that of the folder where it can't be read."""
    team: str = ""
    risk: str = ""
    """The highest risk; empty where it can't be read."""
    assumed: bool = False
    """Whether nothing but unknown answers makes it so high."""
    findings: int = 0
    asked: int = 0
    """Questions that apply."""
    left: int = 0
    """Of these, to be asked: unanswered, stale or disputed."""
    unknown: int = 0
    """Of these, answered with unknown."""
    at: str = ""
    """When somebody answered last, as YYYY-MM-DDTHH:MM:SSZ; empty: nobody did."""
    by: str = ""
    """Who that was."""
    milestone: str = ""
    """The milestone that was frozen last, or empty."""
    trouble: str = ""

    @property
    def rank(self) -> int:
        """How grave it is; what can't be read is gravest: it may hold anything."""
        return len(RISK_RANK) if self.trouble else RISK_RANK.get(self.risk, 0)

    @property
    def open(self) -> int:
        """How many questions nobody has decided: those to be asked, and the unknown."""
        return self.left + self.unknown


def glance(folder: Path) -> Glance:
    """Say how a review stands; one that can't be read is said to be so."""
    try:
        review = store.load(folder)
        found = assess(pack_of(folder, review), review, remainders=False)
    except Unusable as error:
        more = len(error.problems) - 1
        says = f"{error.problems[0]}{f' (and {more} more)' if more else ''}"
        return Glance(folder, folder.resolve().name, trouble=says)
    asked = found.interview()
    worst = [one for one in found.findings if one.risk == found.risk]
    return Glance(
        folder,
        review.service,
        review.team,
        found.risk,
        bool(worst) and all(one.assumed for one in worst),
        len(found.findings),
        len(asked.items),
        len(asked.open),
        sum(one.status is Status.UNKNOWN for one in asked.items),
        *_last(review),
        _milestone(folder),
    )


def _last(review: Review) -> tuple[str, str]:
    """Give when an answer was given last, and by whom."""
    return max(
        (
            (voice.at, voice.by)
            for given in review.answers.values()
            for one in given.values()
            for voice in one.voices
        ),
        default=("", ""),
    )


def _milestone(folder: Path) -> str:
    """Give the milestone frozen last; what can't be read of them is passed over."""
    found = []
    for name in milestones.names(folder):
        try:
            found.append((milestones.find(folder, name).at, name))
        except Unusable:
            continue
    return max(found)[1] if found else ""
