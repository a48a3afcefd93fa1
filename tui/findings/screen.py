"""The findings on one screen: a list, what is told about one, and what is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from ninelives import words
from ninelives.assess.model import Remainder
from ninelives.errors import Unusable

from ..dialogs.findings import question_behind
from ..dialogs.frame import Dialog
from ..dialogs.items import Text
from ..table import Table
from ..widgets.bars import StatusBar, Told
from ..widgets.lines import Line, piece
from ..widgets.page import Bar
from ..widgets.rows import Rows
from . import keys
from .acts import remembered
from .detail import MEND, Shown, detail, offers
from .followed import COLUMNS, Decided, Look, Row, decided, looked_at, rows
from .paint import header, row_line

Result = TypeVar("Result")

_WIDE = 100
"""From this width on the detail stands beside the list."""


class Header(Bar):
    """The names of the columns; a click sorts."""

    sort = "risk"

    def lay(self, width: int) -> Sequence[Line]:
        """Give the line."""
        return [Line(header(width, self.sort))]


class Detail(Text):
    """What is told about the marked finding; a click chooses a mitigation."""

    def told(self, target: str) -> Rows.Chosen | None:
        """Choose the mitigation that was clicked."""
        kind, _, at = target.partition(":")
        return Rows.Chosen(int(at)) if f"{kind}:" == MEND else None


class Findings(Dialog[tuple[str, str] | str]):
    """Gives the question to go to, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(one.key, one.action, one.title, show=False) for one in keys.KEYS
    ]
    DEFAULT_CSS = """
    Findings > .frame {
        width: 100%; height: 100%; max-width: 100%; max-height: 100%;
    }
    Findings #sides { layout: vertical; height: 1fr; }
    Findings #list, Findings Detail { height: 1fr; width: 1fr; }
    Findings Header, Findings StatusBar { height: 1; }
    Findings Rows { height: 1fr; }
    Findings Detail { border-top: solid $foreground 25%; }
    Findings.-beside #sides { layout: horizontal; }
    Findings.-beside #list { width: 58%; }
    Findings.-beside Detail {
        border-top: none; border-left: solid $foreground 25%; padding: 0 0 0 1;
    }
    """
    KEYS = "⏎ its question · a accept · w waive · d done · f filter · s sort · h keys"

    def __init__(self, table: Table) -> None:
        """Take the table whose findings are shown."""
        super().__init__()
        self.table = table
        self.look = Look()
        self.said = Decided()
        self._all: tuple[Row, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._chosen = 0
        self._offers: dict[str, tuple[Remainder, ...]] = {}
        """What would lower a finding, as it was worked out once."""

    def contents(self) -> ComposeResult:
        """Give the list and what is told beside or below it."""
        with Container(id="sides"):
            with Container(id="list"):
                yield Header()
                found = Rows()
                found.nothing = words.say(
                    "Nothing was found, as far as the questions are answered."
                )
                found.paint = self._paint
                yield found
            yield Detail()
        yield StatusBar()

    def on_mount(self) -> None:
        """Read what was decided, and show it all."""
        self.look = remembered(self)
        self.set_class(self.app.size.width >= _WIDE, "-beside")
        self.read()

    def on_resize(self) -> None:
        """Put the detail where there is room for it."""
        self.set_class(self.app.size.width >= _WIDE, "-beside")

    def read(self, told: str = "", style: str = "good") -> None:
        """Read again what was decided, and what follows from the answers."""
        while self.table.waiting:
            self.table.work_out()
        try:
            self.said = decided(self.table.desk.folder)
        except Unusable as error:
            told, style = str(error.problems[0]), "bad"
        self._all = rows(self.table.desk, self.said)
        self._offers.clear()
        self.order()
        if told:
            self.tell(told, style)

    def caught_up(self) -> None:
        """Read again: others answered meanwhile."""
        self.read()

    def order(self) -> None:
        """Sort and filter the rows; the marked one stays marked where it is shown."""
        marked = self.look.at
        self._rows = looked_at(self._all, self.look)
        at = next((at for at, one in enumerate(self._rows) if one.id == marked), 0)
        shown, head = self.query_one(Rows), self.query_one(Header)
        if self.look.only:
            shown.nothing = words.say("No finding fits; 0 shows all of them again.")
        shown.show(len(self._rows), at)
        head.sort = self.look.sort
        head.relay()
        frame = self.query_one(".frame")
        frame.border_title = piece(self.heading())
        self._mark(at)

    def heading(self) -> str:
        """Say how many there are, and which of them are shown."""
        all_ = words.many("{count} finding", "{count} findings", len(self._all))
        if self.look.only:
            all_ = words.say("{count} of {all}", count=len(self._rows), all=all_)
        only = "".join(
            f" · {words.worded(name)} {words.worded(value)}"
            for name, value in self.look.only.items()
        )
        by = words.say(" · by {column}", column=words.worded(self.look.sort))
        return f"{all_}{only}{by}"

    def change(self, look: Look) -> None:
        """Look at them in another way, and keep that."""
        self.look = self.table.look = look
        self.order()

    @property
    def every(self) -> tuple[Row, ...]:
        """All rows, filtered or not."""
        return self._all

    @property
    def row(self) -> Row | None:
        """The marked row."""
        at = self.query_one(Rows).at
        return self._rows[at] if at < len(self._rows) else None

    @property
    def shown(self) -> Shown | None:
        """What is told about the marked row."""
        row = self.row
        if row is None:
            return None
        dialect = self.look.dialect or self.table.desk.review.dialect
        known = self._offers.get(row.id)
        if known is None:
            known = self._offers[row.id] = offers(self.table.desk, row)
        return Shown(row, known, self._chosen, dialect)

    def tell(self, text: str, style: str = "good") -> None:
        """Say what just happened."""
        self.query_one(StatusBar).view = Told(text, style)

    def over(
        self, screen: Dialog[Result], then: Callable[[Result | None], None]
    ) -> None:
        """Lay a dialog over it; what it gives is done here."""
        self._coming = self.app.push_screen(screen, then)  # nothing waits for it

    def ask(self, screen: Dialog[str], then: Callable[[str], None]) -> None:
        """Let one be picked."""
        self.over(screen, lambda got: None if got is None else then(got))

    def _paint(self, at: int, width: int, marked: bool) -> Line:  # noqa: FBT001 - as Rows asks
        return Line(row_line(self._rows[at], width, marked=marked))

    @on(Rows.Marked)
    def tell_about(self, message: Rows.Marked) -> None:
        """Tell about the row that is marked now."""
        self._mark(message.at)

    @on(Rows.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        """Mark the row that was clicked, or the mitigation."""
        if isinstance(message._sender, Detail):  # noqa: SLF001 - Textual's own name for it
            self.choose_offer(message.at)
        else:
            self.query_one(Rows).at = message.at

    def _mark(self, at: int) -> None:
        row = self._rows[at] if at < len(self._rows) else None
        self.look = self.table.look = replace(self.look, at=row.id if row else "")
        # the list is painted first: what is told takes longer to work out
        self.call_after_refresh(self.choose_offer, 0, top=True)

    def choose_offer(self, at: int, *, top: bool = False) -> None:
        """Tell another mitigation in full."""
        self._chosen = at
        if not self.query(Rows):
            return  # it was left before it was painted
        shown, text = self.shown, self.query_one(Detail)
        if shown is None:
            text.make = None
            return
        known = shown
        text.set_reactive(Text.make, lambda width: self._detail(known, width))
        text.relay(top=top)

    def _detail(self, shown: Shown, width: int) -> Sequence[Line]:
        return tuple(detail(self.table.desk, shown, width))

    async def action_run(self, name: str) -> None:
        """Do what a key asks for."""
        keys.DO[name](self)

    def go(self) -> None:
        """Go to the question that decides the marked finding."""
        row = self.row
        if row is None or row.finding is None:
            self.tell(words.say("It is mended; nothing decides it any more."), "muted")
            return
        desk = self.table.desk
        self.give(question_behind(desk, row.finding) or row.finding.subject)

    def sort(self, by: int) -> None:
        """Sort by the next column, or the one before."""
        at = (COLUMNS.index(self.look.sort) + by) % len(COLUMNS)
        self.change(replace(self.look, sort=COLUMNS[at]))
