"""Edges of plain CloudFormation: each kind, its ends however spelled, settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.evidence.model import Origin
from tests.evidence.reading import (
    HEAD,
    edge,
    edges,
    node,
    scanned,
    setting,
    value,
)

PARTS = """
Resources:
  Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders}}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
  Place: {Type: AWS::Lambda::Function, Properties: {FunctionName: place}}
  Flow: {Type: AWS::StepFunctions::StateMachine, Properties: {StateMachineName: flow}}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: orders-bus}}
  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: stream}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: table
      StreamSpecification: {StreamViewType: NEW_IMAGE}
  Hose: {Type: AWS::KinesisFirehose::DeliveryStream}
  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: bucket}}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /aws/events/logs}}
  Api: {Type: AWS::ApiGateway::RestApi}
  Http: {Type: AWS::ApiGatewayV2::Api}
  Users: {Type: AWS::AppSync::GraphQLApi}
  Group: {Type: AWS::AutoScaling::AutoScalingGroup}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref Place, Name: live}
  Fan:
    Type: AWS::Kinesis::StreamConsumer
    Properties: {StreamARN: !GetAtt Stream.Arn, ConsumerName: fan}
"""


def resource(name: str, kind: str, properties: str) -> str:
    lines = "".join(f"      {line}\n" for line in properties.strip().splitlines())
    return f"  {name}:\n    Type: {kind}\n    Properties:\n{lines}"


def drawn(folder: Path, kind: str, properties: str) -> list[tuple[str, str, str]]:
    return edges(scanned(folder, HEAD + PARTS + resource("It", kind, properties)))


MAPPING = "AWS::Lambda::EventSourceMapping"


@pytest.mark.parametrize(
    "source",
    [
        "!GetAtt Orders.Arn",
        "{Fn::GetAtt: Orders.Arn}",
        "!Sub '${Orders.Arn}'",
        "!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Orders.QueueName}'",
        "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders'",
        "!Join [':', [arn, aws, sqs, !Ref 'AWS::Region', !Ref 'AWS::AccountId', "
        "orders]]",
        "arn:aws:sqs:eu-west-1:111122223333:orders",
    ],
)
@pytest.mark.parametrize(
    "function",
    [
        "!Ref Place",
        "!GetAtt Place.Arn",
        "!Ref Live",
        "!Sub '${Place}:live'",
        "place",
        "arn:aws:lambda:eu-west-1:111122223333:function:place:live",
    ],
)
def test_a_mapping_finds_its_ends_in_every_spelling(
    tmp_path: Path, source: str, function: str
) -> None:
    properties = f"EventSourceArn: {source}\nFunctionName: {function}"
    found = drawn(tmp_path, MAPPING, properties)
    assert found == [("Orders", "event-source-mapping", "Place")]


RULE, SCHEDULE = "AWS::Events::Rule", "AWS::Scheduler::Schedule"
PIPE, HOOK = "AWS::Pipes::Pipe", "AWS::AutoScaling::LifecycleHook"
ON = "EventPattern: {source: [a]}\n"


@pytest.mark.parametrize(
    ("kind", "properties", "found"),
    [
        (
            MAPPING,
            "EventSourceArn: !GetAtt Table.StreamArn\nFunctionName: !Ref Place",
            [("Table", "event-source-mapping", "Place")],
        ),
        (
            MAPPING,
            "EventSourceArn: !GetAtt Fan.ConsumerARN\nFunctionName: !Ref Place",
            [("Stream", "event-source-mapping", "Place")],
        ),
        (
            MAPPING,
            "SelfManagedEventSource: {}\nFunctionName: !Ref Place",
            [("self-managed Kafka", "event-source-mapping", "Place")],
        ),
        (
            "AWS::SNS::Subscription",
            "TopicArn: !Ref Topic\nProtocol: sqs\nEndpoint: !GetAtt Orders.Arn",
            [("Topic", "subscription", "Orders")],
        ),
        (
            "AWS::SNS::Subscription",
            "TopicArn: !Ref Topic\nProtocol: https\nEndpoint: https://example.com/in",
            [("Topic", "subscription", "https://example.com/in")],
        ),
        (RULE, ON + "Targets: [{Arn: !Ref Flow}]", [("default", "rule", "Flow")]),
        (
            RULE,
            ON + "EventBusName: !Ref Bus\nTargets: [{Arn: !GetAtt Place.Arn}]",
            [("Bus", "rule", "Place")],
        ),
        (
            RULE,
            ON + "EventBusName: orders-bus\nTargets: [{Arn: !GetAtt Orders.Arn}]",
            [("Bus", "rule", "Orders")],
        ),
        (
            RULE,
            ON + "EventBusName: 'arn:aws:events:e:1:event-bus/orders-bus'\n"
            "Targets: [{Arn: !Sub 'arn:aws:logs:e:1:log-group:/aws/events/logs:*'}]",
            [("Bus", "rule", "Logs")],
        ),
        (
            RULE,
            ON + "Targets:\n- {Arn: !Ref Topic}\n- {Arn: !GetAtt Bus.Arn}",
            [("default", "rule", "Topic"), ("default", "rule", "Bus")],
        ),
        (
            RULE,
            "ScheduleExpression: rate(1 day)\nTargets: [{Arn: !Ref Topic}]",
            [("It", "schedule", "Topic")],
        ),
        (
            SCHEDULE,
            "Target: {Arn: !GetAtt Orders.Arn}",
            [("It", "schedule", "Orders")],
        ),
        (
            SCHEDULE,
            "Target:\n  Arn: arn:aws:scheduler:::aws-sdk:sqs:sendMessage\n"
            '  Input: !Sub \'{"QueueUrl": "${Orders}", "MessageBody": "x"}\'',
            [("It", "schedule", "Orders")],
        ),
        (
            SCHEDULE,
            "Target:\n  Arn: arn:aws:scheduler:::aws-sdk:eventbridge:putEvents\n"
            '  Input: \'{"Entries": [{"EventBusName": "orders-bus"}]}\'',
            [("It", "schedule", "Bus")],
        ),
        (
            PIPE,
            "Source: !GetAtt Orders.Arn\nTarget: !Ref Flow",
            [("Orders", "pipe", "Flow")],
        ),
        (
            "AWS::DynamoDB::Table",
            "KinesisStreamSpecification: {StreamArn: !GetAtt Stream.Arn}",
            [("It", "stream", "Stream")],
        ),
        (
            "AWS::KinesisFirehose::DeliveryStream",
            "KinesisStreamSourceConfiguration:\n  KinesisStreamARN: !GetAtt Stream.Arn",
            [("Stream", "delivery", "It")],
        ),
        (
            "AWS::Logs::SubscriptionFilter",
            "LogGroupName: !Ref Logs\nDestinationArn: !GetAtt Place.Arn",
            [("Logs", "log-subscription", "Place")],
        ),
        (
            "AWS::IoT::TopicRule",
            "TopicRulePayload:\n  Actions:\n  - Sqs: {QueueUrl: !Ref Orders}\n"
            "  - Lambda: {FunctionArn: !GetAtt Place.Arn}",
            [("It", "iot-rule", "Orders"), ("It", "iot-rule", "Place")],
        ),
        (
            HOOK,
            "AutoScalingGroupName: !Ref Group\nNotificationTargetARN: !Ref Topic",
            [("Group", "hook", "Topic")],
        ),
        (
            "AWS::SES::ReceiptRule",
            "Rule: {Actions: [{LambdaAction: {FunctionArn: !GetAtt Place.Arn}}]}",
            [("It", "hook", "Place")],
        ),
        (
            "AWS::AppSync::DataSource",
            "ApiId: !GetAtt Users.ApiId\nDynamoDBConfig: {TableName: !Ref Table}",
            [("Users", "api", "Table")],
        ),
        (
            "AWS::Events::Archive",
            "SourceArn: !GetAtt Bus.Arn",
            [("Bus", "archive", "It")],
        ),
    ],
)
def test_every_kind_of_edge_is_drawn(
    tmp_path: Path, kind: str, properties: str, found: list[tuple[str, str, str]]
) -> None:
    assert drawn(tmp_path, kind, properties) == found


METHOD = "AWS::ApiGateway::Method"
URI = "!Sub 'arn:aws:apigateway:${AWS::Region}:"


@pytest.mark.parametrize(
    ("kind", "properties", "target"),
    [
        (
            METHOD,
            f"Uri: {URI}lambda:path/2015-03-31/functions/${{Place.Arn}}/invocations'",
            "Place",
        ),
        (
            METHOD,
            f"Uri: {URI}sqs:path/${{AWS::AccountId}}/${{Orders.QueueName}}'",
            "Orders",
        ),
        (METHOD, f"Uri: {URI}sqs:path/${{AWS::AccountId}}/orders'", "Orders"),
        (
            METHOD,
            f"Uri: {URI}states:action/StartExecution'\nRequestTemplates:\n"
            '  application/json: !Sub \'{"stateMachineArn": "${Flow.Arn}"}\'',
            "Flow",
        ),
        (
            METHOD,
            f"Uri: {URI}sns:action/Publish'\nRequestTemplates:\n"
            "  a/b: !Sub Action=Publish&TopicArn=$util.urlEncode('${Topic}')&M=$input",
            "Topic",
        ),
        (
            METHOD,
            f"Uri: {URI}events:action/PutEvents'\nRequestTemplates:\n"
            '  a/b: \'{"Entries": [{"EventBusName": "orders-bus"}]}\'',
            "Bus",
        ),
        (METHOD, f"Uri: {URI}events:action/PutEvents'", "default"),
        (METHOD, f"Uri: {URI}s3:path/bucket/key'", "Bucket"),
    ],
)
def test_a_method_is_drawn_to_the_service_behind_it(
    tmp_path: Path, kind: str, properties: str, target: str
) -> None:
    lines = "".join(f"  {line}\n" for line in properties.splitlines())
    found = drawn(tmp_path, kind, f"RestApiId: !Ref Api\nIntegration:\n{lines}")
    assert found == [("Api", "api", target)]


@pytest.mark.parametrize(
    ("subtype", "parameters", "target"),
    [
        ("SQS-SendMessage", "{QueueUrl: !Ref Orders}", "Orders"),
        ("StepFunctions-StartExecution", "{StateMachineArn: !Ref Flow}", "Flow"),
        ("EventBridge-PutEvents", "{EventBusName: !Ref Bus}", "Bus"),
        ("Kinesis-PutRecord", "{StreamName: !Ref Stream}", "Stream"),
    ],
)
def test_an_http_api_is_drawn_to_the_service_behind_it(
    tmp_path: Path, subtype: str, parameters: str, target: str
) -> None:
    properties = (
        f"ApiId: !Ref Http\nIntegrationSubtype: {subtype}\n"
        f"RequestParameters: {parameters}\nTimeoutInMillis: 3000"
    )
    kind = "AWS::ApiGatewayV2::Integration"
    text = HEAD + PARTS + resource("It", kind, properties)
    graph = scanned(tmp_path, text)
    assert edges(graph) == [("Http", "api", target)]
    assert value(edge(graph, "api"), "timeout") == 3


def test_a_proxy_to_a_web_site_is_no_edge(tmp_path: Path) -> None:
    properties = (
        "ApiId: !Ref Http\nIntegrationType: HTTP_PROXY\nIntegrationUri: !Ref Group"
    )
    assert not drawn(tmp_path, "AWS::ApiGatewayV2::Integration", properties)


OPEN_API = """
openapi: 3.0.1
paths:
  /orders:
    post:
      x-amazon-apigateway-integration:
        type: aws
        uri: arn:aws:apigateway:eu-west-1:sqs:path/111122223333/orders
