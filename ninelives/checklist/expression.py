"""Conditions as they are evaluated: never run by Python; three-valued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ninelives.checklist.truth import (
    ABSENT,
    ARITHMETIC,
    COMPARISONS,
    UNKNOWN,
    Missing,
    Value,
    number,
    true,
)


class Name(NamedTuple):
    """A name an expression reads: `answers['batch-size']` is answers, batch-size."""

    root: str
    key: str


Tree = tuple[Any, ...]
"""A part of an expression: what it does, then the parts or values it does it to.

    ("value", 3)   ("name", Name("answers", "batch"))   ("list", (tree, ...))
    ("and", (tree, ...))   ("or", (tree, ...))   ("not", tree)
    ("compare", ("<", "<="), (tree, tree, tree))
    ("known", tree)   ("absent", tree)   ("+", tree, tree)
"""
Node = Callable[[Mapping[Name, Value]], Value]


class Expression:
    """A parsed expression; what evaluates it is made when it is first asked."""

    __slots__ = ("_evaluate", "constants", "names", "text", "tree")

    def __init__(
        self,
        text: str,
        names: tuple[Name, ...],
        constants: tuple[str | int | float | bool, ...],
        tree: Tree,
    ) -> None:
        """Take what `parse` found, which is the way to make one."""
        self.text = text
        self.names = names
        """Every name it reads, each once, in order."""
        self.constants = constants
        """Every text and number written in it, each once."""
        self.tree = tree
        self._evaluate: Node | None = None

    def __reduce__(self) -> tuple[type[Expression], Tree]:
        """Give what it is made of again; functions can't be kept."""
        return Expression, (self.text, self.names, self.constants, self.tree)

    def value(self, scope: Mapping[Name, Value]) -> Value:
        """Give its value; a name missing from `scope` is unknown. Never raises."""
        if self._evaluate is None:
            self._evaluate = _node(self.tree)
        return self._evaluate(scope)

    def truth(self, scope: Mapping[Name, Value]) -> bool | None:
        """Give True, False, or None where it can't be known."""
        found = self.value(scope)
        return None if isinstance(found, Missing) else bool(found)


def _node(tree: Tree) -> Node:
    """Give what evaluates a tree."""
    kind, *parts = tree
    if kind in ARITHMETIC:
        return _arithmetic(kind, _node(parts[0]), _node(parts[1]))
    return _KINDS[kind](*parts)


def _value(value: Value) -> Node:
    return lambda _: value


def _name(name: Name) -> Node:
    return lambda scope: scope.get(name, UNKNOWN)


def _list(trees: tuple[Tree, ...]) -> Node:
    parts = [_node(one) for one in trees]
    return lambda scope: tuple(part(scope) for part in parts)


def _and(trees: tuple[Tree, ...]) -> Node:
    return _joined(trees, deciding=False)


def _or(trees: tuple[Tree, ...]) -> Node:
    return _joined(trees, deciding=True)


def _joined(trees: tuple[Tree, ...], *, deciding: bool) -> Node:
    parts = [_node(one) for one in trees]

    def evaluate(scope: Mapping[Name, Value]) -> Value:
        unknown = False
        for part in parts:
            found = part(scope)
            if found is UNKNOWN:
                unknown = True
            elif true(found) is deciding:
                return deciding
        return UNKNOWN if unknown else not deciding

    return evaluate


def _not(tree: Tree) -> Node:
    part = _node(tree)

    def evaluate(scope: Mapping[Name, Value]) -> Value:
        found = part(scope)
        return UNKNOWN if found is UNKNOWN else not true(found)

    return evaluate


def _compare(operators: tuple[str, ...], trees: tuple[Tree, ...]) -> Node:
    parts = [_node(one) for one in trees]
    tests = [COMPARISONS[one] for one in operators]
    if len(tests) == 1:
        return _pair(parts[0], tests[0], parts[1])

    def evaluate(scope: Mapping[Name, Value]) -> Value:
        values = [part(scope) for part in parts]
        answer: Value = True
        for left, test, right in zip(values, tests, values[1:], strict=False):
            found = test(left, right)
            if found is False:
                return False
            if found is UNKNOWN:
                answer = UNKNOWN
        return answer

    return evaluate


def _pair(left: Node, test: Callable[[Value, Value], Value], right: Node) -> Node:
    """Give what compares two parts, as nearly all conditions do."""
    return lambda scope: test(left(scope), right(scope))


def _known(tree: Tree) -> Node:
    part = _node(tree)
    return lambda scope: part(scope) is not UNKNOWN


def _absent(tree: Tree) -> Node:
    part = _node(tree)

    def evaluate(scope: Mapping[Name, Value]) -> Value:
        found = part(scope)
        return UNKNOWN if found is UNKNOWN else found is ABSENT

    return evaluate


def _arithmetic(operator: str, left: Node, right: Node) -> Node:
    operate = ARITHMETIC[operator]

    def evaluate(scope: Mapping[Name, Value]) -> Value:
        first, second = left(scope), right(scope)
        if not (number(first) and number(second)):
            return UNKNOWN
        try:
            return operate(first, second)
        except (ZeroDivisionError, OverflowError):
            return UNKNOWN

    return evaluate


_KINDS: Mapping[str, Callable[..., Node]] = {
    "value": _value,
    "name": _name,
    "list": _list,
    "and": _and,
    "or": _or,
    "not": _not,
    "compare": _compare,
    "known": _known,
    "absent": _absent,
}
