"""Every key of the home screen, said once: keys, palette, key bar and help follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.binding import Binding

from ninelives import words

from ..commands.command import LOOK, MOVE, REST, Command
from ..keys import key_of
from ..widgets.lines import BLANK, Line, flow, padded, piece
from .paint import called

_START = "Reviews"

KEYS: tuple[Command, ...] = (
    Command(
        "open",
        ("enter",),
        "Open",
        "Go to the questions of the marked review; leaving them leads back here.",
        _START,
        "open",
        1,
        "⏎",
    ),
    Command(
        "new",
        ("n",),
        "New review",
        "Start a review: a name and a folder.",
        _START,
        "new",
        2,
    ),
    Command(
        "scan",
        ("S",),
        "Scan code",
        "Read infrastructure-as-code into the marked review.",
        _START,
        "scan code",
        3,
    ),
    Command(
        "down", ("down", "j"), "Below", "Mark the review below.", MOVE, shown="↓ j"
    ),
    Command("up", ("up", "k"), "Above", "Mark the review above.", MOVE, shown="↑ k"),
    Command(
        "further", ("pagedown",), "Further", "Mark one further on.", MOVE, shown="PgDn"
    ),
    Command("nearer", ("pageup",), "Nearer", "Mark one before.", MOVE, shown="PgUp"),
    Command("first", ("home", "g"), "First", "Mark the first.", MOVE, shown="home"),
    Command("last", ("end", "G"), "Last", "Mark the last.", MOVE, shown="end"),
    Command(
        "sort",
        ("s",),
        "Sort",
        "Sort by the next column: risk, name, findings, open, answered.",
        LOOK,
        "sort",
        4,
    ),
    Command(
        "again",
        ("r",),
        "Read again",
        "Look again for reviews, and at how each stands.",
        LOOK,
        "read again",
        5,
    ),
    Command(
        "dark",
        ("t",),
        "Light or dark",
        "Change between dark on light and light on dark.",
        REST,
    ),
    Command(
        "palette",
        ("ctrl+p",),
        "Commands",
        "Find any of these commands by its name.",
        REST,
    ),
    Command("help", ("h", "f1", "question_mark"), "Help", "Show these keys.", REST),
    Command(
        "leave", ("q", "ctrl+q", "ctrl+c"), "Quit", "Leave ninelives.", REST, "quit", 6
    ),
)
_COLUMNS = (
    (
        words.marked("risk"),
        words.marked(
            "the highest risk; ? where it rests on nothing but unknown answers"
        ),
    ),
    (
        words.marked("findings"),
        words.marked("pitfalls that the answers so far lead to"),
    ),
    (
        "open",
        words.marked("questions to be asked, and those answered with unknown"),
    ),
    (words.marked("answered"), words.marked("how long ago somebody answered last")),
    (words.marked("milestone"), words.marked("the one that was frozen last")),
)
_HEAD = words.marked("Columns")
_KEY = 9
_ON_APP = ("dark", "palette", "leave")


def bindings() -> Iterator[Binding]:
    """Give the bindings of the screen."""
    for one in KEYS:
        yield Binding(",".join(one.keys), action(one), one.title, show=False)


def action(one: Command) -> str:
    """Give what a command runs."""
    return f"app.{one.name}" if one.name in _ON_APP else one.name


def bar() -> Sequence[Command]:
    """Give the commands of the key bar, the most needed first."""
    return sorted((one for one in KEYS if one.rank), key=lambda one: one.rank)


def key_lines(width: int) -> Sequence[Line]:
    """Give the help in lines of a width."""
    return tuple(_key_lines(width))


def _key_lines(width: int) -> Iterator[Line]:
    for one in KEYS:
        first = piece("  ", (f"{key_of(one):<{_KEY}}", "key"))
        title = words.say("{title}.", title=words.worded(one.title, "home"))
        told = words.worded(one.help, "home")
        text = piece((f"{title} ", "strong"), (told, "muted"))
        yield from flow(text, width, first=first)
    yield BLANK
    yield Line(piece((words.worded(_HEAD, "home"), "head")))
    for name, meaning in _COLUMNS:
        first = piece("  ", (f"{padded(called(name), _KEY)} ", "strong"))
        yield from flow(
            piece((words.worded(meaning, "home"), "muted")), width, first=first
        )
