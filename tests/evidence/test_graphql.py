"""What an AppSync API calls, from CloudFormation and from Terraform."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.checklist.truth import UNKNOWN, Value
from ninelives.evidence.model import Graph
from tests.evidence.reading import HEAD, edge, scanned

TEMPLATE = (
    HEAD
    + """
Resources:
  Api: {Type: AWS::AppSync::GraphQLApi}
  Send: {Type: AWS::Lambda::Function}
  Source:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      LambdaConfig: {LambdaFunctionArn: !GetAtt Send.Arn}
"""
)
RESOLVER = """
  {name}:
    Type: AWS::AppSync::Resolver
    Properties: {{DataSourceName: !GetAtt Source.Name, {how}}}
"""
FOLDER = """
resource "aws_appsync_graphql_api" "api" {}
resource "aws_lambda_function" "send" {}
resource "aws_appsync_datasource" "source" {
  api_id = aws_appsync_graphql_api.api.id
  lambda_config {
    function_arn = aws_lambda_function.send.arn
  }
}
"""
ASKING = """
resource "aws_appsync_resolver" "{name}" {{
  data_source = aws_appsync_datasource.source.name
  {how}
}}
"""
EVENT = """'{"invocationType": "Event"}'"""
CODE = "\"return {operation: `Invoke`, invocationType: 'Event', payload}\""


def asked(graph: Graph) -> Value:
    found = edge(graph, "api").settings.get("invocation_type")
    return found.value if found else None


@pytest.mark.parametrize(
    ("hows", "invoked"),
    [
        ([f"RequestMappingTemplate: {EVENT}"], "Event"),
        ([f"Code: {CODE}"], "Event"),
        (["FieldName: send"], "RequestResponse"),
        (["FieldName: send", f"Code: {CODE}"], None),
        (["CodeS3Location: s3://code/send.js"], None),
        ([], None),
    ],
)
def test_an_api_waits_unless_every_resolver_says_otherwise(
    tmp_path: Path, hows: list[str], invoked: str | None
) -> None:
    text = TEMPLATE + "".join(
        RESOLVER.format(name=f"R{n}", how=how) for n, how in enumerate(hows)
    )
    found = asked(scanned(tmp_path, text))
    assert found == (invoked or UNKNOWN)


@pytest.mark.parametrize(
    ("hows", "invoked"),
    [
        (['request_template = "{\\"invocationType\\": \\"Event\\"}"'], "Event"),
        ([f"code = {CODE}"], "Event"),
        (['field = "send"'], "RequestResponse"),
        (['field = "send"', f"code = {CODE}"], None),
        (["code = var.code"], None),
        ([], None),
    ],
)
def test_so_does_one_of_terraform(
    tmp_path: Path, hows: list[str], invoked: str | None
) -> None:
    text = FOLDER + "".join(
        ASKING.format(name=f"r{n}", how=how) for n, how in enumerate(hows)
    )
    found = asked(scanned(tmp_path, text, "main.tf"))
    assert found == (invoked or UNKNOWN)
