"""What came of a session: who answered what, and what that changed in risk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ninelives.assess.model import Assessment
from ninelives.assess.risk import RISK_RANK
from ninelives.checklist.model import UNKNOWN
from ninelives.evidence.voice import SCAN
from ninelives.review.model import Answer
from ninelives.review.parked import Parked
from ninelives.review.sitting import Sitting
from ninelives.review.standing import Standing


class Told(NamedTuple):
    """A question that was talked about."""

    asked: Standing
    voices: tuple[Answer, ...]
    """What was said in the session; more than one where people differ."""


class Moved(NamedTuple):
    """A finding whose risk changed."""

    id: str
    """`subject/pitfall`."""
    before: str
    """Its risk when the session began; none where it was no finding."""
    after: str


class Person(NamedTuple):
    """What one person said."""

    name: str
    answered: int
    unknown: int
    parked: int


class Sat(NamedTuple):
    """What came of a session."""

    sitting: Sitting
    until: str
    """As of when, as YYYY-MM-DDTHH:MM:SSZ."""
    answered: tuple[Told, ...]
    unknown: tuple[Told, ...]
    parked: tuple[Parked, ...]
    people: tuple[Person, ...]
    """Those present, then whoever else answered meanwhile."""
    moved: tuple[Moved, ...]
    """What closed or got better first, then what opened or got worse."""
    before: str
    """The highest risk when it began."""
    after: str

    @property
    def minutes(self) -> int:
        """How long it took."""
        return round((self.sitting.minutes * 60 - self.sitting.left(self.until)) / 60)


def sat(found: Assessment, one: Sitting, parked: Sequence[Parked], until: str) -> Sat:
    """Give what came of a session.

    Args:
        found: what is computed from the review as it is now.
        one: the session.
        parked: all that is parked in the review.
        until: now, as YYYY-MM-DDTHH:MM:SSZ.
    """
    told = tuple(_told(found, one))
    aside = tuple(it for it in parked if _since(it.at, one.began))
    unknown = tuple(it for it in told if it.asked.answer is None or _unknown(it))
    answered = tuple(it for it in told if it not in unknown)
    after = {it.id: it.risk for it in found.findings}
    return Sat(
        sitting=one,
        until=until,
        answered=answered,
        unknown=unknown,
        parked=aside,
        people=tuple(_people(one, told, aside)),
        moved=tuple(_moved(one.before, after)),
        before=_highest(one.before),
        after=_highest(after),
    )


def _told(found: Assessment, one: Sitting) -> Iterator[Told]:
    for it in found.interview().items:
        given = it.answer.voices if it.answer else ()
        heard = tuple(
            voice for voice in given if voice.by != SCAN and _since(voice.at, one.began)
        )
        if heard:
            yield Told(it, heard)


def _unknown(one: Told) -> bool:
    return all(voice.choice == UNKNOWN for voice in one.voices)


def _since(at: str, began: str) -> bool:
    try:
        return datetime.fromisoformat(at) >= datetime.fromisoformat(began)
    except (ValueError, TypeError):
        return False


def _people(
    one: Sitting, told: Sequence[Told], parked: Sequence[Parked]
) -> Iterator[Person]:
    answered, unknown = Counter[str](), Counter[str]()
    for voice in (voice for it in told for voice in it.voices):
        (unknown if voice.choice == UNKNOWN else answered)[voice.by] += 1
    aside = Counter(it.by for it in parked)
    for name in dict.fromkeys((*one.present, *answered, *unknown, *aside)):
        yield Person(name, answered[name], unknown[name], aside[name])


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> Sequence[Moved]:
    every = (
        Moved(name, before.get(name, "none"), after.get(name, "none"))
        for name in dict.fromkeys((*before, *after))
    )
    found = [one for one in every if one.before != one.after]
    return sorted(
        found, key=lambda it: RISK_RANK[it.after] - RISK_RANK.get(it.before, 0)
    )


def _highest(risks: Mapping[str, str]) -> str:
    return max(risks.values(), key=lambda one: RISK_RANK.get(one, 0), default="none")
