"""Whole designs in each dialect: a plain one, its fault, and a snippet laid over it.

What they are made of stands in grounds.yaml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.content.templates import Reader, parsed

DIALECTS = ("cloudformation", "sam", "terraform", "serverless")
"""Those of infrastructure that is text; the CDK's are programs."""
FILES = {
    "cloudformation": "template.yaml",
    "sam": "template.yaml",
    "terraform": "main.tf",
    "serverless": "serverless.yml",
}
FUNCTION = "AWS::Lambda::Function"
_HEAD = r'^(\w+)(?: "([^"]+)")?(?: "([^"]+)")? \{'
_BLOCK = re.compile(_HEAD + r"(?:[^\n]*\}$|[^\n]*\n.*?^\}$)", re.MULTILINE | re.DOTALL)
"""A block of Terraform as it is laid out: on one line, or up to a brace alone."""

Resources = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """A plain design, and what else stands in it before one mitigation."""

    checklist: str
    mitigation: str
    plain: Mapping[str, Any]
    fault: Mapping[str, Any]


@cache
def grounds() -> tuple[Ground, ...]:
    """Give every mitigation that is tried, with what it is tried on."""
    text = (Path(__file__).parent / "grounds.yaml").read_text("utf-8")
    body = yaml.load(text, Reader)  # noqa: S506 - a safe loader, with more tags
    return tuple(
        Ground(checklist, mitigation, plain, fault or {})
        for checklist, plain in body.items()
        for mitigation, fault in plain["mitigations"].items()
    )


def design(ground: Ground, dialect: str, snippet: str = "") -> str:
    """Give a design, with its fault; where a snippet is given, with that over both."""
    fault = ground.fault.get(dialect, ground.fault.get("cloudformation", {}))
    if dialect == "terraform":
        return _terraform(ground, snippet)
    ends = {name: {"Type": kind} for name, kind in ground.plain["ends"].items()}
    resources = ends | ground.plain["ways"]
    if dialect == "serverless":
        return _serverless(resources, fault, "serverless" in ground.fault, snippet)
    whole: dict[str, Any] = {"AWSTemplateFormatVersion": "2010-09-09"}
    if dialect == "sam":
        whole["Transform"] = "AWS::Serverless-2016-10-31"
    laid = parsed(snippet)["Resources"] if snippet else {}
    return json.dumps({**whole, "Resources": resources | fault | laid}, default=str)


def _serverless(
    resources: Resources, fault: Resources, options: bool, snippet: str
) -> str:
    """Give a service: its functions are Serverless's own, the rest is CloudFormation.

    Args:
        resources: the plain design.
        fault: what replaces parts of it, or options of its functions.
        options: whether it is options.
        snippet: what is laid over it, may be empty.
    """
    every = dict(resources) if options else {**resources, **fault}
    functions: dict[str, Any] = {
        name[0].lower() + name[1:]: {"handler": "app.handle"}
        | (dict(fault) if options else {})
        for name, one in every.items()
        if one["Type"] == FUNCTION
    }
    names = {name for name, one in every.items() if one["Type"] == FUNCTION}
    left = {name: one for name, one in every.items() if name not in names}
    laid = parsed(snippet) if snippet else {}
    body = {
        "service": "orders",
        "provider": {"name": "aws", **laid.get("provider", {})},
        "custom": laid.get("custom", {}),
        "plugins": laid.get("plugins", []),
        "functions": functions | laid.get("functions", {}),
        "resources": {
            "Resources": _renamed(left, names)
            | laid.get("resources", {}).get("Resources", {})
        },
    }
    return yaml.safe_dump(body, sort_keys=False)


def _renamed(node: Any, names: set[str]) -> Any:
    """Give it with the functions called what the Serverless Framework calls them."""
    if isinstance(node, list):
        return [_renamed(one, names) for one in node]
    if not isinstance(node, dict):
        return node
    match node:
        case {"Ref": str(name)} if name in names:
            return {"Ref": f"{name}LambdaFunction"}
        case {"Fn::GetAtt": [str(name), attribute]} if name in names:
            return {"Fn::GetAtt": [f"{name}LambdaFunction", attribute]}
    return {key: _renamed(value, names) for key, value in node.items()}


def _terraform(ground: Ground, snippet: str) -> str:
    plain = ground.plain["terraform"]
    blocks: dict[tuple[str | Any, ...], str] = {}
    for address in plain["ends"]:
        kind, _, name = address.partition(".")
        blocks["resource", kind, name] = f'resource "{kind}" "{name}" {{\n}}'
    for text in (plain["ways"], ground.fault.get("terraform", ""), snippet):
        for one in _BLOCK.finditer(text):
            blocks[one.groups()] = one.group()
    return "\n\n".join(blocks.values()) + "\n"
