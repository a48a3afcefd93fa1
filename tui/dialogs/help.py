"""Every key, from the one place where the commands are declared; and every mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ninelives import words

from ..commands import COMMANDS
from ..keys import key_of
from ..widgets.lines import BLANK, Line, flow, piece
from .reading import Reading

_MARKS = (
    ("● ◐ ○", words.marked("all answered, some answered, none answered")),
    (
        "C H M L",
        words.marked("the highest risk there: critical, high, medium, low; - is none"),
    ),
    ("H?", words.marked("assumed: what nobody has answered counts at its worst")),
    ("≠", words.marked("people differ; both answers are kept until it is settled")),
    ("↻", words.marked("the question changed since it was answered")),
)
_KEY = 9


def help_lines(width: int) -> Sequence[Line]:
    """Give the help in lines of a width."""
    lines: list[Line] = []
    for group, commands in groupby(COMMANDS, key=lambda one: one.group):
        lines.append(Line(piece((words.worded(group), "head"))))
        for one in commands:
            first = piece("  ", (f"{key_of(one):<{_KEY}}", "key"))
            title = words.worded(one.title)
            if not one.title.endswith("?"):
                title = words.say("{title}.", title=title)
            text = piece((f"{title} ", "strong"), (words.worded(one.help), "muted"))
            lines += flow(text, width, first=first)
        lines.append(BLANK)
    lines.append(Line(piece((words.say("Marks"), "head"))))
    for mark, meaning in _MARKS:
        first = piece("  ", (f"{mark:<{_KEY}}", "strong"))
        lines += flow(piece((meaning, "muted")), width, first=first)
    return lines


def help_screen() -> Reading:
    """Give the help, ready to be shown."""
    return Reading(words.say("Help"), help_lines)
