"""Texts of a stranger's file for a checklist of ours, and what of it is unread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ninelives.errors import Problem
from ninelives.evidence.tree import Tree
from ninelives.exchange.plain_text import cut
from ninelives.text import one_line

Shape = Mapping[str, "Shape"] | list["Shape"] | None
"""What a file may hold: keys, a list of one shape, or (None) a text."""
LONGEST = 2_400
"""More characters of one text are cut off."""
_HOLE = re.compile(r"\{(?=[^{}\s]*\})")
_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^]{3,2000}\Z")


def ours(text: str, most: int = LONGEST) -> str:
    """Give a text on one line that names nothing of ours: `{x}` becomes `{ x}`.

    Backticks mark code in pairs; a lone one becomes an apostrophe.
    """
    said = re.sub("`+", "`", cut(one_line(text), most))
    if said.count("`") % 2:
        said = said.replace("`", "'")
    return _HOLE.sub("{ ", said)


def sentence(text: str, otherwise: str) -> str:
    """Give a text of two words or more; another one where it is shorter."""
    said = ours(text)
    return said if len(said.split()) > 1 else ours(otherwise)


def ended(text: str) -> str:
    """Give a text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def is_url(text: str) -> bool:
    """Whether a text is an address of the web that can be followed."""
    return _URL.match(text) is not None


def unread(tree: Tree, shape: Shape, at: str = "") -> Iterator[Problem]:
    """Give a warning for each part of a file that the reading passes over.

    Args:
        tree: the file, or a part of it.
        shape: what is read of it.
        at: the JSON pointer of this part.
    """
    if shape is None:
        if isinstance(tree.value, dict | list):
            yield _passed(tree, f"{at} is no text", "a text")
    elif isinstance(shape, list):
        if not isinstance(tree.value, list):
            yield _passed(tree, f"{at} is no list", "a list")
            return
        for number, one in enumerate(tree.entries()):
            yield from unread(one, shape[0], f"{at}/{number}")
    elif not isinstance(tree.value, dict):
        yield _passed(tree, f"{at} is no mapping", "a mapping of keys")
    else:
        for key, one in tree.items():
            name = f"{at}/{cut(key, 60)}"
            if key in shape:
                yield from unread(one, shape[key], name)
            elif not key.startswith("$"):
                yield _passed(one, f"{name} is nothing a checklist can hold")


def _passed(tree: Tree, found: str, expected: str = "") -> Problem:
    remedy = "it is left out"
    return Problem(tree.place, found, expected, remedy=remedy, level="warning")
