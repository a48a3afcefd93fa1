"""Reading code into one map: every dialect, file by file, past what is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from ninelives.errors import Place, Problem, Unusable
from ninelives.evidence.conclude import conclude
from ninelives.evidence.join import join
from ninelives.evidence.model import Graph, Reader, Source, Unit
from ninelives.evidence.sources import find, read_text
from ninelives.evidence.tree import read_tree

_DATA = (".yaml", ".yml", ".json", ".template")
DIALECTS = ("serverless", "terraform", "cloudformation")
"""The rooms beside this one that read a dialect, the most particular first."""


def readers() -> tuple[Reader, ...]:
    """Give the reader of every dialect."""
    rooms = (import_module(f"ninelives.evidence.{name}") for name in DIALECTS)
    return tuple(cast("Reader", room) for room in rooms)


def scan(
    paths: Iterable[Path | str],
    progress: Callable[[str], None] | None = None,
) -> Graph:
    """Read all the code below some paths into one graph.

    Args:
        paths: files and folders. A file named itself is a problem if no dialect knows
            it; in a folder such files are passed over.
        progress: is told the name of each unit before it is read.

    Returns:
        The joined graph. What could not be read stands in its problems; nothing is
        raised for it.
    """
    problems: list[Problem] = []
    named: set[Source] = set()
    sources: list[Source] = []
    for source, itself in find(paths, problems):
        sources.append(source)
        if itself:
            named.add(source)
    parts = []
    for reader, unit in _units(sources, named, problems):
        if progress is not None:
            progress(unit.name)
        try:
            parts.append((unit.name, reader.read(unit)))
        except Unusable as error:
            problems.extend(error.problems)
    return conclude(join(parts, problems))


def _units(
    sources: Sequence[Source], named: set[Source], problems: list[Problem]
) -> Iterator[tuple[Reader, Unit]]:
    left = sources
    for reader in readers():
        claimed: set[Source] = set()
        for unit in reader.units(left):
            claimed.update(unit.files)
            yield reader, unit
        left = [one for one in left if one not in claimed]
    for one in left:
        if one in named:
            problems.extend(_stranger(one))


def _stranger(source: Source) -> Sequence[Problem]:
    """Give why nothing was found in a file that the user named."""
    try:
        text = read_text(source)
        if source.path.suffix in _DATA:
            read_tree(text, source.name, [])
    except Unusable as error:
        return error.problems
    nothing = Problem(
        Place(source.name),
        "no infrastructure-as-code was found in it",
        expected="a template of SAM, CloudFormation or the CDK, Terraform, "
        "a Terraform plan in JSON, or a serverless.yml",
    )
    return (nothing,)
