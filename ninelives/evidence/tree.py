"""YAML and JSON as trees that know their places: tolerant, bounded, never recursive.

Strangers' templates hold tags (`!Ref`), anchors, dates and doubled keys, which our own
strict files may not. A tree is built from the parser's events one by one, so that no
depth of nesting can exhaust a stack; aliases are shared and counted, not copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from ninelives.document import Base
from ninelives.errors import Place, Problem, Unusable, unusable

MAX_DEPTH = 100
"""Collections nested deeper are refused."""
MAX_COPIED = 300_000
"""More values than this, repeated by aliases, are refused."""
_CORE = "tag:yaml.org,2002:"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMBER = re.compile(
    r"[-+]?(?:0|[1-9]\d{0,17})(?:\.\d+)?(?:[eE][-+]?\d{1,3})?\Z", re.ASCII
)
_ORDINARY = frozenset("-+0123456789.")


class Tree(NamedTuple):
    """A value of a template, and where it stands."""

    value: Any
    """Text, number, truth, None, a list of trees, or a dict of trees by text."""
    line: int
    """From 1."""
    column: int
    """From 1."""
    file: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.file, self.line, self.column)

    def get(self, key: str) -> Tree | None:
        """Give what a mapping holds under a key; None where it or the mapping isn't."""
        value = self.value
        return value.get(key) if isinstance(value, dict) else None

    def items(self) -> Iterator[tuple[str, Tree]]:
        """Give the entries of a mapping; none where it is something else."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def entries(self) -> Sequence[Tree]:
        """Give the entries of a list; a lone value counts as a list of one."""
        if isinstance(self.value, list):
            return self.value
        return () if self.value is None else (self,)

    def text(self) -> str:
        """Give it as text; empty where it is a collection or nothing."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int | float) else ""

    def like(self, value: Any) -> Tree:
        """Give a value that stands where this one does, raw values inside as well."""
        if isinstance(value, Tree):
            return value
        if isinstance(value, dict):
            value = {key: self.like(one) for key, one in value.items()}
        elif isinstance(value, list | tuple):
            value = [self.like(one) for one in value]
        return self._replace(value=value)


def read_tree(text: str, name: str, problems: list[Problem]) -> Tree:
    """Read YAML or JSON text; doubled keys are added to `problems` as warnings.

    Raises:
        Unusable: it is neither, is nested too deeply, or grows without end.
    """
    if text.lstrip()[:1] in ("{", "["):
        from ninelives.evidence.json_tree import read_json

        try:
            return read_json(text, name, problems)
        except Unusable as error:
            try:  # comments and commas too many: YAML's flow style allows them
                return read_yaml(text, name, problems)
            except Unusable:
                raise error from None
    return read_yaml(text, name, problems)


def read_yaml(text: str, name: str, problems: list[Problem]) -> Tree:
    """Read the first document of YAML text; raises `Unusable` as `read_tree` does."""
    builder = _Builder(name, problems)
    try:
        for event in yaml.parse(text, Loader=Base):
            if builder.root is None:  # of further documents only the syntax counts
                builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        said = error.problem or error.context or "it can't be parsed"
        raise Unusable(Problem(place, f"not YAML: {said}")) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, max(error.position, 0)) + 1
        found = f"character {error.character!r} is not allowed in YAML"
        raise Unusable(Problem(Place(name, line), found)) from None
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        found = "half a character (a lone surrogate)"
        raise Unusable(Problem(Place(name, line), found)) from None
    if builder.root is None:
        raise unusable(name, "the file is empty")
    return builder.root


class _Open:
    """A collection that is still being read."""

    __slots__ = ("anchor", "at", "items", "key", "mark", "merged", "size", "tag")

    def __init__(self, event: Any) -> None:
        self.items: Any = (
            {} if isinstance(event, yaml.MappingStartEvent) else []  # filled in place
        )
        self.mark = event.start_mark
        self.tag: str = event.tag or ""
        self.anchor: str | None = event.anchor
        self.key: str | None = None
        self.at = Tree(None, 0, 0, "")
        self.merged: list[Tree] = []
        self.size = 1


