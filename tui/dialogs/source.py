"""The code behind an answer: a file as it is, read-only, open at one line.

The file is whatever the evidence names. Nothing in it is obeyed: control characters
are shown as signs, and only plain files of a limited size are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ninelives.errors import Unusable, unusable
from ninelives.evidence.model import Source
from ninelives.evidence.sources import read_text
from ninelives.evidence.voice import parted
from ninelives.text import visible

from ..widgets.lines import Line, flow, piece
from ..widgets.rows import Rows
from .frame import Dialog
from .items import Text

MOST_BYTES = 2_000_000
"""A larger file is not shown."""
_LONGEST = 2_000
"""Letters of a line that are shown at most."""
_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d{1,9})(?::\d{1,9})?")
_SHIFT = 16
_PARENTS = 6
"""So many folders above the review a relative path is looked for in."""


class At(NamedTuple):
    """A line of a file."""

    path: str
    """As the evidence names it."""
    line: int
    """From 1."""


class Opened(NamedTuple):
    """A file that is shown, or why it is not."""

    at: At
    lines: tuple[str, ...]
    trouble: str = ""


def place_of(origin: str) -> At | None:
    """Give the line that the `from` of an answer names; None where it names none."""
    found = _PLACE.fullmatch(parted(origin)[0].strip())
    if found is None:
        return None
    return At(found["path"], max(1, int(found["line"])))


def opened(at: At, folder: Path) -> Opened:
    """Read a file; what keeps it from being shown is said in words.

    Args:
        at: the line to show.
        folder: the review; a relative path is looked for from where one stands, then
            from the review upwards.
    """
    try:
        text = _read(at, folder)
    except Unusable as error:
        return Opened(at, (), "\n".join(str(one) for one in error.problems))
    except (OSError, ValueError) as error:
        return Opened(at, (), f"{at.path} can't be read: {error}")
    lines = tuple(text.removesuffix("\n").split("\n"))
    if at.line > len(lines):
        gone = f"{at.path} has {len(lines)} lines now, not {at.line}: scan again"
        return Opened(At(at.path, len(lines)), lines, gone)
    return Opened(at, lines)


def _read(at: At, folder: Path) -> str:
    named = Path(at.path)
    path = next((one for one in _places(named, folder) if one.is_file()), None)
    if path is None:
        found = "there is no such file any more, or it lies elsewhere on this machine"
        raise unusable(at.path, found, remedy="start ninelives where it was scanned")
    size = path.stat().st_size
    if size > MOST_BYTES:
        limit = f"at most {MOST_BYTES:,}"
        raise unusable(at.path, f"the file has {size:,} bytes", expected=limit)
    return read_text(Source(path, at.path))


def _places(named: Path, folder: Path) -> Sequence[Path]:
    if named.is_absolute():
        return (named,)
    above = folder.absolute()
    roots = (Path.cwd(), above, *above.parents[:_PARENTS])
    return tuple(root / named for root in roots)


class Code(Dialog[None]):
    """Shows a file at a line; several places are walked one after another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter,e", "cancel", "Close", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("pagedown,space", "step(15)", "Page down", show=False),
        Binding("pageup", "step(-15)", "Page up", show=False),
        Binding("home", "step(-999999999)", "Top", show=False),
        Binding("end", "step(999999999)", "Bottom", show=False),
        Binding("right,l", f"shift({_SHIFT})", "Right", show=False),
        Binding("left", f"shift(-{_SHIFT})", "Left", show=False),
        Binding("n,tab", "other", "Next place", show=False),
    ]
    DEFAULT_CSS = """
    Code > .frame { width: 96%; max-width: 160; height: 92%; max-height: 92%; }
    Code Rows { height: 1fr; }
    Code Text { height: auto; max-height: 6; }
    """

    def __init__(self, places: Sequence[At], folder: Path) -> None:
        """Take at least one place, and the review it is named in."""
        super().__init__()
        self._places, self._folder = tuple(places), folder
        self._at, self._left = 0, 0
        self._file = opened(self._places[0], folder)

    def heading(self) -> str:
        """Give the place."""
        at = self._file.at
        several = len(self._places)
        of = f"  ({self._at + 1} of {several})" if several > 1 else ""
        return f"{at.path}:{at.line}{of}"

    def contents(self) -> ComposeResult:
        """Give what is wrong, if anything is, and the file."""
        yield Text()
        rows = Rows()
        rows.paint = self._paint
        yield rows

    def on_mount(self) -> None:
        """Show the line."""
        self._show()

    def _show(self) -> None:
        trouble = self._file.trouble
        frame = self.query_one(".frame")
        frame.border_title = piece(self.heading())
        more = " · n next place" if len(self._places) > 1 else ""
        frame.border_subtitle = piece(f"read-only · ↑ ↓ ← → scroll{more} · esc close")
        text = self.query_one(Text)
        text.display = bool(trouble)
        text.make = lambda width: tuple(flow(piece((trouble, "warn")), width))
        rows, line = self.query_one(Rows), self._file.at.line
        rows.nothing = "" if self._file.trouble else "The file is empty."
        rows.show(len(self._file.lines), line - 1)
        self.call_after_refresh(self._centre)

    def _centre(self) -> None:
        """Bring the line into the middle: what it belongs to stands around it."""
        rows = self.query_one(Rows)
        rows.scroll_to(y=max(0, rows.at - rows.size.height // 2), animate=False)

    def _paint(self, at: int, width: int, marked: bool) -> Line:  # noqa: FBT001 - as Rows asks
        digits = len(str(len(self._file.lines)))
        named = at == self._file.at.line - 1
        number = f"{'▸' if named else ' '}{at + 1:>{digits}} "
        style = "accent" if named else "muted"
        text = visible(self._file.lines[at][:_LONGEST]).expandtabs(4)[self._left :]
        body = piece((text, "strong" if named else ""))
        room = max(width - len(number), 1)
        del marked
        return Line(piece((number, style), body.truncate(room, ellipsis=True)))

    def action_step(self, by: int) -> None:
        """Mark another line."""
        self.query_one(Rows).step(by)

    def action_shift(self, by: int) -> None:
        """Show what stands further right, or left."""
        self._left = max(0, min(_LONGEST, self._left + by))
        self.query_one(Rows).refresh()

    def action_other(self) -> None:
        """Go to the next place."""
        self._at = (self._at + 1) % len(self._places)
        self._left = 0
        self._file = opened(self._places[self._at], self._folder)
        self._show()
