"""Two who changed one review: nothing is dropped, what differs is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from ninelives.review.model import Answer, Component, Integration, Review

Part = TypeVar("Part", Component, Integration)
_WORDS = ("reason", "note", "owner", "due", "origin", "asked")


def settled(
    base: Answer | None, theirs: Answer | None, ours: Answer | None
) -> Answer | None:
    """Give the one answer that follows from two descendants of one.

    What only one side changed is taken. Where both did and agree, it is what they
    agree on; where they differ, both are kept as a dispute. An answer that one side
    took back and the other changed stays. The sides can be swapped.
    """
    if base in (ours, theirs) or ours == theirs:
        return theirs if ours == base else ours
    if same(ours, base) != same(theirs, base):
        return theirs if same(ours, base) else ours
    if ours is None or theirs is None:
        return ours or theirs
    mine, other = ours.voices, theirs.voices
    before = base.voices if base is not None else ()
    kept = [one for one in (*mine, *other) if _stays(one, before, mine, other)]
    for side in (mine, other):
        if not any(_in(one, kept) for one in side):
            kept.extend(side)
    return disputed(kept)


def _stays(
    one: Answer,
    before: Iterable[Answer],
    mine: Iterable[Answer],
    other: Iterable[Answer],
) -> bool:
    """Whether a voice is new, or one that neither side settled away."""
    return not _in(one, before) or (_in(one, mine) and _in(one, other))


def _in(one: Answer, voices: Iterable[Answer]) -> bool:
    return any(_said(one) == _said(two) for two in voices)


def same(one: Answer | None, two: Answer | None) -> bool:
    """Whether two answers say the same; who said it, and when, does not matter."""
    if one is None or two is None:
        return one is two
    return {_said(voice) for voice in one.voices} == {
        _said(voice) for voice in two.voices
    }


def _said(one: Answer) -> tuple[object, ...]:
    return (one.choice, one.value, one.reason, one.note, one.owner, one.due)


def disputed(voices: Iterable[Answer]) -> Answer:
    """Give the one answer that keeps several voices, in a lasting order.

    Voices that agree become one: nothing that either says is left out.
    """
    kept: list[Answer] = []
    for one in sorted(voices, key=_rank):
        at = next((at for at, two in enumerate(kept) if _agree(one, two)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _joined(kept[at], one)
    first, *rest = sorted(kept, key=_rank)
    return replace(first, others=tuple(rest))


def _rank(one: Answer) -> tuple[str, ...]:
    """Give what voices are sorted by: when, who, and then all the rest."""
    rest = (one.choice, *(str(getattr(one, name)) for name in _WORDS), str(one.value))
    return (one.at, one.by, *rest)


def _agree(one: Answer, two: Answer) -> bool:
    """Whether two answers say the same, or one says more than the other."""
    if (one.choice, one.value) != (two.choice, two.value):
        return False
    words = ((getattr(one, name), getattr(two, name)) for name in _WORDS[:4])
    return all(a == b or not a or not b for a, b in words)


def _joined(earlier: Answer, later: Answer) -> Answer:
    gaps = {
        name: getattr(earlier, name)
        for name in ("by", "at", *_WORDS)
        if not getattr(later, name)
    }
    past = (*later.settled, *(it for it in earlier.settled if it not in later.settled))
    return replace(later, **gaps, settled=past)


def merge(base: Review, ours: Review, theirs: Review) -> Review:
    """Give one review from two descendants of another; the sides can be swapped.

    No answer of either side is dropped. An integration or component that one side
    removed and the other left alone is gone; one that the other changed, or still
    leads to, stays. Where both changed one field of the map, the greater text wins.
    """
    integrations = _parts(base.integrations, ours.integrations, theirs.integrations)
    return Review(
        service=_newer(base.service, ours.service, theirs.service),
        team=_newer(base.team, ours.team, theirs.team),
        pack=_newer(base.pack, ours.pack, theirs.pack),
        pack_version=_newer(base.pack_version, ours.pack_version, theirs.pack_version),
        packs=_newer(base.packs, ours.packs, theirs.packs),
        dialect=_newer(base.dialect, ours.dialect, theirs.dialect),
        components=_parts(
            base.components,
            ours.components,
            theirs.components,
            {end for one in integrations for end in (one.source, one.target)},
        ),
        integrations=integrations,
        answers=_answers(base, ours, theirs),
    )


def _answers(
    base: Review, ours: Review, theirs: Review
) -> dict[str, Mapping[str, Answer]]:
    merged: dict[str, Mapping[str, Answer]] = {}
    for subject in sorted({*ours.answers, *theirs.answers}):
        mine, other = ours.answers.get(subject, {}), theirs.answers.get(subject, {})
        found = {}
        for name in sorted({*mine, *other}):
            seen = base.answer(subject, name)
            one = settled(seen, other.get(name), mine.get(name))
            if one is not None:
                found[name] = one
        merged[subject] = found
    return merged


def _newer(base: Any, ours: Any, theirs: Any) -> Any:
    """Give the value that changed; where both did, the greater of the two."""
    if ours == base:
        return theirs
    return ours if theirs == base else max(ours, theirs, key=_text)


def _text(value: Any) -> Any:
    """Give what can be compared, whatever it is; nothing is less than all."""
    return value if isinstance(value, str | tuple) else repr(value or "")


def _parts(
    base: tuple[Part, ...],
    ours: tuple[Part, ...],
    theirs: tuple[Part, ...],
    needed: Iterable[str] = (),
) -> tuple[Part, ...]:
    before: dict[str, Part] = {one.id: one for one in base}
    mine: dict[str, Part] = {one.id: one for one in ours}
    other: dict[str, Part] = {one.id: one for one in theirs}
    added: list[str] = [name for name in mine if name not in before]
    came: list[str] = [name for name in other if name not in before]
    if added and came and added != came:
        added = sorted({*added, *came})
    wanted = set(needed)
    found: list[Part] = []
    for name in (*before, *(added or came)):
        one = _part(before.get(name), mine.get(name), other.get(name))
        if one is None and name in wanted:
            one = mine.get(name) or other.get(name)
        if one is not None:
            found.append(one)
    return tuple(found)


def _part(base: Part | None, ours: Part | None, theirs: Part | None) -> Part | None:
    if base in (ours, theirs):
        return theirs if ours == base else ours
    if ours is None or theirs is None:
        return ours or theirs
    new: dict[str, Any] = {}
    for one in fields(ours):
        mine, other = getattr(ours, one.name), getattr(theirs, one.name)
        seen = getattr(base, one.name) if base is not None else None
        if one.name in ("impact", "settings"):
            new[one.name] = _each(seen or {}, mine, other)
        else:
            new[one.name] = _newer(seen, mine, other)
    return replace(ours, **new)


def _each(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """Give what each key of a small mapping is: the impact of a harm, a setting."""
    found = {
        key: _newer(base.get(key), ours.get(key), theirs.get(key))
        for key in sorted({*ours, *theirs})
    }
    return {key: value for key, value in found.items() if value is not None}
