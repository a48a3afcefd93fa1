"""A text to read in a frame, scrolled with the keys one expects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ..widgets.lines import Line
from .frame import Dialog
from .items import Text

_STEP = 3


class Reading(Dialog[None]):
    """Shows lines; any of the usual keys scrolls, escape or q leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "cancel", "Close", show=False),
        Binding("down,j", f"scroll({_STEP})", "Down", show=False),
        Binding("up,k", f"scroll(-{_STEP})", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "page(-999)", "Top", show=False),
        Binding("end", "page(999)", "Bottom", show=False),
    ]
    DEFAULT_CSS = """
    Reading > .frame { height: 90%; }
    Reading Text { height: 1fr; }
    """
    KEYS = "↑ ↓ scroll · esc close"

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        """Take the title, and what gives the lines for a width."""
        super().__init__()
        self._heading = title
        self._make = make

    def heading(self) -> str:
        """Give the title of the frame."""
        return self._heading

    def contents(self) -> ComposeResult:
        """Give the text."""
        text = Text()
        text.set_reactive(Text.make, self._make)
        yield text

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(Text).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        text = self.query_one(Text)
        text.scroll_relative(y=pages * max(text.size.height - 1, 1), animate=False)
