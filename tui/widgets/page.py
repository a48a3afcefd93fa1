"""Panes and bars: lines laid for a width, painted, lit up and clicked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from .lines import TARGET, Line, piece
from .look import look


class Bar(Widget, can_focus=False):
    """Shows the lines that `lay` gives for its width; tells what is clicked."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Start with nothing laid; the id is what a dialog finds it by."""
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()
        self._laid = 0
        """The width the lines were laid for; 0: not yet, or no longer right."""
        self._hovered = ""
        self._ready: tuple[Line, ...] = ()

    def lay(self, width: int) -> Sequence[Line]:
        """Give the lines for a width in cells."""
        raise NotImplementedError

    def told(self, target: str) -> Message | None:
        """Give the message a click on `target` is; None where it is nothing."""
        del target
        return None

    def hovered(self, target: str) -> Message | None:
        """Give the message the mouse on `target` is; None where it is nothing."""
        del target
        return None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines for the width it has."""
        width = self.scrollable_content_region.width
        if width and width != self._laid:
            self._laid = width
            self._lines = tuple(self.lay(width))
        return self._lines

    def relay(self) -> None:
        """Lay the lines again and repaint."""
        self._laid = 0
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines; they are laid first where they are not."""
        self._ready = self.lines
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.size.width
        base = self.visual_style
        at = self.scroll_offset.y + y
        if at >= len(self._ready):
            return Strip.blank(width, base.rich_style)
        line = self._ready[at]
        if line.fill:
            base += look(line.fill)
        if line.target:
            base += Style.from_meta({TARGET: line.target})
            if line.target == self._hovered:
                base += look("hover")
        content = line.content
        selection = self.text_selection
        span = selection.get_span(at) if selection is not None else None
        if span is not None:
            start, end = span
            content = content.stylize(look("selected"), start, None if end < 0 else end)
        pieces = content.render(base, end="", parse_style=look)
        segments = [Segment(text, style.rich_style) for text, style in pieces]
        strip = Strip(segments, content.cell_length)
        return strip.crop_extend(0, width, base.rich_style).apply_offsets(0, at)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the text that was selected with the mouse."""
        text = "\n".join(line.content.plain for line in self.lines)
        return selection.extract(text), "\n"

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Light up what can be clicked."""
        self._hover(event.style.meta.get(TARGET, ""))

    def on_leave(self) -> None:
        """Light nothing up once the mouse has gone."""
        self._hover("")

    def _hover(self, target: str) -> None:
        if target != self._hovered:
            self._hovered = target
            self.refresh()
            message = self.hovered(target) if target else None
            if message is not None:
                self.post_message(message)

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked."""
        target = event.style.meta.get(TARGET, "")
        message = self.told(target) if target else None
        if message is not None:
            event.stop()
            self.post_message(message)


def _runs(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Give which lines differ, as (first, how many)."""
    first = None
    for at in range(max(len(before), len(after))):
        old, new = before[at : at + 1], after[at : at + 1]
        same = bool(old and new) and _same(old[0], new[0])
        if same and first is not None:
            yield first, at - first
            first = None
        elif not same and first is None:
            first = at
    if first is not None:
        yield first, max(len(before), len(after)) - first


def _same(one: Line, other: Line) -> bool:
    """Whether two lines look alike and mean the same; `==` leaves styles out."""
    return one is other or (
        (one.target, one.fill) == (other.target, other.fill)
        and one.content.is_same(other.content)
    )


class Page(Bar, ScrollView, can_focus=False):
    """A bar of as many lines as there are: it scrolls."""

    DEFAULT_CSS = """
    Page {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Start with nothing laid and nothing written into the border."""
        super().__init__(id)
        self._titles = ("", "")

    def in_sight(self) -> str:
        """Give the target that must stay in sight, or empty."""
        return ""

    def entitle(self, above: str, below: str = "") -> None:
        """Write into the border; to do so again would paint all of it again."""
        if self._titles != (above, below):
            self._titles = (above, below)
            self.border_title, self.border_subtitle = piece(above), piece(below)

    def relay(self, *, top: bool = False) -> None:
        """Lay the lines again and repaint what changed; `top` scrolls to the first."""
        before = self._lines
        self._laid = 0
        after = self.lines
        if not self._laid:
            return
        for start, count in _runs(before, after):
            self.refresh_lines(start, count)
        if top:
            self.scroll_to(y=0, animate=False, force=True)
        self._fit()

    def on_resize(self) -> None:
        """Lay the lines for the new width."""
        self._laid = 0
        self._fit()

    def _fit(self) -> None:
        """Scroll over as many lines as there are, with the wanted one in sight."""
        if not self.scrollable_content_region.width:
            return
        size = Size(self.scrollable_content_region.width, len(self.lines))
        if size != self.virtual_size:
            # Assigning it would lay out the whole screen again, for one scrollbar.
            self.set_reactive(Widget.virtual_size, size)
            if (
                size.height > self.container_size.height
            ) is self.show_vertical_scrollbar:
                self._scroll_update(size)
            else:
                # The bar comes or goes with a layout of the screen: after the lines.
                self.call_after_refresh(self._scroll)
        wanted = self.in_sight()
        if not wanted:
            return
        rows = [at for at, line in enumerate(self.lines) if line.target == wanted]
        if not rows:
            return
        height = self.scrollable_content_region.height
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + height - 1
        if rows[0] < top:
            self.scroll_to(y=rows[0], animate=False, force=True)
        elif rows[-1] > bottom:
            self.scroll_to(y=rows[-1] - height + 1, animate=False, force=True)

    def _scroll(self) -> None:
        """Show the scrollbar if it is needed now."""
        self._scroll_update(self.virtual_size)
