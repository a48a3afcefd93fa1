"""The map while it is being drawn from templates: nodes, edges, what is outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ninelives.errors import Place, Problem
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.model import Addition, Edge, Node, Setting, literal, named

BUS = "eventbridge-bus"
DEFAULT_BUS = "default"
PUSHES = frozenset(
    {
        "hook",
        "iot-rule",
        "log-subscription",
        "notification",
        "rule",
        "schedule",
        "subscription",
    }
)
"""What invokes a function asynchronously."""
_STACK = "${AWS::Stack"


@dataclass(frozen=True, slots=True)
class End:
    """A component that is meant somewhere, and under which condition."""

    id: str
    type: str
    condition: str = ""
    """The condition under which it is this one, or empty."""
    exists: bool | None = True
    """Whether it is this one under the defaults; None: can't be known."""
    qualifier: str = ""
    """The alias or version a function is called by; empty: the latest code."""


class Draft:
    """Nodes and edges of one unit, nested stacks included."""

    def __init__(self, unit: str) -> None:
        """Start with an empty map of the unit of that name."""
        self._unit = unit
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.additions: list[Addition] = []
        self.problems: list[Problem] = []
        self.declared: dict[str, tuple[Resource, Scope]] = {}
        """Every resource by its id in the graph."""
        self.following: list[str] = []
        """Aliases being followed: they may go in a circle."""
        self.invoked: dict[str, set[str]] = {}
        """Function → the qualifiers that events come to it by."""
        self.resolvers: dict[str, Mapping[str, Setting]] = {}
        """Template → data source of AppSync → how its resolvers call functions."""
        self._names: dict[str, str] = {}
        self._pairs: set[tuple[str, str, str]] = set()

    def declare(self, node: Node) -> None:
        """Put a component on the map that the templates declare."""
        self.nodes[node.id] = node
        for name in node.names:
            self._names.setdefault(name, node.id)

    def called(self, name: str) -> Node | None:
        """Give the declared component that goes by a name, or None."""
        known = self._names.get(name)
        return self.nodes[known] if known else None

    def own(self, name: str) -> str:
        """Give a name so that no other unit has it by chance: stacks differ."""
        return f"{name} of {self._unit}" if _STACK in name else name

    def rename(self, node_id: str, name: str) -> None:
        """Give a component one name more."""
        node = self.nodes[node_id]
        if name not in node.names:
            self.nodes[node_id] = replace(node, names=(*node.names, name))

    def outside(
        self,
        spoken: str,
        component: str,
        place: Place,
        names: Iterable[str] = (),
        kind: str = "",
    ) -> Node:
        """Give the node for something that is only spoken of here."""
        known = self.nodes.get(spoken)
        if known is not None and known.outside and known.type in ("", component):
            if component and not known.type:
                self.nodes[spoken] = known = replace(known, type=component)
            return known
        node_id = spoken if known is None else f"{component or 'outside'} {spoken}"
        node = Node(
            node_id, component, place, kind=kind, outside=True, names=tuple(names)
        )
        return self.nodes.setdefault(node_id, node)

    def default_bus(self, place: Place) -> Node:
        """Give the bus every account has."""
        name = named(BUS, DEFAULT_BUS)
        known = self.nodes.get(DEFAULT_BUS)
        if known is None or name not in known.names:
            node = self.outside(DEFAULT_BUS, BUS, place, (name,))
            known = replace(
                node, settings={"default_bus": literal(value=True, place=place)}
            )
            self.nodes[known.id] = known
        return known

    def connect(
        self,
        sources: Iterable[End],
        targets: Iterable[End],
        by: str,
        resource: Resource,
        scope: Scope,
        settings: Mapping[str, Setting],
    ) -> None:
        """Draw an edge from each source to each target.

        Args:
            sources: who sends.
            targets: who takes.
            by: what connects them.
            resource: what declares it; its condition is the edge's.
            scope: the template the resource stands in.
            settings: of the edge.
        """
        for source in sources:
            for target in targets:
                if by in PUSHES:
                    self.invoked.setdefault(target.id, set()).add(target.qualifier)
                condition, exists = under(
                    existing(resource, scope),
                    (source.condition, source.exists),
                    (target.condition, target.exists),
                )
                self.edges.append(
                    Edge(
                        source.id,
                        target.id,
                        by,
                        resource.place,
                        scope.id(resource.id),
                        settings,
                        condition,
                        exists,
                    )
                )

    def first(self, source: End, target: End, by: str) -> bool:
        """Whether this is the first time that the pair is asked for."""
        pair = (source.id, target.id, by)
        fresh = pair not in self._pairs
        self._pairs.add(pair)
        return fresh

    def add(self, node_id: str, name: str, setting: Setting) -> None:
        """Note a setting of a component that another resource declares."""
        self.additions.append(Addition(node_id, name, setting))


def existing(resource: Resource, scope: Scope) -> tuple[str, bool | None]:
    """Give the condition a resource is made under, and whether it is by default."""
    from ninelives.evidence.cloudformation.conditions import named as holds
    from ninelives.evidence.cloudformation.intrinsics import evaluate

    name = resource.condition
    return under((name, holds(name, scope, evaluate)), scope.under)


def under(*parts: tuple[str, bool | None]) -> tuple[str, bool | None]:
    """Give what hangs on several conditions at once, and whether it is there."""
    conditions = dict.fromkeys(name for name, _ in parts if name)
    truths = [truth for _, truth in parts]
    exists = False if False in truths else None if None in truths else True
    return ", ".join(conditions), exists