"""


def test_an_openapi_document_beside_the_template_is_read(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(OPEN_API, "utf-8")
    include = "Body: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: %s}}}"
    kind = "AWS::ApiGatewayV2::Api"
    assert drawn(tmp_path, kind, include % "api.yaml") == [("It", "api", "Orders")]
    assert not drawn(tmp_path, kind, include % "gone.yaml")


TASKS = """{
  "States": {
    "Send": {"Type": "Task", "Next": "Both",
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "${Orders}"}},
    "Both": {"Type": "Parallel", "End": true, "Branches": [{"States": {
      "Call": {"Type": "Task", "Resource": "${Place.Arn}", "Catch": []}}}]},
    "Each": {"Type": "Map", "ItemProcessor": {"States": {
      "Put": {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents",
        "Parameters": {"Entries": [{"EventBusName": "${Bus}"}]}, "Retry": []},
      "Read": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
        "Parameters": {"TableName": "${Table}"}},
      "Late": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
        "Parameters": {"TopicArn.$": "$.topic"}}}}}}}
"""


@pytest.mark.parametrize("how", ["sub", "substituted", "file", "yaml"])
def test_the_tasks_of_a_state_machine_are_drawn(tmp_path: Path, how: str) -> None:
    names = ("Orders", "Bus", "Table")
    given = "".join(f"  {one}: !Ref {one}\n" for one in names)
    substituted = f"DefinitionSubstitutions:\n{given}  Place.Arn: !GetAtt Place.Arn\n"
    indented = TASKS.replace("\n", "\n    ")
    if how == "sub":
        properties = f"DefinitionString: !Sub |\n    {indented}"
    elif how == "file":
        (tmp_path / "flow.asl.json").write_text(TASKS, "utf-8")
        properties = f"DefinitionUri: flow.asl.json\n{substituted}"
    elif how == "yaml":
        properties = f"Definition:\n    {indented}\n{substituted}"
    else:
        properties = f"DefinitionString: |\n    {indented}\n{substituted}"
    kind = "AWS::StepFunctions::StateMachine"
    graph = scanned(tmp_path, HEAD + PARTS + resource("It", kind, properties))
    assert set(edges(graph)) == {
        ("It", "call", "Orders"),
        ("It", "call", "Place"),
        ("It", "call", "Bus"),
    }
    send = next(one for one in graph.edges if one.target == "Orders")
    assert value(send, "invocation_type") == "WaitForTaskToken"
    call = next(one for one in graph.edges if one.target == "Place")
    assert (value(call, "catches"), value(call, "retries")) == (True, ABSENT)
    assert value(node(graph, "It"), "catches") is ABSENT


NOTIFYING = """
NotificationConfiguration:
  LambdaConfigurations:
  - {Event: 's3:ObjectCreated:Put', Function: !GetAtt Place.Arn}
  - {Event: 's3:ObjectRemoved:*', Function: !GetAtt Place.Arn}
  QueueConfigurations:
  - Event: 's3:ObjectCreated:*'
    Queue: !GetAtt Orders.Arn
    Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}, {Name: suffix, Value: .csv}]}}
  TopicConfigurations:
  - !If [Never, {Event: 's3:ObjectCreated:*', Topic: !Ref Topic}, !Ref AWS::NoValue]
  EventBridgeConfiguration: {}
