"""What a YAML file must look like, as tables: checked in one pass, every problem told.

The same tables give the JSON Schema that editors use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from ninelives import document
from ninelives.errors import Place, Problem, misspelt, nearest


class Text(NamedTuple):
    """A text; may be limited to a closed set of words."""

    words: tuple[str, ...] = ()
    """The only texts allowed, where not empty."""
    pattern: str = ""
    """A regular expression the whole text must match."""
    says: str = ""
    """What the pattern asks for, in words."""
    empty: bool = False
    """Whether the empty text is allowed."""


class Number:
    """A number, whole or not."""

    __slots__ = ()


class Anything:
    """Anything; taken as it is by YAML 1.2's rules."""

    __slots__ = ()


class Scalar:
    """A text or a number."""

    __slots__ = ()


class ListOf(NamedTuple):
    """A list."""

    one: Shape
    """What each entry must look like."""
    lone: bool = False
    """Whether a single entry may stand without the list."""


class MapOf(NamedTuple):
    """A mapping of free names to values of one shape."""

    one: Shape
    names: Text = Text()


class Record(NamedTuple):
    """A mapping with known keys."""

    title: str
    """What it is called in problems."""
    keys: Mapping[str, Shape]
    """Every key it may have, in the order it is written."""
    required: tuple[str, ...] = ()
    short: str = ""
    """The key a lone text stands for, where that is allowed."""
    open: bool = False
    """Whether keys nobody knows are left alone, unless they look misspelt.

    A key with nothing behind it is then as if it were not there.
    """


Shape = Text | Number | Anything | Scalar | ListOf | MapOf | Record


class Got(dict[str, Any]):
    """A checked record: plain values by key, and where each stood."""

    def __init__(self, place: Place) -> None:
        """Start empty at a place."""
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}

    def at(self, key: str) -> Place:
        """Give where a key stood; the record's own place where it is left out."""
        return self.places.get(key, self.place)


def check(node: yaml.Node, shape: Shape, name: str, problems: list[Problem]) -> Any:
    """Give a node as plain values, appending what is wrong to `problems`.

    Records become `Got`; what is wrong is left out, so that one mistake is told
    once and does not hide the next.
    """
    return _Check(name, problems).any(node, shape)


class _Check:
    def __init__(self, name: str, problems: list[Problem]) -> None:
        self._name = name
        self._problems = problems

    def _wrong(
        self, node: yaml.Node, found: str, expected: str = "", near: str = ""
    ) -> None:
        place = document.place_of(node, self._name)
        self._problems.append(Problem(place, found, expected, near))

    def any(self, node: yaml.Node, shape: Shape) -> Any:
        if document.tagged(node):
            self._wrong(node, document.kind_of(node), _expected(shape))
            return None
        if isinstance(shape, Record):
            return self._record(node, shape)
        if isinstance(shape, ListOf):
            return self._list(node, shape)
        if isinstance(shape, MapOf):
            return self._map(node, shape)
        if isinstance(shape, Anything):
            return document.plain(node)
        return self._scalar(node, shape)

    def _scalar(self, node: yaml.Node, shape: Text | Number | Scalar) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, document.kind_of(node), _expected(shape))
            return None
        if isinstance(shape, Text):
            return self._text(node, shape)
        value = document.scalar(node)
        good = (int, float) if isinstance(shape, Number) else (int, float, str)
        if isinstance(value, bool) or not isinstance(value, good):
            self._wrong(node, document.kind_of(node), _expected(shape))
            return None
        return value

    def _text(self, node: yaml.ScalarNode, shape: Text) -> str | None:
        text: str = node.value
        if not text.strip() and not shape.empty:
            self._wrong(node, "empty", _expected(shape))
            return None
        if shape.words and text not in shape.words:
            near = nearest(text, shape.words)
            self._wrong(node, f"{text!r} is not known", _expected(shape), near)
            return None
        if shape.pattern:
            import re

            if not re.fullmatch(shape.pattern, text):
                self._wrong(node, document.kind_of(node), _expected(shape))
                return None
        return text

    def _list(self, node: yaml.Node, shape: ListOf) -> list[Any]:
        if not isinstance(node, yaml.SequenceNode):
            if shape.lone:
                found = self.any(node, shape.one)
                return [] if found is None else [found]
            self._wrong(node, document.kind_of(node), _expected(shape))
            return []
        found = [self.any(one, shape.one) for one in node.value]
        return [one for one in found if one is not None]

    def _keys(self, node: yaml.MappingNode) -> list[tuple[str, yaml.Node, yaml.Node]]:
        seen: dict[str, yaml.Node] = {}
        kept: list[tuple[str, yaml.Node, yaml.Node]] = []
        for key, key_node, value in document.pairs(node):
            if not isinstance(key_node, yaml.ScalarNode):
                self._wrong(key_node, "a key that is no text", "a plain key")
                continue
            if key in seen:
                line = seen[key].start_mark.line + 1
                self._wrong(key_node, f"{key!r} is there already, at line {line}")
                continue
            seen[key] = key_node
            kept.append((key, key_node, value))
        return kept

    def _map(self, node: yaml.Node, shape: MapOf) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, document.kind_of(node), _expected(shape))
            return {}
        found = {}
        for key, key_node, value in self._keys(node):
            if isinstance(key_node, yaml.ScalarNode):
                name = self._text(key_node, shape.names)
                one = self.any(value, shape.one)
                if name is not None and one is not None:
                    found[key] = one
        return found

    def _record(self, node: yaml.Node, shape: Record) -> Got | None:
        place = document.place_of(node, self._name)
        got = Got(place)
        if not isinstance(node, yaml.MappingNode):
            if shape.short and isinstance(node, yaml.ScalarNode) and node.value:
                got[shape.short] = self.any(node, shape.keys[shape.short])
                return got
            self._wrong(node, document.kind_of(node), _expected(shape))
            return None
        for key, key_node, value in self._keys(node):
            if key not in shape.keys:
                self._unknown(key, key_node, shape)
                continue
            if shape.open and _nothing(value):
                continue
            found = self.any(value, shape.keys[key])
            got.places[key] = document.place_of(value, self._name)
            if found is not None:
                got[key] = found
        for key in shape.required:
            if key not in got and key not in got.places:
                self._wrong(node, f"{shape.title} lacks {key!r}")
        return got

    def _unknown(self, key: str, node: yaml.Node, shape: Record) -> None:
        """Note a key nobody knows; an open record lets it be unless it is misspelt."""
        near = (misspelt if shape.open else nearest)(key, shape.keys)
        if near or not shape.open:
            known = f"one of {', '.join(shape.keys)}"
            self._wrong(node, f"{key!r} is no key of {shape.title}", known, near)


def _nothing(node: yaml.Node) -> bool:
    """Whether nothing stands there, or a null."""
    return isinstance(node, yaml.ScalarNode) and document.nothing(node)


def _expected(shape: Shape) -> str:
    if isinstance(shape, Text):
        if shape.words:
            return f"one of {', '.join(shape.words)}"
        return shape.says or "a text"
    if isinstance(shape, ListOf):
        return "a list"
    if isinstance(shape, Record):
        return f"{shape.title} with the keys {', '.join(shape.required)}"
    if isinstance(shape, MapOf):
        return "a mapping"
    return "a number" if isinstance(shape, Number) else "a text or a number"
