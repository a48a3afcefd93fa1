"""Every name a checklist uses must exist: choices, questions, pitfalls, facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ninelives.checklist.expression import Expression
from ninelives.checklist.model import (
    NOT_APPLICABLE,
    SERVICE,
    UNKNOWN,
    About,
    Checklist,
    Effects,
    Pack,
    Question,
)
from ninelives.errors import Place, Problem, nearest


def in_order(
    questions: Sequence[Question], problems: list[Problem]
) -> tuple[Question, ...]:
    """Give the questions so that what a `when` reads is asked before it.

    The order of the file is kept wherever it can be; a circle is a problem.
    """
    ids = {one.id for one in questions}
    placed: dict[str, Question] = {}
    waiting = list(questions)
    while waiting:
        ready = next(
            (one for one in waiting if _needs(one) & ids <= placed.keys()), None
        )
        if ready is None:
            names = ", ".join(one.id for one in waiting)
            problems.append(
                Problem(waiting[0].place, f"conditions go in a circle: {names}")
            )
            placed.update({one.id: one for one in waiting})
            break
        waiting.remove(ready)
        placed[ready.id] = ready
    return tuple(placed.values())


def _needs(question: Question) -> set[str]:
    if question.when is None:
        return set()
    return {
        name.key for name in question.when.names if name.root in ("answers", "values")
    }


def resolve(pack: Pack) -> Iterator[Problem]:
    """Give a problem for each name that does not exist."""
    for checklist in pack.checklists.values():
        yield from _Resolver(pack, checklist).problems()
    yield from _asked_twice(pack)


class _Resolver:
    def __init__(self, pack: Pack, checklist: Checklist) -> None:
        self._pack = pack
        self._checklist = checklist
        self._questions = {one.id: one for one in checklist.questions}

    def problems(self) -> Iterator[Problem]:
        checklist = self._checklist
        connects = checklist.connects
        ends = (*connects.sources, *connects.targets) if connects else ()
        named = (checklist.describes,) if checklist.describes else ()
        for one in (*ends, *named):
            if one != SERVICE:
                types = self._pack.component_types
                yield from _known(checklist.place, "component type", one, types)
        for question in checklist.questions:
            yield from self._question(question)
        for rule in checklist.rules:
            yield from self._effects(rule.effects, rule.place)
            yield from self._expression(rule.when, rule.place)
            yield from self._cites(rule.cites, rule.place)
        for mitigation in checklist.mitigations:
            place = mitigation.place
            for pitfall in (*mitigation.clears, *mitigation.worsens):
                yield from _known(place, "pitfall", pitfall, self._pack.pitfalls)
            for question_id, choice in mitigation.answers.items():
                yield from self._answer(question_id, choice, place)
            yield from self._expression(mitigation.when, place)
            yield from self._cites(mitigation.cites, place)

    def _question(self, question: Question) -> Iterator[Problem]:
        place = question.place
        ids = [one.id for one in question.choices]
        for choice in question.choices:
            yield from self._effects(choice.effects, choice.place)
            if choice.id in (UNKNOWN, NOT_APPLICABLE):
                found = f"{choice.id!r} is offered with every question already"
                yield Problem(choice.place, found, remedy="leave it out")
            if ids.count(choice.id) > 1:
                yield Problem(choice.place, f"choice {choice.id!r} is there twice")
        for rule in question.evidence:
            if rule.choice:
                yield from _known(rule.place, "choice", rule.choice, ids)
            yield from self._expression(rule.when, rule.place)
        yield from self._expression(question.when, place)
        yield from self._cites(question.cites, place)
        ends = {About.SOURCE, About.TARGET}
        if question.about in ends and self._checklist.connects is None:
            yield Problem(
                place,
                f"question {question.id!r} is about the {question.about.value}",
                expected="about: component, in a checklist that connects nothing",
            )
        if question.about is About.COMPONENT and self._checklist.connects:
            yield Problem(
                place,
                f"question {question.id!r} is about a component",
                expected="about: source, target or integration",
            )

    def _answer(self, question_id: str, choice: str, place: Place) -> Iterator[Problem]:
        question = self._questions.get(question_id)
        if question is None:
            yield from _known(place, "question", question_id, self._questions)
            return
        yield from _known(place, "choice", choice, [one.id for one in question.choices])

    def _effects(self, effects: Effects, place: Place) -> Iterator[Problem]:
        for pitfall in (*effects.exposes, *effects.caps):
            yield from _known(place, "pitfall", pitfall, self._pack.pitfalls)

    def _cites(self, cites: Sequence[str], place: Place) -> Iterator[Problem]:
        for fact in cites:
            yield from _known(place, "fact", fact, self._checklist.facts)

    def _expression(
        self, expression: Expression | None, place: Place
    ) -> Iterator[Problem]:
        for name in expression.names if expression else ():
            if name.root in ("answers", "values"):
                yield from _known(place, "question", name.key, self._questions)
            elif name.root == "facts":
                yield from _known(place, "fact", name.key, self._checklist.facts)


def _known(
    place: Place, kind: str, name: str, names: Collection[str]
) -> Iterator[Problem]:
    if name not in names:
        yield Problem(
            place, f"there is no {kind} {name!r}", nearest=nearest(name, names)
        )


def _asked_twice(pack: Pack) -> Iterator[Problem]:
    """A component is asked once: two different questions can't share an id."""
    seen: dict[str, Question] = {}
    for checklist in pack.checklists.values():
        for question in checklist.questions:
            if question.about is About.INTEGRATION:
                continue
            first = seen.setdefault(question.id, question)
            if first.place != question.place:
                yield Problem(
                    question.place,
                    f"question {question.id!r} about a component is asked elsewhere "
                    f"too, at {first.place}",
                    remedy="move it to a block that both use, or rename one",
                )
