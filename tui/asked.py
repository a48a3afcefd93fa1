"""The interview kept up to date: after an answer only what it touches is asked anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ninelives import words
from ninelives.checklist.model import SERVICE, Pack
from ninelives.review.interview import Interview, Key, Shift, key_of
from ninelives.review.model import Review
from ninelives.review.standing import TO_ASK, Standing, Status, checklist_of, standings


@dataclass(frozen=True, slots=True)
class Asked:
    """What a review has to ask: the interview, with ways to look things up in it."""

    by_subject: Mapping[str, tuple[Standing, ...]]
    """The questions that apply there, those of its components included."""
    own: Mapping[str, tuple[Standing, ...]]
    """The questions that are asked there first."""
    places: Mapping[Key, int]
    """Where each question stands in the interview."""
    interview: Interview
    """Every question once, in the order it is asked."""
    left: int
    """How many of them are open."""
    unknown: int
    """How many of them somebody said not to know."""

    def find(self, key: Key | None) -> Standing | None:
        """Give the question that keeps its answer there; None where it is hidden."""
        at = self.places.get(key) if key else None
        return None if at is None else self.interview.items[at]

    def beside(self, key: Key, step: int) -> Standing | None:
        """Give the question `step` places further on or back, or None at the end."""
        items = self.interview.items
        at = self.places.get(key)
        if at is None or not 0 <= at + step < len(items):
            return None
        return items[at + step]

    def next(self, after: Key | None) -> Standing | None:
        """Give the first open question after `after`, going round; None if none is."""
        items = self.interview.items
        start = self.places.get(after, -1) + 1 if after else 0
        for one in (*items[start:], *items[:start]):
            if one.status in TO_ASK:
                return one
        return None


def asked(pack: Pack, review: Review) -> Asked:
    """Give what a review has to ask, as `interview` does."""
    return _assembled(
        {subject: _of(pack, review, subject) for subject in review.subjects()}
    )


def asked_after(
    known: Asked, pack: Pack, before: Review, after: Review
) -> tuple[Asked, Shift]:
    """Give the same as `asked` for `after`, by looking only at what differs.

    Args:
        known: what `before` had to ask, with the same pack.
        pack: the checklists.
        before: the review as it was.
        after: the review as it is, with answers of others perhaps.

    Returns:
        What there is to ask now, and what opened and closed.
    """
    if before.subjects() != after.subjects():
        found, anew = asked(pack, after), tuple(known.by_subject)
    else:
        anew = subjects_seeing(after, changed_holders(before, after))
        fresh = {one: _of(pack, after, one) for one in anew}
        found = _exchanged(known, fresh) or _assembled({**known.by_subject, **fresh})
    return found, _shift(known, found, anew)


def _shift(old: Asked, new: Asked, anew: Iterable[str]) -> Shift:
    opened: dict[Key, Standing] = {}
    closed: dict[Key, Standing] = {}
    for subject in anew:
        for one in new.by_subject.get(subject, ()):
            if key_of(one) not in old.places:
                opened.setdefault(key_of(one), one)
        for one in old.by_subject.get(subject, ()):
            if key_of(one) not in new.places:
                closed.setdefault(key_of(one), one)
    return Shift(tuple(opened.values()), tuple(closed.values()))


def changed_holders(before: Review, after: Review) -> tuple[str, ...]:
    """Give whose answers differ between two states of a review."""
    holders = dict.fromkeys((*before.answers, *after.answers))
    return tuple(
        one
        for one in holders
        if before.answers.get(one) is not after.answers.get(one)
        and before.answers.get(one) != after.answers.get(one)
    )


def subjects_seeing(review: Review, holders: Iterable[str]) -> tuple[str, ...]:
    """Give the integrations and components in whose questions those answers show."""
    wanted = set(holders)
    seen = [
        one.id
        for one in review.integrations
        if not wanted.isdisjoint((one.id, one.source, one.target))
    ]
    seen += [one.id for one in review.components if one.id in wanted]
    return (*((SERVICE,) if SERVICE in wanted else ()), *seen)


def _of(pack: Pack, review: Review, subject: str) -> tuple[Standing, ...]:
    checklist = checklist_of(pack, review, subject)
    if checklist is None:
        return ()
    found, _ = standings(checklist, review, subject)
    return tuple(one for one in found if one.status is not Status.HIDDEN)


def _exchanged(known: Asked, fresh: Mapping[str, tuple[Standing, ...]]) -> Asked | None:
    """Give what there is to ask with some of it new; None where keys or order differ.

    An answer that neither opens nor closes a question, as most, touches a few of
    thousands: the others stay where they are.
    """
    items = list(known.interview.items)
    own = dict(known.own)
    left, unknown = known.left, known.unknown
    for subject, found in fresh.items():
        before = known.by_subject.get(subject, ())
        if [key_of(one) for one in found] != [key_of(one) for one in before]:
            return None
        here = []
        for one in found:
            at = known.places[key_of(one)]
            old = items[at]
            if old.subject == subject:
                items[at] = one
                here.append(one)
                left += (one.status in TO_ASK) - (old.status in TO_ASK)
                unknown += _unknown(one) - _unknown(old)
        own[subject] = tuple(here)
    by_subject = {**known.by_subject, **fresh}
    interview = Interview(tuple(items))
    return Asked(by_subject, own, known.places, interview, left, unknown)


def _unknown(one: Standing) -> bool:
    return one.status is Status.UNKNOWN


def _assembled(by_subject: Mapping[str, tuple[Standing, ...]]) -> Asked:
    places: dict[Key, int] = {}
    items: list[Standing] = []
    own: dict[str, tuple[Standing, ...]] = {}
    for subject, found in by_subject.items():
        first = len(items)
        for one in found:
            key = (one.holder, one.question.id)
            if key not in places:
                places[key] = len(items)
                items.append(one)
        own[subject] = tuple(items[first:])
    left = sum(one.status in TO_ASK for one in items)
    unknown = sum(map(_unknown, items))
    return Asked(by_subject, own, places, Interview(tuple(items)), left, unknown)


def told_of(changed: Shift | None) -> str:
    """Say which questions apply now, and which do not any more."""
    if changed is None:
        return ""
    opened, closed = len(changed.opened), len(changed.closed)
    said = []
    if opened:
        said.append(
            words.many(
                "{count} more question applies now.",
                "{count} more questions apply now.",
                opened,
            )
        )
    if closed:
        said.append(
            words.many(
                "{count} question does not apply any more; the answers are kept.",
                "{count} questions do not apply any more; the answers are kept.",
                closed,
            )
        )
    return " ".join(said)
