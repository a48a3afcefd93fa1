"""Every key, from the one place where the commands are declared; and every mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..commands import COMMANDS
from ..keys import key_of
from ..widgets.lines import BLANK, Line, flow, piece
from .reading import Reading

_MARKS = (
    ("● ◐ ○", "all answered, some answered, none answered"),
    ("C H M L", "the highest risk there: critical, high, medium, low; - is none"),
    ("H?", "assumed: what nobody has answered counts at its worst"),
    ("≠", "people differ; both answers are kept until it is settled"),
    ("↻", "the question changed since it was answered"),
)
_KEY = 9


def help_lines(width: int) -> Sequence[Line]:
    """Give the help in lines of a width."""
    lines: list[Line] = []
    for group, commands in groupby(COMMANDS, key=lambda one: one.group):
        lines.append(Line(piece((group, "head"))))
        for one in commands:
            first = piece("  ", (f"{key_of(one):<{_KEY}}", "key"))
            title = one.title if one.title.endswith("?") else f"{one.title}."
            text = piece((f"{title} ", "strong"), (one.help, "muted"))
            lines += flow(text, width, first=first)
        lines.append(BLANK)
    lines.append(Line(piece(("Marks", "head"))))
    for mark, meaning in _MARKS:
        first = piece("  ", (f"{mark:<{_KEY}}", "strong"))
        lines += flow(piece((meaning, "muted")), width, first=first)
    return lines


def help_screen() -> Reading:
    """Give the help, ready to be shown."""
    return Reading("Help", help_lines)
