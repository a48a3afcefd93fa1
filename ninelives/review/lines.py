"""Where in the files of a review something is answered or drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from ninelives import document
from ninelives.checklist.model import SERVICE
from ninelives.review.folder import MAP, answer_files, text_at


class Line(NamedTuple):
    """A line of a file."""

    path: str
    """Relative, with `/` between its parts."""
    number: int
    """From 1."""


Lines = dict[tuple[str, str], Line]
"""(Whose answer, question) → its line; with question "", where the subject is drawn."""


def lines(folder: Path) -> Lines:
    """Give where everything of a review stands, relative to its folder.

    Raises:
        Unusable: a file can't be read.
    """
    found: Lines = {(SERVICE, ""): Line(MAP, 1)}
    root = _root(folder / MAP, folder)
    for name in ("components", "integrations"):
        for one in _under(root, name):
            found[_text(one, "id"), ""] = _line(MAP, one)
    for name in ("impact", "about"):
        found.update(_answered(root, name, MAP, SERVICE))
    for path in answer_files(folder):
        inside = path.relative_to(folder).as_posix()
        root = _root(path, folder)
        found.update(_answered(root, "answers", inside, path.stem))
    return found


def root_of(folder: Path) -> Path:
    """Give the folder of the repository a review lies in; its own without one."""
    at = folder.resolve()
    around = (one for one in (at, *at.parents) if (one / ".git").exists())
    return next(around, at)


def _root(path: Path, folder: Path) -> yaml.Node | None:
    return text_at(path, folder)[1]


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, _, value in document.pairs(node) if key == name), None)


def _under(node: yaml.Node | None, name: str) -> list[yaml.Node]:
    found = _value(node, name)
    return list(found.value) if isinstance(found, yaml.SequenceNode) else []


def _text(node: yaml.Node, name: str) -> str:
    found = _value(node, name)
    return found.value if isinstance(found, yaml.ScalarNode) else ""


def _answered(
    node: yaml.Node | None, name: str, path: str, holder: str
) -> Iterator[tuple[tuple[str, str], Line]]:
    found = _value(node, name)
    if isinstance(found, yaml.MappingNode):
        for question, key, _ in document.pairs(found):
            yield (holder, question), _line(path, key)


def _line(path: str, node: yaml.Node) -> Line:
    return Line(path, node.start_mark.line + 1)
