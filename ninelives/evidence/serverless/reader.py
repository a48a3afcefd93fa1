"""The reader of serverless.yml: a service as the template it would be packaged to.

Functions and their events become resources of SAM, which has the same events under
other names; what stands under `resources:` is CloudFormation already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ninelives.errors import Problem, Unusable, unusable
from ninelives.evidence.cloudformation.reader import draw
from ninelives.evidence.cloudformation.sam.transform import transform
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import read_template
from ninelives.evidence.model import Graph, Source, Unit
from ninelives.evidence.serverless.packaged import packaged
from ninelives.evidence.serverless.variables import Variables
from ninelives.evidence.sources import read_text, real
from ninelives.evidence.tree import Tree, read_tree

_NAME = re.compile(r"serverless[\w.-]*\.(?:ya?ml|json)\Z", re.IGNORECASE)
_LOOKS = re.compile(r"^[\"' \t]*provider[\"']?[ \t]*:", re.MULTILINE)
_SERVICE = re.compile(r"^[\"' \t]*service[\"']?[ \t]*:", re.MULTILINE)
_PARTS = re.compile(r"^[\"' \t]*(?:functions|resources)[\"']?[ \t]*:", re.MULTILINE)
_FILE = re.compile(r"\$\{file\(\s*([^)]+?)\s*\)")


def units(sources: Iterable[Source]) -> Iterator[Unit]:
    """Give each service, with the files of the scan that it includes."""
    there = {real(one.path): one for one in sources}
    found: list[tuple[Source, str]] = []
    for source in there.values():
        try:
            text = read_text(source)
        except Unusable:
            continue
        if _is_service(source, text):
            found.append((source, text))
    for source, text in found:
        included = _included(source.path, text, there)
        yield Unit(source.name, (source, *included))


def _is_service(source: Source, text: str) -> bool:
    named = _NAME.search(source.path.name) is not None
    return bool(
        (_LOOKS.search(text) and _SERVICE.search(text) and _PARTS.search(text))
        and (named or "AWSTemplateFormatVersion" not in text)
    )


def _included(root: Path, text: str, there: dict[Path, Source]) -> tuple[Source, ...]:
    """Give the files a service includes; only those that the scan was given."""
    found: dict[Path, Source] = {}
    waiting = [text]
    while waiting:
        for name in _FILE.findall(waiting.pop()):
            path = real(root.parent / name)
            one = there.get(path)
            if one is None or path in found or path == real(root):
                continue
            found[path] = one
            try:
                waiting.append(read_text(one))
            except Unusable:
                continue
    return tuple(found.values())


def read(unit: Unit) -> Graph:
    """Read a service into a graph; raises `Unusable` where it is no service."""
    problems: list[Problem] = []
    source = unit.files[0]
    root = read_tree(read_text(source), source.name, problems)
    if not isinstance(root.value, dict):
        raise unusable(source.name, "not a service", expected="a mapping")
    trees: dict[Path, Tree] = {}
    for one in unit.files[1:]:
        try:
            text = read_text(one)
            trees[real(one.path)] = read_tree(text, one.name, problems)
        except Unusable as error:
            problems.extend(error.problems)
    variables = Variables(root, source.path.parent, trees)
    try:
        whole = packaged(variables.resolved(root), variables.parameters)
    except RecursionError:
        raise unusable(source.name, "its variables lead too deep") from None
    template = read_template(whole)
    draft = draw(Scope(transform(template)))
    return Graph(
        nodes=tuple(draft.nodes.values()),
        edges=tuple(draft.edges),
        additions=tuple(draft.additions),
        problems=(*problems, *template.problems, *draft.problems),
        files=tuple(one.name for one in unit.files),
        dialects=("serverless",),
    )
