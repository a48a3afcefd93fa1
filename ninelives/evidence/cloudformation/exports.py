"""What a template exports or puts into the parameter store, for others to find."""

from __future__ import annotations

from ninelives.evidence.cloudformation.draft import Draft
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.meaning import meant
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.values import Pointer, spelled
from ninelives.evidence.tree import Tree


def export(draft: Draft, scope: Scope) -> None:
    """Give each exported component the name it is exported or stored under."""
    for resource in scope.template.resources.values():
        if resource.kind == "AWS::SSM::Parameter":
            properties = resource.properties
            _name(draft, scope, properties.get("Value"), properties.get("Name"), "ssm")
    for tree in scope.template.outputs.values():
        value, told = tree.get("Value"), tree.get("Export")
        name = told.get("Name") if told else None
        _name(draft, scope, value, name, "export")


def _name(
    draft: Draft, scope: Scope, value: Tree | None, name: Tree | None, kind: str
) -> None:
    if value is None or name is None:
        return
    found = evaluate(value, scope)
    if isinstance(found.value, Pointer):
        text = spelled(evaluate(name, scope).value)
        for end in meant(draft, found):
            draft.rename(end.id, f"{kind}/{text}")
