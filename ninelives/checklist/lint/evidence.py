"""Evidence rules that can never fire, or that contradict each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from ninelives.checklist.expression import Name
from ninelives.checklist.knowledge import Fact
from ninelives.checklist.model import Checklist, Question
from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.errors import Problem

MOST = 20_000
"""More combinations of settings than this are not tried."""


def rules(checklist: Checklist) -> Iterator[Problem]:
    """Give a problem for each evidence rule that no settings let fire."""
    for question in checklist.questions:
        yield from _twice(question)
        yield from _idle(question, checklist.facts)


def _twice(question: Question) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for rule in question.evidence:
        said = seen.setdefault(rule.when.text, rule.choice)
        if said != rule.choice:
            found = f"{rule.when.text!r} says both {said!r} and {rule.choice!r}"
            yield Problem(rule.place, found)


def _idle(question: Question, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    names = dict.fromkeys(
        name for rule in question.evidence for name in rule.when.names
    )
    domains = [_domain(question, name, facts) for name in names]
    total = 1
    for domain in domains:
        total *= len(domain)
    if not question.evidence or total > MOST:
        return
    fired = set()
    for values in itertools.product(*domains):
        scope: Mapping[Name, Value] = dict(zip(names, values, strict=True))
        first = next(
            (at for at, rule in enumerate(question.evidence) if rule.when.truth(scope)),
            None,
        )
        fired.add(first)
    for at, rule in enumerate(question.evidence):
        if at not in fired:
            yield Problem(
                rule.place,
                f"evidence {rule.when.text!r} never fires: it can't hold, or a rule "
                "before it always holds first",
            )


def _domain(
    question: Question, name: Name, facts: Mapping[str, Fact]
) -> tuple[Value, ...]:
    """Give values of a setting that the rules of a question can tell apart."""
    if name.root == "facts":
        return (facts[name.key].value,) if name.key in facts else (UNKNOWN,)
    found: dict[object, Value] = {}
    # numbers even where no rule names one: settings are compared with each other
    for value in (UNKNOWN, ABSENT, True, False, "something else", 1, 1_000_000_000):
        found[repr(value)] = value
    for rule in question.evidence:
        if name in rule.when.names:
            for constant in rule.when.constants:
                found[repr(constant)] = constant
                if isinstance(constant, str):
                    found[repr((constant,))] = (constant,)
                elif not isinstance(constant, bool):
                    for near in (constant - 1, constant + 1, constant * 10):
                        found[repr(near)] = near
    return tuple(found.values())
