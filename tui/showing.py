"""Between the table and the panes: loads the one, shows it in the other, looks ahead.

Nothing of the engine is loaded with this module: what was shown last is painted first.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.actions import SkipAction
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.worker import Worker

from ninelives import words

from . import picture
from .panes import Panes
from .picture import Picture
from .widgets.consequence import ConsequenceView
from .widgets.finish import FinishView

if TYPE_CHECKING:  # loaded behind the first question
    from ninelives.review.interview import Key
    from ninelives.review.model import Answer
    from ninelives.review.standing import Standing

    from .desk import Desk
    from .outcomes import Foresight, Lasting
    from .table import Table
    from .views import MapViews

SETTLED = 0.4
"""Seconds without a change after which what is shown is kept for the next start."""

UNHURRIED = 0.03
"""Seconds a choice is marked before its loss window is worked out: keys come first."""


def _lasting(desk: Desk, one: Standing, said: Answer) -> tuple[Lasting, ...]:
    from .lasting import lasting

    return tuple(lasting(desk, one, said))


class Showing(Panes):
    """Shows what lies on the table."""

    _table: Table
    _maps: MapViews

    def __init__(
        self,
        folder: Path,
        packs: Sequence[Path],
        size: tuple[int, int],
        first: Picture | Table,
    ) -> None:
        """Take a review, its pack, the window's size, and what to show first."""
        super().__init__(size)
        self._folder, self._packs = folder, packs
        self._first = first
        self._ready = asyncio.Event()
        self._shown: Key | None = None
        self._ahead: Foresight | None = None
        self._lasting: tuple[Lasting, ...] = ()
        self._meant: dict[int, events.Key] = {}
        self.highlighted = 0
        """The row of the question that is marked."""

    def on_key(self, event: events.Key) -> None:
        """Note which keys were meant for the questions and for nothing in front."""
        if self.focused is None and self.app.screen is self:
            self._meant[id(event)] = event

    def typed_ahead(self, event: events.Key) -> bool:
        """Whether a key was typed before what takes the keys now was there."""
        meant = self._meant.pop(id(event), None) is not None
        return meant and not (self.focused is None and self.app.screen is self)

    async def table(self) -> Table:
        """Give the table, once every checklist is read.

        Before that nothing is saved: the order of the answers in a component's file
        depends on all of them.
        """
        await self._ready.wait()
        if not self._table_is_whole():
            raise SkipAction  # it can't be read; the app is leaving
        return self._table

    def _table_is_whole(self) -> bool:
        return hasattr(self, "_table") and self._table.whole

    def on_mount(self) -> None:
        """Show the first question; read the rest once it is painted."""
        if isinstance(self._first, Picture):
            self.highlighted = self._first.question.highlighted
            self._shown = self._first.question.key
            self.show_picture(self._first)
        else:
            self._lay(self._first)
            self.show()
            self.keep_picture()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.beside("read", self._read_on)

    async def _read_on(self) -> None:
        """Read what the first question did not need, beside the keys."""
        from . import loading

        folder, packs = self._folder, self._packs
        try:
            if isinstance(self._first, Picture):
                whole = loading.begin_whole
                self._lay(await asyncio.to_thread(whole, folder, packs))
            else:
                review = self._table.desk.review
                read = await asyncio.to_thread(loading.rest, folder, review, packs)
                self._table.read_on(*read)
        finally:
            self._ready.set()
        self.show()
        if not gc.isenabled():  # as the door has it: see `open_review`
            gc.freeze()  # what was read stays; looking through it again takes 0.1 s
            gc.enable()

    def beside(
        self,
        group: str,
        work: Callable[[], Coroutine[Any, Any, None]],
        kept_by: DOMNode | None = None,
    ) -> Worker[None]:
        """Do something beside the keys; what is done of the same group is ended.

        Takes what makes a coroutine and not one made: it may be ended unbegun. Who
        keeps it, this screen by default, is told of its beginning and its end.
        """

        async def done() -> None:
            try:
                await work()
            except NoMatches:
                if all(map(self.query, ("TopBar", "QuestionPane", "KeyBar"))):
                    raise  # else it is being left: there is nobody to show it to

        made = cast("Callable[[], Coroutine[None, None, None]]", done)
        return (kept_by or self).run_worker(made, group=group, exclusive=True)

    def _lay(self, table: Table) -> None:
        from .views import MapViews

        self._table, self._maps = table, MapViews()

    def show(self) -> None:
        """Show the table as it is now."""
        from . import views

        table = self._table
        one = table.desk.one
        if one is not None and table.desk.at != self._shown:
            self.highlighted = views.highlighted_first(one)
        self._shown = table.desk.at
        shown_map = self._maps.of(table.desk)
        self.show_map(shown_map)
        top = views.top_view(
            table.desk, shown_map, whole=table.whole, saved=not table.trouble
        )
        self.show_top(top)
        self.show_told(table.told)
        if one is None:
            self._show_end()
        else:
            self._show_one(one)
        self.call_after_refresh(self._settle)

    def mark(self, index: int) -> None:
        """Mark a row of the question; what it would change is shown."""
        shown = self.shown_question
        if isinstance(shown, FinishView):
            return
        row = max(0, min(len(shown.choices) - 1, index))
        if row == self.highlighted:
            return
        self.highlighted = row
        self.show_question(shown._replace(highlighted=row))
        if self._table_is_whole() and self._table.desk.one is not None:
            self._look_ahead(self._table.desk.one)

    def _show_one(self, one: Standing) -> None:
        from . import views

        table = self._table
        note = table.notes.get((one.holder, one.question.id), "")
        self.show_question(
            views.question_view(table.desk, one, self.highlighted, note, table.trouble)
        )
        if table.whole:
            self._look_ahead(one)
            if table.waiting:
                self.beside("assess", self._work_out)

    def _look_ahead(self, one: Standing) -> None:
        """Show what the marked choice would do; where it does much, bit by bit."""
        from . import foresight, views

        self.workers.cancel_group(self, "ahead")
        said = views.said_now(one, self.highlighted)
        self._lasting = ()
        self.beside("lasting", partial(self._look_on, one, said))
        steps = foresight.foreseen(self._table.fresh(), one, said)
        if self._table.felt_widely(one):
            self._ahead = None
            self._show_ahead(one)
            self.beside("ahead", partial(self._look, one, steps))
        else:
            *_, self._ahead = steps
            self._show_ahead(one)

    async def _look(self, one: Standing, steps: Iterator[Foresight]) -> None:
        from .outcomes import AT_ONCE

        for number, found in enumerate(steps, 1):
            await asyncio.sleep(0)
            if number == AT_ONCE or found.complete:
                self._ahead = found
                self._show_ahead(one)

    async def _look_on(self, one: Standing, said: Answer) -> None:
        """Show what the marked choice does to loss windows, once no key waits."""
        await asyncio.sleep(UNHURRIED)
        work = partial(_lasting, self._table.desk, one, said)
        found = await asyncio.to_thread(work)
        if found and self._table.desk.one is one:
            self._lasting = found
            self._show_ahead(one)

    def _show_ahead(self, one: Standing) -> None:
        from . import views

        desk, row = self._table.desk, self.highlighted
        self.show_consequences(
            views.consequence_view(desk, one, row, self._ahead, self._lasting)
        )

    async def _work_out(self) -> None:
        """Work out what an answer changed at many places, between the keys."""
        while self._table.waiting:
            self._table.work_out()
            await asyncio.sleep(0)
        self.show_map(self._maps.of(self._table.desk))

    def _show_end(self) -> None:
        self.show_question(FinishView(ready=False, title=words.say("All answered")))
        self.show_consequences(ConsequenceView())
        self.beside("ahead", self._conclude)

    async def _conclude(self) -> None:
        from .ending import finish_view

        desk = (await self.table()).desk
        self.show_question(await asyncio.to_thread(finish_view, desk))

    def _settle(self) -> None:
        """Keep the place at once, and the picture when nothing changes any more."""
        from ninelives.review import store

        at = self._table.desk.at
        if at is not None:
            store.remember(self._folder, *at)
        self.beside("settle", self._settled)

    async def _settled(self) -> None:
        await asyncio.sleep(SETTLED)
        self.keep_picture()

    def take_up(self) -> str:
        """Save what is being typed, before leaving; give what went wrong, if it did."""
        if self.query("NoteEditor"):
            from .widgets.note import NoteEditor

            for editor in self.query(NoteEditor):
                self._table.note(editor.at, editor.text.strip())
        return self._table.trouble if self._table_is_whole() else ""

    def keep_picture(self) -> None:
        """Keep what is shown, to be there at once next time."""
        shown = self.pictured
        own_packs = self._table.desk.review.packs and not self._packs
        if shown is not None and not self._table.trouble and not own_packs:
            picture.keep(self._folder, self._packs, shown)
