"""What becomes of the asynchronous events that a function fails on."""

from __future__ import annotations

from ninelives.checklist.truth import ABSENT
from ninelives.evidence.cloudformation.draft import Draft, End
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import lookup
from ninelives.evidence.cloudformation.meaning import ends, meant, qualifier
from ninelives.evidence.cloudformation.properties import kept_by, setting_at
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import Pointer, spelled
from ninelives.evidence.model import unknown
from ninelives.evidence.tree import Tree
from ninelives.evidence.vocabulary import vocabulary

LATEST = "$LATEST"

FUNCTION = "lambda-function"
_OUTCOMES = (("OnFailure", "on-failure"), ("OnSuccess", "on-success"))


def dead_letters(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the dead-letter queue or topic of an AWS::Lambda::Function."""
    node = draft.nodes.get(scope.id(resource.id))
    if node is None:
        return
    found = lookup(resource.properties, ["DeadLetterConfig", "TargetArn"], scope)
    if found is not None and found.value is not ABSENT:
        keeping = meant(draft, found)
        source = (End(node.id, node.type),)
        draft.connect(source, keeping, "dead-letter", resource, scope, {})


def invoke_config(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::Lambda::EventInvokeConfig: destinations, retries and age."""
    properties = resource.properties
    functions = ends(draft, properties.get("FunctionName"), scope, FUNCTION)
    terms = vocabulary().components[FUNCTION]
    code = _qualifier(draft, properties, scope)
    for function in functions:
        if not _called(draft, function, code):
            _uncovered(draft, function, code, resource)
            continue
        for name, path in (
            ("async_retries", "MaximumRetryAttempts"),
            ("async_event_age", "MaximumEventAgeInSeconds"),
        ):
            found = setting_at(draft, terms[name], properties, path, scope)
            if found is not None:
                draft.add(function.id, name, found)
        for outcome, by in _OUTCOMES:
            steps = ("DestinationConfig", outcome, "Destination")
            told = lookup(properties, steps, scope)
            if told is None:
                continue
            taking = meant(draft, told)
            draft.connect((function,), taking, by, resource, scope, {})
            if by == "on-failure":
                draft.add(function.id, "failure_destination", kept_by(draft, told))


def _qualifier(draft: Draft, properties: Tree, scope: Scope) -> str:
    written = properties.get("Qualifier")
    value = evaluate(written, scope).value if written else LATEST
    found = qualifier(draft, value) or spelled(value)
    if isinstance(value, Pointer) and value.attribute == "Version":
        found = value.id
    return "" if found == LATEST else found


def _called(draft: Draft, function: End, code: str) -> bool:
    """Whether the events that come to a function come by that qualifier, or none do."""
    return code in draft.invoked.get(function.id, {code})


def _uncovered(draft: Draft, function: End, code: str, resource: Resource) -> None:
    """Note that destinations are set for another version than the one invoked."""
    said = code or "the latest code"
    why = f"set for {said}, while events come to another alias or version"
    for name in ("failure_destination", "async_retries", "async_event_age"):
        draft.add(function.id, name, unknown(resource.place, why))
