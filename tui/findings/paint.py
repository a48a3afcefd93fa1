"""A finding on one line: as many columns as there is room for, its risk in letters."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from ninelives import words

from ..widgets.lines import piece, shorten
from .followed import NOBODY, OPEN, Row

_RISK = 9
_FIXED = (("status", 8, 44), ("owner", 9, 74), ("harm", 10, 92), ("way", 22, 116))
"""Columns at the end: their width, and from which width of the list they are there."""
_SHARE = 0.58
"""The part of what is left that the title has; the rest says where it is."""
_TITLED = 40
"""Narrower than this the list does not say where a finding is."""


def _columns(width: int) -> tuple[tuple[str, int], ...]:
    return tuple((name, cells) for name, cells, least in _FIXED if width >= least)


def row_line(row: Row, width: int, *, marked: bool) -> Content:
    """Give a row for a width."""
    unsure = "?" if row.finding is not None and row.finding.assumed else ""
    risk = f"{words.worded(row.risk).upper()}{unsure}"
    parts = [
        piece(("▸ " if marked else "  ", "accent")),
        piece((_padded(risk, _RISK), row.risk)),
        piece(" "),
    ]
    title, place = _room(width)
    text = piece(row.title).truncate(title, ellipsis=True)
    parts.append(piece(text, " " * (title - text.cell_length)))
    if place:
        parts.append(piece(" ", (_padded(row.where, place), "muted")))
    for name, cells in reversed(_columns(width)):
        said = row.value(name)
        faint = said in (NOBODY, OPEN)
        shown = "-" if said == NOBODY else words.worded(said)
        style = "muted" if faint or name in ("harm", "way") else "strong"
        parts.append(piece(" ", (_padded(shown, cells), style)))
    return piece(*parts)


def header(width: int, sort: str) -> Content:
    """Give the names of the columns; the one it is sorted by is marked."""
    title, place = _room(width)

    def named(name: str, cells: int, text: str = "") -> Content:
        here = name == sort
        said = f"{words.worded(text or name)}{' ▾' if here else ''}"
        return piece((_padded(said, cells), "accent" if here else "head"))

    parts = [
        piece("  "),
        named("risk", _RISK),
        piece(" "),
        named("", title, words.marked("finding")),
    ]
    if place:
        parts += [piece(" "), named("", place, words.marked("where"))]
    for name, cells in reversed(_columns(width)):
        parts += [piece(" "), named(name, cells)]
    return piece(*parts)


def _room(width: int) -> tuple[int, int]:
    """Give how much room a title and a place have."""
    taken = 2 + _RISK + 1 + sum(cells + 1 for _, cells in _columns(width))
    left = max(width - taken, 8)
    if left < _TITLED:
        return left, 0
    title = int(left * _SHARE)
    return title, left - title - 1


def _padded(text: str, cells: int) -> str:
    cut = shorten(text, cells)
    return cut + " " * (cells - cell_len(cut))
