"""Lines that fit a pane: wrapped, indented, shortened, each knowing what a click means.

Every text goes through `visible` here and is never read as markup, so that no pane
can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from ninelives.text import visible

Part = str | tuple[str, str] | Content
"""A text, a text with the name of its style, or a ready piece."""

TARGET = "target"
"""Where the style of a text keeps what a click on it means."""

_CODE = re.compile(r"`([^`\n]+)`")
_TAB = "    "
_LEAST = 8
"""Below this width nothing is wrapped any more; what does not fit is cut off."""


class Line(NamedTuple):
    """One line of a pane."""

    content: Content
    target: str = ""
    """What a click on it means to the pane, or empty."""
    fill: str = ""
    """The name of the style of the whole line, or empty."""


BLANK = Line(Content(""))


def piece(*parts: Part) -> Content:
    """Put texts together; control characters are shown, markup is not obeyed."""
    return Content.assemble(*(_safe(part) for part in parts))


def _safe(part: Part) -> Content | tuple[str, str] | str:
    if isinstance(part, Content):
        return part
    if isinstance(part, str):
        return _shown(part)
    text, style = part
    return (_shown(text), style)


def _shown(text: str) -> str:
    return visible(text).replace("\t", _TAB)


def linked(content: Content, target: str) -> Content:
    """Give a text that can be clicked."""
    return content.stylize(Style.from_meta({TARGET: target}))


def prose(text: str, style: str = "") -> Content:
    """Give a checklist's text: `code` between backticks stands out."""
    parts: list[Part] = []
    at = 0
    for found in _CODE.finditer(text):
        parts += [(text[at : found.start()], style), (found.group(1), "code")]
        at = found.end()
    return piece(*parts, (text[at:], style))


def flow(
    content: Content,
    width: int,
    *,
    first: Part = "",
    rest: str | None = None,
    target: str = "",
    fill: str = "",
) -> Iterator[Line]:
    """Wrap a text, with something before its first line and an indent below it.

    Args:
        content: the text; its own line breaks are kept.
        width: cells there are.
        first: what stands before the first line.
        rest: what stands before the others; as many spaces as `first` by default.
        target: what a click on any of the lines means.
        fill: the style of all of the lines.
    """
    before = piece(first)
    indent = " " * before.cell_length if rest is None else rest
    room = max(width - max(before.cell_length, cell_len(indent)), _LEAST)
    for number, one in enumerate(content.wrap(room)):
        yield Line(piece(indent if number else before, one), target, fill)


def spread(left: Content, right: Content, width: int) -> Content:
    """Give one line: something at its left end and something at its right."""
    gap = width - left.cell_length - right.cell_length
    if gap >= 1:
        return piece(left, " " * gap, right)
    room = width - right.cell_length - 1
    if room < _LEAST:
        return left.truncate(width, ellipsis=True)
    cut = left.truncate(room, ellipsis=True)
    return piece(cut, " " * (width - cut.cell_length - right.cell_length), right)


def padded(text: str, width: int) -> str:
    """Give a text with spaces behind it until it takes `width` cells."""
    return text + " " * (width - cell_len(text))


def shorten(text: str, width: int) -> str:
    """Cut a name to `width` cells: its middle goes, its two ends tell it apart."""
    text = _shown(text).replace("\n", " ")
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    tail = _last(text, (width - 1) // 3)
    return f"{_first(text, width - 1 - cell_len(tail))}…{tail}"


def arrow(source: str, target: str, width: int) -> str:
    """Give `source → target` in `width` cells; the longer name gives way first."""
    room = width - 3
    left, right = cell_len(source), cell_len(target)
    if left + right > room:
        half = room // 2
        if left <= half:
            right = room - left
        elif right <= room - half:
            left = room - right
        else:
            left, right = half, room - half
    return f"{shorten(source, left)} → {shorten(target, right)}"


def _first(text: str, width: int) -> str:
    while cell_len(text) > width:
        text = text[:-1]
    return text


def _last(text: str, width: int) -> str:
    while cell_len(text) > width:
        text = text[1:]
    return text


def ruled(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Give lines under a heading with an empty line before it; nothing for none."""
    found = tuple(lines)
    if found:
        yield BLANK
        yield Line(piece((title, "head")))
        yield from found
