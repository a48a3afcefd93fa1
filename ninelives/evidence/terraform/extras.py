"""What one resource says about another: redrive, invoke configs, alarms, policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ninelives.checklist.truth import ABSENT
from ninelives.evidence.model import Setting, literal, unknown
from ninelives.evidence.terraform.draw import Drawing
from ninelives.evidence.terraform.ends import End, shallow
from ninelives.evidence.terraform.resources import Resource, rows, taken
from ninelives.evidence.terraform.stores import kept
from ninelives.evidence.terraform.values import Pointer, opened
from ninelives.evidence.vocabulary import Term, shaped, vocabulary


def _noted(drawing: Drawing, ends: list[End], name: str, found: Setting | None) -> None:
    """Add a setting in the form its term asks for."""
    if found is None or not ends:
        return
    term: Term | None = vocabulary().components.get(ends[0].type, {}).get(name)
    read = shallow(found)
    if term is not None and term.form not in ("found", "component"):
        read = shaped(term, read)
    drawing.add(ends, name, read)


def redrive(drawing: Drawing, resource: Resource) -> None:
    """Note the redrive policy of a queue."""
    queues = drawing.ends(taken(resource.body, "queue_url"), "sqs-queue")
    kept = taken(resource.body, "redrive_policy.deadLetterTargetArn")
    if kept is not None:
        drawing.add(queues, "dead_letter_queue", drawing.pointed(kept))
    count = taken(resource.body, "redrive_policy.maxReceiveCount")
    term = vocabulary().components["sqs-queue"]["max_receive_count"]
    if count is not None:
        drawing.add(queues, "max_receive_count", shaped(term, shallow(count)))


def function(drawing: Drawing, resource: Resource) -> None:
    """Draw where a function puts asynchronous events it gave up on."""
    found = taken(resource.body, "dead_letter_config.target_arn")
    own = [drawing.end(resource.id)]
    drawing.connect(own, drawing.ends(found), "dead-letter", resource)


def invoke_config(drawing: Drawing, resource: Resource) -> None:
    """Note how a function is invoked asynchronously, and draw its destinations."""
    body = resource.body
    functions = drawing.ends(taken(body, "function_name"), "lambda-function")
    qualifier = taken(body, "qualifier")
    everywhere = qualifier is None or qualifier.value in (ABSENT, "$LATEST", "")
    for by, path in (("on-failure", "on_failure"), ("on-success", "on_success")):
        found = taken(body, f"destination_config.{path}.destination")
        if found is None:
            continue
        drawing.connect(functions, drawing.ends(found), by, resource)
        if by == "on-failure":
            kept = drawing.pointed(found)
            if not everywhere:
                kept = unknown(found.place, "set for one version or alias only")
            drawing.add(functions, "failure_destination", kept)
    for name, path in (
        ("async_retries", "maximum_retry_attempts"),
        ("async_event_age", "maximum_event_age_in_seconds"),
    ):
        found = taken(body, path)
        if found is not None and found.value is not ABSENT and everywhere:
            drawing.add(functions, name, shallow(found))


_WATCHED: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "QueueName": (
        "sqs-queue",
        "depth_alarm",
        (
            "ApproximateNumberOfMessagesVisible",
            "ApproximateAgeOfOldestMessage",
            "ApproximateNumberOfMessagesNotVisible",
            "NumberOfMessagesSent",
            "NumberOfMessagesReceived",
        ),
    ),
    "FunctionName": ("lambda-function", "errors_alarm", ("Errors",)),
    "StreamName": (
        "kinesis-stream",
        "iterator_alarm",
        ("GetRecords.IteratorAgeMilliseconds",),
    ),
}


def alarm(drawing: Drawing, resource: Resource) -> None:
    """Note what an alarm watches."""
    bodies = [resource.body]
    for query in resource.blocks("metric_query"):
        bodies += rows(taken(query, "metric") or literal((), query.place))
    for body in bodies:
        metric = taken(body, "metric_name")
        if metric is None:
            continue
        for dimension, (component, name, metrics) in _WATCHED.items():
            found = taken(body, f"dimensions.{dimension}")
            if found is None or found.value is ABSENT:
                continue
            watched = name if metric.value in metrics else ""
            if metric.value == "IteratorAge" and dimension == "FunctionName":
                watched = "iterator_alarm"
            if watched:
                ends = drawing.ends(found, component)
                drawing.add(ends, watched, literal(value=True, place=resource.place))


def archive(drawing: Drawing, resource: Resource) -> None:
    """Note the archive of a bus."""
    buses = drawing.ends(taken(resource.body, "event_source_arn"), "eventbridge-bus")
    drawing.add(buses, "archived", literal(value=True, place=resource.place))
    drawing.connect(buses, [drawing.end(resource.id)], "archive", resource)
    kept(drawing, resource)


def versioning(drawing: Drawing, resource: Resource) -> None:
    """Note the versioning of a bucket."""
    buckets = drawing.ends(taken(resource.body, "bucket"), "s3-bucket")
    found = taken(resource.body, "versioning_configuration.status")
    _noted(drawing, buckets, "versioning", found)


def expiry(drawing: Drawing, resource: Resource) -> None:
    """Note that objects of a bucket are deleted after a time."""
    buckets = drawing.ends(taken(resource.body, "bucket"), "s3-bucket")
    for rule in resource.blocks("rule"):
        if taken(rule, "expiration") is not None:
            found = literal(value=True, place=rule.place)
            drawing.add(buckets, "lifecycle_expiry", found)


def replication(drawing: Drawing, resource: Resource) -> None:
    """Note that a bucket is copied."""
    buckets = drawing.ends(taken(resource.body, "bucket"), "s3-bucket")
    drawing.add(buckets, "replication", literal(value=True, place=resource.place))


def permission(drawing: Drawing, resource: Resource) -> None:
    """Note which service may invoke a function."""
    functions = drawing.ends(taken(resource.body, "function_name"), "lambda-function")
    found = taken(resource.body, "principal")
    if found is not None and isinstance(shallow(found).value, str):
        told = literal((shallow(found).value,), found.place)
        drawing.add(functions, "admits", told)


def policy(drawing: Drawing, resource: Resource) -> None:
    """Note which services a policy lets send to a queue or topic."""
    at = taken(resource.body, "queue_url") or taken(resource.body, "arn")
    ends = drawing.ends(at)
    admitted = tuple(dict.fromkeys(_principals(drawing, resource)))
    if admitted:
        drawing.add(ends, "admits", literal(admitted, resource.place))


def _principals(drawing: Drawing, resource: Resource) -> Iterator[str]:
    found = taken(resource.body, "policy")
    if found is None:
        return
    if isinstance(found.value, Pointer):
        for one in drawing.resources.get(found.value.id, ()):
            for statement in one.blocks("statement"):
                for who in rows(
                    taken(statement, "principals") or literal((), one.place)
                ):
                    yield from _texts(taken(who, "identifiers"))
        return
    for statement in rows(
        taken(opened(found), "Statement") or literal((), found.place)
    ):
        yield from _texts(taken(statement, "Principal.Service"))


def _texts(found: Setting | None) -> Iterator[str]:
    for one in rows(found) if found is not None else ():
        if isinstance(one.value, str) and one.value.endswith(".amazonaws.com"):
            yield one.value


def streaming(drawing: Drawing, resource: Resource) -> None:
    """Draw a table that puts its changes into a stream."""
    tables = drawing.ends(taken(resource.body, "table_name"), "dynamodb-table")
    streams = drawing.ends(taken(resource.body, "stream_arn"), "kinesis-stream")
    drawing.connect(tables, streams, "stream", resource)


DRAWN: Mapping[str, Callable[[Drawing, Resource], None]] = {
    "aws_sqs_queue_redrive_policy": redrive,
    "aws_lambda_function": function,
    "aws_lambda_function_event_invoke_config": invoke_config,
    "aws_cloudwatch_metric_alarm": alarm,
    "aws_cloudwatch_event_archive": archive,
    "aws_s3_bucket_versioning": versioning,
    "aws_s3_bucket_lifecycle_configuration": expiry,
    "aws_s3_bucket_replication_configuration": replication,
    "aws_lambda_permission": permission,
    "aws_sqs_queue_policy": policy,
    "aws_sns_topic_policy": policy,
    "aws_dynamodb_kinesis_streaming_destination": streaming,
}
