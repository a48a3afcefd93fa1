"""The report as it would be written now; a click follows a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from ..widgets.lines import Line, piece
from .items import Items, Text
from .paper import Paper, laid
from .reading import Scrolled


class PaperPane(Text):
    """Shows a laid text; tells which link was clicked."""

    def told(self, target: str) -> Items.Chosen:
        """Tell the link."""
        return Items.Chosen(target)


class Report(Scrolled[bool]):
    """Shows Markdown; `w` gives True: write it to its file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "cancel", "Close", show=False),
        Binding("w", "write", "Write report.md", show=False),
        Binding("backspace,left", "return", "Where the link was", show=False),
    ]
    DEFAULT_CSS = """
    Report > .frame { width: 96%; max-width: 130; height: 96%; max-height: 96%; }
    """
    HEADING = "Report"
    KEYS = (
        "↑ ↓ scroll · click follows a link, ← returns · w write report.md · esc close"
    )

    def __init__(self, text: str, title: str = "", *, written: bool = False) -> None:
        """Take the Markdown, what it is called, and whether it is in its file."""
        super().__init__()
        self._text = text
        self._titled = title
        self._written = written
        self._paper = Paper((), {})
        self._came_from: list[int] = []

    def heading(self) -> str:
        """Give the title of the frame."""
        return self._titled or self.HEADING

    def on_mount(self) -> None:
        """Leave out the key that has nothing to do."""
        if self._written:
            frame = self.query_one(".frame")
            frame.border_subtitle = piece(
                "↑ ↓ scroll · click follows a link, ← returns · esc close"
            )

    def text(self) -> Text:
        """Give an empty pane whose links can be followed."""
        return PaperPane()

    def made(self, width: int) -> Sequence[Line]:
        """Give the Markdown laid for a width."""
        self._paper = laid(self._text, width)
        return self._paper.lines

    @on(Items.Chosen)
    def follow(self, message: Items.Chosen) -> None:
        """Go where a link leads."""
        line = self._paper.anchors.get(message.id.removeprefix("#"))
        if line is not None:
            pane = self.query_one(PaperPane)
            self._came_from.append(pane.scroll_offset.y)
            pane.scroll_to(y=line, animate=False)

    def action_return(self) -> None:
        """Go back to where a link was followed."""
        if self._came_from:
            pane = self.query_one(PaperPane)
            pane.scroll_to(y=self._came_from.pop(), animate=False)

    def action_write(self) -> None:
        """Ask for it to be written."""
        if not self._written:
            self.give(result=True)
