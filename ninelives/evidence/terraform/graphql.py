"""What an AppSync API calls, and whether it waits for the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ninelives.checklist.truth import ABSENT
from ninelives.evidence.cloudformation.graphql import WAITS, invoked
from ninelives.evidence.model import Setting, literal, unknown
from ninelives.evidence.terraform.draw import Drawing
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.values import Phrase, Pointer, spelled

_SOURCES = (
    ("lambda_config.function_arn", "lambda-function"),
    ("dynamodb_config.table_name", "dynamodb-table"),
    ("event_bridge_config.event_bus_arn", "eventbridge-bus"),
)
"""The argument that names what a data source calls, and its type."""
_ASKING = ("aws_appsync_resolver", "aws_appsync_function")
_WRITTEN = ("request_template", "request_mapping_template", "code")


def source(drawing: Drawing, resource: Resource) -> None:
    """Draw a data source as a call from the API."""
    apis = drawing.ends(taken(resource.body, "api_id"), "appsync-api")
    for path, expected in _SOURCES:
        targets = drawing.ends(taken(resource.body, path), expected)
        more = _asked(drawing, resource) if expected == "lambda-function" else {}
        drawing.connect(apis, targets, "api", resource, more=more)


def _asked(drawing: Drawing, resource: Resource) -> dict[str, Setting]:
    """Give how a data source is called, where its resolvers agree."""
    if drawing.resolvers is None:
        drawing.resolvers = _resolvers(drawing)
    found = {}
    for asking in drawing.resolvers.get(resource.id, ()):
        texts = [
            told
            for one in _WRITTEN
            if (told := taken(asking, one)) is not None and told.value is not ABSENT
        ]
        if texts and not isinstance(texts[0].value, str | Phrase):
            return {"invocation_type": unknown(asking.place, "its text is elsewhere")}
        how = invoked(spelled(texts[0].value)) if texts else WAITS
        found[how] = literal(how, asking.place)
    if len(found) == 1:
        return {"invocation_type": next(iter(found.values()))}
    return {"invocation_type": unknown(resource.place, "resolvers differ, or are none")}


def _resolvers(drawing: Drawing) -> dict[str, list[Setting]]:
    found: dict[str, list[Setting]] = {}
    for copies in drawing.resources.values():
        for one in copies:
            named = taken(one.body, "data_source") if one.kind in _ASKING else None
            if named is not None and isinstance(named.value, Pointer):
                found.setdefault(named.value.id, []).append(one.body)
    return found


DRAWN: Mapping[str, Callable[[Drawing, Resource], None]] = {
    "aws_appsync_datasource": source,
}
