"""The shape of our YAML files as JSON Schema: editors complete and check them."""

from __future__ import annotations

from collections.abc import Mapping

from ninelives.shape import (
    Anything,
    ListOf,
    MapOf,
    Number,
    Record,
    Scalar,
    Shape,
    Text,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(shape: Record) -> Mapping[str, object]:
    """Give the JSON Schema (draft 2020-12) that a file of this shape satisfies.

    A record that is used in several places becomes one definition.
    """
    definitions: dict[str, object] = {}
    body = _record(shape, definitions)
    return {
        "$schema": DIALECT,
        "title": shape.title,
        **body,
        **({"$defs": dict(sorted(definitions.items()))} if definitions else {}),
    }


def _any(shape: Shape, definitions: dict[str, object]) -> dict[str, object]:
    if isinstance(shape, Record):
        return _named(shape, definitions)
    if isinstance(shape, ListOf):
        one = _any(shape.one, definitions)
        listed: dict[str, object] = {"type": "array", "items": one}
        return {"anyOf": [listed, one]} if shape.lone else listed
    if isinstance(shape, MapOf):
        found: dict[str, object] = {
            "type": "object",
            "additionalProperties": _any(shape.one, definitions),
        }
        names = _text(shape.names)
        if len(names) > 1:
            found["propertyNames"] = names
        return found
    return _plain(shape)


def _plain(shape: Text | Number | Anything | Scalar) -> dict[str, object]:
    if isinstance(shape, Text):
        return _text(shape)
    if isinstance(shape, Number):
        return {"type": "number"}
    return {} if isinstance(shape, Anything) else {"type": ["string", "number"]}


def _text(shape: Text) -> dict[str, object]:
    found: dict[str, object] = {"type": "string"}
    if shape.words:
        found["enum"] = list(shape.words)
    if shape.pattern:
        found["pattern"] = f"^(?:{shape.pattern})$"
    if shape.says:
        found["description"] = shape.says
    if not shape.empty and not shape.words:
        found["minLength"] = 1
    return found


def _named(shape: Record, definitions: dict[str, object]) -> dict[str, object]:
    name = shape.title.removeprefix("a ").removeprefix("an ").replace(" ", "-")
    if name not in definitions:
        definitions[name] = {}  # holds the place while what it contains is made
        definitions[name] = _record(shape, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _record(shape: Record, definitions: dict[str, object]) -> dict[str, object]:
    found: dict[str, object] = {
        "type": "object",
        "properties": {key: _any(one, definitions) for key, one in shape.keys.items()},
        "required": list(shape.required),
        "additionalProperties": False,
    }
    if shape.short:
        return {"anyOf": [found, _any(shape.keys[shape.short], definitions)]}
    return found
