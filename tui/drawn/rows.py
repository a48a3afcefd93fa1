"""Which rows boxes and the ends of lines have: as many lines as can be are straight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .graph import Hop, Layered

BORDERS = 2
"""Rows of a box that are not its name."""
_SWEEPS = 6
"""So often everything is moved near what it is connected with, at most."""
_PATIENCE = 25_000
"""So many vertices are moved in all."""
_IDLE = 0.001
"""How little a box weighs that no line holds where it is."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Where everything is from top to bottom."""

    top: Mapping[str, int]
    """Vertex → its first row."""
    height: Mapping[str, int]
    left: Mapping[Hop, int]
    """Hop → the row at which it leaves its left end."""
    right: Mapping[Hop, int]
    """Hop → the row at which it comes to its right end."""
    loops: Mapping[str, int]
    """A line from a box to itself → its first row; the next is its second."""


@dataclass(slots=True)
class _Sides:
    """Where lines leave and come, counted from the top of their vertex."""

    height: dict[str, int]
    out: dict[Hop, int]
    into: dict[Hop, int]
    loops: dict[str, int]


def rows(graph: Layered, texts: Mapping[str, int]) -> Rows:
    """Give the rows of a graph in layers; `texts` are the rows that names take."""
    sides = _sides(graph, texts)
    top = _tops(graph, sides)
    return Rows(
        top=top,
        height=sides.height,
        left={hop: top[hop.left] + at for hop, at in sides.out.items()},
        right={hop: top[hop.right] + at for hop, at in sides.into.items()},
        loops={
            edge: top[name] + sides.loops[edge]
            for name, found in graph.loops.items()
            for edge in found
        },
    )


def _sides(graph: Layered, texts: Mapping[str, int]) -> _Sides:
    """Give every line a row of its own at both of its ends."""
    place = {one: at for layer in graph.layers for at, one in enumerate(layer)}
    out: dict[str, list[Hop]] = {}
    into: dict[str, list[Hop]] = {}
    for hop in (one for channel in graph.hops for one in channel):
        out.setdefault(hop.left, []).append(hop)
        into.setdefault(hop.right, []).append(hop)
    sides = _Sides({}, {}, {}, {})
    for name in place:
        leaving = sorted(out.get(name, ()), key=lambda one: place[one.right])
        coming = sorted(into.get(name, ()), key=lambda one: place[one.left])
        if "\n" in name:
            sides.height[name] = 1
            sides.out[leaving[0]] = sides.into[coming[0]] = 0
            continue
        loops = graph.loops.get(name, ())
        right = _spread([_room(one.right, into, texts) for one in leaving])
        left = _spread([_room(one.left, out, texts) for one in coming])
        after = right[-1] + 1 if right else 0
        behind = [after + 2 * at for at in range(len(loops))]
        most = max([texts[name] - 1, *right, *left, *(one + 1 for one in behind)])
        sides.height[name] = most + 1 + BORDERS
        lift = 1 + (most - max([0, *right, *(one + 1 for one in behind)])) // 2
        sides.out.update(zip(leaving, (one + lift for one in right), strict=True))
        sides.loops.update(zip(loops, (one + lift for one in behind), strict=True))
        lift = 1 + (most - max([0, *left])) // 2
        sides.into.update(zip(coming, (one + lift for one in left), strict=True))
    return sides


def _room(
    name: str, hops: Mapping[str, Sequence[Hop]], texts: Mapping[str, int]
) -> int:
    """Give the rows of a box that has no other line on this side; else one."""
    alone = name in texts and len(hops[name]) == 1
    return BORDERS + texts[name] if alone else 1


def _spread(room: Sequence[int]) -> list[int]:
    """Give lines their rows: as far apart as the boxes they lead to, else close."""
    found: list[int] = []
    for at, one in enumerate(room):
        found.append(found[-1] + (one + room[at - 1]) // 2 if found else 0)
    return found


def _tops(graph: Layered, sides: _Sides) -> dict[str, int]:
    """Give each vertex its first row: near what it is connected with."""
    top: dict[str, int] = {}
    for layer in graph.layers:
        below = 0
        for one in layer:
            top[one] = below
            below += sides.height[one]
    count = len(graph.layers)
    for sweep in range(min(_SWEEPS, max(2, _PATIENCE // max(1, len(top))))):
        ahead = sweep % 2 == 0
        for at in range(1, count) if ahead else range(count - 2, -1, -1):
            wanted: dict[str, list[int]] = {}
            for hop in graph.hops[at - 1 if ahead else at]:
                lift = sides.out[hop] - sides.into[hop]
                if ahead:
                    wanted.setdefault(hop.right, []).append(top[hop.left] + lift)
                else:
                    wanted.setdefault(hop.left, []).append(top[hop.right] - lift)
            layer = graph.layers[at]
            near = [_near(top[one], wanted.get(one, ())) for one in layer]
            heights = [sides.height[one] for one in layer]
            top.update(zip(layer, _apart(near, heights), strict=True))
    first = min(top.values(), default=0)
    return {one: at - first for one, at in top.items()}


def _near(now: int, wanted: Sequence[int]) -> tuple[float, float]:
    """Give where a vertex would be best, and how much that weighs."""
    if not wanted:
        return now, _IDLE
    found = sorted(wanted)
    middle = len(found) // 2
    return (found[middle] + found[~middle]) / 2, len(found)


def _apart(
    near: Iterable[tuple[float, float]], heights: Iterable[int]
) -> Iterable[int]:
    """Give rows as near to the wanted as can be without one over another.

    What would overlap is pushed together into a block, which stands where it is best
    for all of it.
    """
    blocks: list[tuple[float, float, int]] = []  # weighed sum, weight, how many
    before: list[int] = []
    below = 0
    for (wanted, weight), height in zip(near, heights, strict=True):
        before.append(below)
        blocks.append(((wanted - below) * weight, weight, 1))
        below += height
        while len(blocks) > 1 and _mean(blocks[-2]) >= _mean(blocks[-1]):
            last, first = blocks.pop(), blocks.pop()
            blocks.append((first[0] + last[0], first[1] + last[1], first[2] + last[2]))
    shifts = (round(_mean(one)) for one in blocks for _ in range(one[2]))
    return [shift + at for shift, at in zip(shifts, before, strict=True)]


def _mean(block: tuple[float, float, int]) -> float:
    return block[0] / block[1]
