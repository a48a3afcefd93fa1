"""How the conditions of a template come out under the defaults of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.values import Foreign, Phrase, Pointer
from ninelives.evidence.model import Setting
from ninelives.evidence.tree import Tree

Evaluate = Callable[[Tree, Scope], Setting]
_PAIR = 2


def holds(tree: Tree, scope: Scope, evaluate: Evaluate) -> bool | None:
    """Give whether a condition holds under the defaults; None: can't be known."""
    value = tree.value
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((name, argument),) = value.items()
    if name == "Condition":
        if isinstance(argument.value, dict):  # SAM writes one inside another
            return holds(argument, scope, evaluate)
        return named(argument.text(), scope, evaluate)
    if name == "Fn::Equals":
        return _equal([evaluate(one, scope).value for one in argument.entries()])
    combine = _COMBINED.get(name)
    if combine is None:
        return None
    return combine([holds(one, scope, evaluate) for one in argument.entries()])


def named(name: str, scope: Scope, evaluate: Evaluate) -> bool | None:
    """Give whether the condition of that name holds; no name always does."""
    if not name:
        return True
    return scope.condition(name, lambda one: holds(one, scope, evaluate))


def _all(truths: Iterable[bool | None]) -> bool | None:
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def _any(truths: Iterable[bool | None]) -> bool | None:
    return _negated(_all(_negated(one) for one in truths))


def _none(truths: Iterable[bool | None]) -> bool | None:
    return _negated(_all(truths))


def _negated(truth: bool | None) -> bool | None:  # noqa: FBT001 - three-valued not
    return None if truth is None else not truth


_COMBINED: Mapping[str, Callable[[Iterable[bool | None]], bool | None]] = {
    "Fn::And": _all,
    "Fn::Or": _any,
    "Fn::Not": _none,
}


def _equal(values: list[Value]) -> bool | None:
    if len(values) != _PAIR:
        return None
    left, right = values
    for one in values:
        if one in (UNKNOWN, ABSENT) or isinstance(one, Foreign | Phrase | Pointer):
            return None
        if isinstance(one, str) and "${AWS::" in one:
            return None
    return _said(left) == _said(right)


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
