"""JSON as a tree that knows its places: one walk over the text, without recursion."""

from __future__ import annotations

import json
import re
from typing import Any

from ninelives.errors import Place, Problem, Unusable
from ninelives.evidence.tree import MAX_DEPTH, Tree

_TOKEN = re.compile(
    r"""[ \t\n\r]*(?:
        ([{}\[\],:])
      | "((?:[^"\\\x00-\x1f]|\\.)*)"
      | (-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)
      | (true|false|null)
    )""",
    re.VERBOSE,
)
_WORDS = {"true": True, "false": False, "null": None}
_LONGEST_NUMBER = 30


class _Reader:
    """Where the walk stands, and the collections that are open."""

    def __init__(self, text: str, name: str, problems: list[Problem]) -> None:
        self.text = text
        self._name = name
        self._problems = problems
        self._line, self._newline, self._seen = 1, -1, 0
        self._stack: list[tuple[Tree, str | None]] = []
        self._key: str | None = None
        self._expect = "value"
        self.root: Tree | None = None

    def take(self, match: re.Match[str]) -> None:
        """Take one token; raises `Unusable` where it does not belong there."""
        mark, string, number, word = match.groups()
        at = match.start(match.lastindex or 0) - (string is not None)
        if mark is not None:
            self._mark(mark, at)
        elif self._expect.startswith("value"):
            self._finish(self._tree(_scalar(self, string, number, word, at), at))
        elif self._expect.startswith("key") and string is not None:
            self._key, self._expect = _text(self, string, at), ":"
        else:
            raise self.wrong(at, "not JSON: a value here", self._expect)

    def _mark(self, mark: str, at: int) -> None:
        if mark in "{[":
            if not self._expect.startswith("value"):
                raise self.wrong(at, f"not JSON: {mark!r} here", self._expect)
            if len(self._stack) >= MAX_DEPTH:
                raise self.wrong(at, f"nested more than {MAX_DEPTH} levels deep")
            opened = self._tree({} if mark == "{" else [], at)
            self._stack.append((opened, self._key))
            self._expect = "key or }" if mark == "{" else "value or ]"
            return
        if mark not in self._expect:
            raise self.wrong(at, f"not JSON: {mark!r} here", self._expect)
        if mark in "}]":
            tree, self._key = self._stack.pop()
            self._finish(tree)
        elif mark == ",":
            inside = isinstance(self._stack[-1][0].value, dict)
            self._expect = "key" if inside else "value"
        else:
            self._expect = "value"

    def _finish(self, tree: Tree) -> None:
        if not self._stack:
            self.root = tree
            return
        into = self._stack[-1][0].value
        if isinstance(into, list):
            into.append(tree)
            self._expect = ", or ]"
            return
        name = self._key or ""
        if name in into:
            found = f"{name!r} is there twice, first at line {into[name].line}"
            self._problems.append(
                Problem(
                    tree.place, found, remedy="the last one counts", level="warning"
                )
            )
        into[name] = tree
        self._expect = ", or }"

    def _tree(self, value: Any, at: int) -> Tree:
        """Give a value that stands at an offset not before the last one."""
        if lines := self.text.count("\n", self._seen, at):
            self._line += lines
            self._newline = self.text.rfind("\n", self._seen, at)
        self._seen = at
        return Tree(value, self._line, at - self._newline, self._name)

    def wrong(self, at: int, found: str, expected: str = "") -> Unusable:
        """Give the exception for what stands at an offset."""
        line = self.text.count("\n", 0, at) + 1
        column = at - self.text.rfind("\n", 0, at)
        return Unusable(Problem(Place(self._name, line, column), found, expected))


def read_json(text: str, name: str, problems: list[Problem]) -> Tree:
    """Read JSON text; doubled keys are added to `problems` as warnings.

    Raises:
        Unusable: it is not JSON, or nested too deeply.
    """
    reader = _Reader(text, name, problems)
    at = 0
    while reader.root is None:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _no_token(reader, at)
        reader.take(match)
        at = match.end()
    if text[at:].strip():
        raise reader.wrong(at, "not JSON: more behind the end")
    return reader.root


def _scalar(
    reader: _Reader, string: str | None, number: str | None, word: str | None, at: int
) -> str | int | float | bool | None:
    if string is not None:
        return _text(reader, string, at)
    if number is not None:
        if len(number) > _LONGEST_NUMBER:
            return number
        return int(number) if number.lstrip("-").isdigit() else float(number)
    return _WORDS[word or "null"]


def _text(reader: _Reader, string: str, at: int) -> str:
    if "\\" not in string:
        return string
    try:
        text: str = json.loads(f'"{string}"')
    except ValueError:
        raise reader.wrong(at, "not JSON: a \\ that escapes nothing") from None
    return text.encode("utf-8", "replace").decode("utf-8")


def _no_token(reader: _Reader, at: int) -> Unusable:
    text = reader.text
    while at < len(text) and text[at] in " \t\n\r":
        at += 1
    if at >= len(text):
        return reader.wrong(at, "not JSON: it ends in the middle")
    return reader.wrong(at, f"not JSON: {text[at]!r} here")