"""


def test_a_bucket_tells_functions_queues_topics_and_the_bus(tmp_path: Path) -> None:
    text = (
        f"{HEAD}Conditions: {{Never: !Equals [a, b]}}\n{PARTS}"
        f"{resource('It', 'AWS::S3::Bucket', NOTIFYING)}"
    )
    graph = scanned(tmp_path, text)
    assert [(one.target, one.exists) for one in graph.edges] == [
        ("Place", True),
        ("Orders", True),
        ("Topic", False),
        ("default", True),
    ]
    place, orders, topic, _ = graph.edges
    assert value(place, "events") == ("s3:ObjectCreated:Put", "s3:ObjectRemoved:*")
    assert (value(orders, "prefix"), value(orders, "suffix")) == ("in/", ".csv")
    assert topic.condition == "Never"
    assert value(node(graph, "It"), "eventbridge") is True
    assert value(node(graph, "Bucket"), "eventbridge") is False


def test_eventbridge_may_be_switched_off(tmp_path: Path) -> None:
    config = "EventBridgeConfiguration: {EventBridgeEnabled: false}"
    properties = f"NotificationConfiguration: {{{config}}}"
    assert not drawn(tmp_path, "AWS::S3::Bucket", properties)


INLINE = """
Subscription:
- {Protocol: lambda, Endpoint: !GetAtt Place.Arn}
- {Protocol: email, Endpoint: a@example.com}
"""


def test_a_subscription_inside_a_topic_can_keep_nothing(tmp_path: Path) -> None:
    graph = scanned(tmp_path, HEAD + PARTS + resource("It", "AWS::SNS::Topic", INLINE))
    assert edges(graph) == [
        ("It", "subscription", "Place"),
        ("It", "subscription", "a@example.com"),
    ]
    first = graph.edges[0]
    assert value(first, "inline") is True
    assert value(first, "dead_letter_queue") is ABSENT
    assert node(graph, "a@example.com").type == "service"


SETTINGS = {
    MAPPING: (
        """
