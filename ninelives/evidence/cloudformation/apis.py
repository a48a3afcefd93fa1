"""What API Gateway hands a request to: methods, integrations, OpenAPI documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ninelives.checklist.truth import ABSENT
from ninelives.evidence.arn import FIELD
from ninelives.evidence.cloudformation.attached import attached
from ninelives.evidence.cloudformation.draft import BUS, Draft, End, under
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import Branch, branches, lookup
from ninelives.evidence.cloudformation.meaning import ends, meant
from ninelives.evidence.cloudformation.properties import plain
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import Foreign, Phrase, Pointer, spelled
from ninelives.evidence.model import Setting, literal
from ninelives.evidence.tree import Tree
from ninelives.evidence.vocabulary import shaped, vocabulary

API = "api"
GATEWAY = "api-gateway"
SERVICES = {
    "lambda": "lambda-function",
    "sqs": "sqs-queue",
    "sns": "sns-topic",
    "events": BUS,
    "states": "step-functions-standard",
    "kinesis": "kinesis-stream",
    "firehose": "firehose-stream",
    "dynamodb": "dynamodb-table",
    "s3": "s3-bucket",
}
_SUBTYPES = {
    "SQS": "sqs",
    "EventBridge": "events",
    "StepFunctions": "states",
    "Kinesis": "kinesis",
}
_SERVICE = re.compile(
    rf"arn:{FIELD}:apigateway:{FIELD}:(?:[^:.]*\.)?([a-z0-9-]+):(path|action)/(.*)"
)
_FUNCTION = re.compile(r"functions/(.+)/(?:response-streaming-)?invocations")
_KEYS = {
    "sqs": "QueueUrl",
    "sns": "TopicArn",
    "events": "EventBusName",
    "states": "stateMachineArn",
    "kinesis": "StreamName",
    "firehose": "DeliveryStreamName",
    "dynamodb": "TableName",
}
_NAMED = {
    service: re.compile(
        rf"\\?[\"']?{key}\\?[\"']?\s*[:=]\s*(?:\$util\.urlEncode\()?\\?[\"']?"
        r"((?:\$\{[^}]*\}|[^\"'\\&\s,})])+)",
        re.IGNORECASE,
    )
    for service, key in _KEYS.items()
}
_AT_RUN_TIME = re.compile(r"\$(?:input|context|util|request|stageVariables)\b")
_INTEGRATION = "x-amazon-apigateway-integration"


def method(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the integration of an AWS::ApiGateway::Method."""
    properties = resource.properties
    sources = ends(draft, properties.get("RestApiId"), scope, GATEWAY)
    tree = properties.get("Integration")
    if tree is not None:
        _draw(draft, sources, tree, resource, scope)


