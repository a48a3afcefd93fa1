"""What else sends events: IoT rules, receipt rules, hooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ninelives.evidence.cloudformation.draft import Draft, End
from ninelives.evidence.cloudformation.lookup import listed, lookup
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.properties import kept_by
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.model import Setting
from ninelives.evidence.tree import Tree

_ACTIONS = {
    "Lambda": ("FunctionArn", "lambda-function"),
    "Sqs": ("QueueUrl", "sqs-queue"),
    "Sns": ("TargetArn", "sns-topic"),
    "Kinesis": ("StreamName", "kinesis-stream"),
    "Firehose": ("DeliveryStreamName", "firehose-stream"),
    "DynamoDB": ("TableName", "dynamodb-table"),
    "DynamoDBv2": ("PutItem.TableName", "dynamodb-table"),
    "S3": ("BucketName", "s3-bucket"),
    "StepFunctions": ("StateMachineName", "step-functions-standard"),
    "CloudwatchLogs": ("LogGroupName", "log-group"),
}
"""Action of an IoT rule → the property that names its target, and its type."""
_RECEIPTS = {
    "LambdaAction": ("FunctionArn", "lambda-function"),
    "S3Action": ("BucketName", "s3-bucket"),
    "SNSAction": ("TopicArn", "sns-topic"),
}


def iot_rule(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the actions of an AWS::IoT::TopicRule."""
    node = draft.nodes[scope.id(resource.id)]
    payload = resource.properties.get("TopicRulePayload")
    if payload is None:
        return
    settings: dict[str, Setting] = {}
    for name, (path, component) in _ACTIONS.items():
        found = lookup(payload, ["ErrorAction", name, *path.split(".")], scope)
        if found is not None:
            settings["failure_destination"] = kept_by(draft, found, component)
    for action in listed(payload.get("Actions"), scope):
        source = End(node.id, node.type, action.condition, action.exists)
        taking = tuple(taken_by(draft, action.tree, _ACTIONS, scope))
        draft.connect((source,), taking, "iot-rule", resource, scope, settings)


def receipt_rule(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the actions of an AWS::SES::ReceiptRule."""
    node = draft.nodes[scope.id(resource.id)]
    source = End(node.id, node.type)
    rule = resource.properties.get("Rule")
    for action in listed(rule.get("Actions") if rule else None, scope):
        taking = tuple(taken_by(draft, action.tree, _RECEIPTS, scope))
        draft.connect((source,), taking, "hook", resource, scope, {})


def lifecycle_hook(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::AutoScaling::LifecycleHook."""
    properties = resource.properties
    sources = ends(draft, properties.get("AutoScalingGroupName"), scope, "service")
    taking = ends(draft, properties.get("NotificationTargetARN"), scope)
    draft.connect(sources, taking, "hook", resource, scope, {})


def user_pool(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the functions an AWS::Cognito::UserPool calls."""
    node = draft.nodes[scope.id(resource.id)]
    triggers = resource.properties.get("LambdaConfig")
    for name, tree in triggers.items() if triggers else ():
        if name == "KMSKeyID":
            continue
        target = tree.get("LambdaArn") or tree
        taking = ends(draft, target, scope, "lambda-function")
        source = End(node.id, node.type)
        fresh = tuple(one for one in taking if draft.first(source, one, "hook"))
        draft.connect((source,), fresh, "hook", resource, scope, {})


def hook(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw a function that a user pool calls, as SAM writes it."""
    sources = ends(draft, resource.properties.get("Source"), scope, "cognito-user-pool")
    taking = ends(draft, resource.properties.get("Target"), scope, "lambda-function")
    for source in sources:
        fresh = tuple(one for one in taking if draft.first(source, one, "hook"))
        draft.connect((source,), fresh, "hook", resource, scope, {})


def taken_by(
    draft: Draft, tree: Tree, table: Mapping[str, tuple[str, str]], scope: Scope
) -> Iterator[End]:
    """Give the components that an object names, by the kinds in a table."""
    for name, (path, component) in table.items():
        inner = tree.get(name)
        for step in path.split("."):
            inner = inner.get(step) if inner else None
        if inner is not None:
            yield from ends(draft, inner, scope, component)