EventSourceArn: !GetAtt Stream.Arn
FunctionName: !Ref Place
BisectBatchOnFunctionError: true
MaximumRetryAttempts: 5
DestinationConfig: {OnFailure: {Destination: !GetAtt Orders.Arn}}
FunctionResponseTypes: [ReportBatchItemFailures]
FilterCriteria: {Filters: [{Pattern: '{}'}]}
""",
        {
            "bisect": True,
            "maximum_retry_attempts": 5,
            "maximum_record_age": -1,
            "failure_destination": "Orders",
            "function_response_types": ("ReportBatchItemFailures",),
            "filters": True,
            "batch_size": 100,
            "enabled": True,
            "maximum_concurrency": ABSENT,
        },
    ),
    "AWS::SNS::Subscription": (
        """
TopicArn: !Ref Topic
Protocol: lambda
Endpoint: !GetAtt Place.Arn
FilterPolicy: {kind: [a]}
RedrivePolicy: {deadLetterTargetArn: !GetAtt Orders.Arn}
""",
        {
            "filters": True,
            "filter_scope": "MessageAttributes",
            "dead_letter_queue": "Orders",
            "raw_delivery": False,
            "inline": False,
        },
    ),
    RULE: (
        """
EventPattern: {source: [a]}
State: DISABLED
Targets:
- Arn: !GetAtt Orders.Arn
  RetryPolicy: {MaximumRetryAttempts: 0}
  SqsParameters: {MessageGroupId: one}
  InputTransformer: {InputTemplate: '{}'}