class _Builder:
    """Puts the events of a parser together."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.root: Tree | None = None
        self._name = name
        self._problems = problems
        self._open: list[_Open] = []
        self._anchors: dict[str | None, tuple[Tree, int]] = {}
        self._copied = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            mark: Any = event.start_mark
            value = _scalar(event)
            tree = Tree(value, mark.line + 1, mark.column + 1, self._name)
            self._finish(tree, event.tag or "", event.anchor, 1, event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open.append(_Open(event))
            if len(self._open) > MAX_DEPTH:
                raise self._wrong(
                    event, f"nested more than {MAX_DEPTH} levels deep"
                ) from None
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            known = self._anchors.get(event.anchor)
            if known is None:
                found = f"alias *{event.anchor} stands before or inside its anchor"
                raise self._wrong(event, found)
            self._copied += known[1]
            if self._copied > MAX_COPIED:
                found = f"its aliases repeat more than {MAX_COPIED:,} values"
                raise self._wrong(event, found)
            self._put(known[0], known[1], event)

    def _close(self) -> None:
        done = self._open.pop()
        if done.merged:
            for other in reversed(done.merged):
                for key, value in other.items():
                    done.items.setdefault(key, value)
        tree = Tree(done.items, done.mark.line + 1, done.mark.column + 1, self._name)
        self._finish(tree, done.tag, done.anchor, done.size, None)

    def _finish(
        self, tree: Tree, tag: str, anchor: str | None, size: int, event: Any
    ) -> None:
        if tag.startswith("!") and len(tag) > 1:
            tree = tree.like({long_name(tag[1:]): tree})
        if anchor is not None:
            self._anchors[anchor] = (tree, size)
        self._put(tree, size, event)

    def _put(self, tree: Tree, size: int, event: Any) -> None:
        if not self._open:
            self.root = tree
            return
        into = self._open[-1]
        into.size += size
        if isinstance(into.items, list):
            into.items.append(tree)
        elif into.key is None:
            into.key, into.at = self._key(tree, event), tree
        else:
            key, into.key = into.key, None
            if tree.line > into.at.line:  # a block stands where its key does
                tree = tree._replace(line=into.at.line, column=into.at.column)
            if key == "<<" and isinstance(tree.value, dict | list):
                into.merged.extend(
                    one for one in tree.entries() if isinstance(one.value, dict)
                )
                return
            if key in into.items:
                first = into.items[key].line
                found = f"{key!r} is there twice, first with the value at line {first}"
                self._problems.append(
                    Problem(
                        tree.place,
                        found,
                        remedy="the last one counts",
                        level="warning",
                    )
                )
            into.items[key] = tree

    def _key(self, tree: Tree, event: Any) -> str:
        if isinstance(tree.value, dict | list):
            place = Place(self._name, tree.line, tree.column)
            raise Unusable(Problem(place, "a key that is no text"))
        return event.value if isinstance(event, yaml.ScalarEvent) else tree.text()

    def _wrong(self, event: Any, found: str) -> Unusable:
        mark = event.start_mark
        return Unusable(
            Problem(Place(self._name, mark.line + 1, mark.column + 1), found)
        )


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    """Give a scalar; dates and everything odd stay the text they are."""
    text: str = event.value
    if not event.implicit[0] and event.tag is None:  # quoted, or a block
        return text
    if event.tag is not None and event.tag != f"{_CORE}int":
        return text
    return plain_scalar(text)


def plain_scalar(text: str) -> str | int | float | bool | None:
    """Give what unquoted text stands for: null, a truth, a number, or itself."""
    if text[:1] in _ORDINARY:
        if not _NUMBER.match(text):
            return text
        return int(text) if text.lstrip("-+").isdigit() else float(text)
    if text in _TRUTHS:
        return _TRUTHS[text]
    return None if text in _NULLS else text


def long_name(tag: str) -> str:
    """Give the long name of a short tag: `Ref`, `Condition`, else `Fn::` in front."""
    return tag if tag in ("Ref", "Condition") else f"Fn::{tag.removeprefix('Fn::')}"


def plain(tree: Tree | Mapping[str, Tree]) -> Any:
    """Give a tree as plain values."""
    value = tree.value if isinstance(tree, Tree) else tree
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value
