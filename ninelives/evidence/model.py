"""What was found in the code: components, integrations and settings, with places.

Every reader of a dialect gives a `Graph`; the scan joins them into one. Names of
settings, component types and kinds of integration are those of
checklists/settings.yaml and checklists/pack.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.errors import Place, Problem


class Origin(Enum):
    """Where the value of a setting comes from."""

    LITERAL = "literal"
    """It stands in the code (or is known to be absent there)."""
    DEFAULT = "default"
    """It is not written; the service or the tool puts this value."""
    PARAMETER = "parameter-default"
    """It is a parameter or variable, and this is the default of that."""
    CONDITIONAL = "conditional"
    """It hangs on a named condition; this is what holds under the defaults."""
    UNKNOWN = "unknown"
    """It can't be resolved from the code at hand."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value read from the code."""

    value: Value
    """Text, number, truth, tuple of those, the id of a node, `ABSENT` or `UNKNOWN`."""
    origin: Origin
    place: Place
    """Where it is written; where it is absent, where what lacks it is written."""
    condition: str = ""
    """The condition, parameter or variable it hangs on, or why it is unknown."""
    otherwise: tuple[Value, ...] = ()
    """What it would be where the condition falls out the other way."""

    @property
    def known(self) -> bool:
        """Whether there is a value, or it is known that there is none."""
        return self.value is not UNKNOWN


@dataclass(frozen=True, slots=True)
class Node:
    """A component."""

    id: str
    """How the code calls it, unique in its graph: a logical id, a Terraform address."""
    type: str
    """A component type of the pack; empty where only its name is known as yet."""
    place: Place
    """Where it is declared; for what lies outside, where it is first spoken of."""
    name: str = ""
    """What to show; empty: its id."""
    kind: str = ""
    """What the dialect calls its type: AWS::SQS::Queue, aws_sqs_queue."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    outside: bool = False
    """Whether it is only spoken of here: imported, a parameter, an ARN, `data`."""
    sink: bool = False
    """Whether something uses it to keep what failed; the scan finds that out."""
    names: tuple[str, ...] = ()
    """Other names it goes by; two nodes that share one are one component.

    Written `type/physical name` (see `named`), `export/name`, or whatever a dialect
    needs to join its own units.
    """
    condition: str = ""
    """The condition its existence hangs on, or empty."""
    exists: bool | None = True
    """Whether it exists under the defaults of parameters; None: can't be known."""

    @property
    def label(self) -> str:
        """What to show."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Edge:
    """An integration: events go from source to target."""

    source: str
    target: str
    """Ids of nodes."""
    by: str
    """What connects them: event-source-mapping, subscription, rule …"""
    place: Place
    name: str = ""
    """The id of what declares it: a mapping, a rule, a pipe; not always unique."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    condition: str = ""
    """The condition its existence hangs on, or empty."""
    exists: bool | None = True
    """Whether it exists under the defaults of parameters; None: can't be known."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A setting of a node that is declared somewhere else than the node itself.

    A redrive policy of its own, an alarm, an archive, the versioning of a bucket.
    Where both values are tuples the added one is appended; a value already written at
    the node itself is otherwise replaced only if it is absent or a default.
    """

    node: str
    name: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class Graph:
    """All that was found: in one unit, or after joining in a whole scan."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    additions: tuple[Addition, ...] = ()
    """Empty once the graph is joined."""
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    """The files that were read, as the user would name them."""
    dialects: tuple[str, ...] = ()
    """sam, cloudformation, cdk, terraform, terraform-plan, serverless: as found."""

    def node(self, node_id: str) -> Node | None:
        """Give the node of that id, or None (a walk over all of them)."""
        return next((one for one in self.nodes if one.id == node_id), None)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may hold infrastructure-as-code."""

    path: Path
    """Where it lies."""
    name: str
    """How to call it: the path as the user gave it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one reader reads at once: a template, a folder of Terraform, a service."""

    name: str
    """How to call it: its file or folder."""
    files: tuple[Source, ...]
    """The files that belong to it, the one it starts from first."""


class Reader(Protocol):
    """A dialect. Adding one is a module with these two functions and a line in scan."""

    def units(self, sources: Iterable[Source]) -> Iterable[Unit]:
        """Group what it can read into units; files of no unit go to other readers.

        It looks at contents, not only at names, and never raises for a bad file.
        """

    def read(self, unit: Unit) -> Graph:
        """Read one unit, its bad files as problems.

        Raises:
            Unusable: nothing of it can be read.
        """


def literal(value: Value, place: Place) -> Setting:
    """Give a setting that stands in the code."""
    return Setting(value, Origin.LITERAL, place)


def absent(place: Place) -> Setting:
    """Give a setting that is known not to be set, at the place of what lacks it."""
    return Setting(ABSENT, Origin.LITERAL, place)


def default(value: Value, place: Place) -> Setting:
    """Give a setting that is not written, with what then holds."""
    return Setting(value, Origin.DEFAULT, place)


def unknown(place: Place, why: str = "") -> Setting:
    """Give a setting that can't be resolved, and why."""
    return Setting(UNKNOWN, Origin.UNKNOWN, place, why)


def named(component_type: str, name: str) -> str:
    """Give the name of a node by its type and the name it has in the account."""
    return f"{component_type}/{name}"
