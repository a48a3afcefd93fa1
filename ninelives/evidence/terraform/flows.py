"""What connects: mappings, subscriptions, rules, schedules, pipes, buckets."""

from __future__ import annotations

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.evidence.model import Setting, absent, literal
from ninelives.evidence.terraform.draw import Drawing
from ninelives.evidence.terraform.ends import End, left_open, shallow
from ninelives.evidence.terraform.ground import BUS
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.rules import enabled, rule_of
from ninelives.evidence.terraform.values import spelled

_MAIL = ("email", "email-json", "sms", "application")


def there(body: Setting, path: str) -> Setting:
    """Say whether anything is written at a path."""
    found = taken(body, path)
    if found is None:
        return absent(body.place)
    found = left_open(found)
    if found.value in ((), "", None) or found.value == {}:
        return Setting(
            ABSENT,
            found.origin,
            found.place,
            found.condition,
            tuple(True for one in found.otherwise if one not in ((), ABSENT, "")),
        )
    return shallow(found, present=True) if not _whole(found) else _true(found)


def _whole(found: Setting) -> bool:
    return isinstance(found.value, tuple | dict)


def _true(found: Setting) -> Setting:
    return Setting(
        True,  # noqa: FBT003 - a value
        found.origin,
        found.place,
        found.condition,
        tuple(ABSENT if one in ((), ABSENT) else True for one in found.otherwise),
    )


def mapping(drawing: Drawing, resource: Resource) -> None:
    """Draw an event source mapping."""
    body = resource.body
    functions = drawing.ends(taken(body, "function_name"), "lambda-function")
    sources = drawing.ends(taken(body, "event_source_arn"), _guessed(body))
    own = resource.blocks("self_managed_event_source")
    if not sources and own:
        sources = [drawing.outside("self-managed Kafka", "kafka-cluster", own[0].place)]
    more = {"filters": there(body, "filter_criteria")}
    drawing.connect(sources, functions, "event-source-mapping", resource, body, more)


def _guessed(body: Setting) -> str:
    """Give what kind of source only the arguments tell."""
    if taken(body, "scaling_config") is not None:
        return "sqs-queue"
    if taken(body, "amazon_managed_kafka_event_source_config") is not None:
        return "kafka-cluster"
    return ""


def subscription(drawing: Drawing, resource: Resource) -> None:
    """Draw a subscription to a topic."""
    body = resource.body
    topics = drawing.ends(taken(body, "topic_arn"), "sns-topic")
    written = taken(body, "protocol")
    protocol = shallow(written).value if written is not None else ""
    end = taken(body, "endpoint")
    if end is None:
        return
    types = {
        "lambda": "lambda-function",
        "sqs": "sqs-queue",
        "firehose": "firehose-stream",
        "http": "http-endpoint",
        "https": "http-endpoint",
    }
    expected = types.get(str(protocol), "service" if protocol in _MAIL else "")
    if expected in ("http-endpoint", "service"):
        spoken = spelled(end.value) or end.condition or f"endpoint of {resource.id}"
        targets = [drawing.outside(spoken, expected, end.place)]
    else:
        targets = drawing.ends(end, expected)
    drawing.connect(topics, targets, "subscription", resource, body)


def bus(drawing: Drawing, found: Setting | None, resource: Resource) -> list[End]:
    """Give the bus that an argument names; the default one where it is not written."""
    ends = drawing.ends(found, BUS)
    if not ends or (found is not None and found.value in (ABSENT, "default")):
        return [drawing.default_bus(resource.place)]
    return ends


def target(drawing: Drawing, resource: Resource) -> None:
    """Draw what a rule sends to a target."""
    body = resource.body
    written = taken(body, "rule")
    rule = rule_of(drawing, written)
    targets = drawing.ends(taken(body, "arn"))
    own = rule.body if rule is not None else body
    on = enabled(own) if rule is not None else {}
    if rule is not None and taken(own, "schedule_expression") is not None:
        pattern = taken(own, "event_pattern")
        if pattern is None or pattern.value is ABSENT:
            schedule(drawing, resource, rule, targets, body, "rule", on)
            return
    named_bus = taken(body, "event_bus_name") or taken(own, "event_bus_name")
    more = {
        "pattern": there(own, "event_pattern")
        if rule is not None
        else Setting(UNKNOWN, absent(body.place).origin, body.place, "the rule"),
        **on,
    }
    if rule is None and written is not None:
        del more["pattern"]
    shown = rule if rule is not None else resource
    made = Resource(
        shown.id,
        resource.kind,
        body,
        resource.place,
        resource.condition,
        resource.exists,
        copy=resource.copy,
    )
    drawing.connect(
        bus(drawing, named_bus, resource), targets, "rule", made, body, more
    )


