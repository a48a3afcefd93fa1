"""What is due in a review: open questions, facts to check again, the review itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ninelives.assess.risk import assess
from ninelives.assess.waived import TRIGGERED, waived
from ninelives.checklist.knowledge import Fact
from ninelives.checklist.model import UNKNOWN, Pack
from ninelives.review.actions import OPEN, Action
from ninelives.review.interview import interview
from ninelives.review.model import Answer, Review
from ninelives.review.spoken import label
from ninelives.review.standing import Standing, Status, wanted
from ninelives.review.waivers import Waiver


class Ages(NamedTuple):
    """After how many days something is due again."""

    fact: int = 365
    """Days after a fact was checked."""
    review: int = 180
    """Days after the last answer."""


class Due(NamedTuple):
    """One thing that is due."""

    kind: str
    """action, unknown, stale, disputed, waiver, fact or review."""
    day: str
    """Since when, as YYYY-MM-DD; empty where nobody set a day."""
    owner: str
    says: str

    def when(self, today: str) -> str:
        """Say since when or on which day it is due; `today` as YYYY-MM-DD."""
        if not self.day:
            return "no day is set" if self.kind == "unknown" else "at once"
        return f"since {self.day}" if self.day <= today else f"on {self.day}"


_KINDS = {
    Status.UNKNOWN: "unknown",
    Status.STALE: "stale",
    Status.DISPUTED: "disputed",
}


def due(
    pack: Pack,
    review: Review,
    by: date,
    ages: Ages | None = None,
    waivers: Sequence[Waiver] = (),
    actions: Sequence[Action] = (),
) -> tuple[Due, ...]:
    """Give what is due up to a day, the oldest first; what has no day comes last.

    Unknown answers are due on their day, and at once where nobody set one; answers
    that are stale or disputed at once. A day that is no date counts as none.
    Of the actions those that are open are due.
    """
    ages = ages or Ages()
    found = [
        *(
            Due("action", one.due, one.owner, f"{one.id}: {one.says}")
            for one in actions
            if one.state == OPEN and one.due <= str(by)
        ),
        *_questions(pack, review, by),
        *_waivers(pack, review, by, waivers),
        *_facts(pack, review, by - timedelta(days=ages.fact), ages.fact),
        *_review(review, by - timedelta(days=ages.review), ages.review),
    ]
    return tuple(sorted(found, key=lambda one: (not one.day, one.day, one)))


def _questions(pack: Pack, review: Review, by: date) -> Iterator[Due]:
    for one in interview(pack, review).items:
        kind = _KINDS.get(one.status)
        if kind is None or one.answer is None:
            continue
        for voice in _waiting(one, one.answer):
            day = _day(voice.due)
            if day is None or day <= by:
                where = f"{label(review, one.holder)}: {one.question.id}"
                yield Due(kind, str(day or ""), voice.owner, where)


def _waiting(one: Standing, answer: Answer) -> tuple[Answer, ...]:
    """Give what somebody has to come back to: of a dispute, its first voice."""
    if one.status is Status.DISPUTED:
        return (Answer(UNKNOWN, owner=", ".join(_who(answer))),)
    return (answer,)


def _who(answer: Answer) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.by for one in answer.voices if one.by))


def _waivers(
    pack: Pack, review: Review, by: date, waivers: Sequence[Waiver]
) -> Iterator[Due]:
    """Give the waivers that end, and those that something has ended."""
    found = waived(assess(pack, review), waivers, str(by)) if waivers else None
    void = {
        one.waiver
        for one in (found.decisions.values() if found else ())
        if one.state == TRIGGERED
    }
    for one in waivers:
        if one.expires <= str(by):
            says = f"{one.finding}: the waiver ends"
            yield Due("waiver", one.expires, one.approver, says)
        elif one in void:
            says = (
                f"{one.finding}: the waiver until {one.expires} holds no longer, "
                "what ends it came true or is not known"
            )
            yield Due("waiver", "", one.approver, says)


def _facts(pack: Pack, review: Review, before: date, age: int) -> Iterator[Due]:
    """Give the facts of the checklists in use that nobody checked for long."""
    seen: set[Fact] = set()
    for name in sorted(wanted(review) & pack.checklists.keys()):
        for fact in pack.checklists[name].facts.values():
            days = [day for one in fact.sources if (day := _day(one.checked))]
            if days and min(days) < before and fact not in seen:
                seen.add(fact)
                since = min(days) + timedelta(days=age)
                says = f"{name}: check {fact.id} again, {fact.sources[0].url}"
                yield Due("fact", str(since), "", says)


def _review(review: Review, before: date, age: int) -> Iterator[Due]:
    days = [
        day
        for given in review.answers.values()
        for answer in given.values()
        for voice in answer.voices
        if (day := _day(voice.at[:10]))
    ]
    if days and max(days) < before:
        since = max(days) + timedelta(days=age)
        says = f"{review.service}: the last answer is of {max(days)}; review it again"
        yield Due("review", str(since), review.team, says)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
