"""Whom a bucket tells about its objects: functions, queues, topics, EventBridge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.evidence.cloudformation.draft import BUS, Draft, End
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import branches, listed, lookup
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.model import Edge, Setting, literal
from ninelives.evidence.tree import Tree

NOTIFICATION = "notification"
_KINDS = (
    # the names of the API, which the CDK's custom resource uses, stand second
    (("LambdaConfigurations", "LambdaFunctionConfigurations"), "lambda-function"),
    (("QueueConfigurations",), "sqs-queue"),
    (("TopicConfigurations",), "sns-topic"),
)
_TARGETS = ("Function", "LambdaFunctionArn", "Queue", "QueueArn", "Topic", "TopicArn")


def bucket(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the notifications of an AWS::S3::Bucket."""
    node = draft.nodes[scope.id(resource.id)]
    told = resource.properties.get("NotificationConfiguration")
    _notify(draft, (End(node.id, node.type),), told, resource, scope)


def custom(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw a Custom::S3BucketNotifications of the CDK."""
    properties = resource.properties
    sources = ends(draft, properties.get("BucketName"), scope, "s3-bucket")
    told = properties.get("NotificationConfiguration")
    _notify(draft, sources, told, resource, scope)


def _notify(
    draft: Draft,
    sources: Sequence[End],
    told: Tree | None,
    resource: Resource,
    scope: Scope,
) -> None:
    for whole in branches(told, scope):
        chosen = [
            End(one.id, one.type, whole.condition, whole.exists) for one in sources
        ]
        for names, component in _KINDS:
            for name in names:
                for entry in listed(whole.tree.get(name), scope):
                    target = _first(entry.tree, _TARGETS)
                    taking = tuple(
                        End(one.id, one.type, entry.condition, entry.exists)
                        if entry.condition
                        else one
                        for one in ends(draft, target, scope, component)
                    )
                    settings = _settings(entry.tree, scope)
                    draft.connect(
                        chosen, taking, NOTIFICATION, resource, scope, settings
                    )
        _eventbridge(draft, chosen, whole.tree, resource, scope)


def merge(draft: Draft) -> None:
    """Make one edge of notifications that differ only in the kinds of event."""
    merged: dict[tuple[object, ...], int] = {}
    kept: list[Edge] = []
    for edge in draft.edges:
        if edge.by != NOTIFICATION or "events" not in edge.settings:
            kept.append(edge)
            continue
        chosen = [edge.settings.get(name) for name in ("prefix", "suffix")]
        values = [one.value if one else None for one in chosen]
        key = (edge.source, edge.target, edge.condition, *values)
        if key not in merged:
            merged[key] = len(kept)
            kept.append(edge)
            continue
        first = kept[merged[key]]
        kept[merged[key]] = replace(first, settings=_united(first, edge))
    draft.edges = kept


def _united(first: Edge, other: Edge) -> dict[str, Setting]:
    told = [one.settings["events"].value for one in (first, other)]
    kinds = [kind for value in told if isinstance(value, tuple) for kind in value]
    events = replace(first.settings["events"], value=tuple(dict.fromkeys(kinds)))
    return {**first.settings, "events": events}


def _first(tree: Tree, names: Sequence[str]) -> Tree | None:
    return next((found for name in names if (found := tree.get(name))), None)


def _settings(tree: Tree, scope: Scope) -> dict[str, Setting]:
    settings = {}
    told = _first(tree, ("Events", "Event"))
    if told is not None:
        found = evaluate(told, scope)
        values = found.value if isinstance(found.value, tuple) else (found.value,)
        kinds = tuple(
            one if isinstance(one, str) else UNKNOWN for one in values if one != ""
        )
        settings["events"] = literal(kinds, told.place)
    for path in ("Filter.S3Key.Rules", "Filter.Key.FilterRules"):
        inner: Tree | None = tree
        for step in path.split("."):
            inner = inner.get(step) if inner else None
        for one in listed(inner, scope):
            name = _text(one.tree.get("Name"), scope).lower()
            value = lookup(one.tree, ["Value"], scope)
            if name in ("prefix", "suffix") and value is not None:
                text = value.value if isinstance(value.value, str) else UNKNOWN
                settings[name] = Setting(
                    text, value.origin, value.place, value.condition
                )
    return settings


def _text(tree: Tree | None, scope: Scope) -> str:
    value = evaluate(tree, scope).value if tree else ""
    return value if isinstance(value, str) else ""


def _eventbridge(
    draft: Draft,
    sources: Sequence[End],
    tree: Tree,
    resource: Resource,
    scope: Scope,
) -> None:
    for way in branches(tree.get("EventBridgeConfiguration"), scope):
        switch = lookup(way.tree, ["EventBridgeEnabled"], scope)
        if switch is not None and switch.value in (False, "false"):
            if not switch.otherwise:
                continue
            way_exists: bool | None = False
        else:
            way_exists = way.exists
        condition = way.condition or (switch.condition if switch else "")
        node = draft.default_bus(way.tree.place)
        bus = End(node.id, BUS, condition, way_exists)
        draft.connect(sources, (bus,), NOTIFICATION, resource, scope, {})
        for source in sources:
            on = literal(value=way_exists is not False or ABSENT, place=way.tree.place)
            draft.add(source.id, "eventbridge", on)
