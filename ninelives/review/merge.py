"""Two who changed one review: nothing is dropped, what differs is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from ninelives.review.files import disputed
from ninelives.review.model import Answer, Component, Integration, Review

Part = TypeVar("Part", Component, Integration)


def settled(
    base: Answer | None, theirs: Answer | None, ours: Answer | None
) -> Answer | None:
    """Give the one answer that follows from two descendants of one.

    What only one side changed is taken. Where both did, and say the same, it is
    that; where they differ, both are kept as a dispute. An answer that one side took
    back and the other changed stays.
    """
    if same(theirs, base):
        return ours
    if same(ours, base) or same(theirs, ours):
        return theirs
    if theirs is None or ours is None:
        return theirs or ours
    return disputed([*theirs.voices, *_new(ours, theirs)])


def _new(ours: Answer, theirs: Answer) -> Iterable[Answer]:
    return (
        one for one in ours.voices if not any(same(one, two) for two in theirs.voices)
    )


def same(one: Answer | None, two: Answer | None) -> bool:
    """Whether two answers say the same; who said it, and when, does not matter."""
    if one is None or two is None:
        return one is two
    if one.others or two.others:
        return sorted(map(_said, one.voices)) == sorted(map(_said, two.voices))
    return _said(one) == _said(two)


def _said(one: Answer) -> tuple[str, ...]:
    return (
        one.choice,
        "" if one.value is None else f"{one.value:g}",
        one.reason,
        one.note,
        one.owner,
        one.due,
    )


def merge(base: Review, ours: Review, theirs: Review) -> Review:
    """Give one review from two descendants of another.

    No answer of either side is dropped; an integration or component that one side
    removed and the other left alone is gone, one that the other changed stays.
    """
    answers: dict[str, Mapping[str, Answer]] = {}
    for subject in dict.fromkeys((*ours.answers, *theirs.answers)):
        answers[subject] = _answers(subject, base, ours, theirs)
    return replace(
        ours,
        service=_newer(base.service, ours.service, theirs.service),
        team=_newer(base.team, ours.team, theirs.team),
        pack=_newer(base.pack, ours.pack, theirs.pack),
        pack_version=_newer(base.pack_version, ours.pack_version, theirs.pack_version),
        packs=ours.packs if ours.packs != base.packs else theirs.packs,
        dialect=_newer(base.dialect, ours.dialect, theirs.dialect),
        components=_parts(base.components, ours.components, theirs.components),
        integrations=_parts(base.integrations, ours.integrations, theirs.integrations),
        answers=answers,
    )


def _answers(
    subject: str, base: Review, ours: Review, theirs: Review
) -> dict[str, Answer]:
    mine, other = ours.answers.get(subject, {}), theirs.answers.get(subject, {})
    found = {}
    for question in sorted({*mine, *other}):
        one = settled(
            base.answer(subject, question), other.get(question), mine.get(question)
        )
        if one is not None:
            found[question] = one
    return found


def _newer(base: str, ours: str, theirs: str) -> str:
    """Give the text that changed; where both did, the greater of the two."""
    if ours == base:
        return theirs
    return ours if theirs == base else max(ours, theirs)


def _parts(
    base: tuple[Part, ...], ours: tuple[Part, ...], theirs: tuple[Part, ...]
) -> tuple[Part, ...]:
    before: dict[str, Part] = {one.id: one for one in base}
    mine: dict[str, Part] = {one.id: one for one in ours}
    other: dict[str, Part] = {one.id: one for one in theirs}
    added: list[str] = sorted({*mine, *other} - before.keys())
    found: list[Part] = []
    for name in (*before, *added):
        one = _part(before.get(name), mine.get(name), other.get(name))
        if one is not None:
            found.append(one)
    return tuple(found)


def _part(base: Part | None, ours: Part | None, theirs: Part | None) -> Part | None:
    if ours == base:
        return theirs
    if theirs in (base, ours):
        return ours
    if ours is None or theirs is None:
        return ours or theirs
    return max(ours, theirs, key=repr)
