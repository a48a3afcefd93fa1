"""Files beside a template that belong to it: a state machine, an OpenAPI document."""

from __future__ import annotations

from pathlib import Path

from ninelives.errors import Problem, Unusable
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.model import Source
from ninelives.evidence.sources import read_text
from ninelives.evidence.tree import Tree, read_tree

_ABOVE = 3
"""Folders above a template that are searched for what it nests."""
SUFFIXES = (".json", ".yaml", ".yml")


def attached(tree: Tree | None, scope: Scope, problems: list[Problem]) -> Tree | None:
    """Give what stands in the template, or in the local file that it names.

    Follows a path and `AWS::Include`; what lies in a bucket gives None.
    """
    if tree is None:
        return None
    include = tree.get("Fn::Transform")
    if include is not None:
        parameters = include.get("Parameters")
        tree = parameters.get("Location") if parameters else None
    if tree is None or not isinstance(tree.value, str):
        return tree
    path = beside(tree.value, scope.template.name)
    if path is None:
        return None
    try:
        source = Source(path, path.as_posix())
        return read_tree(read_text(source), source.name, problems)
    except Unusable as error:
        problems.extend(error.problems)
        return None


def beside(
    text: str, template: str, suffixes: tuple[str, ...] = SUFFIXES
) -> Path | None:
    """Give the local file that a template names, None where there is none.

    A path that climbs is often meant from the folder of a build, so what it leads to
    is looked for from the folders above the template as well.
    """
    if "://" in text or "${" in text or "\0" in text or not text.endswith(suffixes):
        return None
    folder = Path(template).parent
    climbing = text.lstrip("./") if text.startswith("../") else ""
    above = (folder, *folder.absolute().parents[:_ABOVE]) if climbing else ()
    try:
        for path in (folder / text, *(one / climbing for one in above)):
            if path.is_file():
                return path
    except (OSError, ValueError):
        return None
    return None
