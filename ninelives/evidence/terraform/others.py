"""The rarer connections: APIs, workflows, Firehose, logs, IoT rules, hooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ninelives.checklist.truth import ABSENT
from ninelives.evidence.model import Setting
from ninelives.evidence.terraform.draw import Drawing
from ninelives.evidence.terraform.ends import End, shallow
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.values import Phrase, Pointer, opened, spelled

_SUBTYPES = {
    "SQS": ("QueueUrl", "sqs-queue"),
    "EventBridge": ("EventBusName", "eventbridge-bus"),
    "Kinesis": ("StreamName", "kinesis-stream"),
    "StepFunctions": ("StateMachineArn", "step-functions-standard"),
}


def integration(drawing: Drawing, resource: Resource) -> None:
    """Draw what an API passes on."""
    body = resource.body
    apis = drawing.ends(
        taken(body, "api_id") or taken(body, "rest_api_id"), "api-gateway"
    )
    subtype = taken(body, "integration_subtype")
    targets: list[End] = []
    if subtype is not None:
        service = spelled(subtype.value).partition("-")[0]
        word, expected = _SUBTYPES.get(service, ("", ""))
        targets = drawing.ends(taken(body, f"request_parameters.{word}"), expected)
        if service == "EventBridge" and not targets:
            targets = [drawing.default_bus(resource.place)]
    uri = taken(body, "integration_uri") or taken(body, "uri")
    if uri is not None and not targets:
        targets = _uri(drawing, uri)
    drawing.connect(apis, targets, "api", resource)


def _uri(drawing: Drawing, uri: Setting) -> list[End]:
    """Give what the address of an integration leads to, by the references in it."""
    value = uri.value
    parts = value.parts if isinstance(value, Phrase) else (value,)
    for part in parts:
        if isinstance(part, Pointer):
            ends = drawing.ends(Setting(part, uri.origin, uri.place))
            if ends and ends[0].type and not ends[0].id.startswith("data."):
                return ends
    return []


_CALLS = (
    ("FunctionName", "lambda-function"),
    ("QueueUrl", "sqs-queue"),
    ("TopicArn", "sns-topic"),
    ("StateMachineArn", "step-functions-standard"),
    ("TableName", "dynamodb-table"),
    ("StreamName", "kinesis-stream"),
    ("Cluster", "container-service"),
    ("JobQueue", "container-service"),
)


def workflow(drawing: Drawing, resource: Resource) -> None:
    """Draw what a state machine calls."""
    found = taken(resource.body, "definition")
    if found is None:
        return
    own = [drawing.end(resource.id)]
    for task in _tasks(opened(found), 0):
        drawing.connect(own, _called(drawing, task), "call", resource, task)


def _tasks(found: Setting, depth: int) -> Iterator[Setting]:
    if depth > 30 or not isinstance(found.value, dict | tuple):  # noqa: PLR2004 - enough
        return
    if isinstance(found.value, tuple):
        for one in found.value:
            yield from _tasks(one, depth + 1)
        return
    kind = found.value.get("Type")
    if kind is not None and kind.value == "Task":
        yield found
    for one in found.value.values():
        yield from _tasks(one, depth + 1)


def _called(drawing: Drawing, task: Setting) -> list[End]:
    named = taken(task, "Resource")
    if named is None:
        return []
    if ":states:::" not in spelled(named.value):
        return drawing.ends(named, "lambda-function")
    for holder in ("Parameters", "Arguments"):
        for word, expected in _CALLS:
            found = taken(task, f"{holder}.{word}")
            if found is not None and found.value is not ABSENT:
                if spelled(found.value).startswith("$."):
                    continue
                return drawing.ends(found, expected)
        if "events:putEvents" in spelled(named.value):
            return [drawing.default_bus(task.place)]
    return []


def firehose(drawing: Drawing, resource: Resource) -> None:
    """Draw what a delivery stream reads."""
    found = taken(resource.body, "kinesis_source_configuration.kinesis_stream_arn")
    own = [drawing.end(resource.id)]
    drawing.connect(drawing.ends(found, "kinesis-stream"), own, "delivery", resource)
    for kind in ("extended_s3_configuration", "http_endpoint_configuration"):
        for name, path in (
            ("error_prefix", "error_output_prefix"),
            ("backup_mode", "s3_backup_mode"),
            ("retry_duration", "retry_duration"),
        ):
            told = taken(resource.body, f"{kind}.{path}")
            if told is not None:
                drawing.add(own, name, shallow(told))


def logs(drawing: Drawing, resource: Resource) -> None:
    """Draw who is told of the lines of a log."""
    groups = drawing.ends(taken(resource.body, "log_group_name"), "log-group")
    targets = drawing.ends(taken(resource.body, "destination_arn"))
    drawing.connect(groups, targets, "log-subscription", resource)


_ACTIONS = {
    "lambda": ("function_arn", "lambda-function"),
    "sqs": ("queue_url", "sqs-queue"),
    "sns": ("target_arn", "sns-topic"),
    "kinesis": ("stream_name", "kinesis-stream"),
    "firehose": ("delivery_stream_name", "firehose-stream"),
    "dynamodb": ("table_name", "dynamodb-table"),
    "dynamodbv2": ("put_item.table_name", "dynamodb-table"),
    "step_functions": ("state_machine_name", "step-functions-standard"),
    "s3": ("bucket_name", "s3-bucket"),
}


def iot(drawing: Drawing, resource: Resource) -> None:
    """Draw what an IoT rule does with a message."""
    more: dict[str, Setting] = {}
    for error in resource.blocks("error_action"):
        for kind, (path, _) in _ACTIONS.items():
            found = taken(error, f"{kind}.{path}")
            if found is not None and found.value is not ABSENT:
                more["failure_destination"] = drawing.pointed(found)
    own = [drawing.end(resource.id)]
    for kind, (path, expected) in _ACTIONS.items():
        for body in resource.blocks(kind):
            targets = drawing.ends(taken(body, path), expected)
            drawing.connect(own, targets, "iot-rule", resource, body, more)


def hook(drawing: Drawing, resource: Resource) -> None:
    """Draw whom a group of machines tells."""
    groups = drawing.ends(taken(resource.body, "autoscaling_group_name"), "service")
    targets = drawing.ends(taken(resource.body, "notification_target_arn"))
    drawing.connect(groups, targets, "hook", resource)


def cognito(drawing: Drawing, resource: Resource) -> None:
    """Draw the functions a user pool calls."""
    found = taken(resource.body, "lambda_config")
    if found is None:
        return
    held = found.value[0] if isinstance(found.value, tuple) and found.value else found
    own = [drawing.end(resource.id)]
    if isinstance(held.value, dict):
        for one in held.value.values():
            called = taken(one, "lambda_arn") or one
            if isinstance(called.value, Pointer):
                targets = drawing.ends(called, "lambda-function")
                drawing.connect(own, targets, "hook", resource, held)


DRAWN: Mapping[str, Callable[[Drawing, Resource], None]] = {
    "aws_apigatewayv2_integration": integration,
    "aws_api_gateway_integration": integration,
    "aws_sfn_state_machine": workflow,
    "aws_kinesis_firehose_delivery_stream": firehose,
    "aws_cloudwatch_log_subscription_filter": logs,
    "aws_iot_topic_rule": iot,
    "aws_autoscaling_lifecycle_hook": hook,
    "aws_cognito_user_pool": cognito,
}