""",
        {
            "enabled": False,
            "maximum_retry_attempts": 0,
            "maximum_event_age": 86400,
            "dead_letter_queue": ABSENT,
            "group_id": "one",
            "input_transformer": True,
            "pattern": True,
        },
    ),
    PIPE: (
        """
Source: !GetAtt Stream.Arn
Target: !GetAtt Place.Arn
Enrichment: !GetAtt Place.Arn
DesiredState: STOPPED
SourceParameters:
  FilterCriteria: {Filters: []}
  KinesisStreamParameters:
    StartingPosition: LATEST
    MaximumRetryAttempts: 4
    OnPartialBatchItemFailure: AUTOMATIC_BISECT
    DeadLetterConfig: {Arn: !GetAtt Orders.Arn}
TargetParameters: {LambdaFunctionParameters: {InvocationType: FIRE_AND_FORGET}}
""",
        {
            "enabled": False,
            "enrichment": "Place",
            "filters": ABSENT,
            "starting_position": "LATEST",
            "maximum_retry_attempts": 4,
            "maximum_event_age": -1,
            "bisect": True,
            "dead_letter_queue": "Orders",
            "invocation_type": "FIRE_AND_FORGET",
        },
    ),
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_the_settings_of_an_edge_are_read(tmp_path: Path, kind: str) -> None:
    properties, wanted = SETTINGS[kind]
    graph = scanned(tmp_path, HEAD + PARTS + resource("It", kind, properties))
    (found,) = graph.edges
    assert {name: value(found, name) for name in wanted} == wanted


COMPONENTS = """
  Plain: {Type: AWS::SQS::Queue}
  Keyed: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key}}
  Managed: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: alias/aws/sqs}}
  Bare: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: false}}
  Key: {Type: AWS::KMS::Key}
  Kept:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
      TimeToLiveSpecification: {AttributeName: until, Enabled: true}
  World:
    Type: AWS::DynamoDB::GlobalTable
    Properties:
      Replicas:
      - Region: a
        PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
      - Region: b
        PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: false}
  Versions:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Suspended}
      LifecycleConfiguration: {Rules: [{ExpirationInDays: 3, Status: Enabled}]}
  Long: {Type: AWS::Kinesis::Stream, Properties: {RetentionPeriodHours: 48}}
  Filled:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      ExtendedS3DestinationConfiguration:
        ErrorOutputPrefix: failed/
        ProcessingConfiguration: {Enabled: true}
