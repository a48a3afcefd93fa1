"""The reviews found below a folder, in a table; each is read beside the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from ninelives import words

from ..dialogs.items import Text
from ..dialogs.reading import Reading
from ..messages import Ran
from ..widgets.bars import StatusBar, Told
from ..widgets.lines import Line
from ..widgets.rows import Rows
from . import keys
from .bars import Header, Keys, Top
from .paint import SORTS, row_line, told

if TYPE_CHECKING:  # loaded behind the first look
    from ninelives.assess.glance import Glance

_PAGE = 10
_ALL = 10**9


def _now() -> str:
    from ninelives.review.session import now

    return now()


def _glance(folder: Path) -> Glance:
    from ninelives.assess.glance import glance

    return glance(folder)


@dataclass
class Kept:
    """What the screen looks like, kept while a review is open."""

    start: Path
    """Below which folder reviews are looked for."""
    found: dict[Path, Glance] = field(default_factory=dict)
    """How each review stands, as it was read last."""
    marked: Path | None = None
    sort: str = "risk"
    told: Told = field(default_factory=Told)
    """What just happened."""
    clock: Callable[[], str] = _now
    """Gives the time as YYYY-MM-DDTHH:MM:SSZ."""


class HomeScreen(Screen[None]):
    """Lists the reviews, the gravest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings()]
    DEFAULT_CSS = """
    HomeScreen {
        Top, Header, StatusBar, Keys { height: 1; }
        Top, StatusBar, Keys { background: $surface; }
        Header { margin: 1 0 0 0; }
        Rows { height: 1fr; }
        #about { height: 6; border-top: solid $foreground 25%; padding: 0 2; }
    }
    """

    def __init__(self, kept: Kept) -> None:
        """Take what it looked like when it was left."""
        super().__init__()
        self.kept = kept
        self._rows: list[Glance] = []
        self._reading = True

    def compose(self) -> ComposeResult:
        """Put the bars around the table."""
        yield Top()
        yield Header()
        found = Rows()
        found.paint = self._paint
        yield found
        yield Text(id="about")
        yield StatusBar()
        yield Keys()

    def on_mount(self) -> None:
        """Show what is known, then look for reviews beside the keys."""
        self.show()
        self.action_again()

    def action_again(self) -> None:
        """Look for reviews, and read each."""
        self._reading = True
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        """Read review by review; what was open last comes first."""
        kept, seen = self.kept, set[Path]()
        found = _places(kept)
        while (folder := await asyncio.to_thread(next, found, None)) is not None:
            if folder not in seen:
                seen.add(folder)
                kept.found[folder] = await asyncio.to_thread(_glance, folder)
                self.show()
        for gone in kept.found.keys() - seen:
            del kept.found[gone]
        self._reading = False
        self.show()

    async def look_again(self, folder: Path) -> None:
        """Read one review again, and mark it."""
        self.kept.marked = folder
        self.kept.found[folder] = await asyncio.to_thread(_glance, folder)
        self.show()

    def show(self) -> None:
        """Show the table as it is now; the marked row stays marked."""
        kept = self.kept
        self._rows = sorted(kept.found.values(), key=SORTS[kept.sort])
        places = (at for at, one in enumerate(self._rows) if one.folder == kept.marked)
        shown, head, top = self.query_one(Rows), self.query_one(Header), self._top()
        shown.nothing = self._nothing()
        shown.show(len(self._rows), next(places, 0))
        head.display = bool(self._rows)
        head.sort = kept.sort
        head.relay()
        top.relay()
        self.query_one(StatusBar).view = kept.told
        self._tell_about(shown.at)

    def _top(self) -> Top:
        top, many = self.query_one(Top), len(self._rows)
        start = self.kept.start.resolve().name or "/"
        top.where = words.say("reviews below {folder}", folder=start)
        reading = words.say(" · reading …") if self._reading else ""
        top.counted = words.many("{count} review", "{count} reviews", many) + reading
        return top

    def _nothing(self) -> str:
        start = self.kept.start.resolve()
        if self._reading:
            return words.say("  Looking for reviews below {folder} …", folder=start)
        from ninelives.home import MAX_DEPTH

        return words.say(
            "  There is no review in {folder}, or up to {count} folders below.\n\n"
            "  n   starts one: a name and a folder\n"
            "  S   then reads its map from your infrastructure-as-code\n"
            "  ⏎   then leads through its questions; a adds to the map by hand\n\n"
            "  q   leaves; start ninelives again where your reviews are\n",
            folder=start,
            count=MAX_DEPTH,
        )

    def tell(self, text: str, style: str = "good") -> None:
        """Say what just happened."""
        self.kept.told = Told(text, style)
        self.query_one(StatusBar).view = self.kept.told

    @property
    def marked(self) -> Glance | None:
        """The marked review."""
        at = self.query_one(Rows).at
        return self._rows[at] if at < len(self._rows) else None

    def _paint(self, at: int, width: int, marked: bool) -> Line:  # noqa: FBT001 - as Rows asks
        return Line(row_line(self._rows[at], width, self.kept.clock(), marked=marked))

    @on(Rows.Marked)
    def tell_about(self, message: Rows.Marked) -> None:
        """Tell about the row that is marked now."""
        if message.at < len(self._rows):
            self.kept.marked = self._rows[message.at].folder
            self._tell_about(message.at)

    def _tell_about(self, at: int) -> None:
        about = self.query_one("#about", Text)
        about.display = bool(self._rows)
        if at < len(self._rows):
            one = self._rows[at]
            about.make = lambda width: tuple(told(one, width))

    @on(Rows.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        """Mark the row that was clicked; a click on the marked one opens it."""
        rows = self.query_one(Rows)
        if rows.at == message.at:
            self.action_open()
        rows.at = message.at

    @on(Ran)
    async def run_clicked(self, message: Ran) -> None:
        """Run the command that was clicked."""
        one = next(one for one in keys.KEYS if one.name == message.command)
        await self.run_action(keys.action(one))

    def action_open(self) -> None:
        """Open the marked review."""
        one = self.marked
        if one is None:
            self.tell(words.say("There is no review to open; n starts one."), "muted")
            return
        if one.trouble:
            self.tell(words.say("It can't be read: {why}", why=one.trouble), "bad")
            return
        self.kept.marked = one.folder
        self.kept.told = Told()
        self.app.exit(one.folder)

    def action_new(self) -> None:
        """Ask for a new review."""
        from .acts import new

        self.run_worker(new(self), group="dialog")

    def action_scan(self) -> None:
        """Read code into the marked review."""
        from .acts import scan

        self.run_worker(scan(self), group="dialog")

    def action_sort(self) -> None:
        """Sort by the next column."""
        names = list(SORTS)
        at = names.index(self.kept.sort) + 1
        self.kept.sort = names[at % len(names)]
        self.show()

    async def action_help(self) -> None:
        """Show the keys."""
        title = words.say("Keys of the home screen")
        await self.app.push_screen(Reading(title, keys.key_lines))

    def _step(self, by: int) -> None:
        self.query_one(Rows).step(by)

    def action_down(self) -> None:
        """Mark the row below."""
        self._step(1)

    def action_up(self) -> None:
        """Mark the row above."""
        self._step(-1)

    def action_further(self) -> None:
        """Mark one further on."""
        self._step(_PAGE)

    def action_nearer(self) -> None:
        """Mark one before."""
        self._step(-_PAGE)

    def action_first(self) -> None:
        """Mark the first."""
        self._step(-_ALL)

    def action_last(self) -> None:
        """Mark the last."""
        self._step(_ALL)


def _places(kept: Kept) -> Iterator[Path]:
    """Give the folders of reviews, the one that was open last first."""
    if kept.marked is not None and (kept.marked / "review.yaml").is_file():
        yield kept.marked
    from ninelives.home import reviews

    yield from reviews(kept.start)
