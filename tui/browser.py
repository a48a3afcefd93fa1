"""The questionnaire drawn in a browser: a server sends the keys, and takes the picture.

Textual's own driver for this outlives its server: it takes the end of its input for
nobody typing, goes on, and breaks at the next picture that it can't send. This one
takes either as the end, and what still runs after a grace is ended by force.
"""

from __future__ import annotations

import os
import time
from threading import Thread
from typing import Any

from textual.app import App
from textual.color import Color
from textual.drivers.web_driver import WebDriver
from textual.theme import Theme

GRACE = 0.5
"""Seconds the app has to leave by itself once its server is gone."""


class Browser(WebDriver):
    """Draws for a server that `ninelives serve` runs, and ends with it."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Take what every driver takes."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._lost = False
        vars(self)["_write"] = self._sent

    def _sent(self, packet: bytes) -> int:
        """Send a packet whole; once nobody reads, nothing is sent any more."""
        rest = memoryview(packet)
        try:
            while rest and not self._lost:
                rest = rest[os.write(self.fileno, rest) :]
        except OSError:
            self._end()
        return len(packet)

    def start_application_mode(self) -> None:
        """Begin; the page has the background of the theme, up to its edges."""
        super().start_application_mode()
        self._app.theme_changed_signal.subscribe(self._app, self._surround)
        self._surround(self._app.current_theme)

    def _surround(self, theme: Theme) -> None:
        """Say what colour the terminal has where nothing is painted."""
        del theme
        colour = Color.parse(self._app.theme_variables["background"])
        self.write(f"\x1b]11;{colour.hex6}\x07")

    def run_input_thread(self) -> None:
        """Pass on what is typed; the end of the input is the end of the server."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._end()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what the server asks for; leaving saves what is being typed."""
        if packet_type == "quit":
            self._app.call_later(self._app.run_action, "leave")
        else:
            super().on_meta(packet_type, payload)

    def _end(self) -> None:
        """Leave; whatever still runs after the grace is ended by force."""
        if not self._lost:
            self._lost = True
            Thread(target=_ended, daemon=True).start()
            self._app.call_later(self._app.run_action, "leave")


def _ended() -> None:
    time.sleep(GRACE)
    os._exit(0)  # every answer is on the disk; nobody is left to tell
