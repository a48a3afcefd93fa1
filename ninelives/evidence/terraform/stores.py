"""What keeps data: the keys of queues and topics, who keeps them, copies of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.model import Origin, Setting, default, literal
from ninelives.evidence.terraform.draw import Drawing
from ninelives.evidence.terraform.ends import End, left_open, shallow
from ninelives.evidence.terraform.resources import Resource, taken
from ninelives.evidence.terraform.values import Phrase, Pointer, spelled

_MANAGED = "alias/aws/"


def kept(drawing: Drawing, resource: Resource) -> None:
    """Note that something is kept when its declaration goes."""
    if resource.keeps:
        told = literal("Retain", resource.place)
        drawing.add([drawing.end(resource.id)], "deletion_policy", told)


def queue(drawing: Drawing, resource: Resource) -> None:
    """Note whose key encrypts a queue."""
    own = [drawing.end(resource.id)]
    key = _key(resource)
    managed = taken(resource.body, "sqs_managed_sse_enabled")
    if key is not None:
        drawing.add(own, "encryption", _keyed(key, "service"))
    elif managed is None or managed.value is ABSENT:
        drawing.add(own, "encryption", default("service", resource.place))
    else:
        found = shallow(managed)
        others = tuple(_managed(one) for one in found.otherwise)
        told = replace(found, value=_managed(found.value), otherwise=others)
        drawing.add(own, "encryption", told)
    kept(drawing, resource)


def _managed(value: Value) -> Value:
    """Give whose key a switch stands for; left out, the service's own."""
    words = {"true": "service", "false": "none", "": "service"}
    if value is ABSENT or isinstance(value, bool | str):
        return words.get("" if value is ABSENT else str(value).lower(), UNKNOWN)
    return UNKNOWN


def topic(drawing: Drawing, resource: Resource) -> None:
    """Note whose key encrypts a topic."""
    key = _key(resource)
    none = default("none", resource.place)
    told = _keyed(key, "none") if key is not None else none
    drawing.add([drawing.end(resource.id)], "encryption", told)


def _key(resource: Resource) -> Setting | None:
    """Give the key that is named; None where none is."""
    found = taken(resource.body, "kms_master_key_id")
    if found is None or (found.value in (ABSENT, "") and not found.otherwise):
        open_ = found is not None and left_open(found).value is UNKNOWN
        return left_open(found) if open_ and found is not None else None
    return found


def _keyed(key: Setting, without: str) -> Setting:
    def kind(value: Value) -> Value:
        if value in (ABSENT, ""):
            return without
        if isinstance(value, str | Pointer | Phrase):
            return "managed-key" if _MANAGED in spelled(value) else "customer-key"
        return UNKNOWN

    value = kind(key.value)
    origin = Origin.LITERAL if isinstance(key.value, Pointer | Phrase) else key.origin
    others = tuple(kind(one) for one in key.otherwise)
    return replace(key, value=value, otherwise=others, origin=origin)


def bucket(drawing: Drawing, resource: Resource) -> None:
    """Note what a bucket says of itself in blocks of older providers."""
    own = [drawing.end(resource.id)]
    found = taken(resource.body, "versioning.enabled")
    if found is not None and shallow(found).value is True:
        drawing.add(own, "versioning", literal("Enabled", found.place))
    kept(drawing, resource)


def table(drawing: Drawing, resource: Resource) -> None:
    """Note what keeps a table, and draw the copies it has in other Regions."""
    kept(drawing, resource)
    replicas = resource.blocks("replica")
    if replicas:
        own = drawing.end(resource.id)
        other = drawing.outside(
            f"{own.id} in other Regions", own.type, replicas[0].place
        )
        drawing.connect([own], [End(other.id, own.type)], "replication", resource)


DRAWN: Mapping[str, Callable[[Drawing, Resource], None]] = {
    "aws_dynamodb_table": table,
    "aws_s3_bucket": bucket,
    "aws_sns_topic": topic,
    "aws_sqs_queue": queue,
}
