"""Queues and topics that SAM makes to keep failures: destinations, dead letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ninelives.evidence.cloudformation.sam.alias import alias_id, invoked
from ninelives.evidence.cloudformation.sam.workshop import Workshop
from ninelives.evidence.cloudformation.template import Resource, made
from ninelives.evidence.tree import Tree

_MADE = {
    "SQS": ("AWS::SQS::Queue", "Queue", "Arn"),
    "SNS": ("AWS::SNS::Topic", "Topic", ""),
}
"""Type of a destination → what SAM makes of it, the end of its id, its reference."""
_TRIPLE = 3
_NO_VALUE = "AWS::NoValue"


def invoke_config(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    """Give what the EventInvokeConfig of a function makes."""
    config = resource.properties.get("EventInvokeConfig")
    if config is None or not isinstance(config.value, dict):
        return
    name = f"{resource.id}EventInvokeConfig"
    destinations: dict[str, object] = {}
    told = config.get("DestinationConfig")
    for outcome, tree in told.items() if told else ():
        kind = tree.get("Type")
        target = tree.get("Destination")
        make = _MADE.get(kind.text()) if kind else None
        if make is not None and _missing(target):
            sink, target = _sink(
                f"{name}{outcome}{make[1]}", make, target, tree, resource, shop
            )
            yield sink
        if target is not None:
            destinations[outcome] = {"Destination": target}
    properties: dict[str, object] = {
        "FunctionName": {"Ref": resource.id},
        "DestinationConfig": destinations,
    }
    if alias_id(resource):
        properties["Qualifier"] = invoked(resource)
    for key in ("MaximumRetryAttempts", "MaximumEventAgeInSeconds"):
        written = config.get(key)
        if written is not None:
            properties[key] = written
    yield made(
        name, "AWS::Lambda::EventInvokeConfig", properties, config, resource.condition
    )


def _missing(target: Tree | None) -> bool:
    """Whether a destination is left out, be it only under a condition."""
    if target is None or target.value in (None, ""):
        return True
    if _is_no_value(target):
        return True
    found = target.get("Fn::If")
    branches = found.entries() if found else ()
    return len(branches) == _TRIPLE and any(_is_no_value(one) for one in branches[1:])


def _is_no_value(tree: Tree) -> bool:
    found = tree.get("Ref")
    return found is not None and found.value == _NO_VALUE


def _sink(
    logical_id: str,
    make: tuple[str, str, str],
    target: Tree | None,
    like: Tree,
    resource: Resource,
    shop: Workshop,
) -> tuple[Resource, Tree]:
    """Give the queue or topic that is made, and what the destination then is."""
    kind, _, attribute = make
    reference: Mapping[str, object] = (
        {"Fn::GetAtt": [logical_id, attribute]} if attribute else {"Ref": logical_id}
    )
    found = target.get("Fn::If") if target else None
    branches = found.entries() if found else ()
    if len(branches) != _TRIPLE:
        sink = made(logical_id, kind, {}, like, resource.condition)
        return sink, like.like(reference)
    condition = branches[0].text()
    left_out = [_is_no_value(one) for one in branches[1:]]
    under = condition if left_out[0] else shop.unless(condition, like)
    sink = made(logical_id, kind, {}, like, under)
    chosen = [
        like.like(reference) if gone else one
        for gone, one in zip(left_out, branches[1:], strict=True)
    ]
    return sink, like.like({"Fn::If": [branches[0], *chosen]})


def dead_letters(
    tree: Tree | None, owner: str, condition: str
) -> tuple[Tree | None, list[Resource]]:
    """Give the DeadLetterConfig of a target, and the queue that is made for it."""
    if tree is None or not isinstance(tree.value, dict):
        return tree, []
    if tree.get("Arn") is not None or tree.get("Type") is None:
        return tree, []
    named = tree.get("QueueLogicalId")
    logical_id = named.text() if named else f"{owner}Queue"
    queue = made(logical_id, "AWS::SQS::Queue", {}, tree, condition)
    let = admitting("events.amazonaws.com", {"Ref": logical_id})
    kind = "AWS::SQS::QueuePolicy"
    policy = made(f"{owner}QueuePolicy", kind, let, tree, condition)
    arn = {"Fn::GetAtt": [logical_id, "Arn"]}
    return tree.like({"Arn": arn}), [queue, policy]


def admitting(service: str, queue: object) -> dict[str, object]:
    """Give the properties of a policy that lets a service send into a queue."""
    statement = {
        "Effect": "Allow",
        "Action": "sqs:SendMessage",
        "Principal": {"Service": service},
    }
    return {"Queues": [queue], "PolicyDocument": {"Statement": [statement]}}
