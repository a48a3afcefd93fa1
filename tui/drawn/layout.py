"""A graph → where its boxes and lines are, in cells, in as much width as there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from ..widgets.lines import shorten
from .graph import Edge, Layered, Node, layered, parts
from .rows import Rows, rows
from .tracks import Turn, Way, tracks

AROUND = 6
"""Cells of a box that are not its name: borders, letter, and room between them."""
_NAMES = (28, 24, 20, 17, 15, 13, 11, 9)
"""So many cells a name gets; fewer where all of it would not fit."""
_STEP = 4
"""Layers are as wide as a multiple of so many cells, where there is room."""
_LINES = 3
"""So many rows a name gets where it is longer."""
_HEAD, _STUB = 4, 1
"""Cells of a line beside a box that never turn: with its letter and head, without."""
_LETTER = 2
"""So far before the head the letter of its risk stands; between them, that it is
assumed."""
_GAP = 3
"""Cells between what is not connected."""
_WORD = re.compile(r"(?<=[-_./: ])\w|(?<=[a-z0-9])[A-Z]")
"""Where a word of a name begins: queue-name, queueName."""


class Point(NamedTuple):
    """A cell."""

    x: int
    y: int


class Box(NamedTuple):
    """Where something is."""

    x: int
    y: int
    width: int
    height: int
    name: tuple[str, ...]
    """Its name in rows, shortened."""
    layer: int


class Path(NamedTuple):
    """A line, from the cell beside one box to the cell beside another."""

    source: str
    target: str
    points: tuple[Point, ...]
    """Its ends and its corners, from source to target."""
    letter: Point
    """Where the letter of its risk stands, near its head."""

    @property
    def cells(self) -> Iterator[Point]:
        """Every cell of it, from source to target."""
        yield self.points[0]
        for one, other in pairwise(self.points):
            dx = (other.x > one.x) - (other.x < one.x)
            dy = (other.y > one.y) - (other.y < one.y)
            for far in range(1, max(abs(other.x - one.x), abs(other.y - one.y)) + 1):
                yield Point(one.x + dx * far, one.y + dy * far)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a graph."""

    boxes: Mapping[str, Box]
    paths: Mapping[str, Path]
    width: int
    height: int


@dataclass(slots=True)
class _Part:
    """Something connected, before it has a place."""

    graph: Layered
    rows: Rows
    turns: Sequence[Mapping[str, tuple[Turn, ...]]]
    """For each channel the turns of each line in it."""
    counts: Sequence[int]
    """How many tracks each channel has."""
    stubs: Sequence[tuple[int, int]]
    """The cells of each channel before its tracks and behind them."""

    def channel(self, at: int) -> int:
        """Give the cells behind a layer, up to the next."""
        return sum(self.stubs[at]) + self.counts[at] if self.turns[at] else 0


def drawing(nodes: Sequence[Node], edges: Sequence[Edge], width: int) -> Drawing:
    """Draw a graph.

    Args:
        nodes: what gets a box; ids are unique.
        edges: what gets a line; its ends are nodes.
        width: cells there are; a drawing is wider only where it can't be narrower.
    """
    boxes: dict[str, Box] = {}
    paths: dict[str, Path] = {}
    labels = {one.id: one.label for one in nodes}
    x = y = low = wide = 0
    for some, lines in parts(nodes, edges):
        found = _fitting(layered(some, lines), labels, lines, width)
        if x and x + found.width > width:  # as words go on in the next line
            x, y = 0, low
        boxes.update({one: _moved(it, x, y) for one, it in found.boxes.items()})
        paths.update({one: _shifted(it, x, y) for one, it in found.paths.items()})
        wide = max(wide, x + found.width)
        low = max(low, y + found.height)
        x += found.width + _GAP
    return Drawing(boxes, paths, wide, low)


def _moved(box: Box, x: int, y: int) -> Box:
    return box._replace(x=box.x + x, y=box.y + y)


def _shifted(path: Path, x: int, y: int) -> Path:
    points = tuple(Point(one.x + x, one.y + y) for one in path.points)
    letter = Point(path.letter.x + x, path.letter.y + y)
    return path._replace(points=points, letter=letter)


def _part(graph: Layered, names: Mapping[str, tuple[str, ...]]) -> _Part:
    placed = rows(graph, {one: len(lines) for one, lines in names.items()})
    turns: list[dict[str, tuple[Turn, ...]]] = []
    counts: list[int] = []
    stubs: list[tuple[int, int]] = []
    for at, layer in enumerate(graph.layers):
        hops = graph.hops[at] if at < len(graph.hops) else ()
        ways = [Way(one.edge, placed.left[one], placed.right[one]) for one in hops]
        for name in layer:
            for edge in graph.loops.get(name, ()):
                first = placed.loops[edge]
                ways.append(Way(edge, first, first + 1, returns=True))
        found, count = tracks(ways)
        turns.append({way.edge: found.get(at, ()) for at, way in enumerate(ways)})
        counts.append(count)
        stubs.append(_stubs(graph, at))
    return _Part(graph, placed, turns, counts, stubs)


