"""Event source mappings and pipes: what is polled, by whom, and how."""

from __future__ import annotations

from ninelives.evidence.cloudformation.draft import Draft, End
from ninelives.evidence.cloudformation.lookup import Branch, listed, lookup
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.properties import (
    edge_settings,
    kept_by,
    plain,
    setting_at,
)
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.model import Setting, literal, unknown
from ninelives.evidence.tree import Tree
from ninelives.evidence.vocabulary import vocabulary

MAPPING = "event-source-mapping"
PIPE = "pipe"
STREAMS = ("kinesis-stream", "dynamodb-table")
SOURCE_TYPE = "SourceType"
"""What SAM's transformation leaves beside a mapping: the type of a bare name."""


def mapping(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::Lambda::EventSourceMapping."""
    properties = resource.properties
    told = resource.body.get(SOURCE_TYPE)
    hint = told.text() if told else _source_type(properties)
    sources = ends(draft, properties.get("EventSourceArn"), scope, hint)
    if not sources:
        sources = (_elsewhere(draft, properties, hint),)
    functions = ends(draft, properties.get("FunctionName"), scope, "lambda-function")
    for source in sources:
        kind = source.type or hint or _source_type(properties)
        traits = (kind or _read_in_order(properties),)
        settings = edge_settings(draft, MAPPING, properties, scope, traits)
        settings |= filters(properties.get("FilterCriteria"), scope)
        draft.connect((source,), functions, MAPPING, resource, scope, settings)


def _source_type(properties: Tree) -> str:
    for name, component in (
        ("SelfManagedEventSource", "kafka-cluster"),
        ("SelfManagedKafkaEventSourceConfig", "kafka-cluster"),
        ("AmazonManagedKafkaEventSourceConfig", "kafka-cluster"),
        ("Topics", "kafka-cluster"),
        ("DocumentDBEventSourceConfig", "service"),
        ("Queues", "service"),
    ):
        if properties.get(name) is not None:
            return component
    return ""


def _read_in_order(properties: Tree) -> str:
    """Give a stream's type where only the starting position tells that it is one."""
    return STREAMS[0] if properties.get("StartingPosition") is not None else ""


def _elsewhere(draft: Draft, properties: Tree, hint: str) -> End:
    kafka = hint == "kafka-cluster"
    name = "self-managed Kafka" if kafka else f"unnamed at line {properties.line}"
    node = draft.outside(name, hint, properties.place)
    return End(node.id, node.type)


def filters(tree: Tree | None, scope: Scope) -> dict[str, Setting]:
    """Give the setting `filters` of a FilterCriteria: true where it holds any."""
    whole = lookup(tree, ["Filters"], scope)
    if tree is None or whole is None:
        return {}
    inner = tree.get("Filters")
    entries = list(listed(inner, scope)) if inner else [Branch(tree)]
    sure = [one for one in entries if one.exists]
    if not entries:
        return {}
    if not sure:
        return {"filters": unknown(tree.place, entries[0].condition)}
    return {"filters": literal(value=True, place=sure[0].tree.place)}


def pipe(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::Pipes::Pipe as an edge from its source to its target."""
    properties = resource.properties
    given = properties.get("SourceParameters")
    sources = ends(draft, properties.get("Source"), scope)
    targets = ends(draft, properties.get("Target"), scope)
    for source in sources:
        settings = edge_settings(draft, PIPE, properties, scope, (source.type,))
        settings |= filters(given.get("FilterCriteria") if given else None, scope)
        settings |= _polling(draft, given, scope)
        settings |= _manner(draft, properties, scope)
        draft.connect((source,), targets, PIPE, resource, scope, settings)


def _polling(draft: Draft, given: Tree | None, scope: Scope) -> dict[str, Setting]:
    """Read the parameters of the source, whichever kind it is."""
    terms = vocabulary().integrations[PIPE]
    settings: dict[str, Setting] = {}
    for name, tree in given.items() if given else ():
        if not name.endswith("Parameters"):
            continue
        for term, path in (
            ("batch_size", "BatchSize"),
            ("starting_position", "StartingPosition"),
            ("maximum_retry_attempts", "MaximumRetryAttempts"),
            ("maximum_event_age", "MaximumRecordAgeInSeconds"),
        ):
            found = setting_at(draft, terms[term], tree, path, scope)
            if found is not None:
                settings[term] = found
        halved = lookup(tree, ["OnPartialBatchItemFailure"], scope)
        if halved is not None:
            settings["bisect"] = literal(
                value=halved.value == "AUTOMATIC_BISECT", place=halved.place
            )
        keeper = lookup(tree, ["DeadLetterConfig", "Arn"], scope)
        if keeper is not None:
            settings["dead_letter_queue"] = kept_by(draft, keeper)
    return settings


def _manner(draft: Draft, properties: Tree, scope: Scope) -> dict[str, Setting]:
    """Read whether a pipe runs, what enriches its records, how its target is called."""
    terms = vocabulary().integrations[PIPE]
    settings: dict[str, Setting] = {}
    state = lookup(properties, ["DesiredState"], scope)
    if state is not None:
        settings["enabled"] = literal(value=state.value != "STOPPED", place=state.place)
    enriching = lookup(properties, ["Enrichment"], scope)
    if enriching is not None:
        settings["enrichment"] = kept_by(draft, enriching)
    for name in ("LambdaFunctionParameters", "StepFunctionStateMachineParameters"):
        path = f"TargetParameters.{name}.InvocationType"
        found = lookup(properties, path.split("."), scope)
        if found is not None:
            settings["invocation_type"] = plain(draft, terms["invocation_type"], found)
    return settings
