"""The closed language of conditions: parsed, never run by Python; three-valued."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
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
from ninelives.errors import nearest

ROOTS = ("answers", "values", "settings", "facts", "source", "target", "component")
"""The names an expression may read from."""
FUNCTIONS = ("known", "absent")
"""`known(x)`: its value is at hand; `absent(x)`: it is known not to be set."""
MAX_NODES = 200
"""More parts than this in one expression are refused."""
MAX_LENGTH = 2_000
"""More characters than this in one expression are refused."""


class Wrong(Exception):
    """An expression is outside the language; says what is and what to write instead."""


class Name(NamedTuple):
    """A name an expression reads: `answers['batch-size']` is answers, batch-size."""

    root: str
    key: str


Node = Callable[[Mapping[Name, Value]], Value]


class Expression:
    """A parsed expression; what evaluates it is made when it is first asked."""

    __slots__ = ("_arithmetic", "_evaluate", "constants", "names", "text")

    def __init__(
        self,
        text: str,
        names: tuple[Name, ...],
        constants: tuple[str | int | float | bool, ...],
        *,
        arithmetic: bool = False,
        evaluate: Node | None = None,
    ) -> None:
        """Take a text that was parsed before; `parse` is the way to make one."""
        self.text = text
        self.names = names
        """Every name it reads, each once, in order."""
        self.constants = constants
        """Every text and number written in it, each once."""
        self._arithmetic = arithmetic
        self._evaluate = evaluate

    def __reduce__(self) -> tuple[Callable[..., Expression], tuple[object, ...]]:
        """Give what it is made of again; closures can't be kept."""
        return _kept, (self.text, self.names, self.constants, self._arithmetic)

    def value(self, scope: Mapping[Name, Value]) -> Value:
        """Give its value; a name missing from `scope` is unknown. Never raises."""
        if self._evaluate is None:
            self._evaluate = parse(self.text, arithmetic=self._arithmetic).value
        return self._evaluate(scope)

    def truth(self, scope: Mapping[Name, Value]) -> bool | None:
        """Give True, False, or None where it can't be known."""
        found = self.value(scope)
        return None if isinstance(found, Missing) else bool(found)


def _kept(
    text: str,
    names: tuple[Name, ...],
    constants: tuple[str | int | float | bool, ...],
    arithmetic: bool,  # noqa: FBT001 - as `Expression.__reduce__` gives it
) -> Expression:
    return Expression(text, names, constants, arithmetic=arithmetic)


@lru_cache(maxsize=4096)
def parse(text: str, *, arithmetic: bool = False) -> Expression:
    """Parse an expression.

    Args:
        text: one expression in the subset of Python's grammar described in
            docs/authoring.md.
        arithmetic: whether + - * / are allowed (evidence and delivery only).

    Raises:
        Wrong: with what is not allowed and what to write instead.
    """
    if len(text) > MAX_LENGTH:
        message = f"longer than {MAX_LENGTH} characters; split it into several rules"
        raise Wrong(message)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "too deep"
        message = f"not an expression ({reason})"
        raise Wrong(message) from None
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        message = f"longer than {MAX_NODES} parts; split it into several rules"
        raise Wrong(message)
    names = tuple(dict.fromkeys(_names(tree.body)))
    constants = tuple(
        dict.fromkeys(
            part.value
            for part in ast.walk(tree)
            if isinstance(part, ast.Constant)
            and isinstance(part.value, str | int | float)
        )
    )
    evaluate = _Compiler(arithmetic=arithmetic).node(tree.body)
    return Expression(text, names, constants, arithmetic=arithmetic, evaluate=evaluate)


def _names(node: ast.expr) -> Iterator[Name]:
    found = _name(node)
    if found is not None:
        yield found
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from _names(child)


def _name(node: ast.expr) -> Name | None:
    """Give the name that `answers['x']`, `settings.x` or `source.x` reads, or None."""
    if isinstance(node, ast.Subscript):
        root, key = node.value, node.slice
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
            return None
        text = key.value
    elif isinstance(node, ast.Attribute):
        root, text = node.value, node.attr
    else:
        return None
    if not isinstance(root, ast.Name):
        return None
    if root.id not in ROOTS:
        close = nearest(root.id, ROOTS)
        hint = f"; did you mean {close!r}?" if close else ""
        message = f"unknown name {root.id!r}; there is {', '.join(ROOTS)}{hint}"
        raise Wrong(message)
    return Name(root.id, text)


