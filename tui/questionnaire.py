"""The app: its first screen, its keys, and what is saved before it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ninelives import words
from ninelives.text import visible

from . import picture
from .commands import COMMANDS, REST
from .ground import Ground
from .keys import action, bindings
from .review_screen import ReviewScreen

if TYPE_CHECKING:  # loaded behind the first question
    from .table import Table


class Questionnaire(Ground[None]):
    """Leads a team through one review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(one for one in COMMANDS if one.group == REST),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False),
    ]

    def __init__(self, folder: Path, packs: Sequence[Path] = ()) -> None:
        """Take a review's folder, and packs in place of those that it names.

        Raises:
            Unusable: the review or the checklist of its first question can't be read.
        """
        super().__init__()
        self._folder, self._packs = folder, packs
        self.trouble = ""
        """What could not be saved when it was left, or empty."""
        self._first = picture.kept(folder, packs) or self._laid()

    def _laid(self) -> Table:
        from .loading import begin

        return begin(self._folder, self._packs)

    def get_default_screen(self) -> Screen[None]:
        """Begin with the questions."""
        return ReviewScreen(self._folder, self._packs, self.size, self._first)

    def on_key(self, event: events.Key) -> None:
        """Hand a key that was typed ahead to the dialog or note it was typed for."""
        questions = self.screen_stack[0]
        if isinstance(questions, ReviewScreen) and questions.typed_ahead(event):
            event.prevent_default()
            target = self.focused or self.screen
            target._forward_event(event.copy())  # noqa: SLF001 - as App does it

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give the commands to the palette."""
        for one in COMMANDS:
            if one.name not in ("choose", "palette"):
                run = partial(screen.run_action, action(one))
                yield SystemCommand(
                    words.worded(one.title), words.worded(one.help), run
                )
        yield SystemCommand(
            words.say("Theme"),
            words.say("Choose the colours."),
            self.action_change_theme,
        )

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
        self.trouble = trouble
        self.exit(message=Text(visible(trouble)) if trouble else None)
