"""What a pack says: placeholders that exist, sentences that say something, sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ninelives.checklist.knowledge import Fact, Pitfall
from ninelives.checklist.lint.worlds import reads
from ninelives.checklist.model import Checklist, Pack, Question
from ninelives.errors import Place, Problem, nearest

_PLACEHOLDER = re.compile(r"\{([^{}\s]*)\}")
_NAMES = ("source.name", "target.name", "component.name")


def texts(checklist: Checklist) -> Iterator[Problem]:
    """Give a problem for each text that is one word, or names what does not exist."""
    names = [*_NAMES, *(f"facts.{one}" for one in checklist.facts)]
    conditions = (
        *(one.when for one in checklist.questions),
        *(one.when for one in checklist.rules),
        *(one.when for one in checklist.mitigations),
    )
    read = set().union(*(reads(one) for one in conditions))
    for question in checklist.questions:
        for what in ("ask", "why", "find_out"):
            text = getattr(question, what)
            place, key = question.place, f"{question.id}: {what.replace('_', '-')}"
            yield from _sentence(text, place, key)
            yield from _placeholders(text, place, names)
        for choice in question.choices:
            yield from _placeholders(choice.says, choice.place, names)
        yield from _choices(question, read=question.id in read)
    for rule in checklist.rules:
        yield from _sentence(rule.because, rule.place, f"{rule.id}: because")
        yield from _placeholders(rule.because, rule.place, names)
    for one in checklist.mitigations:
        yield from _sentence(one.title, one.place, f"{one.id}: title")
        for text in (*one.steps, one.side_effects, one.prove.fault, one.prove.watch):
            yield from _placeholders(text, one.place, names)
        if not one.steps:
            yield Problem(one.place, f"mitigation {one.id!r} has no steps")


def _sentence(text: str, place: Place, key: str) -> Iterator[Problem]:
    if len(text.split()) < 2:  # noqa: PLR2004 - one word says nothing
        yield Problem(place, f"{key} is {text!r}", expected="a sentence")


def _placeholders(text: str, place: Place, names: Collection[str]) -> Iterator[Problem]:
    for match in _PLACEHOLDER.finditer(text):
        if match.group(1) not in names:
            near = nearest(match.group(1), names)
            yield Problem(place, f"there is nothing called {match.group()}", "", near)


def _choices(question: Question, *, read: bool) -> Iterator[Problem]:
    if len(question.choices) < 2:  # noqa: PLR2004 - nothing to choose
        found = f"question {question.id!r} offers {len(question.choices)} choices"
        yield Problem(question.place, found, expected="two or more")
    effects = [
        one for one in question.choices if one.effects.exposes or one.effects.caps
    ]
    if not (effects or read or question.under or question.measure):
        yield Problem(
            question.place,
            f"no choice of {question.id!r} does anything",
            remedy="let a choice expose or cap a pitfall, or a condition read it",
            level="warning",
        )


def sources(checklist: Checklist, today: str) -> Iterator[Problem]:
    """Give a problem for what cites nothing, and for facts that are old or unverified.

    Args:
        checklist: the checklist.
        today: YYYY-MM-DD; a fact checked more than a year before is a warning.
    """
    if checklist.describes == "service" and not checklist.facts:
        return
    parts: list[tuple[str, str, tuple[str, ...], Place]] = [
        *((one.id, "question", one.cites, one.place) for one in checklist.questions),
        *((one.id, "rule", one.cites, one.place) for one in checklist.rules),
    ]
    for name, kind, cites, place in parts:
        if not cites and place.path == checklist.place.path:
            yield Problem(place, f"{kind} {name!r} cites no fact")
    for fact in checklist.facts.values():
        yield from _fact(fact, today)


def _fact(fact: Fact, today: str) -> Iterator[Problem]:
    if not fact.sources and not fact.unverified:
        yield Problem(
            fact.place,
            f"fact {fact.id!r} has no source",
            remedy="name one with the day it was checked, or say why it is unverified",
        )
    if fact.unverified:
        found = f"fact {fact.id!r} is unverified: {fact.unverified}"
        yield Problem(fact.place, found, level="note")
    year_ago = f"{int(today[:4]) - 1}{today[4:]}"
    for source in fact.sources:
        if source.checked < year_ago:
            found = f"fact {fact.id!r} was last checked on {source.checked}"
            yield Problem(fact.place, found, remedy="check it again", level="warning")


def coverage(pack: Pack) -> Iterator[Problem]:
    """Give a problem for each pitfall that nothing raises, clears, or hits as said."""
    raised: dict[str, set[str]] = {name: set() for name in pack.pitfalls}
    cleared: set[str] = set()
    for checklist in pack.checklists.values():
        for pitfall in checklist.pitfalls():
            raised[pitfall].add(checklist.id)
        for mitigation in checklist.mitigations:
            cleared.update(mitigation.clears)
    for one in pack.pitfalls.values():
        if one.follows:
            yield from _computed(one, raised[one.id])
            continue
        if not raised[one.id]:
            yield Problem(one.place, f"no checklist exposes {one.id!r}")
        elif one.id not in cleared:
            yield Problem(one.place, f"no mitigation clears {one.id!r}")
        yield from _hits(one, pack, raised[one.id])


def _computed(one: Pitfall, raised: Collection[str]) -> Iterator[Problem]:
    if raised or one.hits:
        found = f"{one.id!r} follows from {one.follows}; no choice may raise it"
        yield Problem(one.place, found)


def _hits(one: Pitfall, pack: Pack, raised: Collection[str]) -> Iterator[Problem]:
    for checklist_id in one.hits:
        if checklist_id not in pack.checklists:
            near = nearest(checklist_id, pack.checklists)
            found = f"{one.id!r} hits {checklist_id}, which is no checklist"
            yield Problem(one.place, found, nearest=near)
        elif checklist_id not in raised:
            found = f"{checklist_id} never exposes {one.id!r}, which hits it"
            yield Problem(one.place, found)
