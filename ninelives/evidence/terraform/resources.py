"""A resource with its arguments read, and what stands at a path of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT
from ninelives.errors import Place
from ninelives.evidence.model import Origin, Setting, unknown
from ninelives.evidence.terraform.values import opened, under

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, a data source, or a module that is not at hand."""

    id: str
    kind: str
    """aws_sqs_queue; data.aws_sqs_queue; module for a call."""
    body: Setting
    """Its arguments by name; blocks as lists."""
    place: Place
    condition: str = ""
    exists: bool | None = True
    source: str = ""
    """Where a module comes from."""
    keeps: bool = False
    """Whether `lifecycle` forbids to destroy it."""
    copy: str = ""
    """Its key among the copies, empty where it is the only one."""
    size: int = 0
    """How many copies `count` makes, 0 where that is not known or not asked for."""

    def blocks(self, name: str) -> list[Setting]:
        """Give the blocks or entries of that name, none if it has none."""
        found = taken(self.body, name)
        return rows(found) if found is not None else []


def rows(found: Setting) -> list[Setting]:
    """Give the entries of a list or map; a lone value is its only entry."""
    if found.value is ABSENT and not found.otherwise:
        return []
    if isinstance(found.value, tuple):
        if not found.value and found.otherwise:
            others = [one for one in found.otherwise if isinstance(one, tuple) and one]
            return [
                replace(each, origin=Origin.CONDITIONAL, condition=found.condition)
                for each in (others[0] if others else ())
            ]
        return [under(one, found) for one in found.value]
    return [found]


def taken(body: Setting, path: str) -> Setting | None:
    """Give what stands at a dotted path of arguments; None where nothing does."""
    found = opened(body)
    for name in path.split(".") if path else ():
        found = opened(found)
        if isinstance(found.value, tuple):
            if not found.value:
                return _left_out(found, path)
            found = opened(under(found.value[0], found))
        if isinstance(found.value, dict):
            if name not in found.value:
                return _left_out(found, "")
            found = under(found.value[name], found)
        elif found.value is ABSENT:
            return _left_out(found, path)
        else:
            return unknown(found.place, found.condition or "not known before it is run")
    return found


def _left_out(found: Setting, path: str) -> Setting | None:
    """Give absence that hangs on a condition with what stands there otherwise."""
    if not found.condition:
        return None
    last = path.rpartition(".")[2]
    others = []
    for one in found.otherwise:
        inner = one[0].value if isinstance(one, tuple) and one else one
        if isinstance(inner, dict) and last in inner:
            others.append(inner[last].value)
    return replace(found, value=ABSENT, otherwise=tuple(others))
