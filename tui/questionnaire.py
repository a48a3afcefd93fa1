"""The app: its first screen, its theme and keys, and a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from ninelives.text import visible

from . import picture
from .commands import COMMANDS, REST
from .keys import action, bindings
from .review_screen import ReviewScreen

if TYPE_CHECKING:  # loaded behind the first question
    from .table import Table

DARK, LIGHT = "textual-dark", "textual-light"


class Questionnaire(App[None]):
    """Leads a team through one review."""

    TITLE = "ninelives"
    CSS_PATH = Path(__file__).with_name("ninelives.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(one for one in COMMANDS if one.group == REST),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False),
    ]

    def __init__(self, folder: Path, packs: Sequence[Path] = ()) -> None:
        """Take a review's folder, and packs in place of those that it names.

        Raises:
            Unusable: the review or the checklist of its first question can't be read.
        """
        # Told to use no colour, Textual paints greys; with the terminal's own
        # colours it paints none.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._folder, self._packs = folder, packs
        self._first = picture.kept(folder, packs) or self._laid()

    def _laid(self) -> Table:
        from .loading import begin

        return begin(self._folder, self._packs)

    def get_default_screen(self) -> Screen[None]:
        """Begin with the questions."""
        return ReviewScreen(self._folder, self._packs, self.size, self._first)

    def on_mount(self) -> None:
        """End cleanly when the terminal goes away; paint all again when it returns."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh())
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            # Windows has neither; another thread than the first may not ask for them.
            with contextlib.suppress(AttributeError, NotImplementedError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.action_leave)

    def on_key(self, event: events.Key) -> None:
        """Hand a key that was typed ahead to the dialog or note it was typed for."""
        questions = self.screen_stack[0]
        if isinstance(questions, ReviewScreen) and questions.typed_ahead(event):
            event.prevent_default()
            target = self.focused or self.screen
            target._forward_event(event.copy())  # noqa: SLF001 - as App does it

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give the commands to the palette."""
        for one in COMMANDS:
            if one.name not in ("choose", "palette"):
                run = partial(screen.run_action, action(one))
                yield SystemCommand(one.title, one.help, run)
        yield SystemCommand("Theme", "Choose the colours.", self.action_change_theme)

    def action_palette(self) -> None:
        """Show every command."""
        self.action_command_palette()

    def action_dark(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT if self.current_theme.dark else DARK

    async def action_help(self) -> None:
        """Show every key."""
        from .dialogs.help import help_screen

        await self.push_screen(help_screen())

    def action_leave(self) -> None:
        """Leave; what is still being typed is saved first."""
        trouble = ""
        questions = self.screen_stack[0]
        if isinstance(questions, ReviewScreen):
            if not questions.is_mounted:  # asked to before it is all there
                questions.call_later(self.action_leave)
                return
            trouble = questions.take_up()
        self.exit(message=Text(visible(trouble)) if trouble else None)
