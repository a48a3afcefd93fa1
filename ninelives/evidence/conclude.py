"""What only the whole map shows: who keeps failures, who is only polled, who shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT, Value
from ninelives.evidence.join import POINTERS
from ninelives.evidence.model import (
    Edge,
    Graph,
    Node,
    Setting,
    absent,
    literal,
    unknown,
)
from ninelives.evidence.vocabulary import Term, vocabulary

MAPPING = "event-source-mapping"
POLLED = frozenset({MAPPING, "pipe"})
DELIVERING = POLLED | {"iot-rule", "rule", "schedule", "subscription"}
"""Edges that may have something to keep their failures."""
KEPT = frozenset({"on-failure", "dead-letter"})
"""Edges whose target keeps what failed."""
KEEPERS = ("dead_letter_queue", "failure_destination")
"""Settings that name what keeps the failures of an edge or a queue."""
LAG = "iterator_alarm"
"""Declared for a function or a stream, said of the mapping between them."""
_ALARM = "_alarm"
_NO_ALARM = "no alarm in the code that was read; it may be declared elsewhere"


def conclude(graph: Graph) -> Graph:
    """Give the graph with what follows from all of it together.

    Sets `sink`, the settings failure_sink, dead_letter_retention, consumers and
    polled, and whatever the code could say and does not: absent where the component
    is declared here, unknown (left out) where it lies outside.
    """
    nodes = {one.id: one for one in graph.nodes}
    sinks = _sinks(graph)
    into: dict[str, list[Edge]] = defaultdict(list)
    out: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        into[edge.target].append(edge)
        out[edge.source].append(edge)
    words = vocabulary()
    settled = []
    for node in graph.nodes:
        found: dict[str, Setting] = {}
        if node.type in ("sqs-queue", "sns-topic"):
            found["failure_sink"] = literal(node.id in sinks, node.place)
        if node.type == "sqs-queue":
            read = [one for one in out[node.id] if one.by in POLLED]
            found["consumers"] = literal(len(read), node.place)
            found |= _dead_letters(node, nodes)
        if node.type == "lambda-function":
            found["polled"] = _polled(node, into[node.id])
            found |= _dead_letters(node, nodes)
        known = words.components.get(node.type, {})
        settings = {**_silent(node, known), **node.settings, **found}
        settings.pop(LAG, None)
        settled.append(replace(node, sink=node.id in sinks, settings=settings))
    edges = tuple(
        replace(
            edge,
            settings={
                **_unsaid(edge, words.integrations.get(edge.by, {})),
                **_watched(edge, nodes),
                **(_dead_letters(edge, nodes) if edge.by in DELIVERING else {}),
                **edge.settings,
            },
        )
        for edge in graph.edges
    )
    return replace(graph, nodes=tuple(settled), edges=edges, additions=())


def _watched(edge: Edge, nodes: Mapping[str, Node]) -> dict[str, Setting]:
    """Give the alarm on a mapping, which is declared for its stream or function."""
    if edge.by not in POLLED:
        return {}
    for end in (edge.target, edge.source):
        alarm = nodes[end].settings.get(LAG)
        if alarm is not None:
            return {LAG: alarm}
    return {}


def _sinks(graph: Graph) -> frozenset[str]:
    found: set[Value] = set()
    holders: tuple[Node | Edge, ...] = (*graph.nodes, *graph.edges)
    for holder in holders:
        for name, setting in holder.settings.items():
            if name.endswith(POINTERS):
                found.update((setting.value, *setting.otherwise))
    found.update(edge.target for edge in graph.edges if edge.by in KEPT)
    return frozenset(one for one in found if isinstance(one, str))


def _dead_letters(holder: Node | Edge, nodes: Mapping[str, Node]) -> dict[str, Setting]:
    """Give how long what keeps the failures of something keeps a message."""
    pointers = [holder.settings.get(name) for name in KEEPERS]
    told = [one for one in pointers if one is not None and one.value is not ABSENT]
    if not told:
        return {"dead_letter_retention": absent(holder.place)}
    keeper = nodes.get(str(told[0].value))
    missing = unknown(holder.place, "what keeps its failures is declared elsewhere")
    found = {"dead_letter_retention": missing}
    if keeper is not None:
        found["dead_letter_retention"] = keeper.settings.get("retention") or missing
        kind = holder.by if isinstance(holder, Edge) else holder.type
        if keeper.type and kind in (MAPPING, "lambda-function"):
            found["failures_kept_in"] = replace(told[0], value=keeper.type)
    return found


def _polled(node: Node, edges: list[Edge]) -> Setting:
    if not edges:
        return unknown(node.place, "nothing in the code that was read invokes it")
    return literal(all(one.by in POLLED for one in edges), node.place)


def _silent(node: Node, terms: Mapping[str, Term]) -> dict[str, Setting]:
    if node.outside:
        return {}
    return {
        name: unknown(node.place, _NO_ALARM)
        if name.endswith(_ALARM)
        else term.otherwise((), node.place)
        for name, term in terms.items()
    }


def _unsaid(edge: Edge, terms: Mapping[str, Term]) -> dict[str, Setting]:
    return {
        name: unknown(edge.place, _NO_ALARM)
        if name.endswith(_ALARM)
        else absent(edge.place)
        for name in terms
    }
