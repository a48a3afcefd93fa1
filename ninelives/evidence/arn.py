"""What an ARN or a queue's address names: the type of component and its name."""

from __future__ import annotations

import re

FIELD = r"(?:\$\{[^}]*\}|[^:$]|\$(?!\{))*"
"""A regular expression for one field of an ARN; holes may hold colons."""
_ARN = re.compile(rf"arn:{FIELD}:([a-z0-9-]+):{FIELD}:{FIELD}:(.+)", re.DOTALL)
_QUEUE_URL = re.compile(
    r"https?://(?:sqs\.|queue\.|[^/]*\.queue\.|\$\{[^/]*\})[^/]*/[^/]+/([^/?]+)$"
)
_NAME = r"((?:\$\{[^}]*\}|[^:/$]|\$(?!\{))+)"
_REST = r"(?:[:/].*)?"
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("sqs", _NAME, "sqs-queue"),
    ("sns", _NAME + _REST, "sns-topic"),
    ("lambda", f"function:{_NAME}{_REST}", "lambda-function"),
    ("events", "event-bus/(.+)", "eventbridge-bus"),
    ("events", f"api-destination/{_NAME}{_REST}", "api-destination"),
    ("events", "archive/(.+)", "eventbridge-archive"),
    ("kinesis", f"stream/{_NAME}{_REST}", "kinesis-stream"),
    ("dynamodb", f"table/{_NAME}{_REST}", "dynamodb-table"),
    ("s3", _NAME + _REST, "s3-bucket"),
    ("states", f"stateMachine:{_NAME}{_REST}", "step-functions-standard"),
    ("states", f"express:{_NAME}{_REST}", "step-functions-express"),
    ("firehose", f"deliverystream/{_NAME}", "firehose-stream"),
    ("logs", f"log-group:({FIELD})(?::.*)?", "log-group"),
    ("kafka", f"cluster/{_NAME}{_REST}", "kafka-cluster"),
    ("ecs", "(?:cluster|service|task-definition)/(.+)", "container-service"),
    ("batch", "job-queue/(.+)", "container-service"),
    ("execute-api", _NAME + _REST, "api-gateway"),
    ("apigateway", f"/restapis/{_NAME}{_REST}", "api-gateway"),
    ("pipes", "pipe/(.+)", "eventbridge-pipe"),
    ("scheduler", "schedule/(.+)", "eventbridge-schedule"),
    ("appsync", f"(?:apis|endpoints/graphql-api)/{_NAME}{_REST}", "appsync-api"),
    ("iot", "rule/(.+)", "iot-rule"),
)
_PATTERNS = [
    (service, re.compile(pattern, re.DOTALL), component)
    for service, pattern, component in _KINDS
]


def read_arn(text: str) -> tuple[str, str] | None:
    """Give the component type and name that an ARN or a queue's URL stands for.

    Holes (`${AWS::Region}`, `${Queue.QueueName}`) may stand anywhere. A service this
    does not know gives `service` and the rest of the ARN; what is no ARN gives None.
    """
    match = _ARN.match(text)
    if match is None:
        url = _QUEUE_URL.match(text)
        return ("sqs-queue", url[1]) if url else None
    service, rest = match[1], match[2]
    for known, pattern, component in _PATTERNS:
        if known == service and (found := pattern.fullmatch(rest)):
            return component, found[1]
    return "service", f"{service}:{rest}"
