"""The loss window in lines: what a choice makes of it, failure by failure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from ninelives import words

from ..outcomes import Held, Lasting
from .lines import Line, flow, padded, piece, prose, ruled

_TURNED = {1: "good", 0: "", -1: "bad"}
LATE = {
    "too-late": (words.marked("people come too late"), "bad"),
    "unsure": (words.marked("people may come too late"), "warn"),
}
"""Verdict → how it is said, and its style."""
_IN, _DEEP = "  ", "    "


def lasting_lines(windows: Sequence[Lasting], width: int) -> Iterator[Line]:
    """Give the loss windows under a heading each; nothing for none."""
    for one in windows:
        title = words.say("Loss window")
        title = f"{title}, {one.where}" if one.where else title
        yield from ruled(title, _lines(one, width))


def _lines(one: Lasting, width: int) -> Iterator[Line]:
    if not one.held:
        said = prose(f"{words.say('No window.')} {one.because}".strip(), "muted")
        yield from flow(said, width, first=_IN)
    for held in one.held:
        yield from flow(piece((held.failures, "strong")), width, first=_IN)
        for name, now_then, turn in (
            (words.say("survives"), held.survives, held.turns[0]),
            (words.say("rescue"), held.rescue, held.turns[1]),
        ):
            first = f"{_DEEP}{padded(name, 9)}"
            yield from flow(turned(now_then, turn), width, first=first)
        yield from _aside(held, width)


def turned(now_then: tuple[str, str], turn: int) -> Content:
    """Give what something is now and then; once where it stays."""
    now, then = now_then
    if now == then:
        return piece(now)
    return piece((now, "muted"), " → ", (then, _TURNED[turn]))


def _aside(held: Held, width: int) -> Iterator[Line]:
    if held.decides:
        known = piece(
            (words.say("hangs on {what}", what=", ".join(held.decides)), "unknown")
        )
        yield from flow(known, width, first=_DEEP)
    if held.late in LATE:
        late, style = LATE[held.late]
        yield from flow(piece((words.worded(late), style)), width, first=_DEEP)