"""


def test_the_settings_of_components_are_read(tmp_path: Path) -> None:
    graph = scanned(tmp_path, HEAD + "Resources:" + COMPONENTS)
    wanted: dict[tuple[str, str], object] = {
        ("Plain", "encryption"): "service",
        ("Keyed", "encryption"): "customer-key",
        ("Managed", "encryption"): "managed-key",
        ("Bare", "encryption"): "none",
        ("Kept", "point_in_time_recovery"): True,
        ("Kept", "deletion_policy"): "Retain",
        ("Kept", "ttl_attribute"): "until",
        ("Kept", "deletion_protection"): False,
        ("World", "point_in_time_recovery"): False,
        ("World", "replicas"): True,
        ("Versions", "versioning"): "Suspended",
        ("Versions", "lifecycle_expiry"): True,
        ("Long", "retention"): 172800,
        ("Filled", "error_prefix"): "failed/",
        ("Filled", "transform"): True,
        ("Filled", "dynamic_partitioning"): ABSENT,
    }
    found = {key: value(node(graph, key[0]), key[1]) for key in wanted}
    assert found == wanted
    assert edges(graph) == [("World", "replication", "World in other Regions")]


SAFEGUARDS = """
  Deep:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmActions: [!Ref Topic]
      MetricName: ApproximateNumberOfMessagesVisible
      Dimensions: [{Name: QueueName, Value: !GetAtt Orders.QueueName}]
  Late:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmActions: [!Ref Topic]
      Metrics:
      - MetricStat:
          Metric:
            MetricName: IteratorAge
            Dimensions: [{Name: FunctionName, Value: !Ref Place}]
  Mute:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: Errors
      Dimensions: [{Name: FunctionName, Value: !Ref Place}]
  It:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Stream.Arn, FunctionName: !Ref Place}
  Keeper: {Type: AWS::Events::Archive, Properties: {SourceArn: !GetAtt Bus.Arn}}
  Let:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Orders]
      PolicyDocument:
        Statement:
        - {Effect: Allow, Action: sqs:SendMessage, Principal: {Service: [a, b]}}
        - {Effect: Allow, Action: [sqs:ReceiveMessage], Principal: {Service: c}}
        - {Effect: Deny, Action: '*', Principal: {Service: d}}
        - Effect: Allow
          Action: SQS:SendMessage
          Principal: '*'
          Condition: {ArnEquals: {aws:SourceArn: !Ref Topic}}
