"""Stacks in stacks: the local templates that a template nests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ninelives.errors import Unusable
from ninelives.evidence.cloudformation.attached import beside
from ninelives.evidence.cloudformation.draft import existing
from ninelives.evidence.cloudformation.lookup import active
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource, Template
from ninelives.evidence.tree import Tree

NESTING = {
    "AWS::CloudFormation::Stack": "TemplateURL",
    "AWS::Serverless::Application": "Location",
}
_ASSET = "aws:asset:path"
_NAMED = re.compile(
    r"(?:TemplateURL|Location|aws:asset:path)[\"']?\s*:\s*[\"']?"
    r"([^\"'\s{}\[\],#]+\.(?:ya?ml|json|template))\b"
)
DEEPEST = 6
"""Stacks nested deeper are not followed."""


def named_in(text: str, template: str) -> Iterator[Path]:
    """Give the local templates that the text of a template seems to nest."""
    for match in _NAMED.finditer(text):
        path = beside(match[1], template, suffixes=SUFFIXES)
        if path is not None:
            yield path


SUFFIXES = (".yaml", ".yml", ".json", ".template")


def nest(
    scope: Scope, read: Callable[[Path], Template], chain: tuple[str, ...]
) -> None:
    """Give a scope its nested stacks, and theirs; what can't be read is left out.

    Args:
        scope: the scope of the outer template.
        read: gives the template of a file, or raises `Unusable`.
        chain: the files this one is nested in, against circles.
    """
    for resource in scope.template.resources.values():
        path = _path(resource, scope)
        if path is None or str(path) in chain or len(chain) >= DEEPEST:
            continue
        try:
            template = read(path)
        except Unusable:
            continue
        given = resource.properties.get("Parameters")
        child = Scope(
            template,
            prefix=f"{scope.id(resource.id)}.",
            parent=scope,
            bound=given.value if given and isinstance(given.value, dict) else {},
            under=existing(resource, scope),
            busy=scope.busy,
        )
        scope.children[resource.id] = child
        nest(child, read, (*chain, str(path)))


def _path(resource: Resource, scope: Scope) -> Path | None:
    name = NESTING.get(resource.kind)
    if name is None:
        return None
    metadata = resource.body.get("Metadata")
    asset = metadata.get(_ASSET) if metadata else None
    where: Tree | None = asset or active(resource.properties.get(name), scope)
    if where is None or not isinstance(where.value, str):
        return None
    return beside(where.value, scope.template.name, suffixes=SUFFIXES)
