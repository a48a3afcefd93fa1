"""The report as it would be written now, rendered as a forge renders it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from ..widgets.lines import piece
from .frame import Dialog


class Report(Dialog[bool]):
    """Shows Markdown; `w` gives True: write it to its file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,r", "cancel", "Close", show=False),
        Binding("w", "write", "Write report.md", show=False),
        Binding("down,j", "scroll(3)", "Down", show=False),
        Binding("up,k", "scroll(-3)", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "page(-9999)", "Top", show=False),
        Binding("end", "page(9999)", "Bottom", show=False),
    ]
    DEFAULT_CSS = """
    Report > .frame { width: 96%; max-width: 130; height: 96%; max-height: 96%; }
    Report VerticalScroll { height: 1fr; }
    """
    HEADING = "Report"
    KEYS = "↑ ↓ scroll · w write report.md · esc close"

    def __init__(self, text: str, title: str = "", *, written: bool = False) -> None:
        """Take the Markdown, what it is called, and whether it is in its file."""
        super().__init__()
        self._text = text
        self._titled = title
        self._written = written

    def heading(self) -> str:
        """Give the title of the frame."""
        return self._titled or self.HEADING

    def on_mount(self) -> None:
        """Leave out the key that has nothing to do."""
        super().on_mount()
        if self._written:
            frame = self.query_one(".frame")
            frame.border_subtitle = piece("↑ ↓ scroll · esc close")

    def contents(self) -> ComposeResult:
        """Give the rendered text."""
        with VerticalScroll():
            yield Markdown(self._text, open_links=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        view = self.query_one(VerticalScroll)
        view.scroll_relative(y=pages * max(view.size.height - 1, 1), animate=False)

    def action_write(self) -> None:
        """Ask for it to be written."""
        if not self._written:
            self.give(result=True)
