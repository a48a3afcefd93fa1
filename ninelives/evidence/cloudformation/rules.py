"""Rules of event buses, and schedules of both kinds."""

from __future__ import annotations

import re

from ninelives.checklist.truth import UNKNOWN
from ninelives.evidence.arn import FIELD
from ninelives.evidence.cloudformation.draft import BUS, Draft, End
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import listed, lookup, read_text
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.properties import edge_settings
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import spelled
from ninelives.evidence.model import Setting, literal
from ninelives.evidence.tree import Tree

RULE = "rule"
SCHEDULE = "schedule"
_UNIVERSAL = re.compile(rf"arn:{FIELD}:scheduler:::aws-sdk:(\w+):(\w+)")
_CALLED = {
    "sqs": ("QueueUrl", "sqs-queue"),
    "sns": ("TopicArn", "sns-topic"),
    "lambda": ("FunctionName", "lambda-function"),
    "sfn": ("StateMachineArn", "step-functions-standard"),
    "kinesis": ("StreamName", "kinesis-stream"),
    "firehose": ("DeliveryStreamName", "firehose-stream"),
    "dynamodb": ("TableName", "dynamodb-table"),
    "ecs": ("Cluster", "container-service"),
}
"""Service of a universal target → the key of its input that names the component."""


def rule(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::Events::Rule: from a bus by pattern, from a schedule, or both."""
    properties = resource.properties
    shared = _state(properties, scope)
    for target in listed(properties.get("Targets"), scope):
        taking = tuple(
            End(one.id, one.type, target.condition, target.exists)
            if target.condition
            else one
            for one in ends(draft, target.tree.get("Arn"), scope)
        )
        settings = edge_settings(draft, RULE, target.tree, scope) | shared
        if properties.get("EventPattern") is not None:
            settings["pattern"] = literal(value=True, place=properties.place)
            buses = _buses(draft, properties, scope)
            draft.connect(buses, taking, RULE, resource, scope, settings)
        if properties.get("ScheduleExpression") is not None:
            clock = End(scope.id(resource.id), "eventbridge-schedule")
            settings = settings | _kind(SCHEDULE_BY_RULE, properties)
            settings.pop("pattern", None)
            draft.connect((clock,), taking, SCHEDULE, resource, scope, settings)


SCHEDULE_BY_RULE = "rule"
SCHEDULE_BY_SCHEDULER = "scheduler"


def _kind(kind: str, tree: Tree) -> dict[str, Setting]:
    return {"schedule_kind": literal(kind, tree.place)}


def _buses(draft: Draft, properties: Tree, scope: Scope) -> tuple[End, ...]:
    written = properties.get("EventBusName")
    found = ends(draft, written, scope, BUS)
    if found:
        return found
    bus = draft.default_bus(properties.place)
    return (End(bus.id, bus.type),)


def _state(properties: Tree, scope: Scope) -> dict[str, Setting]:
    found = lookup(properties, ["State"], scope)
    if found is None or found.value is UNKNOWN or not isinstance(found.value, str):
        return {}
    off = found.value == "DISABLED"
    others = tuple(one != "DISABLED" for one in found.otherwise)
    enabled = Setting(not off, found.origin, found.place, found.condition, others)
    return {"enabled": enabled}


def schedule(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::Scheduler::Schedule."""
    properties = resource.properties
    shared = _state(properties, scope) | _kind(SCHEDULE_BY_SCHEDULER, properties)
    clock = End(scope.id(resource.id), "eventbridge-schedule")
    for target in listed(properties.get("Target"), scope):
        settings = edge_settings(draft, SCHEDULE, target.tree, scope) | shared
        taking = _called(draft, target.tree, scope)
        draft.connect((clock,), taking, SCHEDULE, resource, scope, settings)


def _called(draft: Draft, target: Tree, scope: Scope) -> tuple[End, ...]:
    """Give the target of a schedule; a universal one hides it in its input."""
    arn = target.get("Arn")
    if arn is None:
        return ()
    universal = _UNIVERSAL.match(spelled(evaluate(arn, scope).value))
    if universal is None:
        return ends(draft, arn, scope)
    service, action = universal.groups()
    written = target.get("Input")
    opened = read_text(written, scope) if written else None
    if service == "eventbridge" and action == "putEvents":
        entries = opened.get("Entries") if opened else None
        for entry in listed(entries, scope):
            return _buses(draft, entry.tree, scope)
        return (End(draft.default_bus(arn.place).id, BUS),)
    key, component = _CALLED.get(service, ("", "service"))
    inner = opened.get(key) if opened and key else None
    found = ends(draft, inner, scope, component)
    if found:
        return found
    node = draft.outside(f"{service}:{action}", component, arn.place)
    return (End(node.id, node.type),)
