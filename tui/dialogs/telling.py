"""An incident told in the app: what plain mode asks, and a line to answer in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from ninelives.errors import Unusable
from ninelives.plain.state import Voice

from ..desk import Desk
from ..widgets.lines import piece
from .frame import Dialog

_PAGE = 10
"""So many lines one key scrolls."""
Got = TypeVar("Got")


class Telling(Dialog[Path]):
    """Leads through an incident; gives its file once all that it needs is told."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", f"scroll(-{_PAGE})", "Up", show=False),
        Binding("pagedown", f"scroll({_PAGE})", "Down", show=False),
    ]
    DEFAULT_CSS = """
    Telling VerticalScroll { height: 1fr; }
    Telling VerticalScroll Static { height: auto; }
    Telling Static.typed { color: $text-accent; }
    Telling Input { border: round $foreground 25%; height: 3; }
    Telling Input:focus { border: round $border; }
    """
    HEADING = "After an incident"
    KEYS = "enter goes on · back, help, quit · PgUp scrolls · esc leaves, all is saved"
    TALL = True

    def __init__(self, desk: Desk) -> None:
        """Take the review it happened to."""
        super().__init__()
        self._desk = desk
        self._typed: SimpleQueue[str | None] = SimpleQueue()
        self._over = False

    def contents(self) -> ComposeResult:
        """Give what was said so far, and a line to type."""
        yield VerticalScroll()
        yield Input(placeholder="help shows what else may be typed")

    def on_mount(self) -> None:
        """Begin to ask; the questions wait for lines beside the keys."""
        self.query_one(Input).focus()
        self.run_worker(self._tell, thread=True, group="dialog")

    def on_unmount(self) -> None:
        """Let go of whoever waits for a line."""
        self._over = True
        self._typed.put(None)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Hand on what was typed."""
        event.input.value = ""
        self._typed.put(event.value)

    def action_cancel(self) -> None:
        """Leave; the file keeps what was told, and is gone on with the next time."""
        self._typed.put(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll what was said."""
        view = self.query_one(VerticalScroll)
        view.scroll_relative(y=lines, animate=False)

    def _tell(self) -> None:
        from ninelives.plain import incident
        from ninelives.plain.kept import Form

        desk = self._desk
        voice = Voice(self._say, self._ask)
        form = Form(desk.folder, desk.pack, desk.review, None, {})
        path: Path | None = None
        try:
            told = incident.tell(incident.begun(form, voice), voice)
            if told.path is not None and incident.whole(told.path, desk.folder):
                path = told.path
        except Unusable as error:
            for problem in error.problems:
                self._say(str(problem))
            self._say("Press enter to leave.")
            self._typed.get()
        self._there(partial(self.give, path))

    def _say(self, line: str) -> None:
        self._there(partial(self._show, line, ""))

    def _ask(self, prompt: str) -> str:
        del prompt
        said = self._typed.get()
        if said is None or self._over:
            raise EOFError
        if said:
            self._there(partial(self._show, f"› {said}", "typed"))
        return said

    def _there(self, work: Callable[[], Got]) -> None:
        """Do something where the screen lives, as long as it is there."""
        if not self._over and self.is_attached:
            self.app.call_from_thread(work)

    async def _show(self, line: str, classes: str) -> None:
        view = self.query_one(VerticalScroll)
        await view.mount(Static(piece(line), classes=classes))
        if not line or classes:
            view.anchor()  # a new question, or an answer: whoever looked back is back
