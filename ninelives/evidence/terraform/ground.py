"""The components of one unit of Terraform, and what lies outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ninelives.errors import Place, Problem
from ninelives.evidence.model import (
    Addition,
    Edge,
    Node,
    Setting,
    literal,
    named,
)
from ninelives.evidence.terraform.ends import (
    End,
)
from ninelives.evidence.terraform.expressions import plain
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.vocabulary import vocabulary

BUS = "eventbridge-bus"
DEFAULT_BUS = "default"


class Ground:
    """The nodes of one unit."""

    def __init__(self, unit: str, resources: Iterable[Resource]) -> None:
        """Declare every component; edges come later."""
        self.unit = unit
        self.problems: list[Problem] = []
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str, str, str, str], Edge] = {}
        self.additions: list[Addition] = []
        self.rules: dict[str, Resource] | None = None
        """The rules that have a name, by that, once looked for."""
        self.resolvers: dict[str, list[Setting]] | None = None
        """Data source of AppSync → the arguments of its resolvers, once looked for."""
        self.resources: dict[str, list[Resource]] = {}
        self.names_known: dict[str, str] = {}
        for one in resources:
            self.resources.setdefault(one.id, []).append(one)
        for copies in self.resources.values():
            if not copies[0].kind.startswith("data."):
                self._declare(copies)

    def _declare(self, copies: Sequence[Resource]) -> None:
        kinds = vocabulary().types
        first = next((one for one in copies if one.kind in kinds), copies[0])
        component = vocabulary().type_of(first.kind)
        if first.kind == "aws_sfn_state_machine":
            form = taken(first.body, "type")
            if form is not None and plain(form).value == "EXPRESS":
                component = "step-functions-express"
        if not component:
            return
        path = vocabulary().naming.get(component, {}).get("terraform", "name")
        names = [f"address/{first.id}[{at}]" for at in range(first.size)]
        for one in copies:
            found = taken(one.body, path)
            if found is not None and isinstance(plain(found).value, str):
                names.append(named(component, str(plain(found).value)))
        node = Node(
            first.id,
            component,
            first.place,
            kind=first.kind,
            names=tuple(dict.fromkeys(names)),
            condition=first.condition,
            exists=first.exists,
        )
        self.nodes[node.id] = node
        for name in node.names:
            self.names_known.setdefault(name, node.id)

    def rename(self, node_id: str, address: str) -> None:
        """Give a component one more address that it goes by."""
        node, name = self.nodes[node_id], f"address/{address}"
        if not node.outside and name not in node.names:
            self.nodes[node_id] = replace(node, names=(*node.names, name))

    def end(self, node_id: str) -> End:
        """Give a component of the map as an end."""
        node = self.nodes[node_id]
        return End(node_id, node.type, node.condition, node.exists)

    def outside(
        self, spoken: str, component: str, place: Place, names: Iterable[str] = ()
    ) -> End:
        """Give something that is only spoken of."""
        known = self.nodes.get(spoken)
        if known is None:
            self.nodes[spoken] = Node(
                spoken, component, place, outside=True, names=tuple(names)
            )
        elif known.outside and component and not known.type:
            self.nodes[spoken] = replace(known, type=component)
        return self.end(spoken)

    def default_bus(self, place: Place) -> End:
        """Give the bus every account has."""
        if DEFAULT_BUS not in self.nodes:
            self.nodes[DEFAULT_BUS] = Node(
                DEFAULT_BUS,
                BUS,
                place,
                outside=True,
                names=(named(BUS, DEFAULT_BUS),),
                settings={"default_bus": literal(value=True, place=place)},
            )
        return self.end(DEFAULT_BUS)
