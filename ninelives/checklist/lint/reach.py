"""What no answer can bring about: dead conditions, levels, idle mitigations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ninelives.checklist.expression import Expression, Name
from ninelives.checklist.lint.worlds import (
    RANK,
    Level,
    TooMany,
    World,
    bearing,
    level,
    needed,
    reads,
    scope_of,
    worlds,
)
from ninelives.checklist.model import Checklist, Mitigation, Question, Rule
from ninelives.checklist.schema import EXPOSURES
from ninelives.checklist.truth import ABSENT, Value
from ninelives.errors import Place, Problem


def conditions(checklist: Checklist) -> Iterator[Problem]:
    """Give a problem for each `when` that never holds, or always does."""
    for question in checklist.questions:
        what = f"question {question.id!r} is"
        yield from _condition(checklist, question.when, question.place, what, "asked")
    for rule in checklist.rules:
        what = f"rule {rule.id!r} is"
        yield from _condition(checklist, rule.when, rule.place, what, "in force")
    for one in checklist.mitigations:
        what = f"mitigation {one.id!r} is"
        yield from _condition(checklist, one.when, one.place, what, "offered")


def _condition(
    checklist: Checklist,
    when: Expression | None,
    place: Place,
    what: str,
    done: str,
) -> Iterator[Problem]:
    if when is None:
        return
    questions = needed(checklist, sorted(reads(when)))
    try:
        found = {
            when.truth(scope_of(questions, world))
            for world in worlds(questions, tell_apart=(when,))
        }
    except TooMany:
        yield _too_many(place, f"{what} ever {done}")
        return
    if found == {False}:
        yield Problem(place, f"{what} never {done}: no answers make {when.text!r} true")
    elif found == {True}:
        remedy = "leave the condition out"
        yield Problem(place, f"{what} always {done}: {when.text!r}", remedy=remedy)


def _too_many(place: Place, what: str) -> Problem:
    return Problem(
        place,
        f"too many combinations to prove whether {what}",
        remedy="make its conditions read fewer questions",
        level="warning",
    )


def levels(checklist: Checklist) -> Iterator[Problem]:
    """Give a problem for each effect that no answers let take hold."""
    for pitfall in checklist.pitfalls():
        ids, rules = bearing(checklist, pitfall)
        questions = needed(checklist, sorted(ids))
        try:
            effective = _effective(pitfall, questions, rules)
        except TooMany:
            yield _too_many(checklist.place, f"{pitfall} reaches each of its levels")
            continue
        for question in questions:
            for choice in question.choices:
                named = choice.effects.exposes.get(pitfall)
                if named is not None and (question.id, named) not in effective:
                    yield Problem(
                        choice.place,
                        f"{pitfall} never becomes {named}: choice {choice.id!r} is "
                        "always outdone or capped",
                    )
        for rule in rules:
            named = rule.effects.exposes.get(pitfall)
            if named is not None and (rule.id, named) not in effective:
                yield Problem(
                    rule.place,
                    f"{pitfall} never becomes {named}: rule {rule.id!r} is always "
                    "outdone or capped",
                )


def _effective(
    pitfall: str, questions: Sequence[Question], rules: Sequence[Rule]
) -> set[tuple[str, str]]:
    """Give (question or rule, exposure) for each effect that some answers let stand."""
    conditions = [rule.when for rule in rules]
    found = set()
    for world in worlds(questions, (pitfall,), conditions):
        scope = scope_of(questions, world)
        stands = EXPOSURES[level(pitfall, world, rules, scope).exposure]
        for question, choice in world.items():
            if choice.effects.exposes.get(pitfall) == stands:
                found.add((question, stands))
        for rule in rules:
            holds = rule.when is None or rule.when.truth(scope) is True
            if holds and rule.effects.exposes.get(pitfall) == stands:
                found.add((rule.id, stands))
    return found


def mitigations(checklist: Checklist) -> Iterator[Problem]:
    """Give a problem for each mitigation that does not do what it says, or harms."""
    for one in checklist.mitigations:
        for pitfall in one.clears:
            yield from _clears(checklist, one, pitfall)
        for pitfall in checklist.pitfalls():
            if pitfall not in one.clears and pitfall not in one.worsens:
                yield from _worsens(checklist, one, pitfall)


def _clears(checklist: Checklist, one: Mitigation, pitfall: str) -> Iterator[Problem]:
    if pitfall not in checklist.pitfalls():
        found = f"{one.id!r} clears {pitfall}, which nothing here raises"
        yield Problem(one.place, found)
        return
    try:
        pairs = list(_before_and_after(checklist, one, pitfall))
    except TooMany:
        yield _too_many(one.place, f"{one.id!r} clears {pitfall}")
        return
    if not any(after < before for before, after in pairs):
        yield Problem(
            one.place,
            f"{one.id!r} does not clear {pitfall}: its answers never lower it",
            remedy="cap it in the choice that the mitigation leads to",
        )


def _worsens(checklist: Checklist, one: Mitigation, pitfall: str) -> Iterator[Problem]:
    ids, _ = bearing(checklist, pitfall)
    if not ids & one.answers.keys():
        return
    try:
        worst = max(
            (
                (after, before)
                for before, after in _before_and_after(checklist, one, pitfall)
                if after > before
            ),
            default=None,
        )
    except TooMany:
        return
    if worst is not None:
        after, before = (EXPOSURES[rank] for rank in worst)
        yield Problem(
            one.place,
            f"{one.id!r} makes {pitfall} worse ({before} → {after})",
            remedy="name it under worsens, or mend the choice it leads to",
        )


def _before_and_after(
    checklist: Checklist, one: Mitigation, pitfall: str
) -> Iterator[tuple[int, int]]:
    """Give the exposure of a pitfall before and after a mitigation, in every world."""
    ids, rules = bearing(checklist, pitfall)
    relevant = {*ids, *reads(one.when)}
    questions = needed(checklist, sorted(relevant | one.answers.keys()))
    conditions = [*(rule.when for rule in rules), one.when]
    base = worlds(questions, (pitfall,), conditions)
    for world in base:
        scope = scope_of(questions, world)
        if one.when is not None and one.when.truth(scope) is not True:
            continue
        before = level(pitfall, world, rules, scope)
        after = _after(pitfall, questions, rules, world, one.answers)
        yield before.exposure, after.exposure


def _after(
    pitfall: str,
    questions: Sequence[Question],
    rules: Sequence[Rule],
    world: World,
    answers: Mapping[str, str],
) -> Level:
    """Give the level once the answers of a mitigation stand in a world.

    What applies then and was not asked before is taken at its first choice that
    does nothing, as a team that does the mitigation would have it.
    """
    scope: dict[Name, Value] = {}
    changed = {}
    for question in questions:
        name = Name("answers", question.id)
        if question.when is not None and question.when.truth(scope) is False:
            scope[name] = ABSENT
            continue
        chosen = world.get(question.id)
        if question.id in answers:
            chosen = question.choice(answers[question.id])
        if chosen is None:
            chosen = min(
                question.choices,
                key=lambda one: RANK[one.effects.exposes.get(pitfall, "none")],
            )
        changed[question.id] = chosen
        scope[name] = chosen.id
    return level(pitfall, changed, rules, scope)
