"""The resources that the registry's module for EventBridge makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ninelives.evidence.model import Setting, literal
from ninelives.evidence.terraform.arguments import flag, listed, piece
from ninelives.evidence.terraform.loops import pairs
from ninelives.evidence.terraform.resources import Resource, rows, taken
from ninelives.evidence.terraform.values import Pointer, spelled


def events(call: Resource) -> Iterator[Resource]:
    """Give the bus, rules, targets, pipes, schedules and archives."""
    makes = flag(call, "create_bus", default=True)
    name = taken(call.body, "bus_name")
    at_bus = name or literal("default", call.place)
    if makes is not False and name is not None and name.value != "default":
        yield piece(call, "bus", "aws_cloudwatch_event_bus", {"name": name})
        at_bus = literal(Pointer(f"{call.id}.bus"), call.place)
    for key, body, at in listed(call, "rules"):
        body["event_bus_name"] = at_bus
        pattern = body.get("event_pattern")
        if pattern is None and "schedule_expression" in body:
            del body["event_bus_name"]
        if "enabled" in body:
            body["is_enabled"] = body["enabled"]
        rule = piece(call, f"rules.{key}", "aws_cloudwatch_event_rule", body)
        yield replace(rule, place=at.place)
    yield from _targets(call)
    for key, body, at in listed(call, "pipes"):
        pipe = piece(call, f"pipes.{key}", "aws_pipes_pipe", body)
        yield replace(pipe, place=at.place, body=literal(body, at.place))
    for key, body, at in listed(call, "schedules"):
        body["target"] = literal((literal(_target(body), at.place),), at.place)
        part = piece(call, f"schedules.{key}", "aws_scheduler_schedule", body)
        yield replace(part, place=at.place)
    for key, body, _ in listed(call, "archives"):
        body["event_source_arn"] = body.get("event_source_arn", at_bus)
        yield piece(call, f"archives.{key}", "aws_cloudwatch_event_archive", body)


def _target(body: dict[str, Setting]) -> dict[str, Setting]:
    found = dict(body)
    if "dead_letter_arn" in body:
        sink = literal({"arn": body["dead_letter_arn"]}, body["dead_letter_arn"].place)
        found["dead_letter_config"] = literal((sink,), sink.place)
    return found


def _targets(call: Resource) -> Iterator[Resource]:
    held = taken(call.body, "targets")
    for key, several in (pairs(held) or ()) if held is not None else ():
        rule = literal(Pointer(f"{call.id}.rules.{key.value}"), call.place)
        for at, one in enumerate(rows(several)):
            if not isinstance(one.value, dict):
                continue
            body = {**_target(one.value), "rule": rule}
            name = spelled(one.value["name"].value) if "name" in one.value else str(at)
            part = piece(call, f"targets.{name}", "aws_cloudwatch_event_target", body)
            yield replace(part, place=one.place, body=literal(body, one.place))
