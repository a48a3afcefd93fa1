"""A service whose variables are resolved → the SAM template that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ninelives.evidence.serverless.events import Event, event
from ninelives.evidence.tree import Tree

_SIX = 6
"""Seconds a function has where neither it nor the provider says otherwise."""
_SECTIONS = ("Resources", "Conditions", "Outputs", "Mappings", "Parameters")
_TURNED = {"-": "Dash", "_": "Underscore"}


def packaged(service: Tree, parameters: Mapping[str, Any]) -> Tree:
    """Give the template; functions keep the names that the service gives them."""
    written = {name: dict(_section(service, name)) for name in _SECTIONS}
    provider = service.get("provider") or service.like({})
    names = {}
    made: dict[str, Any] = {}
    for key, function in _functions(service):
        names[logical(key) + "LambdaFunction"] = key
        body, more = _function(function, provider)
        made[key] = body
        made.update(more)
    made.update(_pipes(service))
    own = {key: one for key, one in written["Resources"].items() if key not in names}
    root = {
        **written,
        "Transform": "AWS::Serverless-2016-10-31",
        "Parameters": {**written["Parameters"], **parameters},
        "Resources": {**made, **own},
    }
    return _renamed(service.like(root), names)


def logical(key: str) -> str:
    """Give what the framework makes of a name in a logical id."""
    turned = "".join(_TURNED.get(letter, letter) for letter in key)
    return turned[:1].upper() + turned[1:]


def _section(service: Tree, name: str) -> Iterator[tuple[str, Tree]]:
    resources = service.get("resources")
    for part in resources.entries() if resources is not None else ():
        section = part.get(name)
        if section is not None:
            yield from section.items()


def _functions(service: Tree) -> Iterator[tuple[str, Tree]]:
    functions = service.get("functions")
    for part in functions.entries() if functions is not None else ():
        for key, one in part.items():
            if isinstance(one.value, dict) and not key.startswith("Fn::"):
                yield key, one


def _function(function: Tree, provider: Tree) -> tuple[Tree, dict[str, object]]:
    """Give a function, and the topics and buckets that its events make."""
    properties: dict[str, object] = {
        "Timeout": function.get("timeout") or provider.get("timeout") or _SIX,
        "Handler": function.get("handler"),
        "FunctionName": function.get("name"),
        "ReservedConcurrentExecutions": function.get("reservedConcurrency"),
        "EventInvokeConfig": _invoked(function),
    }
    dead = function.get("onError")
    if dead is not None:
        properties["DeadLetterQueue"] = {"Type": "SQS", "TargetArn": dead}
    events: dict[str, object] = {}
    more: dict[str, object] = {}
    listed = function.get("events")
    for at, one in enumerate(listed.entries() if listed is not None else ()):
        found: Event | None = event(one)
        if found is not None:
            body = {"Type": found.kind, "Properties": found.properties}
            events[f".{at}"] = one.like(_given(body))
            more.update({name: one.like(made) for name, made in found.makes.items()})
    properties["Events"] = events
    tree = function.like(
        {"Type": "AWS::Serverless::Function", "Properties": _given(properties)}
    )
    return tree, more


def _invoked(function: Tree) -> dict[str, object] | None:
    """Give what becomes of asynchronous invocations; None where nothing is said."""
    found = {
        "MaximumRetryAttempts": function.get("maximumRetryAttempts"),
        "MaximumEventAgeInSeconds": function.get("maximumEventAge"),
    }
    ends = function.get("destinations")
    sinks = {}
    for key, name in (("onFailure", "OnFailure"), ("onSuccess", "OnSuccess")):
        end = ends.get(key) if ends is not None else None
        if end is not None:
            sinks[name] = {"Destination": _sink(end)}
    if sinks:
        found["DestinationConfig"] = function.like(sinks)
    return _given(found) or None


def _sink(end: Tree) -> Tree:
    """Give where it goes: an ARN, or a function of this service by its name."""
    arn = end.get("arn")
    if arn is not None:
        return arn
    name = end.text()
    if name and not name.startswith("arn:"):
        return end.like({"Fn::GetAtt": [logical(name) + "LambdaFunction", "Arn"]})
    return end


def _pipes(service: Tree) -> Iterator[tuple[str, Tree]]:
    """Give the pipes of the plugin serverless-pipes."""
    pipes = service.get("pipes")
    for key, pipe in pipes.items() if pipes is not None else ():
        ends = {name: _arn(pipe.get(name)) for name in ("source", "target")}
        if all(one is not None for one in ends.values()):
            yield (
                f"{logical(key)}Pipe",
                pipe.like(
                    {
                        "Type": "AWS::Pipes::Pipe",
                        "Properties": _piped(pipe, ends),
                    }
                ),
            )


def _piped(pipe: Tree, ends: Mapping[str, Tree | None]) -> dict[str, object]:
    filters = pipe.get("filter")
    found: dict[str, object] = {"Source": ends["source"], "Target": ends["target"]}
    if filters is not None:
        criteria = {"Filters": list(filters.entries())}
        found["SourceParameters"] = {"FilterCriteria": criteria}
    return found


def _arn(end: Tree | None) -> Tree | None:
    for _, one in end.items() if end is not None else ():
        arn = one.get("arn")
        if arn is not None:
            return arn
    return None


def _given(properties: Mapping[str, object]) -> dict[str, object]:
    return {key: one for key, one in properties.items() if one is not None}


def _renamed(tree: Tree, names: Mapping[str, str]) -> Tree:
    """Give a tree in which functions are spoken of by the names they have here."""
    value = tree.value
    if isinstance(value, list):
        return tree._replace(value=[_renamed(one, names) for one in value])
    if not isinstance(value, dict):
        return tree
    found = {}
    for key, one in value.items():
        if key == "Ref" and one.text() in names:
            found[key] = one._replace(value=names[one.text()])
        elif key == "Fn::GetAtt":
            found[key] = _attribute(one, names)
        else:
            found[key] = _renamed(one, names)
    return tree._replace(value=found)


def _attribute(tree: Tree, names: Mapping[str, str]) -> Tree:
    if isinstance(tree.value, list) and tree.value:
        first, *rest = tree.value
        name = names.get(first.text())
        if name is not None:
            return tree._replace(value=[first._replace(value=name), *rest])
    name, dot, rest_ = tree.text().partition(".")
    if name in names:
        return tree._replace(value=f"{names[name]}{dot}{rest_}")
    return tree
