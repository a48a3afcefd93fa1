"""The map in the code → the map of a review: what is new, what is gone, what fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ninelives.checklist.model import Checklist, Pack
from ninelives.errors import Place
from ninelives.evidence.links import component_ids, distinct, integration_ids
from ninelives.evidence.model import Edge, Graph, Node
from ninelives.evidence.vocabulary import vocabulary
from ninelives.review.catalogue import describing, fitting
from ninelives.review.model import Component, Integration, Review
from ninelives.text import slug


@dataclass(frozen=True, slots=True)
class Drawn:
    """A review with the map of the code in it."""

    review: Review
    components: Mapping[str, Node]
    """Component id → its node, for those that the code declares or speaks of."""
    integrations: Mapping[str, Edge]
    """Integration id → its edge."""
    new: tuple[str, ...]
    """Ids of components and integrations that the review did not have."""
    vanished: tuple[str, ...]
    """Ids of those that came from code and are not in it any more; they stay."""
    uncovered: tuple[Edge, ...]
    """Edges that no checklist is about."""


def into_review(pack: Pack, graph: Graph, review: Review) -> Drawn:
    """Put the components and integrations of a graph on the map of a review.

    Answers, names, impacts and ids that are there stay. What the team typed in itself
    (it has no origin) is never called vanished.
    """
    nodes = {one.id: one for one in graph.nodes}
    chosen: list[tuple[Edge, Checklist]] = []
    uncovered = []
    for edge in distinct(graph):
        checklist = fits(pack, edge, nodes)
        if checklist is None:
            uncovered.append(edge)
        else:
            chosen.append((edge, checklist))
    listed = _listed(pack, graph, [edge for edge, _ in chosen])
    ids = component_ids(listed, review)
    groups: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge, checklist in chosen:
        groups[ids[edge.source], ids[edge.target], checklist.id].append(edge)
    edges = integration_ids(groups, review)
    checklists = {id(edge): checklist.id for edge, checklist in chosen}
    components = {ids[one.id]: one for one in listed}
    made = replace(
        review,
        dialect=review.dialect or next(iter(graph.dialects), ""),
        components=_components(pack, review, components),
        integrations=_integrations(review, edges, ids, checklists),
    )
    before = {one.id: one.origin for one in review.components}
    before |= {one.id: one.origin for one in review.integrations}
    now = (*components, *edges)
    return Drawn(
        review=made,
        components=components,
        integrations=edges,
        new=tuple(one for one in now if one not in before),
        vanished=tuple(
            one for one, origin in before.items() if origin and one not in now
        ),
        uncovered=tuple(uncovered),
    )


def fits(pack: Pack, edge: Edge, nodes: Mapping[str, Node]) -> Checklist | None:
    """Give the checklist about an edge, None where there is none."""
    source, target = nodes[edge.source], nodes[edge.target]
    names = (edge.by, *vocabulary().aliases.get(edge.by, ()))
    found = {
        one.connects.by: one
        for one in reversed(fitting(pack, source.type, target.type))
        if one.connects is not None
    }
    return next((found[name] for name in names if name in found), None)


def _listed(pack: Pack, graph: Graph, edges: list[Edge]) -> list[Node]:
    """Give the nodes at an end of edges, and those with a checklist of their own."""
    used = {end for edge in edges for end in (edge.source, edge.target)}
    return [
        one
        for one in graph.nodes
        if one.id in used or (not one.outside and describing(pack, one.type))
    ]


def origin(place: Place) -> str:
    """Give a place as `file:line`."""
    return str(place._replace(column=0))


def _components(
    pack: Pack, review: Review, found: Mapping[str, Node]
) -> tuple[Component, ...]:
    known = {one.id: one for one in review.components}
    made = []
    for component_id, node in found.items():
        old = known.get(component_id)
        label = node.label if slug(node.label) != component_id else ""
        checklist = "" if node.outside else describing(pack, node.type)
        made.append(
            Component(
                id=component_id,
                type=node.type,
                name=old.name if old else label,
                checklist=old.checklist if old else checklist,
                origin=origin(node.place),
            )
        )
    fresh = {one.id: one for one in made}
    kept = [fresh.pop(one.id, one) for one in review.components]
    return (*kept, *fresh.values())


def _integrations(
    review: Review,
    found: Mapping[str, Edge],
    ids: Mapping[str, str],
    checklists: Mapping[int, str],
) -> tuple[Integration, ...]:
    known = {one.id: one for one in review.integrations}
    fresh = {}
    for integration_id, edge in found.items():
        old = known.get(integration_id)
        fresh[integration_id] = Integration(
            id=integration_id,
            source=ids[edge.source],
            target=ids[edge.target],
            checklist=checklists[id(edge)],
            impact=old.impact if old else {},
            origin=origin(edge.place),
        )
    kept = [fresh.pop(one.id, one) for one in review.integrations]
    return (*kept, *fresh.values())
