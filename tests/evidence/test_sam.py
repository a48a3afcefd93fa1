"""What SAM's short forms make: mappings, rules, queues, and Globals below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.evidence.model import Graph, Origin
from ninelives.evidence.scan import scan
from tests.evidence.reading import (
    SAM,
    edge,
    edges,
    node,
    scanned,
    setting,
    value,
    write,
)

FUNCTION = """
  Place:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 5
      Events:
        In:
"""


def with_event(event: str, more: str = "") -> str:
    lines = "".join(f"          {line}\n" for line in event.strip().splitlines())
    return f"{SAM}Resources:\n{more}{FUNCTION}{lines}"


@pytest.mark.parametrize(
    ("event", "drawn"),
    [
        (
            "Type: SQS\nProperties: {Queue: !GetAtt Q.Arn}",
            ("Q", "event-source-mapping", "Place"),
        ),
        (
            "Type: Kinesis\nProperties: {Stream: !GetAtt S.Arn}",
            ("S", "event-source-mapping", "Place"),
        ),
        (
            "Type: DynamoDB\nProperties: {Stream: !GetAtt T.StreamArn}",
            ("T", "event-source-mapping", "Place"),
        ),
        (
            "Type: MSK\nProperties: {Stream: !Ref Cluster}",
            ("Cluster", "event-source-mapping", "Place"),
        ),
        (
            "Type: MQ\nProperties: {Broker: 'arn:aws:mq:e:1:broker:b'}",
            ("arn:aws:mq:e:1:broker:b", "event-source-mapping", "Place"),
        ),
        (
            "Type: SelfManagedKafka\nProperties: {Topics: [t]}",
            ("self-managed Kafka", "event-source-mapping", "Place"),
        ),
        ("Type: SNS\nProperties: {Topic: !Ref N}", ("N", "subscription", "Place")),
        (
            "Type: S3\nProperties: {Bucket: !Ref B, Events: 's3:ObjectCreated:*'}",
            ("B", "notification", "Place"),
        ),
        (
            "Type: Schedule\nProperties: {Schedule: rate(1 hour)}",
            ("PlaceIn", "schedule", "Place"),
        ),
        (
            "Type: ScheduleV2\nProperties: {ScheduleExpression: rate(1 hour)}",
            ("PlaceIn", "schedule", "Place"),
        ),
        (
            "Type: EventBridgeRule\nProperties: {Pattern: {source: [a]}}",
            ("default", "rule", "Place"),
        ),
        (
            "Type: CloudWatchEvent\n"
            "Properties: {EventBusName: other, Pattern: {source: [a]}}",
            ("other", "rule", "Place"),
        ),
        (
            "Type: CloudWatchLogs\nProperties: {LogGroupName: logs, FilterPattern: ''}",
            ("logs", "log-subscription", "Place"),
        ),
        (
            "Type: IoTRule\nProperties: {Sql: SELECT * FROM 't'}",
            ("PlaceIn", "iot-rule", "Place"),
        ),
        (
            "Type: Api\nProperties: {Path: /, Method: get}",
            ("ServerlessRestApi", "api", "Place"),
        ),
        ("Type: HttpApi", ("ServerlessHttpApi", "api", "Place")),
        (
            "Type: Cognito\nProperties: {UserPool: !Ref U, Trigger: PreSignUp}",
            ("U", "hook", "Place"),
        ),
    ],
)
def test_every_event_draws_its_edge(
    tmp_path: Path, event: str, drawn: tuple[str, str, str]
) -> None:
    more = """
  Q: {Type: AWS::SQS::Queue}
  S: {Type: AWS::Kinesis::Stream}
  T: {Type: AWS::Serverless::SimpleTable}
  N: {Type: AWS::SNS::Topic}
  B: {Type: AWS::S3::Bucket}
  U: {Type: AWS::Cognito::UserPool}
