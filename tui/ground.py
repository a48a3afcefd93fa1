"""What the apps have in common: colours, signals, and an end without a traceback."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
from pathlib import Path
from typing import TypeVar

from textual.app import App
from textual.worker import WorkerFailed

DARK, LIGHT = "textual-dark", "textual-light"

Given = TypeVar("Given")
"""What an app gives once it has ended."""


class Ground(App[Given]):
    """An app that ends cleanly, whatever ends it."""

    TITLE = "ninelives"
    CSS_PATH = Path(__file__).with_name("ninelives.tcss")

    def __init__(self) -> None:
        """Take the terminal's own colours where no colour is wanted."""
        # Told to use no colour, Textual paints greys; with the terminal's own
        # colours it paints none.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.told_to_end = False
        """Whether a signal ended it: the terminal went away, or the machine does."""
        self._themes = DARK, LIGHT

    def on_mount(self) -> None:
        """End cleanly when the terminal goes away; paint all again when it returns."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh())
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            # Windows has neither; another thread than the first may not ask for them.
            with contextlib.suppress(AttributeError, NotImplementedError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._ended)
        self._watch_terminal(loop)

    def _watch_terminal(self, loop: asyncio.AbstractEventLoop) -> None:
        """End when the terminal is gone, even if whoever started us keeps the signal.

        `make` does: it waits for its child, which reads the end of a file for ever.
        """
        if not hasattr(select, "epoll") or not os.isatty(0):
            return
        gone = select.epoll()
        gone.register(0, 0)  # nothing but a hang-up or an error is reported

        def hung_up() -> None:
            loop.remove_reader(gone.fileno())
            self._ended()

        loop.add_reader(gone.fileno(), hung_up)

    def _ended(self) -> None:
        self.told_to_end = True
        self.action_leave()

    def outcome(self) -> int:
        """Give the exit code; raises what made the app stop."""
        failure = self._exception
        if isinstance(failure, WorkerFailed):
            raise failure.error
        if failure is not None:
            raise failure
        return self.return_code or 0

    def _fatal_error(self) -> None:
        """Leave without a traceback: the command says where the details are."""
        self._close_messages_no_wait()

    def action_palette(self) -> None:
        """Show every command."""
        self.action_command_palette()

    def action_dark(self) -> None:
        """Change between light and dark."""
        dark, light = self._themes
        self.theme = light if self.current_theme.dark else dark

    def wear(self, theme: str) -> None:
        """Take the colours that another app had, where there are such."""
        if theme in self.available_themes:
            self.theme = theme

    def project(self, *, on: bool) -> None:
        """Take the colours of the projector, or the usual ones again."""
        if on:
            from .projector import themes

            self._themes = themes(self)
        else:
            self._themes = DARK, LIGHT
        if not self.native_ansi_color:
            self.theme = self._themes[0 if self.current_theme.dark else 1]

    def action_leave(self) -> None:
        """Leave."""
        self.exit()
