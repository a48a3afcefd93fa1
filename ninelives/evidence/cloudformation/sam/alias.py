"""The alias that SAM publishes: events come to it, and destinations are set for it."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.evidence.cloudformation.template import Resource, made

_ALIAS = "AutoPublishAlias"


def alias_id(function: Resource) -> str:
    """Give the logical id of the alias of a function; empty where it has none."""
    written = function.properties.get(_ALIAS)
    return f"{function.id}Alias{written.text()}" if written is not None else ""


def alias(function: Resource) -> Iterator[Resource]:
    """Give the alias that a function publishes."""
    written = function.properties.get(_ALIAS)
    if written is not None:
        properties = {"FunctionName": {"Ref": function.id}, "Name": written}
        kind = "AWS::Lambda::Alias"
        yield made(alias_id(function), kind, properties, written, function.condition)


def invoked(function: Resource) -> dict[str, object]:
    """Give a reference to what events come to: the alias, or the function itself."""
    return {"Ref": alias_id(function) or function.id}
