"""What an expression comes to: plain values, references, and both mixed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.errors import Place
from ninelives.evidence.model import Origin, Setting

if TYPE_CHECKING:
    from ninelives.evidence.terraform.modules import Module

_LONGEST_NAME = 200
_LONGEST_TEXT = 100_000
_MOST_VALUES = 10_000


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference to a resource, a data source, or a module that is not at hand."""

    id: str
    """Its address, the modules it stands in included."""
    attribute: str = ""
    index: str = ""
    """Which copy of it is meant, as written; empty where there is one."""
    via: str = ""
    """The local name it was reached by."""
    owner: Module | None = field(default=None, compare=False, repr=False)
    """The module that it stands in."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A part of a text that is not known, as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text some parts of which are references or not known."""

    parts: tuple[str | Pointer | Hole, ...]


def spelled(value: Value) -> str:
    """Give a value as text; what is not known in `${}`, empty for what is no text."""
    if isinstance(value, Phrase):
        return "".join(spelled(one) for one in value.parts)
    if isinstance(value, Pointer):
        return f"${{{value.id}{'.' + value.attribute if value.attribute else ''}}}"
    if isinstance(value, Hole):
        return f"${{{value.text}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def mixed(value: Value, place: Place, parts: Iterable[Setting]) -> Setting:
    """Give a value made of others: it hangs on what they hang on."""
    given = tuple(parts)
    conditions = dict.fromkeys(one.condition for one in given if one.condition)
    origins = {one.origin for one in given}
    origin = Origin.LITERAL
    for one in (Origin.PARAMETER, Origin.CONDITIONAL):
        if one in origins:
            origin = one
    if value is UNKNOWN:
        origin = Origin.UNKNOWN
    return Setting(value, origin, place, ", ".join(conditions)[:_LONGEST_NAME])


def under(setting: Setting, outer: Setting) -> Setting:
    """Give what stands in a collection, hanging on what the collection hangs on."""
    if not outer.condition or outer.origin is Origin.LITERAL:
        return setting
    made = mixed(setting.value, setting.place, (outer, setting))
    return replace(made, otherwise=setting.otherwise)


def flat(value: Value) -> Value:
    """Give a collection of settings as plain values; unknown if it is vast."""
    left = [_MOST_VALUES]
    found = _flat(value, left)
    return found if left[0] > 0 else UNKNOWN


def _flat(value: Value, left: list[int]) -> Value:
    left[0] -= 1
    if left[0] <= 0:
        return UNKNOWN
    if isinstance(value, tuple):
        return tuple(_flat(one.value, left) for one in value if left[0] > 0)
    if isinstance(value, dict):
        return {k: _flat(one.value, left) for k, one in value.items() if left[0] > 0}
    return value


def entries(setting: Setting | None) -> tuple[Setting, ...]:
    """Give the entries of a list, or a single value as the only one; none if absent."""
    if setting is None or setting.value is ABSENT:
        return ()
    if isinstance(setting.value, tuple):
        return tuple(under(one, setting) for one in setting.value)
    return (setting,)


_QUOTE = re.compile(r'(?<!\\)"')


def opened(setting: Setting) -> Setting:
    """Give what a text in JSON holds; anything else as it is."""
    value = setting.value
    if isinstance(value, str):
        parts: tuple[str | Pointer | Hole, ...] = (value,)
    elif isinstance(value, Phrase):
        parts = value.parts
    else:
        return setting
    if not spelled(parts[0]).lstrip().startswith(("{", "[")):
        return setting
    text, inside = "", False
    holes: dict[str, Pointer | Hole] = {}
    for part in parts:
        if isinstance(part, str):
            text += part
            inside ^= len(_QUOTE.findall(part)) % 2 == 1
            continue
        token = f"\x1a{len(holes)}\x1a"
        holes[token] = part
        text += token if inside else f'"{token}"'
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return setting
    return _filled(found, holes, setting)


_TOKEN = re.compile("(\x1a\\d+\x1a)")


def _filled(found: object, holes: dict[str, Pointer | Hole], outer: Setting) -> Setting:
    if isinstance(found, dict):
        inner: Value = {key: _filled(one, holes, outer) for key, one in found.items()}
    elif isinstance(found, list):
        inner = tuple(_filled(one, holes, outer) for one in found)
    elif isinstance(found, str):
        parts = [holes.get(one, one) for one in _TOKEN.split(found) if one]
        inner = joined(parts)
    else:
        inner = ABSENT if found is None else found
    return replace(outer, value=inner, otherwise=())


def joined(parts: Iterable[str | Pointer | Hole]) -> Value:
    """Give the parts of a text as the plainest value that holds them."""
    given = tuple(parts)
    size = sum(len(one) for one in given if isinstance(one, str))
    if size > _LONGEST_TEXT or len(given) > _MOST_VALUES:
        return Phrase((Hole("a vast text"),))
    if all(isinstance(one, str) for one in given):
        return "".join(str(one) for one in given)
    if len(given) == 1:
        return given[0] if isinstance(given[0], Pointer) else UNKNOWN
    return Phrase(given)
