"""What an expression of a template comes to: Ref, GetAtt, Sub, Join, If and others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.cloudformation.conditions import holds
from ninelives.evidence.cloudformation.scope import Scope, unresolved
from ninelives.evidence.cloudformation.values import (
    Foreign,
    Phrase,
    Pointer,
    combined,
    either,
    phrase,
    spelled,
)
from ninelives.evidence.model import Origin, Setting, literal
from ninelives.evidence.tree import Tree

_HOLE = re.compile(r"\$\{(!?)([^}]*)\}")
_DYNAMIC = re.compile(r"\{\{resolve:([^}]*)\}\}")
_PAIR = 2
_TRIPLE = 3


def function_of(tree: Tree) -> tuple[str, Tree] | None:
    """Give the name and argument of an intrinsic function, None for anything else."""
    value = tree.value
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((name, argument),) = value.items()
    if name in ("Ref", "Condition") or name.startswith("Fn::"):
        return name, argument
    return None


def evaluate(tree: Tree, scope: Scope) -> Setting:
    """Give what a tree comes to; never raises.

    The value may be plain, a tuple, a dict, a `Pointer`, a `Foreign`, a `Phrase`,
    `ABSENT` (AWS::NoValue) or `UNKNOWN`.
    """
    value = tree.value
    if isinstance(value, str):
        return _dynamic(tree) if "{{resolve:" in value else literal(value, tree.place)
    if isinstance(value, list):
        return _list(tree, scope)
    if isinstance(value, dict):
        found = function_of(tree)
        if found is None:
            return _map(tree, scope)
        compute = _FUNCTIONS.get(found[0])
        if compute is None:
            return unresolved(tree, found[0])
        return compute(found[1], scope)
    return literal(ABSENT if value is None else value, tree.place)


def _dynamic(tree: Tree) -> Setting:
    match = _DYNAMIC.search(tree.value)
    if match is None:
        return literal(tree.value, tree.place)
    why = f"{match[0]} is resolved when the stack is made"
    foreign = Foreign(match[0], why)
    value = phrase((tree.value[: match.start()], foreign, tree.value[match.end() :]))
    return Setting(value, Origin.UNKNOWN, tree.place, why)


def _list(tree: Tree, scope: Scope) -> Setting:
    parts = [evaluate(one, scope) for one in tree.value]
    kept = tuple(one.value for one in parts if one.value is not ABSENT)
    return combined(kept, parts, tree.place)


def _map(tree: Tree, scope: Scope) -> Setting:
    parts = {key: evaluate(one, scope) for key, one in tree.items()}
    kept = {key: one.value for key, one in parts.items() if one.value is not ABSENT}
    return combined(kept, parts.values(), tree.place)


def _ref(tree: Tree, scope: Scope) -> Setting:
    return scope.reference(tree.text(), tree.place)


def _getatt(tree: Tree, scope: Scope) -> Setting:
    if isinstance(tree.value, str):
        name, _, attribute = tree.value.partition(".")
        return scope.attribute(name, attribute, tree.place)
    parts = tree.entries()
    if len(parts) < _PAIR:
        return unresolved(tree, "Fn::GetAtt")
    attributes = [evaluate(one, scope).value for one in parts[1:]]
    if not all(isinstance(one, str) for one in attributes):
        return unresolved(tree, "Fn::GetAtt")
    return scope.attribute(parts[0].text(), ".".join(map(str, attributes)), tree.place)


def _sub(tree: Tree, scope: Scope) -> Setting:
    text, given = sub_parts(tree)
    head = tree.value[0] if isinstance(tree.value, list) and tree.value else tree
    if isinstance(head.value, dict):  # a text that another tool has yet to make
        return evaluate(head, scope)
    parts: list[Setting] = []
    at = 0
    for match in _HOLE.finditer(text):
        parts.append(literal(text[at : match.start()], tree.place))
        parts.append(_hole(match, given, tree, scope))
        at = match.end()
    parts.append(literal(text[at:], tree.place))
    return _spelled(parts, tree)


def sub_parts(tree: Tree) -> tuple[str, Mapping[str, Tree]]:
    """Give the text of a Fn::Sub and the variables it brings along."""
    if isinstance(tree.value, list):
        given = tree.value[1].value if len(tree.value) >= _PAIR else {}
        text = tree.value[0].text() if tree.value else ""
        return text, given if isinstance(given, dict) else {}
    return tree.text(), {}


def _hole(
    match: re.Match[str], given: Mapping[str, Tree], tree: Tree, scope: Scope
) -> Setting:
    if match[1]:
        return literal(f"${{{match[2]}}}", tree.place)
    name = match[2].strip()
    if name in given:
        return evaluate(given[name], scope)
    if "." in name and not name.startswith("AWS::"):
        return _getatt(tree.like(name), scope)
    return scope.reference(name, tree.place)


def _spelled(parts: Iterable[Setting], tree: Tree) -> Setting:
    """Give parts put together; alternatives of one of them give alternatives."""
    kept = list(parts)
    value = phrase(one.value for one in kept)
    made = combined(value, kept, tree.place)
    others = []
    for at, one in enumerate(kept):
        for other in one.otherwise:
            values = [each.value for each in kept]
            values[at] = other
            others.append(phrase(values))
    return Setting(
        made.value, made.origin, made.place, made.condition, tuple(others[:8])
    )


def _join(tree: Tree, scope: Scope) -> Setting:
    arguments = tree.entries()
    if len(arguments) != _PAIR:
        return unresolved(tree, "Fn::Join")
    between = arguments[0].text()
    pieces: list[Setting]
    if isinstance(arguments[1].value, list):
        pieces = [evaluate(one, scope) for one in arguments[1].value]
    else:
        whole = evaluate(arguments[1], scope)
        if not isinstance(whole.value, tuple):
            return unresolved(tree, "Fn::Join")
        pieces = [_part(whole, one) for one in whole.value]
    parts: list[Setting] = []
    for at, one in enumerate(one for one in pieces if one.value is not ABSENT):
        if at:
            parts.append(literal(between, tree.place))
        parts.append(one)
    return _spelled(parts, tree)


def _part(whole: Setting, value: Value) -> Setting:
    return Setting(value, whole.origin, whole.place, whole.condition)


def _if(tree: Tree, scope: Scope) -> Setting:
    branches = tree.entries()
    if len(branches) != _TRIPLE:
        return unresolved(tree, "Fn::If")
    name = branches[0].text()
    found = either(
        name,
        scope.condition(name, lambda one: holds(one, scope, evaluate)),
        evaluate(branches[1], scope),
        evaluate(branches[2], scope),
        tree.place,
    )
    return found or unresolved(tree, "Fn::If")


def _select(tree: Tree, scope: Scope) -> Setting:
    arguments = tree.entries()
    if len(arguments) != _PAIR:
        return unresolved(tree, "Fn::Select")
    index = evaluate(arguments[0], scope).value
    whole = evaluate(arguments[1], scope)
    if isinstance(whole.value, Pointer):  # a part of its ARN still means it
        return whole
    if isinstance(whole.value, tuple) and str(index).isdigit():
        at = int(str(index))
        if at < len(whole.value):
            return _part(whole, whole.value[at])
    return unresolved(tree, "Fn::Select")


def _split(tree: Tree, scope: Scope) -> Setting:
    arguments = tree.entries()
    if len(arguments) != _PAIR:
        return unresolved(tree, "Fn::Split")
    between = arguments[0].text()
    whole = evaluate(arguments[1], scope)
    if isinstance(whole.value, Pointer):
        return whole
    if not between or not isinstance(whole.value, str | Phrase):
        return unresolved(tree, "Fn::Split")
    return _part(whole, split(whole.value, between))


def split(value: str | Phrase, between: str) -> tuple[Value, ...]:
    """Give text split; what stands in a hole is never split."""
    pieces = value.parts if isinstance(value, Phrase) else (value,)
    fields: list[list[Value]] = [[]]
    for piece in pieces:
        if not isinstance(piece, str):
            fields[-1].append(piece)
            continue
        first, *rest = piece.split(between)
        fields[-1].append(first)
        fields.extend([one] for one in rest)
    return tuple(phrase(one) for one in fields)


def _find(tree: Tree, scope: Scope) -> Setting:
    arguments = tree.entries()
    if len(arguments) < _TRIPLE:
        return unresolved(tree, "Fn::FindInMap")
    keys = [evaluate(one, scope) for one in arguments[:_TRIPLE]]
    names = [str(one.value) for one in keys]
    rows = scope.template.mappings.get(names[0])
    row = rows.get(names[1]) if rows else None
    found = row.get(names[2]) if row else None
    if found is not None:
        return combined(evaluate(found, scope).value, keys, tree.place)
    all_rows = [one for _, one in rows.items()] if rows else []
    values = [one.get(names[2]) for one in all_rows]
    known = [evaluate(one, scope).value for one in values if one is not None]
    if known and len(known) == len(values) and all(one == known[0] for one in known):
        return combined(known[0], (), tree.place)
    if known:
        why = f"{names[0]} by {names[1]}"
        return Setting(UNKNOWN, Origin.UNKNOWN, tree.place, why, tuple(known[:8]))
    return unresolved(tree, "Fn::FindInMap")


def _import(tree: Tree, scope: Scope) -> Setting:
    name = evaluate(tree, scope).value
    text = spelled(name)
    why = f"{text} is imported from another stack"
    foreign = Foreign(text, why, (f"export/{text}",))
    return Setting(foreign, Origin.UNKNOWN, tree.place, why)


def _stack_output(tree: Tree, scope: Scope) -> Setting:
    stack, output = tree.get("StackName"), tree.get("OutputName")
    names = [spelled(evaluate(one, scope).value) for one in (stack, output) if one]
    text = ".".join(names)
    why = f"{text} is an output of another stack"
    return Setting(Foreign(text, why), Origin.UNKNOWN, tree.place, why)


def _length(tree: Tree, scope: Scope) -> Setting:
    whole = evaluate(tree, scope)
    if isinstance(whole.value, tuple):
        return _part(whole, len(whole.value))
    return unresolved(tree, "Fn::Length")


_FUNCTIONS: Mapping[str, Callable[[Tree, Scope], Setting]] = {
    "Ref": _ref,
    "Fn::GetAtt": _getatt,
    "Fn::Sub": _sub,
    "Fn::Join": _join,
    "Fn::If": _if,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::FindInMap": _find,
    "Fn::ImportValue": _import,
    "Fn::GetStackOutput": _stack_output,
    "Fn::Base64": evaluate,
    "Fn::ToJsonString": evaluate,
    "Fn::Length": _length,
}
