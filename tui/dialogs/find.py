"""Find: a few letters, or what is unknown, stale or mine, lead to where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from ninelives.review.interview import Key

from ..widgets.lines import piece, shorten
from .frame import Dialog
from .items import Item, Items
from .sought import Entry, fits, following, parted, wrong

MOST = 200
"""So many rows are shown at most; more letters lead further."""
_NO = -1
_BEHIND = 10_000
"""What is not shown itself, an answer or a note, comes last."""


def score(sought: str, words: Sequence[str]) -> int:
    """Say how well words fit a text: 0 is best, -1 is not at all.

    A word at the beginning of one counts most, then one inside, then its letters in
    order with others between.
    """
    total = 0
    for word in words:
        at = sought.find(word)
        if at >= 0:
            total += 0 if at == 0 or not sought[at - 1].isalnum() else 1
            continue
        gaps = _gaps(sought, word)
        if gaps == _NO:
            return _NO
        total += 2 + gaps
    return total


def _score(shown: str, behind: str, words: Sequence[str]) -> int:
    found = score(shown, words)
    if found != _NO:
        return found
    return _BEHIND if all(word in behind for word in words) else _NO


def _gaps(sought: str, word: str) -> int:
    at, gaps = sought.find(word[0]), 0
    if at < 0:
        return _NO
    for following_letter in word[1:]:
        following = sought.find(following_letter, at + 1)
        if following < 0:
            return _NO
        gaps += following - at - 1
        at = following
    return gaps


class Find(Dialog[Key | str]):
    """Gives where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", "Down", show=False),
        Binding("up,ctrl+p", "step(-1)", "Up", show=False),
        Binding("pagedown", "step(10)", "Page down", show=False),
        Binding("pageup", "step(-10)", "Page up", show=False),
        Binding("tab", "kind", "Next kind", show=False),
    ]
    DEFAULT_CSS = """
    Find > .frame { height: 90%; }
    Find Items { height: 1fr; }
    Find Input, Find Input:focus { border: round $border; height: 3; }
    """
    HEADING = "Find"
    KEYS = "↑ ↓ mark · tab unanswered, unknown … · enter go · esc close"

    def __init__(self, found: Sequence[Entry]) -> None:
        """Take all that can be found."""
        super().__init__()
        self._all = [(one.sought, one.behind, one) for one in found]

    def contents(self) -> ComposeResult:
        """Give the line to type, and what fits."""
        yield Input(placeholder="a few letters; or is:unknown, is:mine … by tab")
        yield Items()

    def on_mount(self) -> None:
        """Show everything at first."""
        self._fitting("")

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Show what fits the letters."""
        self._fitting(event.value)

    def _fitting(self, typed: str) -> None:
        kinds, words = parted(typed)
        scored = (
            (_score(text, behind, words), at)
            for at, (text, behind, one) in enumerate(self._all)
            if fits(kinds, one.kinds)
        )
        best = sorted(one for one in scored if one[0] != _NO)[:MOST]
        items = self.query_one(Items)
        items.nothing = wrong(kinds) or "Nothing fits. Fewer letters find more."
        items.rows = tuple(self._item(at) for _, at in best)

    def _item(self, at: int) -> Item:
        one = self._all[at][2]
        return Item(
            str(at),
            piece((f"{one.mark} ", one.style), one.text),
            piece((shorten(one.aside, 30), "muted")),
        )

    @on(Input.Submitted)
    def go(self) -> None:
        """Go to the marked row."""
        marked = self.query_one(Items).marked
        if marked is not None:
            self.give(self._all[int(marked)][2].goes_to)

    @on(Items.Chosen)
    def go_there(self, message: Items.Chosen) -> None:
        """Go to the row that was clicked."""
        self.give(self._all[int(message.id)][2].goes_to)

    def action_step(self, by: int) -> None:
        """Mark another row."""
        self.query_one(Items).step(by)

    def action_kind(self) -> None:
        """Show only what is of the next kind."""
        line = self.query_one(Input)
        line.value = following(line.value)
        line.action_end()