class _Compiler:
    """Turns a syntax tree into closures that evaluate in three values."""

    def __init__(self, *, arithmetic: bool) -> None:
        self._arithmetic = arithmetic
        self._kinds: Mapping[type[ast.expr], Callable[[Any], Node]] = {
            ast.Constant: self._constant,
            ast.List: self._collection,
            ast.Tuple: self._collection,
            ast.BoolOp: self._bool,
            ast.UnaryOp: self._unary,
            ast.Compare: self._compare,
            ast.Call: self._call,
            ast.BinOp: self._binary,
        }

    def node(self, node: ast.expr) -> Node:
        name = _name(node)
        if name is not None:
            return _read(name)
        compile_ = self._kinds.get(type(node))
        if compile_ is not None:
            return compile_(node)
        found = ast.unparse(node)
        message = (
            f"{found!r} is not allowed; there is answers['id'], settings.name, "
            "comparison, in, and, or, not"
        )
        raise Wrong(message)

    def _constant(self, node: ast.Constant) -> Node:
        value = node.value
        if not isinstance(value, str | int | float | bool):
            message = f"{ast.unparse(node)!r} is not a text, a number, True or False"
            raise Wrong(message)
        return lambda _: value

    def _collection(self, node: ast.List | ast.Tuple) -> Node:
        parts = [self.node(one) for one in node.elts]
        return lambda scope: tuple(part(scope) for part in parts)

    def _bool(self, node: ast.BoolOp) -> Node:
        parts = [self.node(one) for one in node.values]
        deciding = isinstance(node.op, ast.Or)

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

    def _unary(self, node: ast.UnaryOp) -> Node:
        part = self.node(node.operand)
        if isinstance(node.op, ast.Not):

            def negate(scope: Mapping[Name, Value]) -> Value:
                found = part(scope)
                return UNKNOWN if found is UNKNOWN else not true(found)

            return negate
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            value = node.operand.value
            if isinstance(value, int | float):
                return lambda _: -value
        message = f"{ast.unparse(node)!r} is not allowed"
        raise Wrong(message)

    def _compare(self, node: ast.Compare) -> Node:
        parts = [self.node(one) for one in (node.left, *node.comparators)]
        tests = []
        for operator in node.ops:
            test = COMPARISONS.get(type(operator))
            if test is None:
                message = f"comparison in {ast.unparse(node)!r} is not allowed"
                raise Wrong(message)
            tests.append(test)

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

    def _call(self, node: ast.Call) -> Node:
        function = node.func
        name = function.id if isinstance(function, ast.Name) else ast.unparse(function)
        if name not in FUNCTIONS or node.keywords or len(node.args) != 1:
            message = f"{ast.unparse(node)!r}: there is known(x) and absent(x)"
            raise Wrong(message)
        part = self.node(node.args[0])
        if name == "known":
            return lambda scope: part(scope) is not UNKNOWN

        def absent(scope: Mapping[Name, Value]) -> Value:
            found = part(scope)
            return UNKNOWN if found is UNKNOWN else found is ABSENT

        return absent

    def _binary(self, node: ast.BinOp) -> Node:
        operate = ARITHMETIC.get(type(node.op))
        if operate is None or not self._arithmetic:
            message = f"arithmetic in {ast.unparse(node)!r} is not allowed here"
            raise Wrong(message)
        left, right = self.node(node.left), self.node(node.right)

        def evaluate(scope: Mapping[Name, Value]) -> Value:
            first, second = left(scope), right(scope)
            if not (number(first) and number(second)):
                return UNKNOWN
            try:
                return operate(first, second)
            except (ZeroDivisionError, OverflowError):
                return UNKNOWN

        return evaluate


def _read(name: Name) -> Node:
    return lambda scope: scope.get(name, UNKNOWN)
