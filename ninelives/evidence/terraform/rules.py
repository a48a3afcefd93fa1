"""Rules of event buses, as their targets name them."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.evidence.model import Setting, literal
from ninelives.evidence.terraform.draw import Drawing
from ninelives.evidence.terraform.ends import shallow
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.values import Pointer, spelled


def rule_of(drawing: Drawing, found: Setting | None) -> Resource | None:
    """Give the rule that a target names, each copy by its own name."""
    if found is None:
        return None
    if isinstance(found.value, Pointer):
        copies = drawing.resources.get(found.value.id)
        return copies[0] if copies else None
    if drawing.rules is None:
        drawing.rules = dict(_named_rules(drawing))
    return drawing.rules.get(spelled(found.value))


def _named_rules(drawing: Drawing) -> Iterator[tuple[str, Resource]]:
    """Give every copy of a rule that has a name, by that."""
    for copies in drawing.resources.values():
        for one in copies if copies[0].kind == "aws_cloudwatch_event_rule" else ():
            name = taken(one.body, "name")
            if name is not None and spelled(name.value):
                yield spelled(name.value), one


def enabled(body: Setting) -> dict[str, Setting]:
    """Give whether a rule is switched on, where it says so."""
    state = taken(body, "state") or taken(body, "is_enabled")
    if state is None:
        return {}
    found = shallow(state)
    if found.value in (
        "ENABLED",
        "DISABLED",
        "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    ):
        return {"enabled": literal(found.value != "DISABLED", found.place)}
    return {"enabled": found}
