"""Globals: what a template says once for all of its functions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ninelives.evidence.cloudformation.intrinsics import function_of
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.tree import Tree

_IGNORED = "IgnoreGlobals"


def merged(resource: Resource, globals_: Tree | None) -> Resource:
    """Give a resource with the Globals of its kind laid under its properties.

    Maps are merged, lists appended, anything else is replaced by what stands at the
    resource; `IgnoreGlobals` leaves properties out, or all of them ("*").
    """
    if globals_ is None or not isinstance(globals_.value, dict):
        return resource
    ignored = _ignored(resource)
    if "*" in ignored:
        return resource
    below = {key: one for key, one in globals_.items() if key not in ignored}
    tree = laid(globals_._replace(value=below), resource.properties)
    return replace(resource, properties=tree)


def _ignored(resource: Resource) -> Collection[str]:
    told = resource.body.get(_IGNORED) or resource.properties.get(_IGNORED)
    return {one.text() for one in told.entries()} if told else ()


def laid(below: Tree, above: Tree) -> Tree:
    """Give two values merged as SAM merges them, `above` winning."""
    both = (below.value, above.value)
    if any(function_of(one) for one in (below, above)):
        return above
    if all(isinstance(one, dict) for one in both):
        mixed = dict(below.value)
        for key, one in above.items():
            mixed[key] = laid(mixed[key], one) if key in mixed else one
        return above._replace(value=mixed)
    if all(isinstance(one, list) for one in both):
        return above._replace(value=[*below.value, *above.value])
    return above
