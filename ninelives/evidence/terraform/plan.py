"""`terraform show -json`: planned values, with the references of the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ninelives.checklist.truth import ABSENT
from ninelives.errors import Place, Problem, unusable
from ninelives.evidence.model import Setting, Source, literal, unknown
from ninelives.evidence.sources import read_text
from ninelives.evidence.terraform.resources import Resource
from ninelives.evidence.terraform.values import Pointer
from ninelives.evidence.tree import plain, read_tree

_HEAD = 4096
_DEEPEST = 60


def is_plan(source: Source) -> bool:
    """Whether a file is a plan in JSON, by how it begins."""
    if source.path.suffix != ".json":
        return False
    try:
        if not source.path.is_file():
            return False
        with source.path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return b'"terraform_version"' in head and b'"format_version"' in head


def resources_of(source: Source, problems: list[Problem]) -> Iterator[Resource]:
    """Give the resources a plan makes or keeps.

    Raises:
        Unusable: it is not JSON that can be read.
    """
    raw = plain(read_tree(read_text(source), source.name, problems))
    if not isinstance(raw, dict):
        raise unusable(source.name, "not a plan of Terraform in JSON")
    config = _map(_map(raw, "configuration"), "root_module")
    values = _map(raw, "planned_values") or _map(raw, "values")
    return _module(_map(values, "root_module"), config, Place(source.name), "", 0)


def _map(raw: Any, key: str) -> dict[str, Any]:
    found = raw.get(key) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def _list(raw: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = raw.get(key)
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict)]


def _module(
    values: Mapping[str, Any],
    config: Mapping[str, Any],
    place: Place,
    prefix: str,
    depth: int,
) -> Iterator[Resource]:
    if depth > _DEEPEST:
        return
    written = {str(one.get("address")): one for one in _list(config, "resources")}
    for one in _list(values, "resources"):
        kind, name = str(one.get("type", "")), str(one.get("name", ""))
        start = "data." if one.get("mode") == "data" else ""
        own = written.get(f"{start}{kind}.{name}", {})
        body = _value(one.get("values"), place, 0)
        refers = _expression(_map(own, "expressions"), place, prefix, 0)
        yield Resource(
            f"{prefix}{start}{kind}.{name}",
            start + kind,
            _laid(body, refers, 0),
            place,
            copy=str(one.get("index", "")),
        )
    calls = _map(config, "module_calls")
    for child in _list(values, "child_modules"):
        address = str(child.get("address", ""))
        name = address.rpartition("module.")[2].partition("[")[0]
        inner = _map(_map(calls, name), "module")
        yield from _module(child, inner, place, f"{prefix}module.{name}.", depth + 1)


def _value(raw: Any, place: Place, depth: int) -> Setting:
    if depth > _DEEPEST:
        return unknown(place, "nested too deeply")
    if isinstance(raw, dict):
        inner = {str(k): _value(v, place, depth + 1) for k, v in raw.items()}
        return literal(inner, place)
    if isinstance(raw, list):
        rows = tuple(_value(one, place, depth + 1) for one in raw)
        return literal(rows, place)
    return literal(ABSENT if raw is None else raw, place)


def _expression(
    raw: Any,
    place: Place,
    prefix: str,
    depth: int,
) -> Setting:
    """Give the configuration of a resource, references as pointers."""
    if isinstance(raw, list):
        rows = tuple(_expression(one, place, prefix, depth + 1) for one in raw)
        return literal(rows, place)
    if not isinstance(raw, dict) or depth > _DEEPEST:
        return literal(ABSENT, place)
    if "constant_value" in raw:
        return _value(raw["constant_value"], place, depth)
    refers = raw.get("references")
    if isinstance(refers, list):
        return _pointer([str(one) for one in refers], place, prefix)
    inner = {str(k): _expression(v, place, prefix, depth + 1) for k, v in raw.items()}
    return literal(inner, place)


_PLAIN = ("var.", "local.", "each.", "count.", "path.", "terraform.", "self.")


def _pointer(refers: list[str], place: Place, prefix: str) -> Setting:
    own = [one for one in refers if not one.startswith(_PLAIN)]
    parts = own[0].partition("[")[0].split(".") if own else []
    size = 3 if parts[:1] == ["data"] else 2
    if len(parts) < size or len({".".join(o.split(".")[:size]) for o in own}) > 1:
        return unknown(place, ", ".join(refers))
    attribute = own[0].rpartition(".")[2]
    return literal(Pointer(prefix + ".".join(parts[:size]), attribute), place)


def _laid(values: Setting, refers: Setting, depth: int) -> Setting:
    """Put the references where the plan knows no value."""
    held, told = values.value, refers.value
    if depth > _DEEPEST or told is ABSENT:
        return values
    if isinstance(held, dict) and isinstance(told, dict):
        both = dict(held)
        for key, one in told.items():
            both[key] = _laid(held[key], one, depth + 1) if key in held else one
        return literal(both, values.place)
    if isinstance(held, tuple) and isinstance(told, tuple) and len(held) == len(told):
        rows = [_laid(a, b, depth + 1) for a, b in zip(held, told, strict=True)]
        return literal(tuple(rows), values.place)
    if isinstance(told, Pointer) or held is ABSENT:
        return refers
    return values
