"""Files and folders that look like infrastructure-as-code, to pick one to read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives.errors import Unusable
from ninelives.evidence.model import Source
from ninelives.evidence.sources import read_text, skipped
from ninelives.text import visible

from .dialogs.items import Item
from .widgets.lines import Line, flow, piece

ALL, OTHER = ".", "another"
"""The ids of the rows for all that is below, and for a path to type."""
_DEPTH = 5
"""Folders deeper than this are not looked through."""
_MOST_FOLDERS, _MOST = 3_000, 200
"""So many folders are looked through, and so many candidates shown."""
_PREVIEWED = 40
_NAMES = {
    "template.yaml": "SAM or CloudFormation",
    "template.yml": "SAM or CloudFormation",
    "template.json": "CloudFormation",
    "serverless.yml": "Serverless Framework",
    "serverless.yaml": "Serverless Framework",
}
_ENDS = {
    ".template.json": "CloudFormation",
    ".template.yaml": "CloudFormation",
    ".template.yml": "CloudFormation",
    ".tfplan.json": "a Terraform plan",
}


class Candidate(NamedTuple):
    """Something that may be read."""

    path: str
    """From the folder one stands in."""
    kind: str


def candidates(root: Path) -> tuple[Candidate, ...]:
    """Give what looks like infrastructure-as-code below a folder, in order."""
    return tuple(_below(root))[:_MOST]


def _below(root: Path) -> Iterator[Candidate]:
    depth = len(root.parts)
    for number, (folder, below, files) in enumerate(os.walk(root)):
        here = Path(folder)
        inside = here.relative_to(root)
        if number >= _MOST_FOLDERS:
            return
        if here.name == "cdk.out":
            yield Candidate(str(inside), "CDK output")
            below.clear()
            continue
        below[:] = sorted(
            name
            for name in below
            if not skipped(name) and len(here.parts) - depth < _DEPTH
        )
        if any(name.endswith(".tf") for name in files):
            yield Candidate(str(inside), "Terraform")
        for name in sorted(files):
            kind = _NAMES.get(name) or next(
                (what for end, what in _ENDS.items() if name.endswith(end)), ""
            )
            if kind:
                yield Candidate(str(inside / name), kind)


def rows(found: Sequence[Candidate]) -> Iterator[Item]:
    """Give the rows of a list to pick from."""
    yield Item(ALL, piece("Everything below this folder"), piece(("all", "muted")))
    for one in found:
        if one.path != ALL:
            yield Item(one.path, piece(visible(one.path)), piece((one.kind, "muted")))
    yield Item(OTHER, piece("Another file or folder …"), piece(("type it", "muted")))


def preview(row: str, width: int) -> Sequence[Line]:
    """Give how a file begins, or what choosing a row does."""
    path = Path(row)
    if row == OTHER:
        return tuple(flow(piece("Asks for the path."), width))
    if path.is_dir():
        text = f"Reads every file of a kind it knows below {path.resolve()}."
        return tuple(flow(piece(visible(text)), width))
    try:
        lines = read_text(Source(path, row)).split("\n", _PREVIEWED)[:_PREVIEWED]
    except (OSError, Unusable) as error:
        return tuple(flow(piece(visible(str(error))), width))
    return tuple(
        Line(piece((visible(one)[:width], "muted"))) for one in map(str.rstrip, lines)
    )
