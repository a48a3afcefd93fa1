"""Where a number of a loss window came from, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ninelives.checklist.expression import Name
from ninelives.checklist.truth import Value
from ninelives.review.standing import ORIGINS, Standing

ROOTS = {
    "values": "answer",
    "answers": "answer",
    "facts": "vendor",
    "settings": "setting",
    "source": "setting",
    "target": "setting",
    "component": "setting",
}
"""What an expression reads → how to call it."""


def plainly(name: Name) -> str:
    """Say where a name is read from, such as `answer visibility`."""
    return f"{ROOTS[name.root]} {name.key}"


def told(
    asked: Sequence[Standing], scope: Mapping[Name, Value]
) -> Callable[[Name], str]:
    """Give what says where a name comes from, as exactly as it is known.

    Args:
        asked: how the questions stand; an answer taken from code names the line.
        scope: what expressions see; settings kept by a scan say where they stand, and
            whether they are the vendor's default.
    """
    answered = {one.question.id: one for one in asked}

    def say(name: Name) -> str:
        found = plainly(name)
        one = answered.get(name.key) if ROOTS[name.root] == "answer" else None
        if one is not None and one.answer is not None:
            if _by_default(one, scope):
                return f"vendor default, {found}"
            return f"{found}, {one.answer.origin}" if one.answer.origin else found
        line = scope.get(_place(name))
        if line is None:
            return found
        return f"{found}, {line}" if line else f"vendor default, {found}"

    return say


def _place(name: Name) -> Name:
    return Name(ORIGINS, f"{name.root}.{name.key}")


def _by_default(one: Standing, scope: Mapping[Name, Value]) -> bool:
    """Whether an answer repeats what holds because the code says nothing."""
    return one.answer is not None and any(
        scope.get(_place(name)) == "" and scope.get(name) == one.answer.value
        for rule in one.question.evidence
        if rule.value is not None
        for name in rule.value.names
    )
