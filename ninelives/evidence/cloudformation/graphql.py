"""What an AppSync API calls, and whether it waits for the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ninelives.evidence.cloudformation.draft import Draft
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.others import taken_by
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import Pointer, spelled
from ninelives.evidence.model import Setting, literal, unknown

_SOURCES: Mapping[str, tuple[str, str]] = {
    "LambdaConfig": ("LambdaFunctionArn", "lambda-function"),
    "DynamoDBConfig": ("TableName", "dynamodb-table"),
    "EventBridgeConfig": ("EventBusArn", "eventbridge-bus"),
}
"""Kind of a data source → the property that names its target, and its type."""
ASKING = ("AWS::AppSync::Resolver", "AWS::AppSync::FunctionConfiguration")
_WRITTEN = ("RequestMappingTemplate", "Code")
_INVOKED = re.compile(
    r"""["']?invocationType["']?\s*:\s*["'](Event|RequestResponse)["']"""
)
WAITS = "RequestResponse"


def source(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::AppSync::DataSource as a call from the API."""
    properties = resource.properties
    sources = ends(draft, properties.get("ApiId"), scope, "appsync-api")
    taking = tuple(taken_by(draft, properties, _SOURCES, scope))
    settings: dict[str, Setting] = {}
    if any(one.type == "lambda-function" for one in taking):
        missing = unknown(resource.place, "resolvers differ, or are none")
        settings["invocation_type"] = _asked(draft, scope).get(resource.id, missing)
    draft.connect(sources, taking, "api", resource, scope, settings)


def invoked(text: str) -> str:
    """Give how a resolver of that text calls a function: Event or RequestResponse."""
    found = _INVOKED.search(text)
    return found[1] if found else WAITS


def _asked(draft: Draft, scope: Scope) -> Mapping[str, Setting]:
    """Give how each data source of a template is called, where its resolvers agree.

    A resolver without a text of its own calls the function and waits; one whose text
    lies in a bucket says nothing here.
    """
    known = draft.resolvers.get(scope.prefix)
    if known is not None:
        return known
    found: dict[str, Setting] = {}
    mixed = set()
    for resource in scope.template.resources.values():
        if resource.kind not in ASKING:
            continue
        named = resource.properties.get("DataSourceName")
        value = evaluate(named, scope).value if named is not None else None
        if not isinstance(value, Pointer):
            continue
        hidden = any(resource.properties.get(f"{one}S3Location") for one in _WRITTEN)
        texts = [
            spelled(evaluate(tree, scope).value)
            for one in _WRITTEN
            if (tree := resource.properties.get(one)) is not None
        ]
        how = "" if hidden else invoked(texts[0]) if texts else WAITS
        told = literal(how, resource.place)
        if not how or found.setdefault(value.id, told).value != how:
            mixed.add(value.id)
    draft.resolvers[scope.prefix] = {
        one: told for one, told in found.items() if one not in mixed
    }
    return draft.resolvers[scope.prefix]
