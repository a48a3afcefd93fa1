"""Which component an expression of a template means: by logical id, then by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ninelives.checklist.truth import UNKNOWN, Value
from ninelives.errors import Place
from ninelives.evidence.arn import read_arn
from ninelives.evidence.cloudformation.draft import BUS, DEFAULT_BUS, Draft, End
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import Foreign, Phrase, Pointer, spelled
from ninelives.evidence.model import Node, Origin, Setting, named
from ninelives.evidence.tree import Tree

_QUALIFIED = re.compile(r":function:[^:]+:([A-Za-z0-9_$-]+)\Z")
_HOLE = re.compile(r"\$\{[^}]+\}\Z")
_THROUGH = {
    "AWS::Lambda::Alias": ("FunctionName", "lambda-function"),
    "AWS::Lambda::Version": ("FunctionName", "lambda-function"),
    "AWS::Lambda::Url": ("TargetFunctionArn", "lambda-function"),
    "AWS::Kinesis::StreamConsumer": ("StreamARN", "kinesis-stream"),
    "AWS::StepFunctions::StateMachineAlias": (
        "DeploymentPreference.StateMachineVersionArn",
        "step-functions-standard",
    ),
    "AWS::StepFunctions::StateMachineVersion": (
        "StateMachineArn",
        "step-functions-standard",
    ),
}
"""Resources that only stand for another one: the property that says which."""
_FAR = 8
"""Steps followed through such resources before giving up."""


def ends(
    draft: Draft, tree: Tree | None, scope: Scope, hint: str = ""
) -> tuple[End, ...]:
    """Give the components a tree may mean; `hint` is the type a bare name has."""
    return () if tree is None else meant(draft, evaluate(tree, scope), hint)


def meant(draft: Draft, setting: Setting, hint: str = "") -> tuple[End, ...]:
    """Give the components that a resolved value and its alternatives mean."""
    unsure = setting.origin is Origin.UNKNOWN
    chance = None if unsure and setting.otherwise else True
    ways: list[tuple[Value, bool | None]] = [(setting.value, chance)]
    ways += [(one, None if unsure else False) for one in setting.otherwise]
    condition = setting.condition if setting.otherwise else ""
    found: dict[str, End] = {}
    for value, exists in ways:
        if value is UNKNOWN and setting.otherwise:
            continue
        called = qualifier(draft, value)
        for node in _named(draft, value, setting, hint):
            end = End(node.id, node.type, condition, exists, called)
            found.setdefault(node.id, end)
    return tuple(found.values())


def qualifier(draft: Draft, value: Value) -> str:
    """Give the alias or version a function is meant by; empty: the latest code."""
    if isinstance(value, Pointer):
        resource, scope = draft.declared.get(value.id, (None, None))
        if resource is None or scope is None:
            return ""
        name = resource.properties.get("Name")
        if resource.kind == "AWS::Lambda::Alias" and name is not None:
            return spelled(evaluate(name, scope).value)
        return value.id if resource.kind == "AWS::Lambda::Version" else ""
    match = _QUALIFIED.search(spelled(value)) if value is not UNKNOWN else None
    return match[1] if match else ""


def _named(draft: Draft, value: Value, setting: Setting, hint: str) -> Iterator[Node]:
    if isinstance(value, tuple):
        for one in value:
            yield from _named(draft, one, setting, hint)
    elif isinstance(value, Pointer):
        yield _pointed(draft, value, setting.place, hint)
    elif isinstance(value, Foreign):
        yield draft.outside(value.id, hint, setting.place, value.names)
    elif isinstance(value, Phrase):
        yield _phrased(draft, value, setting, hint)
    elif isinstance(value, str) and value.strip():
        yield spoken(draft, value, setting.place, hint)
    elif value is UNKNOWN:
        where = f"unresolved at line {setting.place.line}"
        yield draft.outside(where, hint, setting.place)


def _pointed(draft: Draft, pointer: Pointer, place: Place, hint: str) -> Node:
    target = pointer.id
    resource, scope = draft.declared.get(target, (None, None))
    if resource is None or scope is None:
        return draft.nodes.get(target) or draft.outside(target, hint, place)
    inner = _stands_for(resource)
    if inner is not None and len(draft.following) < _FAR:
        draft.following.append(target)
        told = evaluate(inner, scope)
        found = next(_named(draft, told.value, told, _THROUGH[resource.kind][1]), None)
        draft.following.pop()
        if found is not None:
            draft.rename(found.id, named("through", target))
            return draft.nodes[found.id]
    if target in draft.nodes:
        return draft.nodes[target]
    what = pointer.attribute
    spoken_of = f"{target}.{what}" if hint and what else target
    return draft.outside(spoken_of, hint or "service", place, kind=resource.kind)


def _stands_for(resource: Resource) -> Tree | None:
    """Give the property that says what an alias, version or consumer stands for."""
    if resource.kind not in _THROUGH:
        return None
    path = _THROUGH[resource.kind][0]
    if resource.kind == "AWS::StepFunctions::StateMachineAlias":
        routes = resource.properties.get("RoutingConfiguration")
        first = next(iter(routes.entries()), None) if routes else None
        if first is not None:
            return first.get("StateMachineVersionArn")
    inner: Tree | None = resource.properties
    for step in path.split("."):
        inner = inner.get(step) if inner else None
    return inner


def _phrased(draft: Draft, value: Phrase, setting: Setting, hint: str) -> Node:
    text = spelled(value)
    found = read_arn(text)
    first = value.parts[0]
    if found is None and isinstance(first, Pointer | Foreign):
        return next(_named(draft, first, setting, hint))
    component, name = found or (hint, text)
    if _HOLE.match(name):
        for part in value.parts:
            if isinstance(part, Pointer | Foreign) and spelled(part) == name:
                return next(_named(draft, part, setting, component or hint))
    return spoken(draft, text, setting.place, hint)


def spoken(draft: Draft, text: str, place: Place, hint: str) -> Node:
    """Give the component that a name or an ARN means."""
    found = read_arn(text)
    component, name = found or (hint, text)
    if component == BUS and name == DEFAULT_BUS:
        return draft.default_bus(place)
    if component == "service" and hint:
        component = hint
    if not component:
        return draft.outside(text, component, place)
    full = named(component, draft.own(name))
    return draft.called(full) or draft.outside(text, component, place, (full,))
