"""A SAM template → the CloudFormation it stands for, every part at its own place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ninelives.evidence.cloudformation.sam.alias import alias
from ninelives.evidence.cloudformation.sam.events import events
from ninelives.evidence.cloudformation.sam.merge import merged
from ninelives.evidence.cloudformation.sam.sinks import invoke_config
from ninelives.evidence.cloudformation.sam.workshop import Workshop
from ninelives.evidence.cloudformation.template import (
    Resource,
    Template,
    made,
)
from ninelives.evidence.tree import Tree

_GLOBAL = "AWS::Serverless::"


def transform(template: Template) -> Template:
    """Give the template with SAM's resources replaced by what they make.

    Logical ids are those that SAM gives. What it does not understand stays as it is.
    """
    if not template.serverless:
        return template
    shop = Workshop(template)
    for resource in template.resources.values():
        name = resource.kind.removeprefix(_GLOBAL)
        make = _MAKERS.get(name) if name != resource.kind else None
        if make is None:
            shop.put(resource)
            continue
        whole = merged(resource, template.globals.get(name))
        for one in make(whole, shop):
            shop.put(one)
    return replace(template, resources=shop.resources, conditions=shop.conditions)


def _as(resource: Resource, kind: str, **given: Tree | None) -> Resource:
    """Give a resource under another kind, with some properties set or, None, gone."""
    properties = {**resource.properties.value, **given}
    kept = {key: one for key, one in properties.items() if one is not None}
    tree = resource.properties._replace(value=kept)
    return replace(resource, kind=kind, properties=tree)


def _function(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    properties = resource.properties
    dead = properties.get("DeadLetterQueue")
    target = dead.get("TargetArn") if dead else None
    config = dead.like({"TargetArn": target}) if dead and target else None
    yield _as(resource, "AWS::Lambda::Function", DeadLetterConfig=config)
    yield from alias(resource)
    yield from invoke_config(resource, shop)
    yield from events(resource, shop)


def _machine(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    properties = resource.properties
    yield _as(
        resource,
        "AWS::StepFunctions::StateMachine",
        StateMachineType=properties.get("Type"),
        StateMachineName=properties.get("Name"),
        LoggingConfiguration=properties.get("Logging"),
        Events=None,
    )
    yield from events(resource, shop)


def _table(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    del shop
    billing = resource.properties.like("PAY_PER_REQUEST")
    provisioned = resource.properties.get("ProvisionedThroughput") is not None
    mode = None if provisioned else billing
    yield _as(resource, "AWS::DynamoDB::Table", BillingMode=mode)


def _rest(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    del shop
    yield _as(resource, "AWS::ApiGateway::RestApi")


def _http(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    del shop
    yield _as(resource, "AWS::ApiGatewayV2::Api")


def _graphql(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    yield _as(resource, "AWS::AppSync::GraphQLApi", DataSources=None)
    written = resource.properties.get("DataSources")
    for key, config, target, given in (
        ("DynamoDb", "DynamoDBConfig", "TableName", "TableName"),
        ("Lambda", "LambdaConfig", "LambdaFunctionArn", "FunctionArn"),
    ):
        group = written.get(key) if written else None
        for name, tree in group.items() if group else ():
            properties: dict[str, object] = {
                "ApiId": {"Fn::GetAtt": [resource.id, "ApiId"]},
                config: {target: tree.get(given)},
            }
            made_id = f"{resource.id}{name}{key}DataSource"
            kind = "AWS::AppSync::DataSource"
            yield made(made_id, kind, properties, tree, resource.condition)
    del shop


def _sockets(resource: Resource, shop: Workshop) -> Iterator[Resource]:
    yield _as(resource, "AWS::ApiGatewayV2::Api", Routes=None)
    routes = resource.properties.get("Routes")
    for name, tree in routes.items() if routes else ():
        properties: dict[str, object] = {
            "ApiId": {"Ref": resource.id},
            "IntegrationUri": tree.get("FunctionArn"),
        }
        made_id = f"{resource.id}{name.lstrip('$')}Integration"
        kind = "AWS::ApiGatewayV2::Integration"
        yield made(made_id, kind, properties, tree, resource.condition)
    del shop


_MAKERS: Mapping[str, Callable[[Resource, Workshop], Iterator[Resource]]] = {
    "Function": _function,
    "StateMachine": _machine,
    "SimpleTable": _table,
    "Api": _rest,
    "HttpApi": _http,
    "GraphQLApi": _graphql,
    "WebSocketApi": _sockets,
}
