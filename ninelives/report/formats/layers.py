"""A map laid out in layers: what sends stands left of what receives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

_SWEEPS = 4
"""How often each layer is put in order by its neighbours; more changes little."""


class Edge(NamedTuple):
    """An integration."""

    source: str
    target: str


class Spot(NamedTuple):
    """Where a component stands: both from 0."""

    layer: int
    row: int


def layered(names: Sequence[str], edges: Sequence[Edge]) -> Mapping[str, Spot]:
    """Give each component a place; same map, same places.

    Args:
        names: all components, in the order of the map.
        edges: the integrations between them; those that close a circle run back.
    """
    forward = _forward(names, edges)
    layer = _depths(names, forward)
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for name in names:
        rows[layer[name]].append(name)
    beside: dict[str, list[str]] = {name: [] for name in names}
    for one in edges:
        if one.source != one.target:
            beside[one.source].append(one.target)
            beside[one.target].append(one.source)
    for sweep in range(_SWEEPS):
        order = rows if sweep % 2 == 0 else rows[::-1]
        at = {name: row for many in rows for row, name in enumerate(many)}
        for many in order:
            # a whole number of steps, so that equal is equal on every machine
            many.sort(key=lambda name: _centre(name, beside[name], at))
            at.update({name: row for row, name in enumerate(many)})
    return {
        name: Spot(layer[name], row) for many in rows for row, name in enumerate(many)
    }


def _centre(name: str, beside: Sequence[str], at: Mapping[str, int]) -> int:
    if not beside:
        return at[name] * 1000
    return sum(at[one] for one in beside) * 1000 // len(beside)


def _forward(names: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Give the edges without those that close a circle; walked without recursion."""
    out: dict[str, list[str]] = {name: [] for name in names}
    for one in edges:
        out[one.source].append(one.target)
    done: set[str] = set()
    back: set[Edge] = set()
    for name in names:
        if name in done:
            continue
        path = [(name, iter(out[name]))]
        on_path = {name}
        while path:
            here, rest = path[-1]
            following = next(rest, None)
            if following is None:
                path.pop()
                on_path.discard(here)
                done.add(here)
            elif following in on_path:
                back.add(Edge(here, following))
            elif following not in done:
                path.append((following, iter(out[following])))
                on_path.add(following)
    return [one for one in edges if one not in back]


def _depths(names: Sequence[str], edges: Sequence[Edge]) -> Mapping[str, int]:
    """Give each name the length of the longest way to it."""
    waiting = dict.fromkeys(names, 0)
    out: dict[str, list[str]] = {name: [] for name in names}
    for one in edges:
        waiting[one.target] += 1
        out[one.source].append(one.target)
    depth = dict.fromkeys(names, 0)
    ready = [name for name in names if not waiting[name]]
    for name in ready:
        for target in out[name]:
            depth[target] = max(depth[target], depth[name] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return depth
