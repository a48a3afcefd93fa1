"""The common modules of the registry, as the resources that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.errors import Problem
from ninelives.evidence.model import Origin, Setting, literal
from ninelives.evidence.terraform.arguments import flag, listed, main, me, piece, wrap
from ninelives.evidence.terraform.ends import shallow
from ninelives.evidence.terraform.registry_events import events
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.values import Pointer, under

_SOURCE = re.compile(r"terraform-aws-(?:modules/)?([a-z0-9-]+?)(?:/aws|\.git|$|\?|//)")


def expanded(call: Resource, problems: list[Problem]) -> Iterator[Resource]:
    """Give what a module that is not at hand makes, as far as its arguments say."""
    made = _MADE.get(_which(call))
    if made is None:
        what = f"the module {call.source or call.id} is not at hand"
        note = "what it makes is not known"
        problems.append(Problem(call.place, f"{what}: {note}", level="note"))
        yield call
        return
    if flag(call, "create", default=True) is not False:
        yield from made(call)


def _which(call: Resource) -> str:
    """Give the kind of module by its address, or by arguments only one kind has."""
    inner = call.source.rpartition("//")[2] if "//" in call.source else ""
    inner = inner or call.source
    if "modules/alias" in inner:
        return "alias"
    if "modules/notification" in inner:
        return "notification"
    found = _SOURCE.search(call.source)
    if found is not None:
        return "" if "//" in call.source and "modules/" in inner else found[1]
    if not call.source.startswith(("./", "../")):
        return ""
    given = call.body.value if isinstance(call.body.value, dict) else {}
    for kind, words in _SIGNS.items():
        written = [given[one] for one in words if one in given]
        if any(not isinstance(one.value, Pointer) for one in written):
            return kind
    return ""


_SIGNS: Mapping[str, tuple[str, ...]] = {
    "notification": ("lambda_notifications", "sqs_notifications", "sns_notifications"),
    "eventbridge": ("create_bus", "bus_name"),
    "lambda": ("function_name", "lambda_role", "source_path", "create_function"),
    "sqs": (
        "create_dlq",
        "fifo_queue",
        "visibility_timeout_seconds",
        "message_retention_seconds",
        "sqs_managed_sse_enabled",
    ),
    "sns": ("topic_policy", "topic_policy_statements", "fifo_topic"),
    "s3-bucket": ("bucket", "bucket_prefix", "force_destroy"),
}
"""Arguments that tell a module whose address is only a folder that is not here."""


def _function(call: Resource) -> Iterator[Resource]:
    own = main(call, "aws_lambda_function")
    body = dict(own.body.value) if isinstance(own.body.value, dict) else {}
    sink = body.get("dead_letter_target_arn")
    if sink is not None and (sink.value is not ABSENT or sink.condition):
        held = literal({"target_arn": sink}, sink.place)
        body["dead_letter_config"] = literal((held,), sink.place)
    yield replace(own, body=literal(body, call.place))
    yield from _around(call, me(call))


def _alias(call: Resource) -> Iterator[Resource]:
    yield replace(call, kind="aws_lambda_alias")
    yield from _around(call, me(call))


def _around(call: Resource, function: Setting) -> Iterator[Resource]:
    for key, body, at in listed(call, "event_source_mapping"):
        body["function_name"] = body.get("function_name", function)
        if "destination_arn_on_failure" in body:
            kept = body["destination_arn_on_failure"]
            held = literal({"destination_arn": kept}, kept.place)
            failed = literal((held,), kept.place)
            config = literal({"on_failure": failed}, kept.place)
            body["destination_config"] = literal((config,), kept.place)
        if "maximum_concurrency" in body and "scaling_config" not in body:
            wrap(body, "maximum_concurrency", "scaling_config")
        part = piece(
            call, f"event_source_mapping.{key}", "aws_lambda_event_source_mapping", body
        )
        yield replace(part, place=at.place, body=literal(body, at.place))
    if flag(call, "create_async_event_config", default=False) is not False:
        settings = {
            name: found
            for name in ("maximum_retry_attempts", "maximum_event_age_in_seconds")
            if (found := taken(call.body, name)) is not None
        }
        ends = {}
        for name in ("on_failure", "on_success"):
            found = taken(call.body, f"destination_{name}")
            if found is not None and found.value is not ABSENT:
                ends[name] = literal({"destination": found}, found.place)
        settings["function_name"] = function
        settings["destination_config"] = literal(ends, call.place)
        if _which(call) == "alias":
            settings["qualifier"] = literal(call.id, call.place)
        yield piece(call, "async", "aws_lambda_function_event_invoke_config", settings)
    for key, body, _ in listed(call, "allowed_triggers"):
        if "service" in body and isinstance(body["service"].value, str):
            service = f"{body['service'].value}.amazonaws.com"
            body["principal"] = literal(service, body["service"].place)
        body["function_name"] = function
        yield piece(call, f"allowed_triggers.{key}", "aws_lambda_permission", body)


def _queue(call: Resource) -> Iterator[Resource]:
    own = main(call, "aws_sqs_queue")
    body = dict(own.body.value) if isinstance(own.body.value, dict) else {}
    makes = flag(call, "create_dlq", default=False)
    if makes is not False:
        named = taken(call.body, "create_dlq")
        sink = Pointer(f"{call.id}.dead_letter")
        policy = {
            "deadLetterTargetArn": literal(sink, call.place),
            "maxReceiveCount": literal(5, call.place),
        }
        written = taken(call.body, "redrive_policy")
        count = taken(call.body, "redrive_policy.maxReceiveCount")
        if written is not None and count is not None:
            policy["maxReceiveCount"] = count
        held = literal(policy, call.place)
        if named is not None and named.origin is not Origin.LITERAL:
            value = policy if makes else UNKNOWN
            held = replace(named, value=value, otherwise=())
        body["redrive_policy"] = held
        part = {
            name: found
            for name, argument in (
                ("name", "dlq_name"),
                ("message_retention_seconds", "dlq_message_retention_seconds"),
                ("visibility_timeout_seconds", "dlq_visibility_timeout_seconds"),
                ("fifo_queue", "fifo_queue"),
            )
            if (found := taken(call.body, argument)) is not None
        }
        for name in ("message_retention_seconds", "visibility_timeout_seconds"):
            if name not in part and name in body:
                part[name] = body[name]
        yield piece(call, "dead_letter", "aws_sqs_queue", part)
    yield replace(own, body=literal(body, call.place))


def _topic(call: Resource) -> Iterator[Resource]:
    if flag(call, "create_sns_topic", default=True) is False:
        return
    yield main(call, "aws_sns_topic")
    for key, body, at in listed(call, "subscriptions"):
        body["topic_arn"] = me(call)
        part = piece(call, f"subscriptions.{key}", "aws_sns_topic_subscription", body)
        yield replace(part, place=at.place)


def _bucket(call: Resource) -> Iterator[Resource]:
    own = main(call, "aws_s3_bucket")
    yield own
    versions = taken(call.body, "versioning.enabled") or taken(
        call.body, "versioning.status"
    )
    if versions is not None and shallow(versions).value in (True, "Enabled", "true"):
        status = literal("Enabled", versions.place)
        held = literal({"status": status}, versions.place)
        body = {"bucket": me(call), "versioning_configuration": held}
        yield piece(call, "versioning", "aws_s3_bucket_versioning", body)


def _notification(call: Resource) -> Iterator[Resource]:
    body: dict[str, Setting] = {}
    for name in ("bucket", "eventbridge"):
        found = taken(call.body, name)
        if found is not None:
            body[name] = found
    for argument, block, old in (
        ("lambda_notifications", "lambda_function", "function_arn"),
        ("sqs_notifications", "queue", "queue_arn"),
        ("sns_notifications", "topic", "topic_arn"),
    ):
        blocks = []
        for key, one, at in listed(call, argument):
            if block == "lambda_function" and old in one:
                one["lambda_function_arn"] = one[old]
            one.setdefault("id", literal(key, at.place))
            blocks.append(under(literal(one, at.place), at))
        body[block] = literal(tuple(blocks), call.place)
    yield piece(call, "this", "aws_s3_bucket_notification", body)


def _table(call: Resource) -> Iterator[Resource]:
    own = main(call, "aws_dynamodb_table")
    body = dict(own.body.value) if isinstance(own.body.value, dict) else {}
    recovers = body.get("point_in_time_recovery_enabled")
    if recovers is not None:
        held = literal({"enabled": recovers}, recovers.place)
        body["point_in_time_recovery"] = literal((held,), recovers.place)
    body.setdefault("billing_mode", literal("PAY_PER_REQUEST", call.place))
    yield replace(own, body=literal(body, call.place))


_MADE: Mapping[str, Callable[[Resource], Iterator[Resource]]] = {
    "lambda": _function,
    "alias": _alias,
    "sqs": _queue,
    "sns": _topic,
    "s3-bucket": _bucket,
    "notification": _notification,
    "eventbridge": events,
    "dynamodb-table": _table,
}
"""What makes the resources of which module."""