def integration(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::ApiGatewayV2::Integration."""
    properties = resource.properties
    sources = ends(draft, properties.get("ApiId"), scope, GATEWAY)
    _draw(draft, sources, properties, resource, scope)


def document(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the integrations in the OpenAPI document of an API."""
    node = draft.nodes[scope.id(resource.id)]
    properties = resource.properties
    body = properties.get("Body") or properties.get("DefinitionBody")
    body = attached(body or properties.get("DefinitionUri"), scope, draft.problems)
    api = End(node.id, node.type)
    for path in _inner(body.get("paths") if body else None, scope):
        for operation in _inner(path.tree, scope):
            for one in branches(operation.tree.get(_INTEGRATION), scope):
                condition, exists = under(
                    *((way.condition, way.exists) for way in (path, operation, one))
                )
                source = replace(api, condition=condition, exists=exists)
                _draw(draft, (source,), one.tree, resource, scope)


def _inner(tree: Tree | None, scope: Scope) -> Iterator[Branch]:
    """Give what a mapping holds, each in every way it may come out."""
    for _, one in tree.items() if tree else ():
        yield from branches(one, scope)


def _draw(
    draft: Draft, sources: tuple[End, ...], tree: Tree, resource: Resource, scope: Scope
) -> None:
    taking = tuple(_targets(draft, tree, scope))
    settings = _settings(draft, tree, scope)
    for source in sources:
        fresh = tuple(one for one in taking if draft.first(source, one, API))
        draft.connect((source,), fresh, API, resource, scope, settings)


def _either(tree: Tree, *names: str) -> Tree | None:
    """Give the first of several keys; OpenAPI spells them with a small letter."""
    spellings = [each for one in names for each in (one, one[0].lower() + one[1:])]
    return next((found for one in spellings if (found := tree.get(one))), None)


def _targets(draft: Draft, tree: Tree, scope: Scope) -> Iterator[End]:
    uri = _either(tree, "Uri", "IntegrationUri")
    subtype = _either(tree, "IntegrationSubtype")
    if subtype is not None:
        service = _SUBTYPES.get(subtype.text().partition("-")[0], "")
        yield from _inside(draft, tree, service, scope)
        return
    if uri is None:
        return
    setting = evaluate(uri, scope)
    for value in (setting.value, *setting.otherwise):
        match = _SERVICE.match(spelled(value))
        if match is None:
            if _is_function(value, tree):
                yield from meant(draft, setting, "lambda-function")
            continue
        service, kind, rest = match.groups()
        component = SERVICES.get(service, "")
        if not component:
            continue
        if service == "lambda" and (function := _FUNCTION.search(rest)):
            yield from _spelled(draft, value, function[1], setting, component)
        elif kind == "path" and service in ("sqs", "s3") and rest.strip("/"):
            name = rest.strip("/").split("/")[-1 if service == "sqs" else 0]
            yield from _spelled(draft, value, name, setting, component)
        else:
            yield from _inside(draft, tree, service, scope)


def _is_function(value: object, tree: Tree) -> bool:
    """Whether an address without a service is that of a function."""
    kind = _either(tree, "IntegrationType", "Type")
    if kind is not None and kind.text().upper() in ("HTTP", "HTTP_PROXY", "MOCK"):
        return False
    return isinstance(value, Pointer) or ":lambda:" in spelled(value)


def _spelled(
    draft: Draft, value: object, name: str, setting: Setting, component: str
) -> Iterator[End]:
    """Give the component that a part of a text names: a hole in it, or a name."""
    parts = value.parts if isinstance(value, Phrase) else (value,)
    for part in parts:
        if isinstance(part, Pointer | Foreign) and spelled(part) in name:
            yield from meant(draft, literal(part, setting.place), component)
            return
    yield from meant(draft, literal(name, setting.place), component)


def _inside(draft: Draft, tree: Tree, service: str, scope: Scope) -> Iterator[End]:
    """Give the component that the templates or parameters of a request name."""
    component = SERVICES.get(service, "")
    pattern = _NAMED.get(service)
    for part in ("RequestTemplates", "RequestParameters"):
        found = _either(tree, part)
        if found is None or pattern is None:
            continue
        for key, one in found.items():
            setting = evaluate(one, scope)
            text = f'"{key}": "{spelled(setting.value)}"'
            match = pattern.search(text)
            if match and not _AT_RUN_TIME.search(match[1]):
                value = setting.value
                yield from _spelled(draft, value, match[1], setting, component)
                return
    if service == "events":
        yield End(draft.default_bus(tree.place).id, BUS)
    elif component:
        known = f"{service} called by an API at line {tree.line}"
        node = draft.outside(known, component, tree.place)
        yield End(node.id, node.type)


def _settings(draft: Draft, tree: Tree, scope: Scope) -> dict[str, Setting]:
    settings: dict[str, Setting] = {}
    terms = vocabulary().integrations[API]
    for name in ("TimeoutInMillis", "timeoutInMillis"):
        found = lookup(tree, [name], scope)
        if found is not None and found.value is not ABSENT:
            whole = shaped(terms["timeout"], plain(draft, terms["timeout"], found))
            seconds = (
                whole.value / 1000 if isinstance(whole.value, int) else whole.value
            )
            settings["timeout"] = Setting(
                seconds, whole.origin, whole.place, whole.condition
            )
    if _either(tree, "RequestTemplates") is not None:
        settings["template"] = literal(value=True, place=tree.place)
    parameters = _either(tree, "RequestParameters")
    for key, one in parameters.items() if parameters else ():
        if key.endswith("X-Amz-Invocation-Type"):
            value = spelled(evaluate(one, scope).value).strip("'\"")
            settings["invocation_type"] = literal(value, one.place)
    return settings
