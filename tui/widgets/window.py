"""The loss window in lines: what a choice makes of it, failure by failure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from ..outcomes import Held, Lasting
from .lines import Line, flow, piece, prose, ruled

_TURNED = {1: "good", 0: "", -1: "bad"}
LATE = {
    "too-late": ("people come too late", "bad"),
    "unsure": ("people may come too late", "warn"),
}
"""Verdict → how it is said, and its style."""
_IN, _DEEP = "  ", "    "


def lasting_lines(windows: Sequence[Lasting], width: int) -> Iterator[Line]:
    """Give the loss windows under a heading each; nothing for none."""
    for one in windows:
        title = f"Loss window, {one.where}" if one.where else "Loss window"
        yield from ruled(title, _lines(one, width))


def _lines(one: Lasting, width: int) -> Iterator[Line]:
    if not one.held:
        said = prose(f"No window. {one.because}".strip(), "muted")
        yield from flow(said, width, first=_IN)
    for held in one.held:
        yield from flow(piece((held.failures, "strong")), width, first=_IN)
        for name, now_then, turn in (
            ("survives ", held.survives, held.turns[0]),
            ("rescue   ", held.rescue, held.turns[1]),
        ):
            yield from flow(turned(now_then, turn), width, first=f"{_DEEP}{name}")
        yield from _aside(held, width)


def turned(now_then: tuple[str, str], turn: int) -> Content:
    """Give what something is now and then; once where it stays."""
    now, then = now_then
    if now == then:
        return piece(now)
    return piece((now, "muted"), " → ", (then, _TURNED[turn]))


def _aside(held: Held, width: int) -> Iterator[Line]:
    if held.decides:
        known = piece((f"hangs on {', '.join(held.decides)}", "unknown"))
        yield from flow(known, width, first=_DEEP)
    if held.late in LATE:
        yield from flow(piece(LATE[held.late]), width, first=_DEEP)
