"""The arguments of a module that is not at hand, and resources made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT
from ninelives.evidence.model import Setting, literal
from ninelives.evidence.terraform.ends import shallow
from ninelives.evidence.terraform.loops import pairs
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.values import Pointer, under


def flag(call: Resource, name: str, *, default: bool) -> bool | None:
    """Give a truth among the arguments; None where it is not known."""
    found = taken(call.body, name)
    if found is None or found.value is ABSENT:
        return default
    value = shallow(found).value
    return value if isinstance(value, bool) else None


def main(call: Resource, kind: str, **renamed: str) -> Resource:
    """Give the main resource of a module: its arguments under the resource's names."""
    body = dict(call.body.value) if isinstance(call.body.value, dict) else {}
    for name, argument in renamed.items():
        if argument in body:
            body[name] = body[argument]
    return replace(call, kind=kind, body=literal(body, call.place))


def piece(
    call: Resource, name: str, kind: str, body: Mapping[str, Setting]
) -> Resource:
    """Give a further resource of a module."""
    made = literal(dict(body), call.place)
    return replace(call, id=f"{call.id}.{name}", kind=kind, body=made)


def me(call: Resource) -> Setting:
    """Give a reference to the main resource of a module."""
    return literal(Pointer(call.id), call.place)


def listed(
    call: Resource, name: str
) -> Iterator[tuple[str, dict[str, Setting], Setting]]:
    """Give the entries of a map argument with their keys."""
    found = taken(call.body, name)
    if found is None:
        return
    for key, value in pairs(found) or ():
        if isinstance(value.value, dict):
            one = under(value, found)
            yield str(key.value), dict(value.value), one


def wrap(body: dict[str, Setting], inner: str, outer: str) -> None:
    """Put an argument into a block."""
    if inner in body:
        held = literal({inner: body[inner]}, body[inner].place)
        body[outer] = literal((held,), held.place)