def _stubs(graph: Layered, at: int) -> tuple[int, int]:
    """Give the room a channel needs beside the boxes: more where a line ends."""
    hops = graph.hops[at] if at < len(graph.hops) else ()
    back = any(one.edge in graph.back and "\n" not in one.left for one in hops)
    loops = any(one in graph.loops for one in graph.layers[at])
    ahead = any(one.edge not in graph.back and "\n" not in one.right for one in hops)
    return _HEAD if back or loops else _STUB, _HEAD if ahead else _STUB


def _fitting(
    graph: Layered, labels: Mapping[str, str], edges: Sequence[Edge], width: int
) -> Drawing:
    """Give the drawing with names as long as fit, each layer as wide as it needs."""
    own = [one for layer in graph.layers for one in layer if one in labels]
    channels = 0
    for most in _NAMES:
        names = {one: named(labels[one], most) for one in own}
        wide = [
            max(
                max(map(cell_len, names[one])) + AROUND if one in names else 1
                for one in layer
            )
            for layer in graph.layers
        ]
        last = most == _NAMES[-1]
        if sum(wide) + channels > width and not last:
            continue
        part = _part(graph, names)
        channels = sum(map(part.channel, range(len(wide))))
        if sum(wide) + channels <= width or last:
            break
    even = [one + -one % _STEP for one in wide]  # what is alike stands below each other
    if sum(even) + channels <= width:
        wide = even
    return _placed(part, names, edges, wide)


def named(name: str, width: int) -> tuple[str, ...]:
    """Give a name in rows of a width: parted where a word of it begins, if it can be.

    What is too long even so is cut in the middle of its last row.
    """
    name = shorten(name, _LINES * len(name) + 1)  # what can't be shown is made visible
    found: list[str] = []
    while cell_len(name) > width and len(found) < _LINES - 1:
        fits = max(at for at in range(width + 1) if cell_len(name[:at]) <= width)
        starts = [one.start() for one in _WORD.finditer(name) if one.start() <= fits]
        at = max([one for one in starts if one > width // 3], default=fits)
        found.append(name[:at].rstrip())
        name = name[at:].lstrip()
    return (*found, shorten(name, width))


def _placed(
    part: _Part,
    names: Mapping[str, tuple[str, ...]],
    edges: Sequence[Edge],
    wide: Sequence[int],
) -> Drawing:
    boxes: dict[str, Box] = {}
    x, lefts = 0, []
    for at, layer in enumerate(part.graph.layers):
        lefts.append(x)
        for one in layer:
            if one in names:
                y, height = part.rows.top[one], part.rows.height[one]
                boxes[one] = Box(x, y, wide[at], height, names[one], at)
        x += wide[at] + part.channel(at)
    points = _points(part, [left + one for left, one in zip(lefts, wide, strict=True)])
    paths: dict[str, Path] = {}
    for edge in edges:
        found = points[edge.id]
        if edge.id in part.graph.back:
            found = found[::-1]
        step = -1 if found[-1].x < found[-2].x else 1
        letter = Point(found[-1].x - step * _LETTER, found[-1].y)
        paths[edge.id] = Path(edge.source, edge.target, tuple(found), letter)
    low = max(
        [
            *(one.y + one.height for one in boxes.values()),
            *(one.y + 1 for path in paths.values() for one in path.points),
        ]
    )
    return Drawing(boxes, paths, x, low)


def _points(part: _Part, rights: Sequence[int]) -> dict[str, list[Point]]:
    """Give the ends and corners of each line from left to right."""
    points: dict[str, list[Point]] = {}
    for at, hops in enumerate((*part.graph.hops, ())):
        x = rights[at]
        first = x + part.stubs[at][0]
        for hop in hops:
            found = points.setdefault(hop.edge, [Point(x, part.rows.left[hop])])
            for turn in part.turns[at][hop.edge]:
                column = first + turn.track
                found += [Point(column, turn.start), Point(column, turn.end)]
            if "\n" not in hop.right:
                end = first + part.counts[at] + part.stubs[at][1] - 1
                found.append(Point(end, part.rows.right[hop]))
        for name in part.graph.layers[at]:
            for edge in part.graph.loops.get(name, ()):
                turn = part.turns[at][edge][0]
                column = first + turn.track
                points[edge] = [
                    Point(x, turn.start),
                    Point(column, turn.start),
                    Point(column, turn.end),
                    Point(x, turn.end),
                ]
    return points
