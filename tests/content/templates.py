"""Snippets of CloudFormation, SAM and the Serverless Framework → whole templates.

A snippet shows what to add. What stands around it in a real template is put in
here, from a closed list: a reference to any other name is a slip of the snippet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from tests.content.snippets import Snippet

CODE = {"Runtime": "python3.13", "Handler": "app.handle", "Code": {"ZipFile": "pass"}}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
KEYS = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
}
ROLE = "arn:aws:iam::123456789012:role/place-order"
NEEDED: Mapping[str, Mapping[str, Any]] = {
    "AWS::ApiGateway::Deployment": {"RestApiId": {"Ref": "OrdersApi"}},
    "AWS::ApiGateway::Resource": {
        "RestApiId": "orders",
        "ParentId": "root",
        "PathPart": "orders",
    },
    "AWS::ApiGateway::RestApi": {"Name": "orders"},
    "AWS::ApiGatewayV2::Api": {"Name": "orders", "ProtocolType": "HTTP"},
    "AWS::DynamoDB::Table": KEYS,
    "AWS::EventsV2::EventBus": {"Name": "orders"},
    "AWS::Events::EventBus": {"Name": "orders"},
    "AWS::Events::Rule": {"EventPattern": {"source": ["orders"]}},
    "AWS::IAM::Role": {"AssumeRolePolicyDocument": TRUST},
    "AWS::KMS::Key": {"KeyPolicy": {"Version": "2012-10-17", "Statement": []}},
    "AWS::Kinesis::Stream": {"ShardCount": 1},
    "AWS::Lambda::Function": {**CODE, "Role": ROLE},
}
"""Type → the properties it can't do without; a snippet may leave them out."""
FUNCTIONS = """
AnnounceUser Audit Billing Charge Dispatcher GiveMoneyBack PlaceOrder Refund Release
Reserve SendInvoices SendMail SendOffer SendOrders Store StoreTelemetry TakePayment
"""
QUEUES = """
LinesFailed OrdersDeadLetters OrdersNotBilled OrdersQueue OrdersUndelivered
OutboxFailed PackQueue PlaceOrderFailed
"""
AROUND: Mapping[str, str] = {
    **dict.fromkeys(FUNCTIONS.split(), "AWS::Lambda::Function"),
    **dict.fromkeys(QUEUES.split(), "AWS::SQS::Queue"),
    "Artifacts": "AWS::S3::Bucket",
    "ClicksToLake": "AWS::KinesisFirehose::DeliveryStream",
    "Cluster": "AWS::MSK::ServerlessCluster",
    "FailedOrdersBucket": "AWS::S3::Bucket",
    "HandledEvents": "AWS::DynamoDB::Table",
    "Lake": "AWS::S3::Bucket",
    "NewOrders": "AWS::Events::Rule",
    "OnCallTopic": "AWS::SNS::Topic",
    "OrdersApi": "AWS::ApiGateway::RestApi",
    "OrdersBus": "AWS::Events::EventBus",
    "OrdersBusV2": "AWS::EventsV2::EventBus",
    "OrdersDeployment": "AWS::ApiGateway::Deployment",
    "OrdersHttpApi": "AWS::ApiGatewayV2::Api",
    "OrdersKey": "AWS::KMS::Key",
    "OrdersResource": "AWS::ApiGateway::Resource",
    "OrdersStream": "AWS::Kinesis::Stream",
    "OrdersToBilling": "AWS::Pipes::Pipe",
    "OrdersTopic": "AWS::SNS::Topic",
    "PaymentsLog": "AWS::Logs::LogGroup",
    "Telemetry": "AWS::IoT::TopicRule",
    "TelemetryStream": "AWS::Kinesis::Stream",
}
"""What a snippet may refer to without defining it; so may it any …Role."""
SUFFIX = "LambdaFunction"
"""What the Serverless Framework adds to the name of a function of its own."""
NEEDED_AROUND: Mapping[str, Mapping[str, Any]] = {
    "AWS::IoT::TopicRule": {
        "TopicRulePayload": {
            "Sql": "SELECT * FROM 'telemetry'",
            "Actions": [{"Sqs": {"QueueUrl": "orders", "RoleArn": ROLE}}],
        }
    },
    "AWS::StepFunctions::StateMachine": {
        "RoleArn": ROLE,
        "Definition": {"StartAt": "End", "States": {"End": {"Type": "Succeed"}}},
    },
    "AWS::MSK::ServerlessCluster": {
        "ClusterName": "orders",
        "ClientAuthentication": {"Sasl": {"Iam": {"Enabled": True}}},
        "VpcConfigs": [{"SubnetIds": ["subnet-0123456789abcdef0"]}],
    },
    "AWS::Pipes::Pipe": {
        "RoleArn": ROLE,
        "Source": "arn:aws:sqs:us-east-1:123456789012:orders",
        "Target": "arn:aws:lambda:us-east-1:123456789012:function:billing",
    },
}
"""The same for what only ever stands around a snippet."""


class Reader(yaml.SafeLoader):
    """Reads YAML with the short forms of CloudFormation's functions."""


def _function(loader: Reader, name: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.ScalarNode)
        value = loader.construct_scalar(node)
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


Reader.add_multi_constructor("!", _function)


def parsed(text: str) -> dict[str, Any]:
    """Give what a snippet of YAML says, functions written out."""
    got = yaml.load(text, Reader)  # noqa: S506 - a safe loader, with more tags
    assert isinstance(got, dict)
    return got


def template(one: Snippet) -> str:
    """Give the whole template around a snippet, as JSON; empty where it needs none."""
    body = parsed(one.text)
    if one.dialect == "serverless":
        body = body.get("resources", {})
    if not body.get("Resources"):
        return ""
    resources = body["Resources"]
    for resource in resources.values():
        needed = NEEDED.get(resource["Type"], {})
        given = resource.setdefault("Properties", {})
        if not needed.keys() & given.keys():
            given.update(needed)
        elif resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"] = {**needed, **given}
    for name in sorted(_named(resources) - resources.keys()):
        kind = around(name, one.dialect)
        if kind:
            properties = {**NEEDED.get(kind, {}), **NEEDED_AROUND.get(kind, {})}
            resources[name] = {"Type": kind, "Properties": properties}
    whole = {"AWSTemplateFormatVersion": "2010-09-09", **body}
    if one.dialect == "sam":
        whole["Transform"] = "AWS::Serverless-2016-10-31"
    return json.dumps(whole, default=str, indent=1)


def around(name: str, dialect: str) -> str:
    """Give the type of what a snippet may take for granted, empty if it may not.

    In a service of the Serverless Framework a function goes by its own name only where
    a state machine has that name as well.
    """
    kind = AROUND.get(name, "AWS::IAM::Role" if name.endswith("Role") else "")
    if dialect != "serverless":
        return kind
    if AROUND.get(name.removesuffix(SUFFIX)) == "AWS::Lambda::Function":
        machine = "AWS::StepFunctions::StateMachine" if name == "PlaceOrder" else ""
        return "AWS::Lambda::Function" if name.endswith(SUFFIX) else machine
    return kind


def _named(node: Any) -> set[str]:
    """Give every word that a template could refer to a resource by."""
    found: set[str] = set()
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "Fn::Sub":
                text = value if isinstance(value, str) else value[0]
                found |= {part.split("}")[0].split(".")[0] for part in text.split("${")}
            found |= _named(value)
    elif isinstance(node, list):
        for value in node:
            found |= _named(value)
    elif isinstance(node, str) and node.isalnum():
        found.add(node)
    return found
