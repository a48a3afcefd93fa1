"""Plain values → YAML text that every reader reads back as the same values."""

from __future__ import annotations

import re

from ninelives.amend.tree import BARE, TEXT, Items, Leaf, Pairs, Tree
from ninelives.text import visible

STEP = 2
"""How far a level is indented where a file does not show its own habit."""

_LONG_KEY = 500
"""Longer keys need a mark in front: readers look no further than 1024 for the colon."""

# What readers of YAML 1.1 or 1.2 take for something else than a text.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_NUMBER = re.compile(
    r"0x[0-9a-f_]*|0o?[0-7_]*|0b[01_]*|[0-9][0-9_,.]*(?:e[-+]?[0-9]*)?|[0-9][0-9_:.]*",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?")
_OPENING = re.compile(r"[^\W_]|[/(→]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def bare(text: str, *, inside: bool = False) -> bool:
    """Whether a text needs no quotes in a block, or inside brackets."""
    if not _OPENING.match(text) or not _legible(text) or "\n" in text:
        return False
    if text[-1] in ": " or ": " in text or " #" in text:
        return False
    if text.lower() in _WORDS or _NUMBER.fullmatch(text) or _TIME.fullmatch(text):
        return False
    return not inside or not any(mark in text for mark in ",[]{}:?")


def _legible(text: str) -> bool:
    """Whether every character is one that can be seen, space and newline included."""
    return text.replace("\n", "").isprintable() and visible(text) == text


def quoted(text: str) -> str:
    """Give a text in quotes, everything that can't be seen escaped."""
    if '"' in text and "'" not in text and "\n" not in text and _legible(text):
        return f"'{text}'"
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(one: str) -> str:
    if one in _ESCAPES:
        return _ESCAPES[one]
    if _legible(one):
        return one
    code = ord(one)
    if code < 0x100:  # noqa: PLR2004 - two digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - four


def inline(tree: Tree) -> str:
    """Give any value on one line, as it may stand inside brackets."""
    if isinstance(tree, Leaf):
        return _leaf(tree, inside=True)
    if isinstance(tree, Pairs):
        within = ", ".join(pair(key, one) for key, one in tree.pairs)
        return _tagged(tree.tag, f"{{{within}}}")
    return _tagged(tree.tag, f"[{', '.join(map(inline, tree.items))}]")


def pair(key: Tree, value: Tree) -> str:
    """Give a key and its value on one line, as they may stand inside braces."""
    name = inline(key)
    mark = "? " if len(name) > _LONG_KEY else ""
    return f"{mark}{name}: {inline(value)}"


def _tagged(tag: str, text: str) -> str:
    return f"!<{tag}> {text}" if tag else text


def _leaf(leaf: Leaf, *, inside: bool = False) -> str:
    if leaf.kind == BARE:
        return leaf.text or "null"
    if leaf.kind != TEXT:
        return _tagged(leaf.kind, quoted(leaf.text))
    return leaf.text if bare(leaf.text, inside=inside) else quoted(leaf.text)


def below(tree: Tree, column: int, step: int = STEP) -> tuple[str, list[str]]:
    """Give a value behind a key: what stands on its line, and the lines below.

    Args:
        tree: the value.
        column: the column of the key, from 0.
        step: how many columns a level is indented.
    """
    if isinstance(tree, Leaf):
        return _text_below(tree, column + step)
    if tree.tag or not (tree.pairs if isinstance(tree, Pairs) else tree.items):
        return inline(tree), []
    return "", lines(tree, column + step, step)


def behind_dash(tree: Tree, column: int, step: int = STEP) -> tuple[str, list[str]]:
    """Give a list's item as `below` does; its first key stands beside the dash.

    Args:
        tree: the item.
        column: where the item's own keys stand.
        step: how many columns a level is indented.
    """
    if isinstance(tree, Leaf):
        return _text_below(tree, column)
    if tree.tag or not (tree.pairs if isinstance(tree, Pairs) else tree.items):
        return inline(tree), []
    first, *rest = lines(tree, column, step)
    return first[column:], rest


def _text_below(leaf: Leaf, column: int) -> tuple[str, list[str]]:
    if leaf.kind != TEXT or not _stands_in_lines(leaf.text):
        return _leaf(leaf), []
    margin = " " * column
    rows = leaf.text.split("\n")
    return "|-", [f"{margin}{row}" if row else "" for row in rows]


def _stands_in_lines(text: str) -> bool:
    """Whether a text is written line by line: nothing at a line's end gets lost."""
    if "\n" not in text or not _legible(text):
        return False
    rows = text.split("\n")
    sharp = all(row == row.rstrip() for row in rows)
    return sharp and bool(rows[-1]) and bool(rows[0]) and not rows[0].startswith(" ")


def lines(tree: Pairs | Items, column: int, step: int = STEP) -> list[str]:
    """Give the lines of a mapping or list that is not empty, in block layout."""
    margin = " " * column
    found = []
    if isinstance(tree, Pairs):
        for key, one in tree.pairs:
            head, rest = below(one, column, step)
            name, value = inline(key), f":{' ' * bool(head)}{head}"
            if len(name) > _LONG_KEY:
                found += [f"{margin}? {name}", f"{margin}{value}", *rest]
            else:
                found += [f"{margin}{name}{value}", *rest]
    else:
        for one in tree.items:
            head, rest = behind_dash(one, column + 2, step)
            found += [f"{margin}- {head}", *rest]
    return found


def whole(tree: Tree, newline: str = "\n") -> str:
    """Give a file that says this, its last line ended."""
    empty = isinstance(tree, Leaf) or not (
        tree.pairs if isinstance(tree, Pairs) else tree.items
    )
    if isinstance(tree, Leaf) or empty or tree.tag:
        return inline(tree) + newline
    return newline.join(lines(tree, 0)) + newline
