"""A review on one line: its risk in letters, as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.content import Content

from ninelives import words

from ..widgets.lines import Line, flow, piece, shorten

if TYPE_CHECKING:  # loaded behind the first look
    from ninelives.assess.glance import Glance

_RISK = 9
_NUMBERS = (("findings", 10), ("open", 6), ("answered", 10))
"""Columns at the end, and their width; numbers stand at the right."""
_MILESTONE = 18
_FROM = 100
"""From this width on the last milestone is there."""
_NAMED = 44
"""With more room than this a name is followed by its folder."""
_SPANS = (
    (31_536_000, "y"),
    (2_592_000, "mo"),
    (86_400, "d"),
    (3_600, "h"),
    (60, "min"),
)


def _name(one: Glance) -> tuple[str, str]:
    return one.service.lower(), str(one.folder)


_REVIEW = words.marked("review")
SORTS: Mapping[str, Callable[[Glance], Any]] = {
    "risk": lambda one: (-one.rank, one.assumed, -one.findings, _name(one)),
    _REVIEW: _name,
    "findings": lambda one: (-one.findings, _name(one)),
    "open": lambda one: (-one.open, _name(one)),
    "answered": lambda one: (one.at, _name(one)),
}
"""How reviews can be sorted; by answered the one left alone longest is first."""


def row_line(one: Glance, width: int, now: str, *, marked: bool) -> Content:
    """Give a row for a width."""
    risk = f"{words.worded(one.risk).upper()}{'?' if one.assumed else ''}" or "UNREAD"
    parts = [
        piece(("▸ " if marked else "  ", "accent")),
        piece((_left(risk, _RISK), one.risk or "bad")),
        piece(" "),
    ]
    if one.trouble:
        left = max(width - 3 - _RISK, 8)
        told = piece((one.service, "strong"), (f"  {one.trouble}", "bad"))
        return piece(*parts, told.truncate(left, ellipsis=True))
    room = _room(width)
    name = piece((one.service, "strong"))
    if room >= _NAMED and one.folder.name:
        rest = room - name.cell_length - 2
        if rest >= len(one.folder.name):
            name = piece(name, "  ", (shorten(str(one.folder), rest), "muted"))
    name = name.truncate(room, ellipsis=True)
    parts += [name, piece(" " * (room - name.cell_length))]
    texts = (str(one.findings), str(one.open), age(one.at, now))
    for (_, cells), text in zip(_NUMBERS, texts, strict=True):
        faint = "muted" if text in ("0", "never") else ""
        parts.append(piece((_right(text, cells), faint)))
    if width >= _FROM:
        said = _left(one.milestone or "-", _MILESTONE - 2)
        parts.append(piece("  ", (said, "muted")))
    return piece(*parts)


def called(name: str) -> str:
    """Give what a column is called; as a key, `open` is something to do."""
    plain = name in ("open", "review")
    return words.worded(name) if plain else words.worded(name, "home")


def header(width: int, sort: str) -> Content:
    """Give the names of the columns; the one it is sorted by is marked."""

    def named(name: str) -> str:
        return f"{called(name)}{' ▾' if name == sort else ''}"

    def look(name: str) -> str:
        return "accent" if name == sort else "head"

    parts = [
        piece("  ", (_left(named("risk"), _RISK + 1), look("risk"))),
        piece((_left(named("review"), _room(width)), look("review"))),
    ]
    parts += [
        piece((_right(named(name), cells), look(name))) for name, cells in _NUMBERS
    ]
    if width >= _FROM:
        parts.append(piece("  ", (_left(named("milestone"), _MILESTONE - 2), "head")))
    return piece(*parts)


def told(one: Glance, width: int) -> Iterator[Line]:
    """Tell more about a review than its row can."""
    team = f"  ·  {one.team}" if one.team else ""
    yield Line(piece((str(one.folder), "strong"), (team, "muted")))
    if one.trouble:
        yield from flow(piece((one.trouble, "bad")), width)
        return
    asked = one.asked - one.left
    yield Line(piece(_answered(one, asked)))
    last = words.say("Nobody has answered yet.")
    if one.at:
        date, _, time = one.at.removesuffix("Z").partition("T")
        at = f"{words.day(date)} {time}".rstrip()
        last = (
            words.say("Last answer {at} UTC, by {name}.", at=at, name=one.by)
            if one.by
            else words.say("Last answer {at} UTC.", at=at)
        )
    yield Line(piece((last, "muted")))
    kept = (
        words.say("Last milestone: {name}.", name=one.milestone)
        if one.milestone
        else words.say("No milestone yet.")
    )
    yield Line(piece((kept, "muted")))


def _answered(one: Glance, asked: int) -> str:
    numbers = {"done": asked, "all": one.asked, "left": one.left}
    if not one.unknown:
        return words.say(
            "{done} of {all} questions answered; {left} to ask.", **numbers
        )
    return words.say(
        "{done} of {all} questions answered, {unknown} of them with unknown; "
        "{left} to ask.",
        **numbers,
        unknown=one.unknown,
    )


def age(at: str, now: str) -> str:
    """Give how long ago something was, in one unit, rounded down: `12 d`."""
    if not at:
        return "never"
    try:
        between = datetime.fromisoformat(now) - datetime.fromisoformat(at)
    except (ValueError, TypeError):
        return "?"
    seconds = int(between.total_seconds())
    for size, unit in _SPANS:
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return "now"


def _room(width: int) -> int:
    """Give how much room a name has."""
    taken = 4 + _RISK + sum(cells for _, cells in _NUMBERS)
    return max(width - taken - (_MILESTONE if width >= _FROM else 0), 8)


def _left(text: str, cells: int) -> str:
    cut = shorten(text, cells)
    return cut + " " * (cells - cell_len(cut))


def _right(text: str, cells: int) -> str:
    cut = shorten(text, cells)
    return " " * (cells - cell_len(cut)) + cut
