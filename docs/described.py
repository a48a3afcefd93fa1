"""What a plain value holds, read from its class: field by field, with what it says."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

WORDS = {str: "text", int: "number", bool: "true or false"}
"""Type → what a writer of templates calls it."""


def documented(root: type) -> Iterator[str]:
    """Give the lines of a page about a class and all that its fields hold."""
    for one in reached(root):
        yield ""
        yield f"## {one.__name__}"
        yield ""
        yield " ".join((inspect.getdoc(one) or "").split())
        yield ""
        yield "| field | holds | says |"
        yield "| --- | --- | --- |"
        says = _says(one)
        for name, hint in _hints(one).items():
            yield f"| `{name}` | {_held(hint)} | {says.get(name, '')} |"


def reached(root: type) -> list[type]:
    """Give a class and the classes of its fields, each once, in the order met."""
    found = [root]
    for one in found:
        for hint in _hints(one).values():
            found += [it for it in _classes(hint) if it not in found]
    return found


def _hints(one: type) -> dict[str, Any]:
    """Give what each field and each property holds."""
    module = vars(sys.modules[one.__module__])
    given = get_type_hints(one, module)
    more = {
        name: get_type_hints(it.fget, module)["return"]
        for name, it in vars(one).items()
        if isinstance(it, property) and it.fget is not None
    }
    return {**given, **more}


def _classes(hint: Any) -> Iterator[type]:
    for one in (hint, *get_args(hint)):
        if isinstance(one, type) and hasattr(one, "_fields"):
            yield one
        elif one is not hint:
            yield from _classes(one)


def _held(hint: Any) -> str:
    given = [one for one in get_args(hint) if one is not Ellipsis]
    if type(None) in given:
        return f"{_held(given[0])}, or nothing"
    if given:
        return f"list of {_held(given[0])}"
    if hasattr(hint, "_fields"):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return WORDS.get(hint, hint.__name__)


@cache
def _says(one: type) -> dict[str, str]:
    """Give the docstring under each field, on one line."""
    body = ast.parse(textwrap.dedent(inspect.getsource(one))).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101 - the source of a class
    found = {}
    for at, node in enumerate(body.body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            after = body.body[at + 1] if at + 1 < len(body.body) else None
            found[node.target.id] = _text(after)
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = " ".join((ast.get_docstring(node) or "").split())
    return found


def _text(node: ast.stmt | None) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    says = value.value if isinstance(value, ast.Constant) else ""
    return " ".join(says.split()).replace("|", "\\|") if isinstance(says, str) else ""
