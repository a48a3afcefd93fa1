"""Changes a YAML text where it is meant to change, and nowhere else.

Comments, the order of keys, keys nobody knows, quotes, brackets, indentation and line
ends stay as they are. Every text is read again before it is given: where it does not
say what was meant, the whole file is written anew from what it said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import yaml

from ninelives import document
from ninelives.amend import emit
from ninelives.amend.splice import splice
from ninelives.amend.tree import (
    END,
    Order,
    Path,
    Tree,
    changed,
    tree_from,
    tree_of,
)
from ninelives.amend.where import sheet_of
from ninelives.errors import Unusable, unusable

__all__ = [
    "END",
    "GONE",
    "Change",
    "Order",
    "Page",
    "edited",
    "page_of",
    "written",
]


class _Gone:
    """No value at all."""


GONE = _Gone()
"""The value of a change that takes something out."""


class Page(NamedTuple):
    """A YAML text and what was read from it."""

    text: str
    root: yaml.Node | None
    """None where it says nothing."""


class Change(NamedTuple):
    """One value that is to be set, or taken out."""

    path: Path
    """The way to it; mappings and lists that are missing on the way are made."""
    value: object
    """A scalar, mapping or list, or `GONE`."""


def _no_order(_: Path) -> Sequence[str]:
    return ()


def page_of(text: str, name: str) -> Page:
    """Read a text, called `name` in problems; raises `Unusable`."""
    return Page(text, document.compose_any(text, name))


def edited(
    page: Page,
    changes: Iterable[Change],
    order: Order = _no_order,
    name: str = "the file",
) -> Page:
    """Give a page with changes made to it, one after another.

    Args:
        page: YAML that holds one mapping, or nothing.
        changes: what is set and taken out.
        order: gives the keys known in the mapping at a path: a new key is put behind
            the nearest of them that precedes it.
        name: what the text is called in problems.

    Raises:
        Unusable: it can't be changed; no file comes to this.
        KeyError: a path leads through something that is no mapping or list.
    """
    said = meant = tree_of(page.root)
    steps = [
        (path, None if value is GONE else tree_from(value)) for path, value in changes
    ]
    for path, value in steps:
        meant = changed(meant, path, value, order)
    if meant == said:
        return page
    ways: tuple[Callable[[], str], ...] = (
        lambda: _at_once(page, steps, order),
        lambda: _one_by_one(page, steps, order),
        # sure to be right, at the price of the layout
        lambda: emit.whole(meant, "\r\n" if "\r\n" in page.text else "\n"),
    )
    for way in ways:
        found = _read(way())
        if found is not None and tree_of(found.root) == meant:
            return found
    raise unusable(name, "it can't be changed without breaking it")


def written(value: object) -> str:
    """Give a YAML file that says a mapping, in block layout."""
    return emit.whole(tree_from(value))


Step = tuple[Path, Tree | None]


def _read(text: str) -> Page | None:
    try:
        return page_of(text, "")
    except Unusable:
        return None


def _at_once(page: Page, steps: Sequence[Step], order: Order) -> str:
    """Make every change in one go, each where it would go alone."""
    text, root = page
    if root is None:
        return _begun(text, steps, order)
    sheet = sheet_of(text, root)
    found = (splice(sheet, root, path, value, order) for path, value in steps)
    wanted = sorted((one for one in found if one), key=lambda one: one[:2])
    parts, at = [], 0
    for start, end, new in wanted:
        if start < at:
            return text  # they are in each other's way
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _one_by_one(page: Page, steps: Sequence[Step], order: Order) -> str:
    for step in steps:
        found = _read(_at_once(page, (step,), order))
        if found is None:
            break
        page = found
    return page.text


def _begun(text: str, steps: Sequence[Step], order: Order) -> str:
    """Give what is added to a text that says nothing yet: comments, or none."""
    tree = tree_of(None)
    for path, value in steps:
        tree = changed(tree, path, value, order)
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = newline if text and not text.endswith("\n") else ""
    return f"{text}{gap}{emit.whole(tree, newline)}"
