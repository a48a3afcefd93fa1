"""Every key of the findings, said once: what it does, and what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ninelives import words

from ..dialogs.items import Text
from ..dialogs.reading import Reading
from ..widgets.lines import Line, flow, piece
from ..widgets.rows import Rows
from . import acts

if TYPE_CHECKING:
    from .screen import Findings

_PAGE = 10


class Bound(NamedTuple):
    """A key, or several, and what they do."""

    key: str
    """As Textual names them."""
    action: str
    shown: str
    """How they are written."""
    title: str


def _runs(key: str, name: str, shown: str, title: str) -> Bound:
    return Bound(key, f"run('{name}')", shown, title)


KEYS: tuple[Bound, ...] = (
    _runs("down,j", "down", "↓ j", "Mark the finding below."),
    _runs("up,k", "up", "↑ k", "Mark the finding above."),
    _runs("pagedown", "further", "PgDn", "Mark one ten further on."),
    _runs("pageup", "nearer", "PgUp", "Mark one ten before."),
    _runs("home", "first", "home", "Mark the first."),
    _runs("end", "last", "end", "Mark the last."),
    _runs("enter", "go", "⏎", "Go to the question that decides it."),
    _runs(
        "space", "read", "space", "Read on in what is told; at its end from the top."
    ),
    _runs("n", "next", "n", "Tell the next mitigation in full."),
    _runs("l", "dialect", "l", "Choose the dialect of the snippets; it is remembered."),
    _runs("a", "accept", "a", "Accept it: you, or somebody, mends it until a day."),
    _runs("o", "owner", "o", "Assign it to another owner, or to another day."),
    _runs("w", "waive", "w", "Waive it: with a reason, who approves, and an end."),
    _runs("d", "done", "d", "It is mended: take the answers that follow from it."),
    _runs("f", "filter", "f", "Show only one risk, way, harm, owner or status."),
    _runs("0", "all", "0", "Show all of them again."),
    _runs("s", "sort", "s", "Sort by the next column."),
    _runs("S", "sort_back", "S", "Sort by the column before."),
    _runs("y", "copy_id", "y", "Copy its id."),
    _runs("Y", "copy_finding", "Y", "Copy it as Markdown."),
    _runs("c", "copy_snippet", "c", "Copy the snippet."),
    _runs("e", "source", "e", "Show the line of the code that it comes from."),
    _runs("h,f1,question_mark", "help", "h", "Show these keys."),
    Bound("q", "cancel", "q esc", "Go back to the question; all is kept."),
)


def _step(by: int) -> Callable[[Findings], None]:
    return lambda screen: screen.query_one(Rows).step(by)


def _read_on(screen: Findings) -> None:
    text = screen.query_one(Text)
    if text.scroll_offset.y >= text.max_scroll_y:
        text.scroll_to(y=0, animate=False)
    else:
        text.scroll_relative(y=max(text.size.height - 1, 1), animate=False)


def _next(screen: Findings) -> None:
    shown = screen.shown
    if shown is not None and shown.offers:
        screen.choose_offer((shown.chosen + 1) % len(shown.offers))


def _help(screen: Findings) -> None:
    screen.over(Reading(words.say("Keys of the findings"), key_lines), lambda _: None)


def key_lines(width: int) -> Sequence[Line]:
    """Give the keys in lines of a width."""
    return tuple(_key_lines(width))


def _key_lines(width: int) -> Iterator[Line]:
    for one in KEYS:
        first = piece("  ", (f"{one.shown:<8}", "key"))
        yield from flow(piece(words.worded(one.title)), width, first=first)


DO: Mapping[str, Callable[[Findings], None]] = {
    "down": _step(1),
    "up": _step(-1),
    "further": _step(_PAGE),
    "nearer": _step(-_PAGE),
    "first": _step(-(10**9)),
    "last": _step(10**9),
    "go": lambda screen: screen.go(),
    "read": _read_on,
    "next": _next,
    "sort": lambda screen: screen.sort(1),
    "sort_back": lambda screen: screen.sort(-1),
    "help": _help,
    "dialect": acts.dialect,
    "accept": acts.accept,
    "owner": acts.accept,
    "waive": acts.waive,
    "done": acts.done,
    "filter": acts.narrow,
    "all": acts.widen,
    "source": acts.source,
    "copy_id": acts.copy_id,
    "copy_finding": acts.copy_finding,
    "copy_snippet": acts.copy_snippet,
}