"""
    graph = scanned(tmp_path, with_event(event, more))
    assert edges(graph) == [drawn]
    assert graph.dialects == ("sam",)


def test_an_edge_stands_where_its_event_is_written(tmp_path: Path) -> None:
    text = with_event("Type: SQS\nProperties:\n  Queue: !GetAtt Q.Arn\n  BatchSize: 7")
    found = edge(scanned(tmp_path, text), "event-source-mapping")
    assert found.name == "PlaceIn"
    assert text.splitlines()[found.place.line - 1].strip() == "In:"
    size = setting(found, "batch_size")
    assert (size.value, text.splitlines()[size.place.line - 1].strip()) == (
        7,
        "BatchSize: 7",
    )


def test_a_queue_between_topic_and_function_is_made(tmp_path: Path) -> None:
    more = "  N: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}\n"
    event = "Type: SNS\nProperties: {Topic: !Ref N, SqsSubscription: true}"
    graph = scanned(tmp_path, with_event(event, more))
    assert edges(graph) == [
        ("N", "subscription", "PlaceInQueue"),
        ("PlaceInQueue", "event-source-mapping", "Place"),
    ]
    queue = node(graph, "PlaceInQueue")
    assert value(queue, "fifo") is True
    assert value(queue, "admits") == ("sns.amazonaws.com",)
    assert value(node(graph, "Place"), "polled") is True


def test_a_queue_that_is_there_already_is_used(tmp_path: Path) -> None:
    more = "  N: {Type: AWS::SNS::Topic}\n  Q: {Type: AWS::SQS::Queue}\n"
    event = (
        "Type: SNS\nProperties:\n  Topic: !Ref N\n"
        "  SqsSubscription: {QueueArn: !GetAtt Q.Arn, QueueUrl: !Ref Q, BatchSize: 8}"
    )
    graph = scanned(tmp_path, with_event(event, more))
    assert edges(graph) == [
        ("N", "subscription", "Q"),
        ("Q", "event-source-mapping", "Place"),
    ]
    assert value(edge(graph, "event-source-mapping"), "batch_size") == 8


@pytest.mark.parametrize(
    ("config", "keeper"),
    [
        ("{Arn: !GetAtt Dead.Arn}", "Dead"),
        ("{Type: SQS}", "PlaceInQueue"),
        ("{Type: SQS, QueueLogicalId: Mine}", "Mine"),
    ],
)
@pytest.mark.parametrize("kind", ["Schedule", "EventBridgeRule", "ScheduleV2"])
def test_the_dead_letter_queue_of_a_target_may_be_made(
    tmp_path: Path, kind: str, config: str, keeper: str
) -> None:
    more = "  Dead: {Type: AWS::SQS::Queue}\n"
    event = (
        f"Type: {kind}\nProperties:\n  Schedule: rate(1 hour)\n"
        f"  Pattern: {{source: [a]}}\n  DeadLetterConfig: {config}\n"
        "  RetryPolicy: {MaximumRetryAttempts: 3}"
    )
    graph = scanned(tmp_path, with_event(event, more))
    (found,) = graph.edges
    assert value(found, "dead_letter_queue") == keeper
    assert value(found, "maximum_retry_attempts") == 3
    assert setting(found, "maximum_event_age").origin is Origin.DEFAULT
    assert node(graph, keeper).sink


DESTINATIONS = """
Parameters: {Arn: {Type: String, Default: 'arn:aws:sqs:e:1:other'}}
Conditions: {Given: !Equals [a, a]}
Resources:
  Place:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig:
        MaximumRetryAttempts: 1
        DestinationConfig:
          OnFailure: %s
