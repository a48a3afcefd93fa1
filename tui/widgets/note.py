"""The note beside an answer, written in place and saved while one types."""

from __future__ import annotations

from textual import events
from textual.app import SuspendNotSupported
from textual.timer import Timer
from textual.widgets import TextArea

from ninelives import words
from ninelives.text import visible

from ..messages import Noted

_LEAVE = ("enter", "escape", "ctrl+s")
_NEW_LINE = ("ctrl+j", "shift+enter")
_ELSEWHERE = "ctrl+o"
PAUSE = 0.4
"""Seconds without a key after which what was typed is saved."""


class NoteEditor(TextArea):
    """A small editor; leaving it by any key or click keeps what was typed."""

    DEFAULT_CSS = """
    NoteEditor, NoteEditor:focus { height: 6; border: round $border; padding: 0 1; }
    """

    _timer: Timer | None = None

    def __init__(self, at: tuple[str, str], text: str) -> None:
        """Take the question whose answer it stands beside, and what is there."""
        super().__init__(text, soft_wrap=True)
        self.at = at
        self._left = False

    def on_mount(self) -> None:
        """Stand behind the last character."""
        self.border_title = words.say("Note")
        self.border_subtitle = words.say("enter saves · ^j new line · ^o editor")
        self.move_cursor(self.document.end)

    def on_text_area_changed(self) -> None:
        """Save once the typing pauses."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._tell)

    def on_blur(self, event: events.Blur) -> None:
        """Save when something else takes the keys."""
        del event
        if not self._left:
            self._tell()

    def on_key(self, event: events.Key) -> None:
        """Enter and escape save and close; ctrl+j begins a line; ctrl+o hands it on."""
        if self._left:  # typed after it: a key for the questions
            event.prevent_default()
        elif event.key in _LEAVE:
            event.prevent_default().stop()
            self._left = True
            self._tell(finished=True)
            self.screen.set_focus(None)
        elif event.key in _NEW_LINE:
            event.prevent_default().stop()
            self.insert("\n")
        elif event.key == _ELSEWHERE:
            event.prevent_default().stop()
            self._write_elsewhere()

    def _write_elsewhere(self) -> None:
        """Hand the note to the person's editor; what is typed so far is saved first."""
        from ..editor import UNSET, NotEditedError, chosen, edited

        self._tell()
        command = chosen()
        if not command:
            self.border_subtitle = UNSET
            return
        try:
            with self.app.suspend():
                self.text = edited(self.text, command)
        except SuspendNotSupported:
            self.border_subtitle = words.say(
                "this terminal can't be handed to an editor"
            )
        except NotEditedError as error:
            self.border_subtitle = visible(str(error))
        self.move_cursor(self.document.end)

    def _tell(self, *, finished: bool = False) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.post_message(Noted(self.at, self.text.strip(), finished))
