"""What a lens says about every set of ticked choices, and what it can never say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ninelives.errors import Problem, nearest
from ninelives.exchange.condition import DEFAULT, Wrong, names, parse, where
from ninelives.exchange.lens import Lens, LensQuestion, LensRule
from ninelives.exchange.table import Table


class Verdict(NamedTuple):
    """A question's rules, worked out for every set of choices.

    A point is a set of ticked choices. “None of these” goes with no other choice, so
    each one that there is adds a single point behind the others.
    """

    table: Table
    """One variable for each choice but “None of these”: 0 not ticked, 1 ticked."""
    choices: tuple[str, ...]
    """Their ids, in the order of the variables."""
    every: int
    """All points."""
    ticked: Mapping[str, int]
    """Choice → the points at which it is ticked, “None of these” among them."""
    rules: tuple[tuple[LensRule, int], ...]
    """Each rule that can be read, and where it decides; that set may be empty."""
    undecided: int
    """Points at which no rule holds."""

    def at(self, risk: str) -> int:
        """Give the points at which the verdict is a risk."""
        found = 0
        for rule, points in self.rules:
            if rule.risk == risk:
                found |= points
        return found


def verdict(question: LensQuestion) -> Verdict:
    """Give what the rules of a question say about every set of its choices.

    A rule that can't be read decides nothing.
    """
    plain = tuple(one.id for one in question.choices if not one.none)
    table = Table((2,) * len(plain))
    ticked = {one: table.where(at, 1) for at, one in enumerate(plain)}
    points = table.points
    for one in question.choices:
        if one.none:
            ticked[one.id] = 1 << points
            points += 1
    every = left = (1 << points) - 1
    rules, default = [], None
    for rule in question.rules:
        if rule.condition == DEFAULT:
            default = default or rule
            continue
        try:
            holds = where(parse(rule.condition), ticked, every)
        except Wrong:
            continue
        rules.append((rule, left & holds))
        left &= ~holds
    if default is not None:
        rules.append((default, left))
        left = 0
    return Verdict(table, plain, every, ticked, tuple(rules), left)


def proofs(lens: Lens) -> Iterator[Problem]:
    """Give a problem for each rule that no ticks reach, and what else is amiss."""
    for question in lens.questions:
        yield from _unreadable(question)
        found = verdict(question)
        yield from _dead(question, found)
        yield from _idle(question, found)


def dead(found: Verdict) -> Iterator[LensRule]:
    """Give the rules of a question that no set of choices reaches."""
    for rule, points in found.rules:
        if not points:
            yield rule


def _unreadable(question: LensQuestion) -> Iterator[Problem]:
    known = [one.id for one in question.choices]
    name = f"question {question.id!r}"
    for rule in question.rules:
        if rule.condition == DEFAULT:
            continue
        try:
            read = names(parse(rule.condition))
        except Wrong as error:
            found = f"{name}: {rule.condition[:80]!r} is no condition: {error}"
            yield Problem(rule.place, found)
            continue
        for one in read:
            if one not in known:
                found = f"{name}: a rule reads {one!r}, which is none of its choices"
                yield Problem(rule.place, found, nearest=nearest(one, known))
    if not any(rule.condition == DEFAULT for rule in question.rules):
        yield Problem(question.place, f"{name} has no default rule")


def _dead(question: LensQuestion, found: Verdict) -> Iterator[Problem]:
    for rule in dead(found):
        what = f"the default, {rule.risk}" if rule.condition == DEFAULT else rule.risk
        text = f"question {question.id!r}: no set of choices reaches {what}"
        yield Problem(rule.place, text)


def _idle(question: LensQuestion, found: Verdict) -> Iterator[Problem]:
    """Give what ticking never changes, or changes for the worse."""
    risks = [rule.risk for rule, points in found.rules if points]
    if found.rules and len(set(risks)) == 1 and not found.undecided:
        text = f"question {question.id!r} is {risks[0]} whatever is ticked"
        yield Problem(question.place, text)
        return
    for at, choice in enumerate(found.choices):
        changed = (_moved(found, at, points) for _rule, points in found.rules)
        if not any(changed):
            text = (
                f"question {question.id!r}: ticking {choice!r} never changes the risk"
            )
            yield Problem(question.place, text, level="warning")
        if any(_moved(found, at, one, only_in=True) for one in _levels(found)):
            text = f"question {question.id!r}: ticking {choice!r} can raise the risk"
            yield Problem(question.place, text, level="warning")


def _levels(found: Verdict) -> tuple[int, int]:
    """Give the points of high risk, and those of any risk."""
    high = found.at("HIGH_RISK")
    return high, high | found.at("MEDIUM_RISK")


def _moved(found: Verdict, at: int, points: int, *, only_in: bool = False) -> int:
    """Give the points that ticking a choice moves into a set, or out of it as well."""
    ticked = found.ticked[found.choices[at]]
    after = points & ticked & found.table.every
    before = (points & ~ticked & found.table.every) << (1 << at)
    return after & ~before if only_in else after ^ before