def schedule(  # noqa: PLR0913, PLR0917 - all of them differ by caller
    drawing: Drawing,
    resource: Resource,
    clock: Resource,
    targets: list[End],
    body: Setting,
    kind: str,
    more: dict[str, Setting],
) -> None:
    """Draw what a schedule starts."""
    source = drawing.nodes.get(clock.id)
    if source is None:
        from ninelives.evidence.model import Node

        drawing.nodes[clock.id] = Node(
            clock.id,
            "eventbridge-schedule",
            clock.place,
            kind=clock.kind,
            condition=clock.condition,
            exists=clock.exists,
        )
    told = {**more, "schedule_kind": literal(kind, clock.place)}
    drawing.connect([drawing.end(clock.id)], targets, "schedule", resource, body, told)


_INPUTS = {
    "sqs": ("QueueUrl", "sqs-queue"),
    "sns": ("TopicArn", "sns-topic"),
    "lambda": ("FunctionName", "lambda-function"),
    "sfn": ("StateMachineArn", "step-functions-standard"),
    "kinesis": ("StreamName", "kinesis-stream"),
    "firehose": ("DeliveryStreamName", "firehose-stream"),
    "dynamodb": ("TableName", "dynamodb-table"),
    "eventbridge": ("EventBusName", BUS),
}
"""Which word of a call's input names the component."""


def scheduler(drawing: Drawing, resource: Resource) -> None:
    """Draw what a schedule of EventBridge Scheduler starts."""
    for body in resource.blocks("target"):
        written = taken(body, "arn")
        text = spelled(written.value) if written is not None else ""
        targets: list[End] = []
        if ":scheduler:::aws-sdk:" in text:
            service = text.split("aws-sdk:")[1].partition(":")[0]
            word, expected = _INPUTS.get(service, ("", ""))
            targets = drawing.ends(taken(body, f"input.{word}"), expected)
        targets = targets or drawing.ends(written)
        more = enabled(resource.body)
        schedule(drawing, resource, resource, targets, body, "scheduler", more)


def notification(drawing: Drawing, resource: Resource) -> None:
    """Draw what a bucket tells."""
    buckets = drawing.ends(taken(resource.body, "bucket"), "s3-bucket")
    for block, argument, expected in (
        ("lambda_function", "lambda_function_arn", "lambda-function"),
        ("queue", "queue_arn", "sqs-queue"),
        ("topic", "topic_arn", "sns-topic"),
    ):
        for body in resource.blocks(block):
            more = {}
            for name, path in (
                ("events", "events"),
                ("prefix", "filter_prefix"),
                ("suffix", "filter_suffix"),
            ):
                found = taken(body, path)
                if found is not None:
                    more[name] = shallow(found)
            targets = drawing.ends(taken(body, argument), expected)
            drawing.connect(buckets, targets, "notification", resource, body, more)
    tells = taken(resource.body, "eventbridge")
    if tells is not None and (tells.value is True or tells.value is UNKNOWN):
        found = shallow(tells)
        drawing.add(buckets, "eventbridge", found)
        drawing.connect(
            buckets,
            [drawing.default_bus(resource.place)],
            "notification",
            resource,
            tells,
        )


_PIPE = {
    "dead_letter_queue": "dead_letter_config.arn",
    "maximum_retry_attempts": "maximum_retry_attempts",
    "maximum_event_age": "maximum_record_age_in_seconds",
    "batch_size": "batch_size",
    "starting_position": "starting_position",
}


def pipe(drawing: Drawing, resource: Resource) -> None:
    """Draw a pipe from its source to its target."""
    body = resource.body
    sources = drawing.ends(taken(body, "source"))
    targets = drawing.ends(taken(body, "target"))
    more = {"filters": there(body, "source_parameters.filter_criteria")}
    for kind in (
        "sqs_queue_parameters",
        "kinesis_stream_parameters",
        "dynamodb_stream_parameters",
    ):
        for name, path in _PIPE.items():
            found = taken(body, f"source_parameters.{kind}.{path}")
            if found is not None and found.value is not ABSENT:
                pointed = name == "dead_letter_queue"
                more[name] = drawing.pointed(found) if pointed else shallow(found)
        found = taken(body, f"source_parameters.{kind}.on_partial_batch_item_failure")
        if found is not None:
            halves = literal(found.value == "AUTOMATIC_BISECT", found.place)
            more["bisect"] = halves
    enriched = taken(body, "enrichment")
    if enriched is not None and enriched.value is not ABSENT:
        more["enrichment"] = drawing.pointed(enriched)
    for kind in (
        "lambda_function_parameters",
        "step_function_state_machine_parameters",
    ):
        found = taken(body, f"target_parameters.{kind}.invocation_type")
        if found is not None:
            more["invocation_type"] = shallow(found)
    state = taken(body, "desired_state")
    if state is not None:
        more["enabled"] = literal(shallow(state).value != "STOPPED", state.place)
    drawing.connect(sources, targets, "pipe", resource, body, more)
