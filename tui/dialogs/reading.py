"""A text to read in a frame, scrolled with the keys one expects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ..widgets.lines import Line
from .frame import Dialog, Result
from .items import Text

_STEP = 3
_ALL = 9999
"""Pages; more than any text has."""


class Scrolled(Dialog[Result]):
    """Shows one text; any of the usual keys scrolls, escape or q leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "cancel", "Close", show=False),
        Binding("down,j", f"scroll({_STEP})", "Down", show=False),
        Binding("up,k", f"scroll(-{_STEP})", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", f"page(-{_ALL})", "Top", show=False),
        Binding("end", f"page({_ALL})", "Bottom", show=False),
    ]
    DEFAULT_CSS = """
    Scrolled Text { height: 1fr; }
    """

    def text(self) -> Text:
        """Give an empty pane for the text."""
        return Text()

    def made(self, width: int) -> Sequence[Line]:
        """Give the lines of the text for a width."""
        raise NotImplementedError

    def contents(self) -> ComposeResult:
        """Give the text."""
        pane = self.text()
        pane.set_reactive(Text.make, self.made)
        yield pane

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(Text).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        text = self.query_one(Text)
        text.scroll_relative(y=pages * max(text.size.height - 1, 1), animate=False)


class Reading(Scrolled[None]):
    """Shows lines; enter leaves it, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "cancel", "Close", show=False),
    ]
    DEFAULT_CSS = """
    Reading > .frame { height: 90%; }
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

    def made(self, width: int) -> Sequence[Line]:
        """Give the lines for a width."""
        return self._make(width)
