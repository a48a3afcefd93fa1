"""The closed language of conditions: which expressions there are."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ninelives.checklist.expression import Expression, Name, Tree
from ninelives.errors import nearest

ROOTS = ("answers", "values", "settings", "facts", "source", "target", "component")
"""The names an expression may read from."""
FUNCTIONS = ("known", "absent")
"""`known(x)`: its value is at hand; `absent(x)`: it is known not to be set."""
MAX_NODES = 200
"""More parts than this in one expression are refused."""
MAX_LENGTH = 2_000
"""More characters than this in one expression are refused."""
_COMPARED: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_COMPUTED: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


class Wrong(Exception):
    """An expression is outside the language; says what is and what to write instead."""


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
    return Expression(
        text, names, constants, _Reader(arithmetic=arithmetic).tree(tree.body)
    )


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


class _Reader:
    """Turns Python's syntax tree into ours; refuses what is outside the language."""

    def __init__(self, *, arithmetic: bool) -> None:
        self._arithmetic = arithmetic
        self._kinds: Mapping[type[ast.expr], Callable[[Any], Tree]] = {
            ast.Constant: self._constant,
            ast.List: self._collection,
            ast.Tuple: self._collection,
            ast.BoolOp: self._bool,
            ast.UnaryOp: self._unary,
            ast.Compare: self._compare,
            ast.Call: self._call,
            ast.BinOp: self._binary,
        }

    def tree(self, node: ast.expr) -> Tree:
        name = _name(node)
        if name is not None:
            return "name", name
        read = self._kinds.get(type(node))
        if read is not None:
            return read(node)
        found = ast.unparse(node)
        message = (
            f"{found!r} is not allowed; there is answers['id'], settings.name, "
            "comparison, in, and, or, not"
        )
        raise Wrong(message)

    def _trees(self, nodes: list[ast.expr]) -> tuple[Tree, ...]:
        return tuple(self.tree(one) for one in nodes)

    def _constant(self, node: ast.Constant) -> Tree:
        value = node.value
        if not isinstance(value, str | int | float | bool):
            message = f"{ast.unparse(node)!r} is not a text, a number, True or False"
            raise Wrong(message)
        return "value", value

    def _collection(self, node: ast.List | ast.Tuple) -> Tree:
        return "list", self._trees(node.elts)

    def _bool(self, node: ast.BoolOp) -> Tree:
        kind = "or" if isinstance(node.op, ast.Or) else "and"
        return kind, self._trees(node.values)

    def _unary(self, node: ast.UnaryOp) -> Tree:
        part = self.tree(node.operand)
        if isinstance(node.op, ast.Not):
            return "not", part
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            value = node.operand.value
            if isinstance(value, int | float):
                return "value", -value
        message = f"{ast.unparse(node)!r} is not allowed"
        raise Wrong(message)

    def _compare(self, node: ast.Compare) -> Tree:
        operators = []
        for operator in node.ops:
            word = _COMPARED.get(type(operator))
            if word is None:
                message = f"comparison in {ast.unparse(node)!r} is not allowed"
                raise Wrong(message)
            operators.append(word)
        parts = self._trees([node.left, *node.comparators])
        return "compare", tuple(operators), parts

    def _call(self, node: ast.Call) -> Tree:
        function = node.func
        name = function.id if isinstance(function, ast.Name) else ast.unparse(function)
        if name not in FUNCTIONS or node.keywords or len(node.args) != 1:
            message = f"{ast.unparse(node)!r}: there is known(x) and absent(x)"
            raise Wrong(message)
        return name, self.tree(node.args[0])

    def _binary(self, node: ast.BinOp) -> Tree:
        operator = _COMPUTED.get(type(node.op))
        if operator is None or not self._arithmetic:
            message = f"arithmetic in {ast.unparse(node)!r} is not allowed here"
            raise Wrong(message)
        return operator, self.tree(node.left), self.tree(node.right)