"""


def test_alarms_archives_and_policies_are_noted_where_they_belong(
    tmp_path: Path,
) -> None:
    graph = scanned(tmp_path, HEAD + PARTS + SAFEGUARDS)
    orders, place = node(graph, "Orders"), node(graph, "Place")
    assert value(orders, "depth_alarm") is True
    assert value(orders, "admits") == ("a", "b", "sns.amazonaws.com")
    assert value(node(graph, "Bus"), "archived") is True
    assert value(edge(graph, "event-source-mapping"), "iterator_alarm") is True
    assert value(place, "errors_alarm") is UNKNOWN
    assert "iterator_alarm" not in place.settings


def test_what_only_the_whole_map_shows(tmp_path: Path) -> None:
    text = f"""{HEAD}
Resources:
  Q: {{Type: AWS::SQS::Queue}}
  Dead: {{Type: AWS::SQS::Queue}}
  A:
    Type: AWS::Lambda::Function
    Properties: {{DeadLetterConfig: {{TargetArn: !GetAtt Dead.Arn}}}}
  B: {{Type: AWS::Lambda::Function}}
  C: {{Type: AWS::Lambda::Function}}
  One:
    Type: {MAPPING}
    Properties: {{EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref A}}
  Two:
    Type: {MAPPING}
    Properties: {{EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref B}}
  Clock:
    Type: AWS::Events::Rule
    Properties: {{ScheduleExpression: rate(1 day), Targets: [{{Arn: !GetAtt B.Arn}}]}}
"""
    graph = scanned(tmp_path, text)
    assert value(node(graph, "Q"), "consumers") == 2
    polled = [value(node(graph, one), "polled") for one in "ABC"]
    assert polled == [True, False, UNKNOWN]
    assert [one.id for one in graph.nodes if one.sink] == ["Dead"]
    assert value(node(graph, "Dead"), "failure_sink") is True
    assert value(node(graph, "Q"), "failure_sink") is False


def test_a_resource_under_a_condition_is_kept_and_named(tmp_path: Path) -> None:
    text = f"""{HEAD}
Parameters: {{Stage: {{Type: String, Default: dev}}}}
Conditions: {{IsProd: !Equals [!Ref Stage, prod]}}
Resources:
  Q: {{Type: AWS::SQS::Queue, Condition: IsProd}}
  F: {{Type: AWS::Lambda::Function}}
  It:
    Type: {MAPPING}
    Condition: IsProd
    Properties: {{EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref F}}
"""
    graph = scanned(tmp_path, text)
    found = edge(graph, "event-source-mapping")
    assert (found.condition, found.exists) == ("IsProd", False)
    assert (node(graph, "Q").condition, node(graph, "Q").exists) == ("IsProd", False)


def test_ends_that_lie_outside_are_drawn_and_unknown(tmp_path: Path) -> None:
    text = f"""{HEAD}
Parameters: {{Source: {{Type: String}}}}
Resources:
  F: {{Type: AWS::Lambda::Function}}
  It:
    Type: {MAPPING}
    Properties: {{EventSourceArn: !Ref Source, FunctionName: !Ref F, BatchSize: 5}}
"""
    graph = scanned(tmp_path, text)
    source = node(graph, "Source")
    assert source.outside
    assert not source.settings
    found = edge(graph, "event-source-mapping")
    assert value(found, "maximum_retry_attempts") is UNKNOWN
    assert setting(found, "batch_size").origin is Origin.LITERAL


def test_a_name_made_from_the_stack_is_found_in_its_own_stack_only(
    tmp_path: Path,
) -> None:
    text = f"""{HEAD}
Resources:
  B: {{Type: AWS::Events::EventBus, Properties: {{Name: !Sub '${{AWS::StackName}}-b'}}}}
  F: {{Type: AWS::Lambda::Function}}
  It:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Sub '${{AWS::StackName}}-b'
      EventPattern: {{source: [a]}}
      Targets: [{{Arn: !GetAtt F.Arn}}]
"""
    assert edges(scanned(tmp_path, text)) == [("B", "rule", "F")]
