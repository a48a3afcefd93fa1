"""The risk rules of a custom lens: choice ids, `&&`, `||`, `!`, parentheses.

The user guide names no precedence; it is read as in C, `!` before `&&` before `||`,
which is how every published rule reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

DEFAULT = "default"
"""The condition of the rule that holds where no other does."""
MAX_LENGTH = 20_000
"""More characters than this in one condition are refused."""
MAX_DEPTH = 50
"""Parentheses and `!` nested deeper are refused."""
_TOKEN = re.compile(r"\s*(?:(&&|\|\||[!()])|([A-Za-z0-9_][A-Za-z0-9_.-]*))")

Condition = tuple[str, str] | tuple[str, tuple["Condition", ...]]
"""("choice", id), or ("and" | "or" | "not", its parts)."""


class Wrong(Exception):
    """A condition is outside the language; says what is."""


def parse(text: str) -> Condition:
    """Parse a condition other than `default`; raises `Wrong`."""
    if len(text) > MAX_LENGTH:
        raise Wrong(f"longer than {MAX_LENGTH:,} characters")
    reader = _Reader(_tokens(text))
    found = reader.either(0)
    if reader.left:
        raise Wrong(f"{reader.left[0]!r} where it should end")
    return found


def names(condition: Condition) -> tuple[str, ...]:
    """Give the ids of the choices a condition reads, each once, in order."""
    kind, parts = condition
    if kind == "choice":
        return (str(parts),)
    found: dict[str, None] = {}
    for one in parts:
        if not isinstance(one, str):
            found.update(dict.fromkeys(names(one)))
    return tuple(found)


def where(condition: Condition, ticked: Mapping[str, int], every: int) -> int:
    """Give the set of points at which a condition holds.

    Args:
        condition: what `parse` gave.
        ticked: choice → the set of points at which it is ticked; one that is not
            there is never ticked.
        every: the set of all points.
    """
    kind, parts = condition
    if kind == "choice":
        return ticked.get(str(parts), 0)
    found = [where(one, ticked, every) for one in parts if not isinstance(one, str)]
    if kind == "not":
        return every & ~found[0]
    total = found[0]
    for one in found[1:]:
        total = total & one if kind == "and" else total | one
    return total


def _tokens(text: str) -> list[str]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise Wrong(f"{text[at:].lstrip()[:1]!r} is not allowed")
        found.append(match.group(1) or match.group(2))
        at = match.end()
    return found


class _Reader:
    """Where the reading stands."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.left = list(tokens)

    def either(self, depth: int) -> Condition:
        return self._joined("or", "||", self._both, depth)

    def _both(self, depth: int) -> Condition:
        return self._joined("and", "&&", self._one, depth)

    def _joined(
        self, kind: str, sign: str, part: Callable[[int], Condition], depth: int
    ) -> Condition:
        parts = [part(depth)]
        while self.left and self.left[0] == sign:
            self.left.pop(0)
            parts.append(part(depth))
        return parts[0] if len(parts) == 1 else (kind, tuple(parts))

    def _one(self, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise Wrong(f"nested more than {MAX_DEPTH} levels deep")
        if not self.left:
            raise Wrong("it ends in the middle")
        sign = self.left.pop(0)
        if sign == "!":
            return "not", (self._one(depth + 1),)
        if sign == "(":
            inside = self.either(depth + 1)
            if not self.left or self.left.pop(0) != ")":
                raise Wrong("a parenthesis is not closed")
            return inside
        if sign in (")", "&&", "||"):
            raise Wrong(f"{sign!r} where a choice should stand")
        return "choice", sign
