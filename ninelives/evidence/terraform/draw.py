"""The map while it is drawn from Terraform: nodes, edges, what a reference means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.errors import Place
from ninelives.evidence.arn import read_arn
from ninelives.evidence.model import (
    Addition,
    Edge,
    Node,
    Origin,
    Setting,
    named,
)
from ninelives.evidence.terraform.ends import (
    NAMING,
    THROUGH,
    End,
    common,
    known_type,
    left_open,
    shallow,
)
from ninelives.evidence.terraform.ground import BUS, DEFAULT_BUS, Ground
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.values import Phrase, Pointer, spelled
from ninelives.evidence.vocabulary import Term, read_settings, vocabulary


class Drawing(Ground):
    """Nodes and edges of one unit."""

    def settle(self) -> None:
        """Read the settings of every component, once all of them are known."""
        for node_id, copies in self.resources.items():
            node = self.nodes.get(node_id)
            if node is None or node.outside:
                continue
            terms = vocabulary().components[node.type]
            read = [self.settings(terms, one.body) for one in copies]
            self.nodes[node_id] = replace(
                node, settings={**common(read), **node.settings}
            )

    def settings(
        self, terms: Mapping[str, Term], body: Setting, *traits: str
    ) -> dict[str, Setting]:
        """Give the plain settings of a resource's arguments."""

        def written(term: Term, path: str) -> Setting | None:
            found = taken(body, path)
            if found is None:
                return None
            if term.form in ("component", "present"):
                found = left_open(found)
            if term.form == "component":
                return self.pointed(found)
            return shallow(found, present=term.form == "present")

        return read_settings(terms, "terraform", written, body.place, traits)

    def pointed(self, found: Setting) -> Setting:
        """Give a setting that names a component as the id of that."""
        found = left_open(found)

        def one(value: Value) -> Value:
            if value in (ABSENT, UNKNOWN, ""):
                return ABSENT if value == "" else value
            ends = self._ends(value, found, "")
            return ends[0].id if ends else UNKNOWN

        value = one(found.value)
        others = tuple(one(each) for each in found.otherwise)
        origin = Origin.UNKNOWN if value is UNKNOWN else found.origin
        if origin is Origin.UNKNOWN and value is not UNKNOWN:
            origin = Origin.LITERAL
        return replace(found, value=value, origin=origin, otherwise=others)

    def ends(self, found: Setting | None, expected: str = "") -> list[End]:
        """Give the components that a value means."""
        if found is None or (found.value is ABSENT and not found.otherwise):
            return []
        values = found.value if isinstance(found.value, tuple) else (found,)
        ends: list[End] = []
        for one in values:
            branches = [each for each in one.otherwise if each not in (UNKNOWN, "")]
            if one.value is not UNKNOWN or not branches:
                ends += self._ends(one.value, one, expected)
            exists = None if one.value is UNKNOWN else False
            for other in branches:
                for end in self._ends(other, one, expected):
                    if end.id not in [each.id for each in ends]:
                        hung = replace(end, condition=one.condition, exists=exists)
                        ends.append(hung)
        return ends

    def _ends(self, value: Value, found: Setting, expected: str) -> list[End]:
        if isinstance(value, Pointer):
            return self._meant(value, found, expected, 0)
        if isinstance(value, Phrase):
            return self._spoken(value, found, expected)
        if isinstance(value, str) and value:
            return [self._literal(value, found.place, expected)]
        if value is UNKNOWN:
            spoken = found.condition or f"unknown at {found.place}"
            return [self.outside(spoken, expected, found.place)]
        return []

    def _spoken(self, value: Phrase, found: Setting, expected: str) -> list[End]:
        text = spelled(value)
        first = value.parts[0]
        if isinstance(first, Pointer) and text[len(spelled(first)) :][:1] in (":", "/"):
            return self._meant(first, found, expected, 0)
        known = read_arn(text)
        for part in value.parts:
            if isinstance(part, Pointer) and part.attribute != "account_id":
                name = known[1] if known else text
                if spelled(part) and spelled(part) in name:
                    ends = self._meant(part, found, expected, 0)
                    if ends and (not ends[0].type or ends[0].type == known_type(known)):
                        return ends
                    if ends and not known and ends[0].type == expected:
                        return ends
        return [self._literal(text, found.place, expected)]

    def _literal(self, text: str, place: Place, expected: str) -> End:
        known = read_arn(text)
        component, name = known or (expected, text)
        if component == BUS and name == DEFAULT_BUS:
            return self.default_bus(place)
        if component:
            node_id = self.names_known.get(named(component, name))
            if node_id:
                return self.end(node_id)
        names = (named(component, name),) if component and "${" not in name else ()
        return self.outside(text, component, place, names)

    def _part(self, pointer: Pointer) -> str:
        """Give the id of what is meant: a module, or a part of one by its output."""
        if "dead_letter" in pointer.attribute or "dlq" in pointer.attribute:
            return f"{pointer.id}.dead_letter"
        bus = f"{pointer.id}.bus"
        return bus if "bus" in pointer.attribute and bus in self.nodes else pointer.id

    def _meant(  # noqa: C901 - one case after the other
        self, pointer: Pointer, found: Setting, expected: str, depth: int
    ) -> list[End]:
        node_id = self._part(pointer)
        if node_id in self.nodes:
            if pointer.via:
                self.rename(node_id, pointer.via)
            return [self.end(node_id)]
        copies = self.resources.get(pointer.id)
        if not copies:
            return [self.outside(pointer.id, expected, found.place)]
        first = copies[0]
        through = taken(first.body, THROUGH.get(first.kind, "-"))
        if through is not None and depth < len(THROUGH):
            if isinstance(through.value, Pointer):
                ends = self._meant(through.value, through, expected, depth + 1)
            else:
                ends = self.ends(through, expected)
            for one in ends:
                self.rename(one.id, first.id)
            return ends
        component = vocabulary().type_of(first.kind.removeprefix("data.")) or expected
        names = []
        aside = node_id != pointer.id  # what stands beside a module has other names
        for path in () if aside else NAMING:
            name = taken(first.body, path)
            if name is not None and isinstance(name.value, str):
                names.append(named(component, name.value))
        if first.kind == "data.aws_cloudwatch_event_bus" and names == [
            named(BUS, DEFAULT_BUS)
        ]:
            return [self.default_bus(first.place)]
        if first.kind != "module" and not first.kind.startswith("data."):
            self.nodes[node_id] = Node(
                node_id, component or "service", first.place, kind=first.kind
            )
            return [self.end(node_id)]
        return [self.outside(node_id, component, first.place, names)]

    def connect(
        self,
        sources: Iterable[End],
        targets: Iterable[End],
        by: str,
        resource: Resource,
        body: Setting | None = None,
        more: Mapping[str, Setting] | None = None,
    ) -> None:
        """Draw an edge from each source to each target.

        Args:
            sources: who sends.
            targets: who takes.
            by: what connects them.
            resource: what declares it; its condition is the edge's.
            body: the arguments its settings are read from, if any.
            more: settings that are worked out.
        """
        terms = vocabulary().integrations.get(by, {})
        targets = tuple(targets)
        for source in sources:
            for target in targets:
                settings = (
                    self.settings(terms, body, source.type, target.type)
                    if body is not None
                    else {}
                )
                conditions = dict.fromkeys(
                    one
                    for one in (resource.condition, source.condition, target.condition)
                    if one
                )
                truths = (resource.exists, source.exists, target.exists)
                exists = False if False in truths else None if None in truths else True
                edge = Edge(
                    source.id,
                    target.id,
                    by,
                    resource.place,
                    resource.id,
                    {**settings, **(more or {})},
                    ", ".join(conditions),
                    exists,
                )
                place = body.place if body is not None else resource.place
                declared = f"{resource.id}[{resource.copy}]"
                key = (source.id, target.id, by, declared, str(place))
                self.edges.setdefault(key, edge)

    def add(self, ends: Iterable[End], name: str, setting: Setting) -> None:
        """Note a setting of components that another resource declares."""
        for one in ends:
            self.additions.append(Addition(one.id, name, setting))
