"""The tables of the page of a portfolio: their columns, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ninelives.portfolio.questions import Line
from ninelives.report.escape import Markdown, plain

_NAMELESS = "—"


class Column(NamedTuple):
    """One column of a table."""

    head: str
    """Its head, Markdown."""
    cell: Callable[[Any], object]
    """Gives what stands in it in a row; any text, it is escaped."""
    right: bool = False


def table(columns: Sequence[Column], lines: Iterable[object]) -> Iterator[str]:
    """Give the lines of a table."""
    yield f"| {' | '.join(one.head for one in columns)} |"
    yield f"| {' | '.join('---:' if one.right else ':---' for one in columns)} |"
    for line in lines:
        cells = (one.cell(line) for one in columns)
        yield f"| {' | '.join(map(_cell, cells))} |"


def _cell(value: object) -> str:
    if isinstance(value, Markdown):
        return value
    return plain(str(value)) if str(value) else _NAMELESS


def _key(name: str) -> Callable[[Line], Any]:
    return lambda line: line[name]


def text(head: str, name: str) -> Column:
    """Give a column of one value of each line."""
    return Column(head, _key(name))


def number(head: str, name: str) -> Column:
    """Give the same for a number, aligned to the right."""
    return Column(head, _key(name), right=True)


TEAMS = (
    text("Team", "team"),
    number("Reviews", "reviews"),
    Column("Answered", lambda one: f"{one['answered']} of {one['asked']}", right=True),
    number("Critical", "critical"),
    number("High", "high"),
    number("Assumed", "assumed"),
)
WORST = (
    text("Review", "review"),
    text("Service", "service"),
    text("Team", "team"),
    number("Critical", "critical"),
    number("High", "high"),
    number("Assumed", "assumed"),
    text("Last answer", "day"),
)
PITFALLS = (
    text("Pitfall", "title"),
    text("Way", "way_title"),
    number("Known places", "known"),
    number("Places", "places"),
    number("High or critical", "high"),
    number("Reviews", "reviews"),
)
UNKNOWNS = (
    text("Since", "day"),
    text("Review", "review"),
    text("Where", "subject"),
    text("Question", "question"),
    text("State", "status"),
    text("Owner", "owner"),
    text("Due", "due"),
)
WAIVERS = (
    text("Ends", "expires"),
    text("State", "state"),
    text("Review", "review"),
    text("Finding", "finding"),
    text("Approver", "approver"),
)
INCIDENTS = (
    text("Day", "day"),
    text("Incident", "title"),
    text("Review", "review"),
    text("Harms", "harms"),
    Column("Noticed after", lambda one: _span(one["noticed_after"]), right=True),
    Column("Over after", lambda one: _span(one["ended_after"]), right=True),
)


def _span(minutes: int) -> str:
    """Give minutes as people say them; empty where they are not told."""
    if minutes < 0:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"
