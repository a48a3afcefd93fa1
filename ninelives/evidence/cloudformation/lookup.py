"""Following a property path through conditions, and through JSON written as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ninelives.errors import Problem, Unusable
from ninelives.evidence.cloudformation.conditions import named
from ninelives.evidence.cloudformation.intrinsics import (
    evaluate,
    function_of,
    sub_parts,
)
from ninelives.evidence.cloudformation.scope import NO_VALUE, Scope, unresolved
from ninelives.evidence.cloudformation.values import either
from ninelives.evidence.model import Setting
from ninelives.evidence.tree import Tree

_TRIPLE = 3
_BARE_HOLE = re.compile(r"([:\[,]\s*)(\$\{[^}]+\})(?=\s*[,}\]])")
_INCLUDE = "Fn::Transform"


@dataclass(frozen=True, slots=True)
class Branch:
    """One way a value may come out."""

    tree: Tree
    condition: str = ""
    exists: bool | None = True
    """Whether it does so under the defaults; None: can't be known."""


def branches(tree: Tree | None, scope: Scope) -> Iterator[Branch]:
    """Give every way a tree may come out through `Fn::If`; AWS::NoValue is left out."""
    if tree is None or tree.value is None:
        return
    found = function_of(tree)
    if found is None or found[0] not in ("Fn::If", "Ref"):
        yield Branch(tree)
        return
    name, argument = found
    if name == "Ref":
        if argument.value != NO_VALUE:
            yield Branch(tree)
        return
    parts = argument.entries()
    if len(parts) != _TRIPLE:
        return
    condition = parts[0].text()
    truth = named(condition, scope, evaluate)
    for wanted, part in ((True, parts[1]), (False, parts[2])):
        here = None if truth is None else truth is wanted
        said = condition if wanted else f"not {condition}"
        for one in branches(part, scope):
            exists = False if False in (here, one.exists) else one.exists and here
            yield Branch(one.tree, _both(said, one.condition), exists)


def listed(tree: Tree | None, scope: Scope) -> Iterator[Branch]:
    """Give the entries of a list, each in every way it may come out."""
    for outer in branches(tree, scope):
        if function_of(outer.tree) is not None:
            yield outer
            continue
        for entry in outer.tree.entries():
            for one in branches(entry, scope):
                exists = (
                    False
                    if False in (outer.exists, one.exists)
                    else one.exists and outer.exists
                )
                yield Branch(one.tree, _both(outer.condition, one.condition), exists)


def _both(first: str, second: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, (first, second))))


def active(tree: Tree | None, scope: Scope) -> Tree | None:
    """Give the tree that holds under the defaults, or may; None where none does."""
    found = [one for one in branches(tree, scope) if one.exists is not False]
    return found[0].tree if found else None


def lookup(tree: Tree | None, path: Sequence[str], scope: Scope) -> Setting | None:
    """Give what stands at a property path, None where nothing is written.

    Conditions on the way give alternatives; JSON written as text is read.
    """
    if tree is None or tree.value is None:
        return None
    found = function_of(tree)
    if found is not None and found[0] == "Fn::If":
        return _chosen(tree, found[1].entries(), path, scope)
    if not path:
        return evaluate(tree, scope)
    plain = found is None and isinstance(tree.value, dict)
    opened = tree if plain else read_text(tree, scope)
    if opened is not None:
        return _below(opened, path, scope)
    nothing = found is not None and found[0] == "Ref" and found[1].value == NO_VALUE
    what = found[0] if found else "text that is no JSON"
    return None if nothing else unresolved(tree, what)


def _below(opened: Tree, path: Sequence[str], scope: Scope) -> Setting | None:
    inner = opened.get(path[0])
    if inner is None:
        included = opened.get(_INCLUDE) is not None
        return unresolved(opened, "AWS::Include") if included else None
    return lookup(inner, path[1:], scope)


def _chosen(
    tree: Tree, parts: Sequence[Tree], path: Sequence[str], scope: Scope
) -> Setting | None:
    """Give what stands at a path in both branches of a Fn::If."""
    if len(parts) != _TRIPLE:
        return unresolved(tree, "Fn::If")
    name = parts[0].text()
    return either(
        name,
        named(name, scope, evaluate),
        lookup(parts[1], path, scope),
        lookup(parts[2], path, scope),
        tree.place,
    )


def read_text(tree: Tree, scope: Scope) -> Tree | None:
    """Give JSON that is written as text, with Sub or Join in it, as a tree, or None.

    Holes become values of their own, so that what they stand for is found inside.
    """
    found = function_of(tree)
    if found is None:
        return _parsed(tree, tree.text()) if isinstance(tree.value, str) else None
    name, argument = found
    if name == "Fn::ToJsonString":
        return argument
    if name == "Ref":
        value = evaluate(tree, scope).value
        return _parsed(tree, value) if isinstance(value, str) else None
    if name not in ("Fn::Sub", "Fn::Join"):
        return None
    text, given = sub_parts(argument) if name == "Fn::Sub" else _joined(argument)
    opened = _parsed(tree, text) or _parsed(tree, _BARE_HOLE.sub(r'\1"\2"', text))
    return filled(opened, given) if opened is not None else None


def _joined(tree: Tree) -> tuple[str, dict[str, Tree]]:
    """Give a Fn::Join as the text of a Fn::Sub with its variables."""
    arguments = tree.entries()
    if len(arguments) != 2 or not isinstance(arguments[1].value, list):  # noqa: PLR2004 - Join takes two
        return "", {}
    given: dict[str, Tree] = {}
    parts = []
    for at, one in enumerate(arguments[1].value):
        if isinstance(one.value, dict):
            given[f"part{at}"] = one
            parts.append(f"${{part{at}}}")
        else:
            parts.append(one.text().replace("${", "${!"))
    return arguments[0].text().join(parts), given


def _parsed(tree: Tree, text: str) -> Tree | None:
    from ninelives.evidence.json_tree import read_json

    if text.lstrip()[:1] not in ("{", "["):
        return None
    ignored: list[Problem] = []
    try:
        parsed = read_json(text, tree.file, ignored)
    except Unusable:
        return None
    return _moved(parsed, tree)


def _moved(tree: Tree, to: Tree) -> Tree:
    """Give a tree read from text, standing where the text stands."""
    value = tree.value
    if isinstance(value, dict):
        value = {key: _moved(one, to) for key, one in value.items()}
    elif isinstance(value, list):
        value = [_moved(one, to) for one in value]
    return to._replace(value=value)


def filled(tree: Tree, given: Mapping[str, Tree]) -> Tree:
    """Give a tree whose texts with holes are Fn::Sub of their own."""
    value = tree.value
    if isinstance(value, dict):
        return tree._replace(
            value={key: filled(one, given) for key, one in value.items()}
        )
    if isinstance(value, list):
        return tree._replace(value=[filled(one, given) for one in value])
    if isinstance(value, str) and "${" in value:
        return tree.like({"Fn::Sub": [value, given] if given else value})
    return tree
