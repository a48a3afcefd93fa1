"""The picture of the map on the terminal: it scrolls; only what is seen is painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from ..widgets.lines import TARGET
from ..widgets.look import look
from ..widgets.map import Progress
from .cells import FAINT, THICK, Cells
from .layout import Drawing, drawing
from .things import Thing, Things
from .walk import middle

_ROOM = Spacing(1, 2, 1, 2)
"""What stays in sight around what is marked."""


class Shade(NamedTuple):
    """How a cell looks: the name of its style, whether marked, what a click means."""

    style: str = ""
    marked: bool = False
    target: str = ""


class Canvas(ScrollView, can_focus=False):
    """Shows boxes and lines, and marks one."""

    DEFAULT_CSS = """
    Canvas { overflow: auto auto; scrollbar-size: 1 1; }
    """

    @dataclass
    class Chosen(Message):
        """A box or a line was clicked."""

        id: str

    def __init__(self, found: Things) -> None:
        """Take what is drawn."""
        super().__init__()
        self._things = found
        self.drawing = Drawing({}, {}, 0, 0)
        self.marked = found.here
        self._lit = frozenset(found.every)
        self._cells = Cells(self.drawing)
        self._boxes: dict[int, list[str]] = {}
        self._painted: dict[tuple[object, ...], Strip] = {}
        """Painted rows, by what they depend on."""
        self._styles: dict[tuple[Style, Shade], RichStyle] = {}
        self._laid = 0

    def mark(self, name: str) -> None:
        """Mark something and bring it into sight."""
        for one in (self.marked, name):
            rows = self._rows_of(one)
            self.refresh_lines(rows.start + self._above, len(rows))
        self.marked = name
        self.call_after_refresh(self._show)

    def _rows_of(self, name: str) -> range:
        """Give the rows a box or a line has something in."""
        box, path = self.drawing.boxes.get(name), self.drawing.paths.get(name)
        if box is not None:
            return range(box.y, box.y + box.height)
        rows = [one.y for one in path.points] if path is not None else [0]
        return range(min(rows), max(rows) + 1)

    def light(self, lit: frozenset[str]) -> None:
        """Let everything else recede."""
        self._lit = lit
        self._again()

    def _again(self) -> None:
        self._painted.clear()
        self._styles.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the width there is."""
        width = self.container_size.width - 1  # the scrollbar is there or comes
        if width <= 0 or width == self._laid:
            return
        self._laid = width
        self._lay()

    def draw(self, found: Things, marked: str) -> None:
        """Draw another map, with something marked."""
        self._things, self.marked = found, marked
        self._lit = frozenset(found.every)
        self._lay()

    def _lay(self) -> None:
        found, width = self._things, self._laid
        self.drawing = drawing(found.nodes, found.edges, width)
        self._cells = Cells(self.drawing)
        self._boxes = {}
        for name, box in self.drawing.boxes.items():
            for y in range(box.y, box.y + box.height):
                self._boxes.setdefault(y, []).append(name)
        self.virtual_size = Size(self.drawing.width, self.drawing.height)
        self._again()
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Bring into sight what is marked: a box whole, of a line its letter."""
        left, above = self._left, self._above
        box = self.drawing.boxes.get(self.marked)
        path = self.drawing.paths.get(self.marked)
        if box is not None:
            region = Region(box.x + left, box.y + above, box.width, box.height)
            if box.height > self.size.height:
                region = Region(box.x + left, middle(box) - 1, box.width, 3)
        elif path is not None:
            region = Region(path.letter.x + left - 2, path.letter.y + above - 1, 6, 3)
        else:
            return
        self.scroll_to_region(region, spacing=_ROOM, animate=False, force=True)

    @property
    def _left(self) -> int:
        """The cells before a drawing that is narrower than the window."""
        return max(0, (self.size.width - self.drawing.width) // 2)

    @property
    def _above(self) -> int:
        """The rows above a drawing that is lower than the window."""
        return max(0, (self.size.height - self.drawing.height) // 2)

    def render_line(self, y: int) -> Strip:
        """Paint one row."""
        x, top = self.scroll_offset
        at, width = top + y - self._above, self.size.width
        # Where a name stands in a high box depends on what is seen of it.
        texts = [self._text_row(name) for name in self._boxes.get(at, ())]
        marked = self.marked if at in self._rows_of(self.marked) else ""
        key = (at, x, width, self._left, marked, self.visual_style, *texts)
        if key not in self._painted:
            self._painted[key] = self._row(at, x, width)
        return self._painted[key]

    def _row(self, y: int, x: int, width: int) -> Strip:
        cells: dict[int, tuple[str, Shade]] = dict(self._lines(y))
        for name in self._boxes.get(y, ()):
            cells.update(self._box(name, y))
        base, left = self.visual_style, self._left
        segments: list[Segment] = []
        text, shade = "", Shade()
        at = x
        while at < x + width:
            char, other = cells.get(at - left, (" ", Shade()))
            if other != shade:
                segments.append(Segment(text, self._style(base, shade)))
                text, shade = "", other
            text += char
            at += 1
        segments.append(Segment(text, self._style(base, shade)))
        return Strip(segments).crop_extend(0, width, base.rich_style)

    def _lines(self, y: int) -> Iterator[tuple[int, tuple[str, Shade]]]:
        for x, cell in self._cells.row(y, self.marked).items():
            edge = max(cell.edges, key=lambda one: one in self._lit)
            yield x, self._cell(self._things.every[edge], cell.text)
        for edge in self._cells.ending(y):
            path, thing = self.drawing.paths[edge], self._things.every[edge]
            x = path.letter.x
            yield x, self._cell(thing, thing.letter, letter=True)
            if thing.assumed:
                between = x + (1 if path.points[-1].x > x else -1)
                yield between, self._cell(thing, "?", "unknown")

    def _box(self, name: str, y: int) -> Iterator[tuple[int, tuple[str, Shade]]]:
        box, thing = self.drawing.boxes[name], self._things.every[name]
        inner = box.width - 2
        if y in (box.y, box.y + box.height - 1):
            ends = "╭╮" if y == box.y else "╰╯"
            for at, char in enumerate(f"{ends[0]}{'─' * inner}{ends[1]}"):
                yield box.x + at, self._cell(thing, char)
            if y == box.y and thing.asked:
                at = box.x + box.width - 3
                progress = _progress(thing)
                style = "good" if progress is Progress.DONE else "strong"
                yield at, self._cell(thing, progress.value, style)
            return
        for at in (box.x, box.x + box.width - 1):
            yield at, self._cell(thing, "│")
        for at in range(box.x + 1, box.x + box.width - 1):
            yield at, self._cell(thing, " ")
        row = y - self._text_row(name)
        if not 0 <= row < len(box.name):
            return
        yield from self._label(thing, box.name[row], box.x + 4)
        if row:
            return
        yield box.x + 1, self._cell(thing, thing.letter, letter=True)
        if thing.assumed:
            yield box.x + 2, self._cell(thing, "?", "unknown")

    def _label(
        self, thing: Thing, text: str, at: int
    ) -> Iterator[tuple[int, tuple[str, Shade]]]:
        """Give a text cell by cell; a wide letter leaves the cell behind it empty."""
        for char in text:
            wide = cell_len(char)
            if not wide:
                continue
            yield at, self._cell(thing, char, "strong")
            for more in range(1, wide):
                yield at + more, self._cell(thing, "")
            at += wide

    def _text_row(self, name: str) -> int:
        """Give the first row of a name: in the middle of what is seen of its box."""
        box = self.drawing.boxes[name]
        top = self.scroll_offset.y - self._above
        first, last = box.y + 1, box.y + box.height - 2
        if box.height * 2 > self.size.height:
            seen = max(first, top), min(last, top + self.size.height - 1)
            if seen[0] <= seen[1]:
                first, last = seen
        return max(box.y + 1, (first + last + 1 - len(box.name)) // 2)

    def _cell(
        self, thing: Thing, text: str, style: str = "", *, letter: bool = False
    ) -> tuple[str, Shade]:
        marked = thing.id == self.marked
        if thing.id not in self._lit and not marked:
            return text.translate(FAINT), Shade("faint", target=thing.id)
        if letter:
            style = thing.risk
        elif not style:
            style = "bad" if thing.risk == "critical" else thing.risk
        if marked:
            text = text.translate(THICK)
        return text, Shade(style, marked, thing.id)

    def _style(self, base: Style, shade: Shade) -> RichStyle:
        if (base, shade) not in self._styles:
            style = base
            if shade.marked:
                style += look("cursor")
            if shade.style:
                style += look(shade.style)
            if shade.target:
                style += Style.from_meta({TARGET: shade.target})
            self._styles[base, shade] = style.rich_style
        return self._styles[base, shade]

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked."""
        target = event.style.meta.get(TARGET, "")
        if target:
            event.stop()
            self.post_message(self.Chosen(target))


def _progress(thing: Thing) -> Progress:
    if not thing.open:
        return Progress.DONE
    return Progress.BEGUN if thing.open < thing.asked else Progress.OPEN
