"""Labels of edges against edges of a graph: which is which, and what each answers.

The definitions of the topics are those of the evidence rules, written out once more and
on purpose apart from the checklists, so that both can be held against the labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.evidence.model import Edge, Graph, Node, Origin, Setting

FACTOR = 6
ENOUGH = 5
CUT = 50
"""Longer names are cut off in some labels."""
STREAMS = ("kinesis-stream", "dynamodb-table")
PUSHES = ("rule", "schedule", "subscription", "notification")


@dataclass(frozen=True)
class Found:
    """An edge of the graph with its ends."""

    edge: Edge
    source: Node
    target: Node

    def answer(self, topic: str) -> str:
        """Give yes, no, unknown, cond or n/a for a topic."""
        return TOPICS[topic](self)[0]

    def why(self, topic: str) -> str:
        """Give what the answer rests on."""
        return TOPICS[topic](self)[1]

    def __str__(self) -> str:
        """Give the edge in a line."""
        edge, source, target = self.edge, self.source, self.target
        return (
            f"{source.type}:{source.id} -> {target.type}:{target.id} by {edge.by} "
            f"({edge.name}, {edge.place})"
        )


def _setting(settings: Mapping[str, Setting], name: str) -> Setting | None:
    return settings.get(name)


def _present(setting: Setting | None) -> tuple[str, str]:
    """Whether something is set at all."""
    if setting is None or setting.value is UNKNOWN:
        return "unknown", setting.condition if setting else "not known"
    return ("no" if setting.value is ABSENT else "yes"), f"{setting.place}"


def _visibility(found: Found) -> tuple[str, str]:
    visible = _setting(found.source.settings, "visibility_timeout")
    limit = _setting(found.target.settings, "timeout")
    values = [one.value if one else UNKNOWN for one in (visible, limit)]
    if not all(isinstance(one, int | float) for one in values):
        return "unknown", f"visibility {values[0]}, timeout {values[1]}"
    enough = values[0] >= FACTOR * values[1]  # type: ignore[operator]  # numbers
    return ("yes" if enough else "no"), f"visibility {values[0]}, timeout {values[1]}"


def _receives(found: Found) -> tuple[str, str]:
    kept = _present(found.source.settings.get("dead_letter_queue"))
    if kept[0] != "yes":
        return ("n/a" if kept[0] == "no" else kept[0]), "no dead-letter queue"
    count = found.source.settings.get("max_receive_count")
    value = count.value if count else UNKNOWN
    if not isinstance(value, int | float):
        return "unknown", f"{value}"
    return ("yes" if value >= ENOUGH else "no"), f"{value}"


def _partial(found: Found) -> tuple[str, str]:
    types = found.edge.settings.get("function_response_types")
    if types is None or types.value is UNKNOWN:
        return "unknown", ""
    listed = types.value if isinstance(types.value, tuple) else ()
    if UNKNOWN in listed:
        return "unknown", ""
    return ("yes" if "ReportBatchItemFailures" in listed else "no"), f"{types.place}"


def _bounded(found: Found) -> tuple[str, str]:
    values = []
    for name in ("maximum_retry_attempts", "maximum_record_age"):
        setting = found.edge.settings.get(name)
        values.append(setting.value if setting else UNKNOWN)
    if any(isinstance(one, int | float) and one >= 0 for one in values):
        return "yes", f"{values}"
    return ("unknown" if UNKNOWN in values else "no"), f"{values}"


def _bisect(found: Found) -> tuple[str, str]:
    setting = found.edge.settings.get("bisect")
    if setting is None or setting.value is UNKNOWN:
        return "unknown", ""
    if setting.origin is Origin.CONDITIONAL:
        return "cond", setting.condition
    return ("yes" if setting.value is True else "no"), f"{setting.place}"


def _handled(found: Found) -> tuple[str, str]:
    both = [
        _present(found.target.settings.get(name))
        for name in ("failure_destination", "dead_letter_queue")
    ]
    for word in ("yes", "unknown"):
        for answer, why in both:
            if answer == word:
                return word, why
    return "no", f"{found.target.place}"


def _kept(found: Found) -> tuple[str, str]:
    return _present(found.source.settings.get("dead_letter_queue"))


def _edge_setting(name: str) -> Callable[[Found], tuple[str, str]]:
    return lambda found: _present(found.edge.settings.get(name))


TOPICS: Mapping[str, Callable[[Found], tuple[str, str]]] = {
    "vis_ge_6x": _visibility,
    "queue_dlq": _kept,
    "max_receive_ge_5": _receives,
    "partial_batch": _partial,
    "failure_destination": _edge_setting("failure_destination"),
    "retries_bounded": _bounded,
    "bisect": _bisect,
    "target_dlq": _edge_setting("dead_letter_queue"),
    "subscription_dlq": _edge_setting("dead_letter_queue"),
    "fn_async_failure_dest": _handled,
    "filter": _edge_setting("filters"),
}

_SOURCES = {
    "eventbridge-bus": "eventbus",
    "sqs-queue": "sqs",
    "sns-topic": "sns",
    "kinesis-stream": "kinesis",
    "dynamodb-table": "ddbstream",
    "s3-bucket": "s3",
    "iot-rule": "iot",
}
_TARGETS = {
    "lambda-function": ("lambda",),
    "sqs-queue": ("sqs",),
    "sns-topic": ("sns",),
    "step-functions-standard": ("sfn",),
    "step-functions-express": ("sfn",),
    "eventbridge-bus": ("eventbus",),
    "log-group": ("logs",),
    "firehose-stream": ("firehose",),
    "kinesis-stream": ("kinesis",),
    "api-destination": ("apidest",),
    "http-endpoint": ("http", "https"),
    "container-service": ("ecs",),
    "service": ("email", "email-json", "sms", "batch", "param"),
}
_ASYNC = {
    "on-failure": "onfailure",
    "on-success": "onsuccess",
    "dead-letter": "dlq",
}
_LABELLED = frozenset(
    {
        "event-source-mapping",
        "subscription",
        "rule",
        "schedule",
        "pipe",
        "notification",
        "iot-rule",
        "delivery",
        "stream",
        *_ASYNC,
    }
)
"""What connects the edges that people label; calls of APIs and workflows are not."""
_NO_EDGE = "config"
"""A label that stands for a configuration without a destination: no edge."""


def family(edge: Edge) -> bool:
    """Whether an edge is of a kind that people label."""
    return edge.by in _LABELLED


def pair(
    labels: Sequence[Mapping[str, Any]], graph: Graph
) -> tuple[list[tuple[Mapping[str, Any], Found]], list[Mapping[str, Any]], list[Found]]:
    """Give the pairs of label and edge, the labels missed, and the edges invented."""
    nodes = {one.id: one for one in graph.nodes}
    left = [
        Found(one, nodes[one.source], nodes[one.target])
        for one in graph.edges
        if family(one)
    ]
    todo = [one for one in labels if not one["e"].endswith(f"->{_NO_EDGE}")]
    pairs: list[tuple[Mapping[str, Any], Found]] = []
    for strict in (3, 2, 1):
        for label in list(todo):
            best = max(left, key=lambda one: _fit(label, one), default=None)
            if best is not None and _fit(label, best) >= strict:
                pairs.append((label, best))
                left.remove(best)
                todo.remove(label)
    for label, found in pairs:
        if "if:" in label["e"]:  # one label for both branches, and what SAM makes
            left = [one for one in left if not _other_branch(one, found)]
    return pairs, todo, left


def _other_branch(one: Found, found: Found) -> bool:
    return one.edge.by == found.edge.by and one.source.id == found.source.id


def _fit(label: Mapping[str, Any], found: Found) -> int:
    """Give how well an edge fits a label: 0 not, 2 by both ends, 3 by its maker too."""
    source, _, target = label["e"].partition("->")
    source_kind, _, source_name = source.partition(":")
    target_kind, _, target_name = target.partition(":")
    if source_kind not in _source_kinds(found) or not _target_fits(target_kind, found):
        return 0
    ends = _same(source_name, found.source, found) + _same(
        target_name, found.target, found
    )
    if ends < 2:  # noqa: PLR2004 - an edge has two ends
        return 0
    via = label["via"].partition(":")[2]
    filtered = ("filter" in label) == (found.answer("filter") == "yes")
    return 2 + (bool(via) and found.edge.name.endswith(via) and filtered)


def _source_kinds(found: Found) -> tuple[str, ...]:
    edge, source = found.edge, found.source
    if edge.by in _ASYNC:
        return ("lambda-async",)
    if edge.by == "schedule":
        kind = edge.settings["schedule_kind"].value
        return ("schedule" if kind == "rule" else "scheduler",)
    if source.type == "kafka-cluster":
        return ("msk", "selfmanagedkafka", "kafka")
    if source.type == "service":
        return ("mq", "docdb", "activemq", "rabbitmq")
    return (_SOURCES.get(source.type, ""),)


def _target_fits(kind: str, found: Found) -> bool:
    if found.edge.by in _ASYNC:
        return kind == _ASYNC[found.edge.by]
    if not found.target.type or kind == "param":
        return True
    return kind in _TARGETS.get(found.target.type, ())


_NO_NAMES = ("null", "selfmanaged", "")


def _same(label: str, node: Node, found: Found) -> bool:
    own = set(_spellings(node, found))
    for one in map(_plain, _readings(label)):
        if one in own:
            return True
        if len(one) > CUT and any(each.startswith(one) for each in own):
            return True
    return False


def _readings(label: str) -> Iterator[str]:
    """Give every name a label may stand for."""
    if label.startswith("if:"):
        inside = label.partition("(")[2].removesuffix(")")
        for one in inside.split("|"):
            yield from _readings(one)
        return
    yield label
    if label in _NO_NAMES:
        yield "self-managed Kafka"
    yield label.removesuffix("(auto)").removesuffix("(ssm)")
    for mark in ("param:", "sub:", "auto:", "var.", "local.", "module."):
        if label.startswith(mark):
            yield from _readings(label.removeprefix(mark))
    name, equals, value = label.partition("=")
    if equals:
        yield name
        yield value
    kind, colon, rest = label.partition(":")
    if colon and kind in ("param", "https", "http"):
        yield rest
    if "param:" in label:
        yield label.rpartition("param:")[2]
    if label.startswith("arn:"):
        yield label.replace("/", ":").rpartition(":")[2]


def _spellings(node: Node, found: Found) -> Iterator[str]:
    for one in (node.id, node.name, *node.names):
        if not one:
            continue
        yield _plain(one)
        yield _plain(one.rpartition("/")[2])
        if ":" in one:
            yield _plain(one.rpartition(":")[2])
    owner = found.target.id
    if node is found.source and node.id.startswith(owner):
        yield _plain(node.id.removeprefix(owner))
    function = found.source.id
    if node is found.target and node.id.startswith(function):
        for part in ("EventInvokeConfigOnSuccess", "EventInvokeConfigOnFailure"):
            rest = node.id.removeprefix(function + part)
            if rest != node.id:
                yield "sns" if rest == "Topic" else "sqs"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())
