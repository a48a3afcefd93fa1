"""Services of the Serverless Framework, read as what they would be packaged to."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.evidence.model import Edge, Graph, Origin
from ninelives.evidence.scan import scan

SERVICE = """\
service: orders
provider:
  name: aws
  timeout: 20
custom:
  batch: 7
functions:
  place-order:
    handler: app.handler
    onError: !GetAtt Failed.Arn
    maximumRetryAttempts: 1
    events:
      - sqs:
          arn: !GetAtt OrdersQueue.Arn
          batchSize: ${self:custom.batch}
          functionResponseType: ReportBatchItemFailures
      - sns:
          arn: !Ref OrdersTopic
          filterPolicy: {kind: [order]}
      - stream:
          type: dynamodb
          arn: !GetAtt OrdersTable.StreamArn
          maximumRetryAttempts: ${opt:tries, 3}
          bisectBatchOnFunctionError: true
      - eventBridge:
          eventBus: shop
          pattern: {source: [shop]}
          deadLetterQueueArn: !GetAtt Failed.Arn
      - schedule: rate(5 minutes)
      - http: {path: /orders, method: post}
  watch:
    handler: watch.handler
resources:
  Resources:
    OrdersQueue: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30}}
    Failed: {Type: AWS::SQS::Queue}
    OrdersTopic: {Type: AWS::SNS::Topic}
    OrdersTable:
      Type: AWS::DynamoDB::Table
      Properties:
        StreamSpecification: {StreamViewType: NEW_IMAGE}
    WatchLogs:
      Type: AWS::SNS::Subscription
      Properties:
        Protocol: lambda
        TopicArn: !Ref OrdersTopic
        Endpoint: !GetAtt WatchLambdaFunction.Arn
"""


def read(folder: Path, text: str, **more: str) -> Graph:
    (folder / "serverless.yml").write_text(text, "utf-8")
    for name, other in more.items():
        (folder / f"{name}.yml").write_text(other, "utf-8")
    return scan([folder])


def edge(graph: Graph, by: str, target: str = "place-order") -> Edge:
    return next(one for one in graph.edges if one.by == by and one.target == target)


def test_each_event_draws_an_integration(tmp_path: Path) -> None:
    graph = read(tmp_path, SERVICE)
    assert graph.dialects == ("serverless",)
    drawn = {(one.source, one.target, one.by) for one in graph.edges}
    assert {
        ("OrdersQueue", "place-order", "event-source-mapping"),
        ("OrdersTopic", "place-order", "subscription"),
        ("OrdersTable", "place-order", "event-source-mapping"),
    } <= drawn
    kinds = {one.by for one in graph.edges}
    assert {"rule", "schedule", "api"} <= kinds


def test_a_function_is_found_by_the_logical_id_it_is_packaged_to(
    tmp_path: Path,
) -> None:
    graph = read(tmp_path, SERVICE)
    assert edge(graph, "subscription", "watch").source == "OrdersTopic"


def test_settings_come_with_their_lines(tmp_path: Path) -> None:
    graph = read(tmp_path, SERVICE)
    function = graph.node("place-order")
    assert function is not None
    assert function.settings["timeout"].value == 20
    assert function.settings["async_retries"].value == 1
    mapping = next(
        one
        for one in graph.edges
        if one.by == "event-source-mapping" and one.source == "OrdersQueue"
    )
    assert mapping.settings["batch_size"].value == 7
    assert mapping.place.line == 13
    rule = edge(graph, "rule")
    assert rule.settings["dead_letter_queue"].value is not ABSENT


def test_a_default_of_an_option_is_a_parameter_never_written(tmp_path: Path) -> None:
    graph = read(tmp_path, SERVICE)
    mapping = next(one for one in graph.edges if one.source == "OrdersTable")
    assert mapping.settings["maximum_retry_attempts"].origin is Origin.PARAMETER


def test_what_nobody_can_know_here_is_unknown(tmp_path: Path) -> None:
    text = SERVICE.replace("${self:custom.batch}", "${ssm:/orders/batch}")
    graph = read(tmp_path, text)
    mapping = next(one for one in graph.edges if one.source == "OrdersQueue")
    assert mapping.settings["batch_size"].value is UNKNOWN


def test_included_files_are_read_and_only_those_of_the_scan(tmp_path: Path) -> None:
    text = SERVICE.replace("batch: 7", "batch: ${file(./sizes.yml):batch}")
    graph = read(tmp_path, text, sizes="batch: 3\n")
    mapping = next(one for one in graph.edges if one.source == "OrdersQueue")
    assert mapping.settings["batch_size"].value == 3
    assert len(graph.files) == 2
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.yml").write_text("batch: 9\n", "utf-8")
    out = read(
        inside, SERVICE.replace("batch: 7", "batch: ${file(../secret.yml):batch}")
    )
    mapping = next(one for one in out.edges if one.source == "OrdersQueue")
    assert mapping.settings["batch_size"].value is UNKNOWN


@pytest.mark.parametrize(
    "custom",
    [
        "batch: ${self:custom.batch}",
        "batch: ${self:custom}",
        "a: ${self:custom.batch}\n  batch: ${self:custom.a}",
        "batch: ['${self:custom}', '${self:custom}', '${self:custom}']",
        "batch: ${file(./serverless.yml):custom.batch}",
        "batch: ${${${${self:custom.batch}}}}",
        "batch: ${",
    ],
)
def test_variables_that_go_in_circles_end(tmp_path: Path, custom: str) -> None:
    graph = read(tmp_path, SERVICE.replace("batch: 7", custom))
    assert graph.files or graph.problems


def test_variables_that_double_at_each_step_end(tmp_path: Path) -> None:
    """Each stands for two of the next, thirty times over."""
    chain = "".join(
        f"\n  a{at}: '${{self:custom.a{at + 1}}} ${{self:custom.a{at + 1}}}'"
        for at in range(30)
    )
    graph = read(tmp_path, SERVICE.replace("batch: 7", f"batch: x{chain}\n  a30: y"))
    assert graph.edges


def test_a_variable_within_itself_ends(tmp_path: Path) -> None:
    service = "service: a\nprovider: {name: aws}\nresources: {}\n"
    text = f"{service}custom: a ${{self:custom.${{self:custom.a}}}} b\n"
    assert not read(tmp_path, text).edges


def test_a_broken_service_is_a_problem_with_its_line(tmp_path: Path) -> None:
    graph = read(tmp_path, SERVICE + "  broken: [\n")
    assert any(one.place.line for one in graph.problems)


def test_a_bus_named_by_the_stage_is_not_the_default_bus(tmp_path: Path) -> None:
    rule = """
resources:
  Resources:
    Q: {Type: AWS::SQS::Queue}
    R:
      Type: AWS::Events::Rule
      Properties:
        EventBusName: !Sub '{{resolve:ssm:/STAGE/bus}}'
        EventPattern: {source: [a]}
        Targets: [{Arn: !GetAtt Q.Arn}]
"""
    head = "service: a\nprovider: {name: aws, stage: test}\nfunctions: {}\n"
    for stage, bus in (
        ("${sls:stage}", "{{resolve:ssm:/test/bus}}"),
        ("${param:stage}", ""),
    ):
        graph = read(tmp_path, head + rule.replace("STAGE", stage))
        (found,) = graph.edges
        assert found.source != "default"
        assert bus in found.source
