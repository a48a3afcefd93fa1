"""One template: its sections as trees, its resources by logical id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ninelives.errors import Place, Problem
from ninelives.evidence.tree import Tree

_LOOKS = re.compile(
    r"AWSTemplateFormatVersion|AWS::Serverless-2016-10-31"
    r"|^Resources[ \t]*:|[\"']Resources[\"']\s*:",
    re.MULTILINE,
)
_TYPED = re.compile(r"[\"']?Type[\"']?[ \t]*:[ \t\r\n]*[\"']?(?:AWS|Custom|Alexa)::")
_SERVERLESS = "AWS::Serverless-2016-10-31"
_LANGUAGE = "AWS::LanguageExtensions"
NOTHING: Mapping[str, Tree] = {}


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a template."""

    id: str
    """Its logical id."""
    kind: str
    """AWS::SQS::Queue …"""
    properties: Tree
    condition: str
    """The condition it is made under, or empty."""
    body: Tree
    """All that is written of it: Type, Properties, DeletionPolicy, Metadata …"""

    @property
    def place(self) -> Place:
        """Where it is declared."""
        return self.body.place


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it was written, or after SAM's transformation."""

    name: str
    """The file, as the user would name it."""
    parameters: Mapping[str, Tree]
    mappings: Mapping[str, Tree]
    conditions: Mapping[str, Tree]
    resources: Mapping[str, Resource]
    outputs: Mapping[str, Tree]
    globals: Mapping[str, Tree]
    """SAM's Globals by resource: Function, Api …"""
    serverless: bool
    """Whether SAM transforms it."""
    problems: tuple[Problem, ...] = field(default=())
    """What in it can't be expanded here."""


def looks_like_template(text: str) -> bool:
    """Whether text is a template of CloudFormation, SAM or the CDK, at a glance."""
    return bool(_LOOKS.search(text) and _TYPED.search(text))


def read_template(tree: Tree) -> Template:
    """Give the sections of a template; whatever has the wrong shape is left out."""
    transforms = _transforms(tree.get("Transform"))
    problems = [
        _unexpanded(tree.get("Transform") or tree, f"the macro {name}")
        for name in transforms
        if name not in (_SERVERLESS, _LANGUAGE)
    ]
    resources = {}
    for key, body in _section(tree, "Resources").items():
        if key.startswith(("Fn::ForEach", "Fn::Transform")):
            problems.append(_unexpanded(body, key))
            continue
        resource = read_resource(key, body)
        if resource is not None:
            resources[key] = resource
    serverless = _SERVERLESS in transforms or any(
        one.kind.startswith("AWS::Serverless::") for one in resources.values()
    )
    return Template(
        name=tree.file,
        parameters=_section(tree, "Parameters"),
        mappings=_section(tree, "Mappings"),
        conditions=_section(tree, "Conditions"),
        resources=resources,
        outputs=_section(tree, "Outputs"),
        globals=_section(tree, "Globals"),
        serverless=serverless,
        problems=tuple(problems),
    )


def read_resource(logical_id: str, body: Tree) -> Resource | None:
    """Give a resource; None where it has no type."""
    kind = body.get("Type")
    if kind is None or not isinstance(kind.value, str):
        return None
    properties = body.get("Properties")
    if properties is None or not isinstance(properties.value, dict):
        properties = body.like({})
    condition = body.get("Condition")
    return Resource(
        id=logical_id,
        kind=kind.value,
        properties=properties,
        condition=condition.text() if condition else "",
        body=body,
    )


def made(
    logical_id: str,
    kind: str,
    properties: Mapping[str, object],
    like: Tree,
    condition: str = "",
) -> Resource:
    """Give a resource that SAM makes; it stands where what asks for it stands."""
    tree = like.like({"Type": kind, "Properties": dict(properties)})
    one = read_resource(logical_id, tree)
    if one is None:  # a kind is a text, so this can't be
        raise AssertionError(kind)
    return replace(one, condition=condition)


def _section(tree: Tree, name: str) -> Mapping[str, Tree]:
    found = tree.get(name)
    return found.value if found and isinstance(found.value, dict) else NOTHING


def _transforms(tree: Tree | None) -> tuple[str, ...]:
    if tree is None:
        return ()
    names = []
    for one in tree.entries():
        name = one.get("Name") or one.get("Fn::Transform") or one
        names.append(name.text())
    return tuple(filter(None, names))


def _unexpanded(tree: Tree, what: str) -> Problem:
    return Problem(
        tree.place,
        f"not fully expanded: what {what} makes is not on the map",
        level="note",
    )
