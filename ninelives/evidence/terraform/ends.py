"""Ends of connections, and settings without references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.model import (
    Origin,
    Setting,
    unknown,
)
from ninelives.evidence.terraform.expressions import plain
from ninelives.evidence.terraform.values import Phrase, Pointer, flat, spelled

THROUGH: Mapping[str, str] = {
    "aws_lambda_alias": "function_name",
    "aws_lambda_function_url": "function_name",
    "aws_lambda_permission": "function_name",
    "aws_lambda_provisioned_concurrency_config": "function_name",
    "aws_sqs_queue_policy": "queue_url",
    "aws_sqs_queue_redrive_policy": "queue_url",
    "aws_sns_topic_policy": "arn",
    "aws_s3_bucket_notification": "bucket",
    "aws_s3_bucket_versioning": "bucket",
    "aws_kinesis_stream_consumer": "stream_arn",
    "aws_apigatewayv2_stage": "api_id",
    "aws_apigatewayv2_deployment": "api_id",
    "aws_api_gateway_deployment": "rest_api_id",
    "aws_api_gateway_stage": "rest_api_id",
    "aws_api_gateway_resource": "rest_api_id",
    "data.aws_lambda_alias": "function_name",
}
"""What stands for another component, and the argument that says which."""


NAMING = ("name", "function_name", "bucket", "queue_name", "table_name")


@dataclass(frozen=True, slots=True)
class End:
    """A component that is meant somewhere."""

    id: str
    type: str = ""
    condition: str = ""
    exists: bool | None = True


def known_type(known: tuple[str, str] | None) -> str:
    """Give the type of component an ARN names."""
    return known[0] if known else ""


def shallow(found: Setting, *, present: bool = False) -> Setting:
    """Give a value without references: the argument meant, or unknown."""
    found = plain(found)

    def one(value: Value) -> Value:
        if present:
            return True if isinstance(value, Pointer | Phrase) else value
        value = flat(value)
        if isinstance(value, tuple):
            return tuple(UNKNOWN if _hidden(each) else each for each in value)
        return UNKNOWN if _hidden(value) else value

    value = one(found.value)
    others = tuple(one(each) for each in found.otherwise)
    if value is UNKNOWN:
        why = found.condition or spelled(found.value)
        return replace(
            found, value=value, origin=Origin.UNKNOWN, condition=why, otherwise=others
        )
    return replace(found, value=value, otherwise=others)


def _hidden(value: Value) -> bool:
    return isinstance(value, Pointer | Phrase)


def common(read: Sequence[dict[str, Setting]]) -> dict[str, Setting]:
    """Give what holds of all copies of a resource."""
    found = dict(read[0])
    for other in read[1:]:
        for name, one in other.items():
            known = found.get(name)
            if known is None or known.value != one.value:
                found[name] = unknown(one.place, "differs from copy to copy")
    return found


def left_open(found: Setting) -> Setting:
    """Give a setting that a variable leaves open, with no default, as unknown."""
    if found.value in (ABSENT, "") and found.origin is Origin.PARAMETER:
        return unknown(found.place, found.condition)
    return found
