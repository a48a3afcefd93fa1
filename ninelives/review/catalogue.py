"""Which checklist fits a pair of components, and how a map is written in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from ninelives.checklist.model import SERVICE, Checklist, Pack
from ninelives.errors import Place, Problem, Unusable, nearest
from ninelives.review.model import Component, Integration, Review
from ninelives.text import slug

_EDGE = re.compile(
    r"""\s*(?P<source>[^:>]+?)\s*(?::\s*(?P<source_type>[a-z0-9-]+)\s*)?
        (?:->|→)
        \s*(?P<target>[^:>]+?)\s*(?::\s*(?P<target_type>[a-z0-9-]+)\s*)?
        (?:\s+by\s+(?P<by>[a-z0-9-]+)\s*)?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Edge:
    """An integration as somebody typed it."""

    source: str
    source_type: str
    target: str
    target_type: str
    by: str
    """What connects them, where more than one checklist fits."""


def fitting(pack: Pack, source: str, target: str) -> tuple[Checklist, ...]:
    """Give the checklists for an integration of two component types."""
    return tuple(
        one
        for one in pack.checklists.values()
        if one.connects is not None
        and source in one.connects.sources
        and target in one.connects.targets
    )


class Offer(NamedTuple):
    """A kind of integration that there is a checklist for."""

    source: str
    target: str
    """Component types."""
    by: str
    checklist: Checklist


def offered(pack: Pack, source: str = "", target: str = "") -> tuple[Offer, ...]:
    """Give every kind of integration between two component types, empty: any.

    They stand in the order of the pack's component types.

    Raises:
        Unusable: one of them is no component type.
    """
    for name in filter(None, (source, target)):
        if name not in pack.component_types:
            raise Unusable(
                Problem(
                    Place("--list"),
                    f"{name!r} is no component type",
                    expected=", ".join(pack.component_types),
                    nearest=nearest(name, pack.component_types),
                )
            )
    sources = (source,) if source else tuple(pack.component_types)
    targets = (target,) if target else tuple(pack.component_types)
    return tuple(
        Offer(one, other, found.connects.by, found)
        for one in sources
        for other in targets
        for found in fitting(pack, one, other)
        if found.connects is not None
    )


def describing(pack: Pack, component_type: str) -> str:
    """Give the id of the checklist about a component type, or empty."""
    found = (
        one.id
        for one in pack.checklists.values()
        if one.describes == component_type and one.id != SERVICE
    )
    return next(found, "")


def read_edge(text: str) -> Edge:
    """Read `orders:sqs-queue -> place-order:lambda-function by event-source-mapping`.

    Raises:
        Unusable: it is written some other way.
    """
    match = _EDGE.fullmatch(text)
    if match is None:
        raise _wrong(
            text,
            "not an integration",
            expected="'name:type -> name:type', or with ' by what' behind it",
        )
    return Edge(
        **{key: (value or "").strip() for key, value in match.groupdict().items()}
    )


def add_edges(pack: Pack, review: Review, texts: Iterable[str]) -> Review:
    """Give a review with integrations added to its map; raises `Unusable`."""
    for text in texts:
        review = add_edge(pack, review, read_edge(text), text)
    return review


def add_edge(pack: Pack, review: Review, edge: Edge, text: str = "") -> Review:
    """Give a review with one integration added, and its components where they are new.

    Raises:
        Unusable: a type is unknown, or no checklist or more than one fits.
    """
    review, source = _component(pack, review, edge.source, edge.source_type, text)
    review, target = _component(pack, review, edge.target, edge.target_type, text)
    fits = fitting(pack, source.type, target.type)
    chosen = tuple(one for one in fits if one.connects and edge.by == one.connects.by)
    if not edge.by:
        chosen = tuple(one for one in fits if _only_for_this_pair(one))
    if edge.by and not chosen:
        ways = [one.connects.by for one in fits if one.connects]
        raise _wrong(
            text,
            f"nothing connects {source.type} and {target.type} by {edge.by!r}",
            expected=" or ".join(ways) or "another pair of types",
            nearest=nearest(edge.by, ways),
        )
    if len(chosen or fits) != 1:  # nothing fits, or it is not clear which is meant
        raise _wrong(
            text,
            f"{len(fits)} checklists fit {source.type} → {target.type}",
            expected=", ".join(
                f"'by {one.connects.by}' ({one.title})" for one in fits if one.connects
            )
            or "a pair of types that a checklist connects",
        )
    checklist = (chosen or fits)[0]
    drawn = {(one.source, one.target, one.checklist) for one in review.integrations}
    if (source.id, target.id, checklist.id) in drawn:
        raise _wrong(text, "this integration is on the map already")
    pair = f"{source.id}--{target.id}"
    by = checklist.connects.by if checklist.connects else ""
    names = (pair, f"{pair}--{by}", f"{pair}--{slug(checklist.id)}")
    name = next((one for one in names if review.integration(one) is None), names[-1])
    integration = Integration(name, source.id, target.id, checklist.id)
    return replace(review, integrations=(*review.integrations, integration))


def _only_for_this_pair(checklist: Checklist) -> bool:
    """Whether a checklist connects one pair of types: then it is what is meant."""
    connects = checklist.connects
    return connects is not None and (
        len(connects.sources) == len(connects.targets) == 1
    )


def _component(
    pack: Pack, review: Review, name: str, component_type: str, text: str
) -> tuple[Review, Component]:
    known = review.component(name) or review.component(slug(name))
    if known is not None:
        if component_type and component_type != known.type:
            raise _wrong(text, f"{name!r} is a {known.type} already")
        return review, known
    if component_type not in pack.component_types:
        raise _wrong(
            text,
            f"{component_type!r} is no component type"
            if component_type
            else f"the type of {name!r} is missing",
            expected=", ".join(pack.component_types),
            nearest=nearest(component_type, pack.component_types),
        )
    made = new_component(pack, name, component_type)
    return replace(review, components=(*review.components, made)), made


def new_component(pack: Pack, name: str, component_type: str) -> Component:
    """Give a component of a type that there is, with an id made from its name."""
    return Component(
        id=slug(name),
        type=component_type,
        name="" if slug(name) == name else name,
        checklist=describing(pack, component_type),
    )


def _wrong(text: str, found: str, **more: str) -> Unusable:
    return Unusable(Problem(Place(f"--add {text!r}"), found, **more))
