"""A graph → layers from left to right: cycles broken, few crossings, nothing drawn."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_SWEEPS = 8
"""So often the layers are ordered by their neighbours, left and right, at most."""
_PATIENCE = 40_000
"""So many vertices are put into order in all: a tangle stays a tangle."""


class Node(NamedTuple):
    """Something with a box."""

    id: str
    label: str


class Edge(NamedTuple):
    """Something with a line."""

    id: str
    source: str
    target: str


class Hop(NamedTuple):
    """The piece of a line between two neighbouring layers."""

    edge: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Layered:
    """A connected graph in layers.

    Where a line passes a layer it has a bend there, a vertex of its own.
    """

    layers: tuple[tuple[str, ...], ...]
    """The vertices of each layer, from the top."""
    hops: tuple[tuple[Hop, ...], ...]
    """What leads from each layer to the next."""
    back: frozenset[str]
    """The lines drawn from their target to their source."""
    loops: Mapping[str, tuple[str, ...]]
    """Vertex → the lines from it to itself."""


_END = Edge("", "", "")


def parts(
    nodes: Sequence[Node], edges: Sequence[Edge]
) -> Iterator[tuple[list[Node], list[Edge]]]:
    """Give what is connected, the largest first, then in the order of the nodes."""
    beside: dict[str, list[str]] = {one.id: [] for one in nodes}
    for edge in edges:
        beside[edge.source].append(edge.target)
        beside[edge.target].append(edge.source)
    part: dict[str, int] = {}
    count = 0
    for node in nodes:
        if node.id in part:
            continue
        waiting = [node.id]
        while waiting:
            one = waiting.pop()
            if one not in part:
                part[one] = count
                waiting += beside[one]
        count += 1
    found: list[tuple[list[Node], list[Edge]]] = [([], []) for _ in range(count)]
    for node in nodes:
        found[part[node.id]][0].append(node)
    for edge in edges:
        found[part[edge.source]][1].append(edge)
    yield from sorted(found, key=lambda one: -len(one[0]))


def layered(nodes: Sequence[Node], edges: Sequence[Edge]) -> Layered:
    """Give the layers of a connected graph."""
    straight = [one for one in edges if one.source != one.target]
    loops: dict[str, tuple[str, ...]] = {}
    for edge in edges:
        if edge.source == edge.target:
            loops[edge.source] = (*loops.get(edge.source, ()), edge.id)
    back = _back([one.id for one in nodes], straight)
    ahead = [
        Hop(one.id, one.target, one.source)
        if one.id in back
        else Hop(one.id, one.source, one.target)
        for one in straight
    ]
    rank = _ranks([one.id for one in nodes], ahead)
    layers: list[list[str]] = [[] for _ in range(max(rank.values(), default=0) + 1)]
    for node in nodes:
        layers[rank[node.id]].append(node.id)
    hops: list[list[Hop]] = [[] for _ in layers[1:]]
    for hop in ahead:
        left = hop.left
        for at in range(rank[hop.left] + 1, rank[hop.right]):
            bend = f"{hop.edge}\n{at}"  # no id has a line break
            layers[at].append(bend)
            hops[at - 1].append(Hop(hop.edge, left, bend))
            left = bend
        hops[rank[hop.right] - 1].append(Hop(hop.edge, left, hop.right))
    ordered = _ordered(layers, hops)
    return Layered(
        tuple(map(tuple, ordered)), tuple(map(tuple, hops)), frozenset(back), loops
    )


def _back(names: Sequence[str], edges: Sequence[Edge]) -> set[str]:
    """Give the lines that close a cycle when one walks from where nothing comes in."""
    out: dict[str, list[Edge]] = {one: [] for one in names}
    entered = {one.target for one in edges}
    for edge in edges:
        out[edge.source].append(edge)
    back: set[str] = set()
    state: dict[str, bool] = {}  # True while one walks on from it
    for first in sorted(names, key=lambda one: one in entered):
        if first in state:
            continue
        state[first] = True
        walk = [(first, iter(out[first]))]
        while walk:
            at, rest = walk[-1]
            edge = next(rest, _END)
            if edge is _END:
                state[at] = False
                walk.pop()
            elif edge.target not in state:
                state[edge.target] = True
                walk.append((edge.target, iter(out[edge.target])))
            elif state[edge.target]:
                back.add(edge.id)
    return back


def _ranks(names: Sequence[str], hops: Sequence[Hop]) -> dict[str, int]:
    """Give each vertex its layer: one behind the last that leads to it."""
    out: dict[str, list[str]] = {one: [] for one in names}
    missing = dict.fromkeys(names, 0)
    for hop in hops:
        out[hop.left].append(hop.right)
        missing[hop.right] += 1
    rank = dict.fromkeys(names, 0)
    ready = [one for one in names if not missing[one]]
    first = frozenset(ready)
    for name in ready:  # it grows meanwhile
        for one in out[name]:
            rank[one] = max(rank[one], rank[name] + 1)
            missing[one] -= 1
            if not missing[one]:
                ready.append(one)
    for name in names:
        if name in first and out[name]:
            rank[name] = min(rank[one] for one in out[name]) - 1
    return rank


def _ordered(layers: list[list[str]], hops: list[list[Hop]]) -> list[list[str]]:
    """Give the layers ordered by the mean of their neighbours, as far as it helps."""
    best, fewest = layers, _crossings(layers, hops)
    now = layers
    many = max(1, sum(map(len, layers)))
    for sweep in range(min(_SWEEPS, max(2, _PATIENCE // many))):
        if not fewest:
            break
        now = [list(one) for one in now]
        if sweep % 2:
            for at in range(len(now) - 2, -1, -1):
                pairs = [(one.left, one.right) for one in hops[at]]
                now[at] = _by_mean(now[at], now[at + 1], pairs)
        else:
            for at in range(1, len(now)):
                pairs = [(one.right, one.left) for one in hops[at - 1]]
                now[at] = _by_mean(now[at], now[at - 1], pairs)
        crossings = _crossings(now, hops)
        if crossings < fewest:
            best, fewest = now, crossings
    return best


def _by_mean(
    layer: list[str], fixed: list[str], pairs: list[tuple[str, str]]
) -> list[str]:
    place = {one: at for at, one in enumerate(fixed)}
    beside: dict[str, list[int]] = {}
    for one, other in pairs:
        beside.setdefault(one, []).append(place[other])
    wanted = {
        one: sum(beside[one]) / len(beside[one]) if one in beside else float(at)
        for at, one in enumerate(layer)
    }
    return sorted(layer, key=lambda one: wanted[one])


def _crossings(layers: list[list[str]], hops: list[list[Hop]]) -> int:
    count = 0
    for at, found in enumerate(hops):
        left = {one: place for place, one in enumerate(layers[at])}
        right = {one: place for place, one in enumerate(layers[at + 1])}
        seen: list[int] = []
        for _, end in sorted((left[one.left], right[one.right]) for one in found):
            count += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return count
