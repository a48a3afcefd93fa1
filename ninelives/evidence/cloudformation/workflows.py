"""What a state machine calls: the tasks in its definition, wherever that stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT
from ninelives.evidence.arn import FIELD
from ninelives.evidence.cloudformation.attached import attached
from ninelives.evidence.cloudformation.draft import BUS, Draft, End
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import active, filled, read_text
from ninelives.evidence.cloudformation.meaning import ends, meant
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import spelled
from ninelives.evidence.model import Setting, literal
from ninelives.evidence.tree import Tree

CALL = "call"
_SERVICE = re.compile(
    rf"arn:{FIELD}:states:{FIELD}:{FIELD}:(?:aws-sdk:)?"
    r"([A-Za-z0-9-]+):(\w+)((?:\.\w+)*)"
)
_TARGETS: Mapping[str, tuple[str, str]] = {
    "lambda": ("FunctionName", "lambda-function"),
    "sqs": ("QueueUrl", "sqs-queue"),
    "sns": ("TopicArn", "sns-topic"),
    "dynamodb": ("TableName", "dynamodb-table"),
    "states": ("StateMachineArn", "step-functions-standard"),
    "sfn": ("StateMachineArn", "step-functions-standard"),
    "ecs": ("Cluster", "container-service"),
    "batch": ("JobQueue", "container-service"),
    "kinesis": ("StreamName", "kinesis-stream"),
    "firehose": ("DeliveryStreamName", "firehose-stream"),
    "s3": ("Bucket", "s3-bucket"),
}
"""Service of a task → the argument that names its target, and its type."""
_READING = re.compile(r"^(get|list|describe|query|scan|head|batchGet)")
_WAITING = ".waitForTaskToken"
_JSONATA = re.compile(r"^\{%.*%\}$", re.DOTALL)


def machine(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the tasks of a state machine, and note what its definition says of it."""
    definition = _definition(draft, resource, scope)
    node = draft.nodes[scope.id(resource.id)]
    if definition is None:
        return
    tasks = list(_tasks(definition))
    settings = dict(node.settings)
    if tasks:
        caught = all(one.get("Catch") is not None for one in tasks)
        settings["catches"] = literal(caught or ABSENT, definition.place)
    limit = definition.get("TimeoutSeconds")
    if limit is not None and isinstance(limit.value, int):
        settings["timeout"] = literal(limit.value, limit.place)
    draft.nodes[node.id] = replace(node, settings=settings)
    drawn: set[tuple[str, str]] = set()
    for task in tasks:
        for target in _called(draft, task, scope):
            how = _manner(task, scope)
            kind = str(how["invocation_type"].value) if "invocation_type" in how else ""
            if (target.id, kind) not in drawn:
                drawn.add((target.id, kind))
                here = replace(resource, body=task)
                source = (End(node.id, node.type),)
                draft.connect(source, (target,), CALL, here, scope, how)


def _definition(draft: Draft, resource: Resource, scope: Scope) -> Tree | None:
    properties = resource.properties
    tree = active(
        properties.get("DefinitionString") or properties.get("Definition"), scope
    )
    if tree is None:
        tree = attached(properties.get("DefinitionUri"), scope, draft.problems)
    elif tree.get("States") is None:
        tree = read_text(tree, scope)
    given = properties.get("DefinitionSubstitutions")
    if tree is not None and given is not None and isinstance(given.value, dict):
        return filled(tree, given.value)
    return tree


def _tasks(machine: Tree) -> Iterator[Tree]:
    """Give every task of a machine, those of its branches and maps included."""
    waiting = [machine]
    while waiting:
        states = waiting.pop().get("States")
        for _, state in states.items() if states else ():
            kind = state.get("Type")
            if kind is not None and kind.value == "Task":
                yield state
            for name in ("Iterator", "ItemProcessor"):
                inner = state.get(name)
                if inner is not None:
                    waiting.append(inner)
            branches = state.get("Branches")
            waiting.extend(branches.entries() if branches else ())


def _called(draft: Draft, task: Tree, scope: Scope) -> Iterator[End]:
    written = task.get("Resource")
    if written is None:
        return
    setting = evaluate(written, scope)
    match = _SERVICE.match(spelled(setting.value))
    if match is None:
        yield from meant(draft, setting, "lambda-function")
        return
    service, action = match[1].lower(), match[2]
    arguments = task.get("Parameters") or task.get("Arguments")
    if service in ("events", "eventbridge"):
        yield from _buses(draft, arguments, task, scope)
        return
    name, component = _TARGETS.get(service, ("", ""))
    if not component or _READING.match(action):
        return
    given = arguments.get(name) if arguments else None
    if given is None or _JSONATA.match(given.text()):
        return  # chosen while it runs
    if component == "sqs-queue" or isinstance(given.value, str | dict):
        yield from ends(draft, given, scope, component)


def _buses(
    draft: Draft, arguments: Tree | None, task: Tree, scope: Scope
) -> Iterator[End]:
    entries = arguments.get("Entries") if arguments else None
    named = False
    for entry in entries.entries() if entries else ():
        bus = entry.get("EventBusName")
        if bus is not None:
            named = True
            yield from ends(draft, bus, scope, BUS)
    if not named:
        yield End(draft.default_bus(task.place).id, BUS)


def _manner(task: Tree, scope: Scope) -> dict[str, Setting]:
    settings: dict[str, Setting] = {}
    written = task.get("Resource")
    text = spelled(evaluate(written, scope).value) if written else ""
    arguments = task.get("Parameters") or task.get("Arguments")
    told = arguments.get("InvocationType") if arguments else None
    if text.endswith(_WAITING):
        settings["invocation_type"] = literal("WaitForTaskToken", task.place)
    elif told is not None:
        settings["invocation_type"] = literal(told.text(), told.place)
    for name, key in (("catches", "Catch"), ("retries", "Retry")):
        found = task.get(key)
        place = found.place if found else task.place
        settings[name] = literal(ABSENT if found is None else True, place)
    limit = task.get("TimeoutSeconds")
    if limit is not None and isinstance(limit.value, int):
        settings["timeout"] = literal(limit.value, limit.place)
    return settings
