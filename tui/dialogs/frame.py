"""What every dialog has in common: a frame, its keys below, and escape to leave."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ninelives import words

from ..widgets.lines import piece

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """A framed screen over the questions; escape leaves it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False),
        Binding("ctrl+c,ctrl+q", "app.leave", "Quit", show=False),
    ]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > .frame {
        width: 80%; min-width: 60; max-width: 110; height: auto; max-height: 90%;
        border: round $border; padding: 0 1;
    }
    Dialog > .frame.tall { height: 90%; }
    """

    HEADING: ClassVar[str] = ""
    KEYS: ClassVar[str] = "esc close"
    up = False
    """Whether it takes the keys."""
    _given = False
    TALL: ClassVar[bool] = False
    """Whether it takes all the height it can get."""

    def compose(self) -> ComposeResult:
        """Put the contents into a frame."""
        with Vertical(classes="frame tall" if self.TALL else "frame") as frame:
            frame.border_title = piece(self.heading())
            frame.border_subtitle = piece(words.worded(self.KEYS))
            yield from self.contents()

    def on_mount(self) -> None:
        """Say when it is there."""
        self._given = False
        self.call_after_refresh(self._is_up)

    def _is_up(self) -> None:
        self.up = True

    def caught_up(self) -> None:
        """Show what others answered meanwhile, where that is shown at all."""

    def heading(self) -> str:
        """Give the title of the frame."""
        return words.worded(self.HEADING)

    def contents(self) -> ComposeResult:
        """Give what stands in the frame."""
        raise NotImplementedError

    def action_cancel(self) -> None:
        """Leave without a result."""
        self.give(None)

    def give(self, result: Result | None) -> None:
        """Leave with a result; only once, even where two keys ask for it at once."""
        if self._given:
            return
        self._given = True
        self._leaving = self.dismiss(result)  # it can't be awaited from in here
