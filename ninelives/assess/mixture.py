"""What differs between two reviews, piece by piece, and reviews mixed of both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeVar

from ninelives.checklist.model import SERVICE, Checklist, Pack, Question
from ninelives.checklist.resolve import in_order
from ninelives.review.model import Answer, Component, Integration, Review


class Side(NamedTuple):
    """A review and the pack it is worked through with."""

    pack: Pack
    review: Review


class Piece(NamedTuple):
    """One thing that differs between two sides."""

    kind: str
    """answer, impact, integration, component, question, rule, delivery, checklist,
    pitfall, scale or fact."""
    owner: str
    """The subject or checklist it belongs to, or empty."""
    name: str
    """The question, rule, integration … itself."""


def pieces(before: Side, after: Side) -> tuple[Piece, ...]:
    """Give everything that differs and can change a finding, in a lasting order."""
    return (
        *_map_pieces(before.review, after.review),
        *_answer_pieces(before.review, after.review),
        *_pack_pieces(before.pack, after.pack),
    )


def _map_pieces(before: Review, after: Review) -> Iterator[Piece]:
    for name in _differing(_by_id(before.components), _by_id(after.components)):
        yield Piece("component", "", name)
    old = {one.id: replace(one, impact={}) for one in before.integrations}
    new = {one.id: replace(one, impact={}) for one in after.integrations}
    for name in _differing(old, new):
        yield Piece("integration", "", name)
    for one in after.integrations:
        known = before.integration(one.id)
        if known is not None:
            for harm in _differing(known.impact, one.impact):
                yield Piece("impact", one.id, harm)


def _answer_pieces(before: Review, after: Review) -> Iterator[Piece]:
    for holder in dict.fromkeys((*before.answers, *after.answers)):
        old, new = before.answers.get(holder, {}), after.answers.get(holder, {})
        for question in _differing(old, new):
            yield Piece("answer", holder, question)


def _pack_pieces(before: Pack, after: Pack) -> Iterator[Piece]:
    if before.scale != after.scale:
        yield Piece("scale", "", "risk matrix")
    old = {name: (one.way, one.harms) for name, one in before.pitfalls.items()}
    new = {name: (one.way, one.harms) for name, one in after.pitfalls.items()}
    for name in _differing(old, new):
        yield Piece("pitfall", "", name)
    for name in dict.fromkeys((*before.checklists, *after.checklists)):
        one, two = before.checklists.get(name), after.checklists.get(name)
        if one is None or two is None:
            yield Piece("checklist", name, name)
            continue
        for kind, read in _PARTS.items():
            for part in _differing(read(one), read(two)):
                yield Piece(kind, name, part)


def _questions(one: Checklist) -> Mapping[str, object]:
    """Give what of each question bears on findings; where it is written does not."""
    return {
        it.id: (
            it.about,
            it.when and it.when.text,
            it.measure,
            it.asked,
            tuple((c.id, c.effects, c.at_least, c.at_most) for c in it.choices),
        )
        for it in one.questions
    }


def _rules(one: Checklist) -> Mapping[str, object]:
    return {it.id: (it.when and it.when.text, it.effects) for it in one.rules}


def _facts(one: Checklist) -> Mapping[str, object]:
    return {it.id: (it.value, it.unit) for it in one.facts.values()}


def _delivery(one: Checklist) -> Mapping[str, object]:
    return {"delivery": one.delivery} if one.delivery else {}


_PARTS: Mapping[str, Callable[[Checklist], Mapping[str, object]]] = {
    "question": _questions,
    "rule": _rules,
    "fact": _facts,
    "delivery": _delivery,
}


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_Named)
Value = TypeVar("Value")


def _by_id(parts: Sequence[Part]) -> dict[str, Part]:
    return {one.id: one for one in parts}


def _differing(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> Iterator[str]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name


def mixed(before: Side, after: Side, changed: Collection[Piece]) -> Side:
    """Give `before` with some of the pieces as they are in `after`.

    An answer that fits its question on its own side fits it in the mixture too: what
    is replayed is one change, not that two sides don't belong together.
    """
    taken = frozenset(changed)
    pack = _mixed_pack(before.pack, after.pack, taken)
    review = _mixed_review(before.review, after.review, taken)
    return Side(pack, _fitting(before, after, taken, Side(pack, review)))


def _mixed_pack(before: Pack, after: Pack, taken: frozenset[Piece]) -> Pack:
    own = any(one.kind in (*_PARTS, "checklist", "scale", "pitfall") for one in taken)
    if not own:
        return before
    checklists = {}
    for name in dict.fromkeys((*before.checklists, *after.checklists)):
        one, two = before.checklists.get(name), after.checklists.get(name)
        if one is not None and two is not None:
            checklists[name] = _mixed_checklist(one, two, taken)
            continue
        found = two if Piece("checklist", name, name) in taken else one
        if found is not None:
            checklists[name] = found
    scale = Piece("scale", "", "risk matrix") in taken
    names = dict.fromkeys((*before.pitfalls, *after.pitfalls))
    return before._replace(
        checklists=checklists,
        scale=after.scale if scale else before.scale,
        pitfalls={
            name: _either(
                before.pitfalls.get(name),
                after.pitfalls.get(name),
                new=Piece("pitfall", "", name) in taken,
            )
            for name in names
        },
    )


def _either(one: Value | None, two: Value | None, *, new: bool) -> Value:
    """Give the one that is meant, or the one there is."""
    first, second = (two, one) if new else (one, two)
    found = first if first is not None else second
    assert found is not None  # noqa: S101 - every name comes from one of the two
    return found


def _mixed_checklist(
    one: Checklist, two: Checklist, taken: frozenset[Piece]
) -> Checklist:
    def of(kind: str, old: Sequence[Part], new: Sequence[Part]) -> list[Part]:
        olds, news = _by_id(old), _by_id(new)
        found = []
        for name in dict.fromkeys((*news, *olds)):
            side = news if Piece(kind, one.id, name) in taken else olds
            if name in side:
                found.append(side[name])
        return found

    there = Piece("delivery", one.id, "delivery") in taken
    facts = of("fact", tuple(one.facts.values()), tuple(two.facts.values()))
    return one._replace(
        questions=in_order(of("question", one.questions, two.questions), []),
        rules=tuple(of("rule", one.rules, two.rules)),
        facts={it.id: it for it in facts},
        delivery=(two if there else one).delivery,
    )


def _mixed_review(before: Review, after: Review, taken: frozenset[Piece]) -> Review:
    def of(kind: str, old: Sequence[Part], new: Sequence[Part]) -> tuple[Part, ...]:
        olds, news = _by_id(old), _by_id(new)
        found = []
        for name in dict.fromkeys((*olds, *news)):
            side = news if Piece(kind, "", name) in taken else olds
            if name in side:
                found.append(side[name])
        return tuple(found)

    integrations = of("integration", before.integrations, after.integrations)
    components = of("component", before.components, after.components)
    ends = {it for one in integrations for it in (one.source, one.target)}
    known = {one.id for one in components}
    lost: tuple[Component, ...] = tuple(
        it for it in (*after.components, *before.components) if it.id in ends - known
    )
    answers: dict[str, Mapping[str, Answer]] = {
        holder: dict(given) for holder, given in before.answers.items()
    }
    for one in taken:
        if one.kind == "answer":
            given = dict(answers.get(one.owner, {}))
            found = after.answer(one.owner, one.name)
            given.pop(one.name, None)
            if found is not None:
                given[one.name] = found
            answers[one.owner] = given
    return replace(
        before,
        components=(*components, *_by_id(lost).values()),
        integrations=tuple(_weighed(it, before, after, taken) for it in integrations),
        answers=answers,
    )


def _weighed(
    one: Integration, before: Review, after: Review, taken: frozenset[Piece]
) -> Integration:
    """Give an integration with the impacts that are meant."""
    old, new = before.integration(one.id), after.integration(one.id)
    if old is None or new is None:
        return one
    impact = {
        harm: (new if Piece("impact", one.id, harm) in taken else old).impact.get(harm)
        for harm in dict.fromkeys((*old.impact, *new.impact))
    }
    return replace(one, impact={harm: it for harm, it in impact.items() if it})


def _fitting(
    before: Side, after: Side, taken: frozenset[Piece], mixture: Side
) -> Review:
    """Mark answers of `after` as given to the questions of the mixture."""
    review = mixture.review
    for one in taken:
        if one.kind != "answer":
            continue
        said = review.answer(one.owner, one.name)
        if said is None or not said.asked:
            continue
        fitted = _asked(after, one) == said.asked
        asked = _asked(mixture, one)
        if fitted and asked and asked != said.asked and asked == _asked(before, one):
            fit = replace(said, asked=asked)
            review = review.with_answer(one.owner, one.name, fit)
    return review


def _asked(side: Side, piece: Piece) -> str:
    found = question_of(side, piece.owner, piece.name)
    return found.asked if found else ""


def question_of(side: Side, holder: str, question: str) -> Question | None:
    """Give the question that keeps its answer with a subject, or None."""
    review = side.review
    near = [holder] if holder == SERVICE else []
    near.extend(
        one.checklist
        for one in review.integrations
        if holder in (one.id, one.source, one.target)
    )
    component = review.component(holder)
    if component is not None:
        near.append(component.checklist)
    for name in near:
        checklist = side.pack.checklists.get(name)
        found = checklist.question(question) if checklist else None
        if found is not None:
            return found
    return None
