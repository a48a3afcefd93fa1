"""A graph → where its boxes and lines are, in cells, in as much width as there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from ..widgets.lines import shorten
from .graph import Edge, Layered, Node, layered, parts
from .rows import Rows, rows
from .tracks import Turn, Way, tracks

AROUND = 7
"""Cells of a box that are not its name: borders, letter, and room between them."""
_NAMES = (28, 24, 20, 17, 14, 12, 10)
"""So many cells a name gets; fewer where all of it would not fit."""
_BEFORE, _BEHIND = 2, 3
"""Cells of a line that never turn: room for its letter and its head."""
_GAP = 3
"""Cells between what is not connected."""


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
    label: str
    """Its name, shortened."""
    layer: int


class Path(NamedTuple):
    """A line, from the cell beside one box to the cell beside another."""

    source: str
    target: str
    points: tuple[Point, ...]
    """Its ends and its corners, from source to target."""
    letter: Point
    """Where the letter of its risk stands, beside its head."""

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
        part = _part(some, lines)
        found = _fitting(part, labels, lines, width)
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


def _part(nodes: Sequence[Node], edges: Sequence[Edge]) -> _Part:
    graph = layered(nodes, edges)
    placed = rows(graph)
    turns: list[dict[str, tuple[Turn, ...]]] = []
    counts: list[int] = []
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
    return _Part(graph, placed, turns, counts)


def _fitting(
    part: _Part, labels: Mapping[str, str], edges: Sequence[Edge], width: int
) -> Drawing:
    """Give the drawing with names as long as fit, each layer as wide as it needs."""
    for most in _NAMES:
        wide = [
            max(
                min(cell_len(labels[one]), most) + AROUND if one in labels else 1
                for one in layer
            )
            for layer in part.graph.layers
        ]
        if sum(wide) + sum(map(_channel, part.turns, part.counts)) <= width:
            break
    return _placed(part, labels, edges, wide)


def _channel(turns: Mapping[str, tuple[Turn, ...]], count: int) -> int:
    """Give the cells between two layers."""
    return _BEFORE + count + _BEHIND if turns else 0


def _placed(
    part: _Part, labels: Mapping[str, str], edges: Sequence[Edge], wide: Sequence[int]
) -> Drawing:
    boxes: dict[str, Box] = {}
    x, lefts = 0, []
    for at, layer in enumerate(part.graph.layers):
        lefts.append(x)
        for one in layer:
            if one in labels:
                name = shorten(labels[one], wide[at] - AROUND)
                y, height = part.rows.top[one], part.rows.height[one]
                boxes[one] = Box(x, y, wide[at], height, name, at)
        x += wide[at] + _channel(part.turns[at], part.counts[at])
    points = _points(part, [left + one for left, one in zip(lefts, wide, strict=True)])
    paths: dict[str, Path] = {}
    for edge in edges:
        found = points[edge.id]
        if edge.id in part.graph.back:
            found = found[::-1]
        step = -1 if found[-1].x < found[-2].x else 1
        letter = Point(found[-1].x - step, found[-1].y)
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
        for hop in hops:
            found = points.setdefault(hop.edge, [Point(x, part.rows.left[hop])])
            for turn in part.turns[at][hop.edge]:
                column = x + _BEFORE + turn.track
                found += [Point(column, turn.start), Point(column, turn.end)]
            if "\n" not in hop.right:
                end = x + _BEFORE + part.counts[at] + _BEHIND - 1
                found.append(Point(end, part.rows.right[hop]))
        for name in part.graph.layers[at]:
            for edge in part.graph.loops.get(name, ()):
                turn = part.turns[at][edge][0]
                column = x + _BEFORE + turn.track
                points[edge] = [
                    Point(x, turn.start),
                    Point(column, turn.start),
                    Point(column, turn.end),
                    Point(x, turn.end),
                ]
    return points
