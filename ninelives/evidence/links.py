"""Which component of a review is which of the code: ids that last from scan to scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ninelives.evidence.model import Edge, Graph, Node
from ninelives.review.model import Review
from ninelives.text import slug

_LONGEST = 60


def component_ids(nodes: Iterable[Node], review: Review) -> dict[str, str]:
    """Give each node's id in the review: a slug of its name.

    Where two nodes would share it, the one of the type that the review has it under
    keeps it, else the first; the others say their type, then a number.
    """
    known = {one.id: one.type for one in review.components}
    wanted: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        wanted[_slug(node)].append(node)
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for base, group in wanted.items():
        for node in sorted(group, key=lambda one: known.get(base) != one.type):
            plain = known.get(base, node.type) == node.type
            name = base if plain else f"{base}-{node.type}"
            ids[node.id] = _free(name, base, node, taken)
    return ids


def _free(name: str, base: str, node: Node, taken: set[str]) -> str:
    tries = [name, f"{base}-{node.type}"]
    number = 2
    while tries[0] in taken:
        tries.pop(0)
        if not tries:
            tries.append(f"{base}-{node.type}-{number}")
            number += 1
    taken.add(tries[0])
    return tries[0]


def _slug(node: Node) -> str:
    name = node.label
    if node.outside and node.names:
        name = node.names[0].partition("/")[2] or name
    return slug(name)[:_LONGEST].strip("-")


def integration_ids(
    groups: Mapping[tuple[str, str, str], list[Edge]], review: Review
) -> dict[str, Edge]:
    """Give an id to each edge: source--target, and its own name where it is not alone.

    Args:
        groups: edges by source and target id in the review and by their checklist.
        review: the review, whose ids are kept.
    """
    known = {one.id: one.checklist for one in review.integrations}
    found: dict[str, Edge] = {}
    for (source, target, checklist), edges in groups.items():
        base = f"{source}--{target}"
        kind = checklist.rpartition("/")[2]
        left = list(edges)
        for edge in edges:  # those the review knows under their own name keep it
            own = f"{base}--{_own(edge)}"
            if known.get(own) == checklist and own not in found:
                found[own] = edge
                left.remove(edge)
        for edge in left:
            names = [base, f"{base}--{_own(edge)}", f"{base}--{kind}"]
            if known.get(base, checklist) != checklist:
                names.pop(0)
            found[_first_free(names, found)] = edge
    return found


def _first_free(names: list[str], found: Mapping[str, Edge]) -> str:
    for one in names:
        if one not in found:
            return one
    number = 2
    while f"{names[-1]}-{number}" in found:
        number += 1
    return f"{names[-1]}-{number}"


def _own(edge: Edge) -> str:
    return slug(edge.name)[:_LONGEST].strip("-")


def distinct(graph: Graph) -> list[Edge]:
    """Give the edges without those that repeat another: ends, kind, settings alike."""
    seen: dict[tuple[object, ...], Edge] = {}
    for edge in graph.edges:
        values = tuple(
            sorted((name, str(one.value)) for name, one in edge.settings.items())
        )
        key = (edge.source, edge.target, edge.by, values)
        seen.setdefault(key, edge)
    return list(seen.values())
