"""Find: a few letters lead to a question, an integration or a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from ninelives.review.interview import Key, fill, key_of
from ninelives.review.standing import TO_ASK

from ..desk import Desk
from ..views import letter, where
from ..widgets.lines import piece, shorten
from ..widgets.map import Progress
from .findings import all_findings, question_behind
from .frame import Dialog
from .items import Item, Items

MOST = 200
"""So many rows are shown at most; more letters lead further."""
_NO = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found."""

    text: str
    aside: str
    mark: str
    style: str
    goes_to: Key | str
    """A question, or an integration or component."""

    @property
    def sought(self) -> str:
        """What the letters are looked for in."""
        return f"{self.text} {self.aside}".casefold()


def entries(desk: Desk) -> Iterator[Entry]:
    """Give all that can be found: integrations, then questions, then findings."""
    for subject, found in desk.asked.by_subject.items():
        if found:
            done = sum(one.status not in TO_ASK for one in found)
            aside = f"{done} of {len(found)} answered"
            yield Entry(where(desk, subject), aside, "▪", "accent", subject)
    for one in desk.asked.interview.items:
        ask = fill(one.question.ask, desk.pack, desk.review, one.subject)
        mark = Progress.OPEN if one.status in TO_ASK else Progress.DONE
        aside = where(desk, one.subject)
        yield Entry(ask, aside, mark.value, "", key_of(one))
    for finding in all_findings(desk):
        yield Entry(
            finding.pitfall.title,
            where(desk, finding.subject),
            letter(desk, finding.risk),
            finding.risk,
            question_behind(desk, finding) or finding.subject,
        )


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


class Find(Dialog["Key | str"]):
    """Gives where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", "Down", show=False),
        Binding("up,ctrl+p", "step(-1)", "Up", show=False),
        Binding("pagedown", "step(10)", "Page down", show=False),
        Binding("pageup", "step(-10)", "Page up", show=False),
    ]
    DEFAULT_CSS = """
    Find > .frame { height: 90%; }
    Find Items { height: 1fr; }
    Find Input, Find Input:focus { border: round $border; height: 3; }
    """
    HEADING = "Find"
    KEYS = "↑ ↓ mark · enter go there · esc close"

    def __init__(self, found: Sequence[Entry]) -> None:
        """Take all that can be found."""
        super().__init__()
        self._all = [(one.sought, one) for one in found]

    def contents(self) -> ComposeResult:
        """Give the line to type, and what fits."""
        yield Input(placeholder="a few letters of a question, a name or a finding")
        items = Items()
        items.nothing = "Nothing fits. Fewer letters find more."
        yield items

    def on_mount(self) -> None:
        """Show everything at first."""
        self._fitting("")

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Show what fits the letters."""
        self._fitting(event.value)

    def _fitting(self, typed: str) -> None:
        words = typed.casefold().split()
        scored = ((score(text, words), at) for at, (text, _) in enumerate(self._all))
        best = sorted(one for one in scored if one[0] != _NO)[:MOST]
        self.query_one(Items).rows = tuple(self._item(at) for _, at in best)

    def _item(self, at: int) -> Item:
        one = self._all[at][1]
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
            self.give(self._all[int(marked)][1].goes_to)

    @on(Items.Chosen)
    def go_there(self, message: Items.Chosen) -> None:
        """Go to the row that was clicked."""
        self.give(self._all[int(message.id)][1].goes_to)

    def action_step(self, by: int) -> None:
        """Mark another row."""
        self.query_one(Items).step(by)
