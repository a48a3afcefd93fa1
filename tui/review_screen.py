"""The questionnaire: what a key or a click asks for, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from ninelives import words

from .commands import COMMANDS, REST
from .keys import action, bindings, command
from .messages import Noted, Opened, Picked, Previewed, Ran
from .watching import Watching
from .widgets.consequence import ConsequencePane
from .widgets.question import QuestionPane

if TYPE_CHECKING:  # loaded behind the first question
    from .desk import Desk

_LINES = 5
"""So many lines one key scrolls."""


class ReviewScreen(Watching):
    """Leads through the questions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(one for one in COMMANDS if one.group != REST)
    ]

    @on(Ran)
    async def run_clicked(self, message: Ran) -> None:
        """Run the command that was clicked."""
        one = command(message.command)
        await self.run_action(action(one))

    @on(Picked)
    def take_clicked(self, message: Picked) -> None:
        """Choose what was clicked."""
        self.mark(message.index)
        self.beside("click", self.action_confirm)

    @on(Previewed)
    def mark_hovered(self, message: Previewed) -> None:
        """Show what the choice under the mouse would do."""
        self.mark(message.index)

    @on(Opened)
    def open_clicked(self, message: Opened) -> None:
        """Go to the integration that was clicked on the map."""
        self.remove_class("-map")
        self.beside("click", partial(self._open, message.subject))

    async def _open(self, subject: str) -> None:
        from .desk import opened

        await self._go(
            lambda desk: opened(desk, subject), words.say("Nothing is asked there.")
        )

    @on(Noted)
    async def keep_note(self, message: Noted) -> None:
        """Save what was typed into the note."""
        (await self.table()).note(message.at, message.text)
        if message.finished:
            await self.query("NoteEditor").remove()
        self.show()

    async def action_choose(self, number: int) -> None:
        """Give the answer with that number."""
        table = await self.table()
        one = table.desk.one
        if one is None:
            return
        if number > len(one.question.choices):
            table.tell(words.say("There is no choice {number}.", number=number), "warn")
            self.show()
            return
        self.mark(number - 1)
        await self.action_confirm()

    async def action_confirm(self) -> None:
        """Give the answer that is marked."""
        from .views import said_now

        table = await self.table()
        one = table.desk.one
        if one is None:
            return
        said = said_now(one, self.highlighted)
        if one.question.choice(said.choice) is not None:
            note = one.answer.note if one.answer else ""
            table.give(one, replace(said, note=note))
            self.show()
        elif self.highlighted == len(one.question.choices):
            await self.action_open("unknown")
        else:
            await self.action_open("not_applicable")

    async def action_note(self) -> None:
        """Open the note beside the answer."""
        from .desk import own_voice
        from .widgets.note import NoteEditor

        table = await self.table()
        one = table.desk.one
        if one is not None and not self.query("NoteEditor"):
            at = (one.holder, one.question.id)
            said = own_voice(table.desk, one.answer).note if one.answer else ""
            editor = NoteEditor(at, table.notes.get(at) or said)
            await self.query_one("#middle").mount(editor)
            self.set_focus(editor)  # at once: the next key is a letter of the note

    async def action_undo(self) -> None:
        """Take the last answer back."""
        (await self.table()).retrace(back=True)
        self.show()

    async def action_redo(self) -> None:
        """Give again what was undone."""
        (await self.table()).retrace(back=False)
        self.show()

    async def action_up(self) -> None:
        """Mark the choice above, or the row above where only the map is shown."""
        await self._step(-1)

    async def action_down(self) -> None:
        """Mark the choice below, or the row below where only the map is shown."""
        await self._step(1)

    async def _step(self, by: int) -> None:
        if self.has_class("-map") and self.has_class("-narrow"):
            await self.run_action(f"{'next' if by > 0 else 'previous'}_integration")
        elif self._shown is None:
            self.query_one(QuestionPane).scroll_relative(y=by, animate=False)
        else:
            self.mark(self.highlighted + by)

    async def action_back(self) -> None:
        """Go back one question."""
        from .desk import back

        await self._go(back, words.say("This is the first question."))

    async def action_forward(self) -> None:
        """Go forward one question; after the last one comes the end."""
        from .desk import forward

        await self._go(
            forward, words.say("This is the last question; o leads to an open one.")
        )

    async def action_next_open(self) -> None:
        """Go to the next open question."""
        from .desk import to_open

        await self._go(to_open, words.say("No question is open."))

    async def action_next_integration(self) -> None:
        """Go to the row below on the map."""
        from .desk import next_row

        await self._go(next_row, "")

    async def action_previous_integration(self) -> None:
        """Go to the row above on the map."""
        from .desk import row_before

        await self._go(row_before, "")

    async def _go(self, step: Callable[[Desk], Desk | None], nowhere: str) -> None:
        table = await self.table()
        table.go(step(table.desk), nowhere)
        self.show()

    def action_map(self) -> None:
        """Show only the map, or the question again, where it is narrow."""
        self.toggle_class("-map")

    def action_consequences(self) -> None:
        """Give what follows more room, or less again, where it is narrow."""
        self.toggle_class("-consequences")

    def action_follow_down(self) -> None:
        """Scroll what follows down."""
        self.query_one(ConsequencePane).scroll_relative(y=_LINES, animate=False)

    def action_follow_up(self) -> None:
        """Scroll what follows up."""
        self.query_one(ConsequencePane).scroll_relative(y=-_LINES, animate=False)

    def action_scroll_down(self) -> None:
        """Scroll the question down."""
        self.query_one(QuestionPane).scroll_relative(y=_LINES, animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the question up."""
        self.query_one(QuestionPane).scroll_relative(y=-_LINES, animate=False)
