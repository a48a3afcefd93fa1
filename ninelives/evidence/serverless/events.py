"""Events of a function: what the Serverless Framework calls them → what SAM does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ninelives.evidence.tree import Tree


class Event(NamedTuple):
    """An event as SAM has it."""

    kind: str
    properties: Mapping[str, object]
    makes: Mapping[str, object] = {}
    """Resources that the framework makes for it, by logical id."""


def event(written: Tree) -> Event | None:
    """Give an event; None for kinds that bring nothing asynchronous or no data."""
    for kind, body in written.items():
        make = _KINDS.get(kind)
        if make is not None:
            return make(body)
    return None


def _queue(body: Tree) -> Event:
    return Event(
        "SQS",
        _given(
            {
                "Queue": _arn(body),
                "BatchSize": body.get("batchSize"),
                "MaximumBatchingWindowInSeconds": body.get("maximumBatchingWindow"),
                "Enabled": body.get("enabled"),
                "FunctionResponseTypes": _reply(body),
                "FilterCriteria": _filters(body),
                "ScalingConfig": _most(body),
            }
        ),
    )


def _most(body: Tree) -> dict[str, object] | None:
    most = body.get("maximumConcurrency")
    return {"MaximumConcurrency": most} if most is not None else None


def _stream(body: Tree) -> Event:
    kind = body.get("type")
    arn = _arn(body)
    said = kind.text() if kind is not None else ""
    table = said == "dynamodb" or (not said and "dynamodb" in _words(arn))
    sink = body.get("destinations")
    failed = sink.get("onFailure") if sink is not None else None
    properties = {
        "Stream": arn,
        "BatchSize": body.get("batchSize"),
        "StartingPosition": body.get("startingPosition") or body.like("TRIM_HORIZON"),
        "MaximumRetryAttempts": body.get("maximumRetryAttempts"),
        "MaximumRecordAgeInSeconds": body.get("maximumRecordAgeInSeconds"),
        "BisectBatchOnFunctionError": body.get("bisectBatchOnFunctionError"),
        "ParallelizationFactor": body.get("parallelizationFactor"),
        "Enabled": body.get("enabled"),
        "FunctionResponseTypes": _reply(body),
        "FilterCriteria": _filters(body),
    }
    if failed is not None:
        end = failed.get("arn") or failed
        properties["DestinationConfig"] = body.like({"OnFailure": {"Destination": end}})
    return Event("DynamoDB" if table else "Kinesis", _given(properties))


def _words(arn: Tree) -> str:
    """Give all the texts of a value, in small letters."""
    if isinstance(arn.value, list):
        return " ".join(map(_words, arn.value))
    if isinstance(arn.value, dict):
        inner = " ".join(map(_words, arn.value.values()))
        return inner + (" dynamodb" if "streamarn" in inner else "")
    return arn.text().lower()


def _topic(body: Tree) -> Event:
    name = body.text()
    given = body.get("arn")
    makes: dict[str, object] = {}
    topic: object = given
    if given is None:
        named = body.get("topicName")
        name = name or (named.text() if named is not None else "")
        if name.startswith("arn:"):
            topic = name
        else:
            logical = "SNSTopic" + "".join(filter(str.isalnum, name)).capitalize()
            makes[logical] = {
                "Type": "AWS::SNS::Topic",
                "Properties": {"TopicName": name},
            }
            topic = {"Ref": logical}
    redrive = body.get("redrivePolicy")
    return Event(
        "SNS",
        _given(
            {
                "Topic": topic,
                "FilterPolicy": body.get("filterPolicy"),
                "FilterPolicyScope": body.get("filterPolicyScope"),
                "RedrivePolicy": _redrive(redrive),
            }
        ),
        makes,
    )


def _redrive(written: Tree | None) -> dict[str, object] | None:
    if written is None:
        return None
    arn: object = written.get("deadLetterTargetArn")
    ref = written.get("deadLetterTargetRef")
    if arn is None and ref is not None:
        arn = {"Fn::GetAtt": [ref.text(), "Arn"]}
    return {"deadLetterTargetArn": arn} if arn is not None else None


def _rule(body: Tree) -> Event:
    retry, dead = body.get("retryPolicy"), body.get("deadLetterQueueArn")
    shared: dict[str, object] = {
        "EventBusName": body.get("eventBus"),
        "Pattern": body.get("pattern") or body.get("event"),
        "Input": body.get("input"),
        "InputPath": body.get("inputPath"),
        "DeadLetterConfig": {"Arn": dead} if dead is not None else None,
    }
    if retry is not None:
        shared["RetryPolicy"] = _given(
            {
                "MaximumEventAgeInSeconds": retry.get("maximumEventAge"),
                "MaximumRetryAttempts": retry.get("maximumRetryAttempts"),
            }
        )
    schedule = body.get("schedule")
    if schedule is not None:
        return Event("Schedule", _given({**shared, "Schedule": schedule}))
    return Event("EventBridgeRule", _given(shared))


def _schedule(body: Tree) -> Event:
    rate = body.get("rate") or body
    method = body.get("method")
    if method is not None and method.text() == "scheduler":
        return Event("ScheduleV2", {"ScheduleExpression": rate})
    return Event("Schedule", _given({"Schedule": rate, "Input": body.get("input")}))


def _bucket(body: Tree) -> Event:
    named = body.get("bucket") or body
    existing = body.get("existing")
    makes: dict[str, object] = {}
    bucket: object = named
    name = named.text()
    if name and not (existing is not None and existing.value is True):
        logical = "S3Bucket" + "".join(filter(str.isalnum, name)).capitalize()
        makes[logical] = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}
        bucket = {"Ref": logical}
    events = body.get("event") or body.like("s3:ObjectCreated:*")
    return Event("S3", {"Bucket": bucket, "Events": events}, makes)


def _api(kind: str) -> Callable[[Tree], Event]:
    def make(body: Tree) -> Event:
        method, _, path = body.text().partition(" ")
        return Event(
            kind,
            {
                "Path": body.get("path") or body.like(path or "/"),
                "Method": body.get("method") or body.like(method or "any"),
            },
        )

    return make


def _kafka(body: Tree) -> Event:
    return Event(
        "MSK",
        _given({"Stream": _arn(body), "BatchSize": body.get("batchSize")}),
    )


def _logs(body: Tree) -> Event:
    group = body.get("logGroup") or body
    return Event(
        "CloudWatchLogs",
        {
            "LogGroupName": group,
            "FilterPattern": body.get("filter") or body.like(""),
        },
    )


def _iot(body: Tree) -> Event:
    return Event("IoTRule", _given({"Sql": body.get("sql")}))


def _arn(body: Tree) -> Tree:
    return body.get("arn") or body


def _reply(body: Tree) -> list[Tree] | None:
    found = body.get("functionResponseType")
    return [found] if found is not None else None


def _filters(body: Tree) -> dict[str, object] | None:
    found = body.get("filterPatterns")
    if found is None:
        return None
    return {"Filters": [{"Pattern": one} for one in found.entries()]}


def _given(properties: Mapping[str, object]) -> dict[str, object]:
    return {key: one for key, one in properties.items() if one is not None}


_KINDS: Mapping[str, Callable[[Tree], Event]] = {
    "sqs": _queue,
    "stream": _stream,
    "sns": _topic,
    "eventBridge": _rule,
    "cloudwatchEvent": _rule,
    "schedule": _schedule,
    "s3": _bucket,
    "http": _api("Api"),
    "httpApi": _api("HttpApi"),
    "msk": _kafka,
    "cloudwatchLog": _logs,
    "iot": _iot,
}
