"""Ids of a lens made from ours, valid and the same each time, and the way back.

A lens allows letters, digits and `_`, 3 to 64 of them, and takes an id that ends in
`_no` for “None of these”.
"""

from __future__ import annotations

import hashlib
import re

LONGEST = 64
JOIN = "__"
"""Between a question and its choice, and between a checklist and a pitfall."""


def lens_id(*parts: str) -> str:
    """Give the id of a lens for a path of our ids: `partial-batch`, `failed-only`.

    What is too long is cut, with eight hexadecimal digits of its digest behind it.
    """
    text = JOIN.join(one.replace("/", "_").replace("-", "_") for one in parts)
    if text.endswith("_no"):
        text += "_"
    if len(text) > LONGEST:
        mark = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
        text = f"{text[: LONGEST - 9]}_{mark}"
    return text.ljust(3, "_")


def our_id(text: str) -> str:
    """Give an id of ours for any text: lower case, digits and `-`."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80].strip("-")
    return plain or "unnamed"


def split(text: str) -> tuple[str, str]:
    """Give the question and the choice that an id of a choice was made from.

    The choice is empty where it was made from something else.
    """
    question, join, choice = text.partition(JOIN)
    if not (join and question and choice):
        return our_id(text), ""
    return our_id(question), our_id(choice)


class Names:
    """Ids given out so far; whoever comes second to one gets a number behind it."""

    def __init__(self) -> None:
        """Begin with none given out."""
        self._taken: set[str] = set()

    def once(self, name: str) -> str:
        """Give this id, or one like it that nobody has."""
        found, at = name, 1
        while found in self._taken:
            at += 1
            found = f"{name}-{at}"
        self._taken.add(found)
        return found