"""


@pytest.mark.parametrize(
    ("written", "targets"),
    [
        ("{Type: SQS, Destination: !GetAtt Dead.Arn}", [("Dead", True)]),
        ("{Type: SQS}", [("PlaceEventInvokeConfigOnFailureQueue", True)]),
        ("{Type: SNS}", [("PlaceEventInvokeConfigOnFailureTopic", True)]),
        (
            "{Type: SQS, Destination: !If [Given, !Ref Arn, !Ref AWS::NoValue]}",
            [
                ("arn:aws:sqs:e:1:other", True),
                ("PlaceEventInvokeConfigOnFailureQueue", False),
            ],
        ),
        (
            "{Type: SQS, Destination: !If [Given, !Ref AWS::NoValue, !Ref Arn]}",
            [
                ("PlaceEventInvokeConfigOnFailureQueue", True),
                ("arn:aws:sqs:e:1:other", False),
            ],
        ),
    ],
)
def test_destinations_are_found_or_made(
    tmp_path: Path, written: str, targets: list[tuple[str, bool]]
) -> None:
    text = SAM + DESTINATIONS % written + "  Dead: {Type: AWS::SQS::Queue}\n"
    graph = scanned(tmp_path, text)
    found = [(one.target, one.exists) for one in graph.edges]
    assert found == targets
    place = node(graph, "Place")
    assert value(place, "failure_destination") == targets[0][0]
    assert value(place, "async_retries") == 1
    assert setting(place, "async_event_age").origin is Origin.DEFAULT
    assert node(graph, targets[0][0]).sink


def test_success_alone_keeps_no_failure(tmp_path: Path) -> None:
    text = SAM + DESTINATIONS.replace("OnFailure", "OnSuccess") % "{Type: SQS}"
    graph = scanned(tmp_path, text)
    assert [one.by for one in graph.edges] == ["on-success"]
    assert value(node(graph, "Place"), "failure_destination") is ABSENT
    assert not node(graph, "PlaceEventInvokeConfigOnSuccessQueue").sink


def test_globals_are_merged_as_sam_merges_them(tmp_path: Path) -> None:
    text = f"""{SAM}
Globals:
  Function:
    Timeout: 20
    DeadLetterQueue: {{Type: SQS, TargetArn: !GetAtt Dead.Arn}}
    ReservedConcurrentExecutions: 3
Resources:
  Dead: {{Type: AWS::SQS::Queue}}
  A: {{Type: AWS::Serverless::Function, Properties: {{Timeout: 7}}}}
  B: {{Type: AWS::Serverless::Function, IgnoreGlobals: '*'}}
  C: {{Type: AWS::Serverless::Function, IgnoreGlobals: [Timeout]}}
  D: {{Type: AWS::Lambda::Function}}
"""
    graph = scanned(tmp_path, text)
    names = ("timeout", "reserved_concurrency", "dead_letter_queue")
    found = {
        one: tuple(value(node(graph, one), name) for name in names) for one in "ABCD"
    }
    assert found == {
        "A": (7, 3, "Dead"),
        "B": (3, ABSENT, ABSENT),
        "C": (3, 3, "Dead"),
        "D": (3, ABSENT, ABSENT),
    }
    assert setting(node(graph, "A"), "dead_letter_queue").place.line == 7


ALIAS = """
Resources:
  Place:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      EventInvokeConfig:
        DestinationConfig: {OnFailure: {Type: SQS}}
      Events:
        In: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}
"""
PLAIN_RULE = """
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 hour)
      Targets: [{Id: a, Arn: %s}]
"""


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("", "PlaceEventInvokeConfigOnFailureQueue"),
        (PLAIN_RULE % "!Ref Place.Alias", "PlaceEventInvokeConfigOnFailureQueue"),
    ],
)
def test_destinations_hold_for_the_alias_that_is_invoked(
    tmp_path: Path, rule: str, kept: str
) -> None:
    graph = scanned(tmp_path, SAM + ALIAS + rule)
    assert value(node(graph, "Place"), "failure_destination") == kept
    assert {one.target for one in graph.edges if one.by == "schedule"} == {"Place"}


def test_destinations_of_another_alias_are_unknown(tmp_path: Path) -> None:
    text = f"""{SAM}
Resources:
  Place: {{Type: AWS::Lambda::Function}}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {{FunctionName: !Ref Place, Name: live, FunctionVersion: '1'}}
  Config:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Place
      Qualifier: $LATEST
      DestinationConfig: {{OnFailure: {{Destination: 'arn:aws:sqs:e:1:d'}}}}
{PLAIN_RULE % "!Ref Live"}
"""
    graph = scanned(tmp_path, text)
    found = setting(node(graph, "Place"), "failure_destination")
    assert found.value is UNKNOWN
    assert found.condition.startswith("set for the latest code")


def test_state_machines_have_events_too(tmp_path: Path) -> None:
    text = f"""{SAM}
Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Logging: {{Level: ALL}}
      Events:
        In: {{Type: EventBridgeRule, Properties: {{Pattern: {{source: [a]}}}}}}
