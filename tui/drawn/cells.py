"""Lines → the characters of their cells, a row at a time: only what is seen is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from .layout import Drawing, Path, Point

_EAST, _WEST, _SOUTH, _NORTH = 1, 2, 4, 8
_SHAPES = {
    _EAST | _WEST: "─",
    _NORTH | _SOUTH: "│",
    _EAST | _SOUTH: "╭",
    _WEST | _SOUTH: "╮",
    _EAST | _NORTH: "╰",
    _WEST | _NORTH: "╯",
    _EAST | _WEST | _SOUTH | _NORTH: "┼",
}
THICK = str.maketrans("─│╭╮╰╯┼", "━┃┏┓┗┛╋")
"""What is marked → how it is drawn: colour alone would not tell it."""
FAINT = str.maketrans("─│━┃", "┄┆┅┇")
"""What does not fit the filter → how it is drawn."""
_BUCKET = 16
"""Lines are looked up by so many rows at once."""


class Cell(NamedTuple):
    """A cell of a line, or of two that cross."""

    text: str
    edges: tuple[str, ...]
    """The ids of the lines."""


class _Piece(NamedTuple):
    """What is straight of a line: its corners, and the cells in it."""

    edge: str
    start: Point
    end: Point


class Cells:
    """Gives the characters of the lines of a drawing."""

    def __init__(self, drawing: Drawing) -> None:
        """Sort the lines by the rows they are in."""
        self._buckets: dict[int, list[_Piece]] = {}
        self._ends: dict[int, list[tuple[str, Path]]] = {}
        for edge, path in drawing.paths.items():
            self._ends.setdefault(path.points[-1].y, []).append((edge, path))
            for start, end in pairwise(path.points):
                if start == end:
                    continue
                low, high = sorted((start.y, end.y))
                for at in range(low // _BUCKET, high // _BUCKET + 1):
                    self._buckets.setdefault(at, []).append(_Piece(edge, start, end))

    def ending(self, y: int) -> Iterator[str]:
        """Give the lines that end in a row."""
        return (edge for edge, _ in self._ends.get(y, ()))

    def row(self, y: int, over: str = "") -> Mapping[int, Cell]:
        """Give the cells of lines in a row, by their columns.

        The line `over` lies over the others, and is thick.
        """
        shapes: dict[int, int] = {}
        thick: dict[int, int] = {}
        edges: dict[int, tuple[str, ...]] = {}
        for one in self._buckets.get(y // _BUCKET, ()):
            for x, shape in _shapes(one, y):
                shapes[x] = shapes.get(x, 0) | shape
                if one.edge == over:
                    thick[x] = thick.get(x, 0) | shape
                known = edges.get(x, ())
                edges[x] = known if one.edge in known else (*known, one.edge)
        found: dict[int, Cell] = {}
        for edge, path in self._ends.get(y, ()):
            end = path.points[-1].x
            found[end] = Cell("►" if path.letter.x < end else "◄", (edge,))
        for x, shape in shapes.items():
            if x in found:
                continue
            if x in thick:
                found[x] = Cell(_SHAPES.get(thick[x], "─").translate(THICK), (over,))
            else:
                found[x] = Cell(_SHAPES.get(shape, "─"), edges[x])
        return found


def _shapes(piece: _Piece, y: int) -> Iterator[tuple[int, int]]:
    """Give the sides through which a straight piece goes, in each cell of a row."""
    _, start, end = piece
    if start.y == end.y:
        if y == start.y:
            low, high = sorted((start.x, end.x))
            yield low, _EAST
            yield from ((x, _EAST | _WEST) for x in range(low + 1, high))
            yield high, _WEST
        return
    low, high = sorted((start.y, end.y))
    if low <= y <= high:
        yield start.x, _SOUTH * (y < high) | _NORTH * (y > low)
