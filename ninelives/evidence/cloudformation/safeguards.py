"""What other resources say of a component: alarms, archives, policies."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.evidence.cloudformation.draft import BUS, Draft, End
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import listed, lookup
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import Pointer, spelled
from ninelives.evidence.model import literal
from ninelives.evidence.tree import Tree

DEPTHS = ("ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage")
WATCHED = {
    **dict.fromkeys(DEPTHS, ("QueueName", "sqs-queue", "depth_alarm")),
    "Errors": ("FunctionName", "lambda-function", "errors_alarm"),
    "IteratorAge": ("FunctionName", "lambda-function", "iterator_alarm"),
    "GetRecords.IteratorAgeMilliseconds": (
        "StreamName",
        "kinesis-stream",
        "iterator_alarm",
    ),
}
"""Metric → the dimension that names the component, its type, what the alarm is for."""
_SERVICES = {
    "AWS::SNS::Topic": "sns",
    "AWS::Events::Rule": "events",
    "AWS::S3::Bucket": "s3",
    "AWS::Scheduler::Schedule": "scheduler",
}
_SEND = frozenset({"sqs:sendmessage", "sqs:*", "sns:publish", "sns:*", "*"})


def alarm(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Note an AWS::CloudWatch::Alarm that does something when it goes off."""
    properties = resource.properties
    if not properties.get("AlarmActions"):
        return
    metrics = [properties]
    for one in listed(properties.get("Metrics"), scope):
        inner = one.tree.get("MetricStat")
        metric = inner.get("Metric") if inner else None
        if metric is not None:
            metrics.append(metric)
    for metric in metrics:
        found = lookup(metric, ["MetricName"], scope)
        known = WATCHED.get(str(found.value)) if found else None
        if known is None:
            continue
        name, component, setting = known
        for one in listed(metric.get("Dimensions"), scope):
            key = lookup(one.tree, ["Name"], scope)
            if key is not None and key.value == name:
                for end in ends(draft, one.tree.get("Value"), scope, component):
                    draft.add(end.id, setting, literal(value=True, place=metric.place))


def archive(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::Events::Archive."""
    node = draft.nodes[scope.id(resource.id)]
    buses = ends(draft, resource.properties.get("SourceArn"), scope, BUS)
    target = (End(node.id, node.type),)
    draft.connect(buses, target, "archive", resource, scope, {})
    for end in buses:
        draft.add(end.id, "archived", literal(value=True, place=resource.place))


def policy(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Note the services that a policy of queues or topics lets send."""
    properties = resource.properties
    document = properties.get("PolicyDocument")
    admitted = tuple(_admitted(draft, document, scope)) if document else ()
    setting = literal(tuple(dict.fromkeys(admitted)), resource.place)
    for name, component in (("Queues", "sqs-queue"), ("Topics", "sns-topic")):
        for one in listed(properties.get(name), scope):
            for end in ends(draft, one.tree, scope, component):
                draft.add(end.id, "admits", setting)


def permission(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Note the service that an AWS::Lambda::Permission lets invoke a function."""
    properties = resource.properties
    told = lookup(properties, ["Principal"], scope)
    if told is None or not isinstance(told.value, str):
        return
    setting = literal((told.value,), resource.place)
    function = properties.get("FunctionName")
    for end in ends(draft, function, scope, "lambda-function"):
        draft.add(end.id, "admits", setting)


def _admitted(draft: Draft, policy: Tree, scope: Scope) -> Iterator[str]:
    for one in listed(policy.get("Statement"), scope):
        statement = one.tree
        effect = lookup(statement, ["Effect"], scope)
        if effect is not None and effect.value == "Deny":
            continue
        actions = {one.lower() for one in _texts(statement.get("Action"), scope)}
        if not actions & _SEND:
            continue
        principal = statement.get("Principal")
        if principal is None:
            continue
        yield from _texts(principal.get("Service"), scope)
        anyone = _texts(principal, scope) + _texts(principal.get("AWS"), scope)
        if "*" in anyone:
            yield from _by_source(draft, statement, scope)


def _by_source(draft: Draft, statement: Tree, scope: Scope) -> Iterator[str]:
    """Give the services that a policy for everybody means by the source's ARN."""
    condition = statement.get("Condition")
    found = [
        evaluate(value, scope).value
        for _, test in (condition.items() if condition else ())
        for key, value in test.items()
        if key.lower() == "aws:sourcearn"
    ]
    services = _SERVICES.values() if condition is None else ()
    for value in found:
        if isinstance(value, Pointer) and value.id in draft.declared:
            kind = draft.declared[value.id][0].kind
            services = (*services, _SERVICES.get(kind, ""))
        else:
            text = spelled(value)
            services = (
                *services,
                *(one for one in _SERVICES.values() if f":{one}:" in text),
            )
    yield from (f"{one}.amazonaws.com" for one in services if one)


def _texts(tree: Tree | None, scope: Scope) -> list[str]:
    if tree is None:
        return []
    value = evaluate(tree, scope).value
    values = value if isinstance(value, tuple) else (value,)
    return [one for one in values if isinstance(one, str)]