"""
    graph = scanned(tmp_path, text)
    assert edges(graph) == [("default", "rule", "Flow")]
    flow = node(graph, "Flow")
    assert (flow.type, value(flow, "logging")) == ("step-functions-express", "ALL")


@pytest.mark.parametrize(
    ("kind", "properties", "drawn"),
    [
        (
            "GraphQLApi",
            "DataSources: {DynamoDb: {A: {TableName: !Ref T}}, "
            "Lambda: {A: {FunctionArn: !GetAtt F.Arn}}}",
            [("Api", "api", "T"), ("Api", "api", "F")],
        ),
        (
            "WebSocketApi",
            "Routes: {$connect: {FunctionArn: !GetAtt F.Arn}}",
            [("Api", "api", "F")],
        ),
    ],
)
def test_apis_of_other_kinds_are_drawn(
    tmp_path: Path, kind: str, properties: str, drawn: list[tuple[str, str, str]]
) -> None:
    text = f"""{SAM}
Resources:
  T: {{Type: AWS::Serverless::SimpleTable}}
  F: {{Type: AWS::Serverless::Function}}
  Api:
    Type: AWS::Serverless::{kind}
    Properties:
      {properties}
"""
    assert edges(scanned(tmp_path, text)) == drawn


def test_who_may_invoke_a_function_is_noted(tmp_path: Path) -> None:
    event = "Type: Schedule\nProperties: {Schedule: rate(1 hour)}"
    graph = scanned(tmp_path, with_event(event))
    assert value(node(graph, "Place"), "admits") == ("events.amazonaws.com",)


def test_what_a_person_wrote_under_the_same_id_stays(tmp_path: Path) -> None:
    more = (
        "  N: {Type: AWS::SNS::Topic}\n"
        "  PlaceInQueue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 9}}\n"
    )
    event = "Type: SNS\nProperties: {Topic: !Ref N, SqsSubscription: true}"
    graph = scanned(tmp_path, with_event(event, more))
    assert value(node(graph, "PlaceInQueue"), "delay") == 9


def test_the_corpus_of_expansions_agrees_with_itself(corpus: Path) -> None:
    """SAM's own tests: what goes in and what its translator makes of it."""
    mark = "aws__serverless-application-model__tests__translator__"
    pairs = 0
    for path in sorted((corpus / "dev" / "sam").glob(f"{mark}input__*.yaml")):
        name = path.stem.removeprefix(f"{mark}input__")
        made = corpus / "dev" / "cloudformation" / f"{mark}output__{name}.json"
        if not made.is_file():
            continue
        pairs += 1
        written, expanded = scan([path]), scan([made])
        skipped = {"api", "call", "hook"}
        assert _said(written, skipped) == _said(expanded, skipped), name
    assert pairs >= 9


def _said(graph: Graph, skipped: set[str]) -> set[tuple[object, ...]]:
    return {
        (
            one.source,
            one.by,
            one.target,
            one.exists,
            *sorted((name, str(found.value)) for name, found in one.settings.items()),
        )
        for one in graph.edges
        if one.by not in skipped
    }


def test_templates_beside_each_other_stay_apart(tmp_path: Path) -> None:
    text = with_event("Type: SQS\nProperties: {Queue: !GetAtt Q.Arn}", QUEUE)
    graph = scan(write(tmp_path, {"a/template.yaml": text, "b/template.yaml": text}))
    assert edges(graph) == [
        ("a/template:Q", "event-source-mapping", "a/template:Place"),
        ("b/template:Q", "event-source-mapping", "b/template:Place"),
    ]


QUEUE = "  Q: {Type: AWS::SQS::Queue}\n"
