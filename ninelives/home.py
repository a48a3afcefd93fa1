"""Where one starts: the reviews below a folder, and a new one."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ninelives.checklist.load import load_packs
from ninelives.checklist.model import Pack
from ninelives.checklist.schema import DIALECTS
from ninelives.errors import nearest, unusable
from ninelives.review import store
from ninelives.review.catalogue import add_edges, offered
from ninelives.review.model import Review
from ninelives.text import visible

MAX_DEPTH = 6
"""Folders deeper than this below the start are not looked through."""
_SKIPPED = frozenset({"node_modules", "__pycache__", "dist", "build", "cdk.out"})


def reviews(start: Path) -> Iterator[Path]:
    """Give the folders below `start` that hold a review, in order."""
    root = len(start.parts)
    for folder, below, files in os.walk(start):
        here = Path(folder)
        if len(here.parts) - root >= MAX_DEPTH:
            below.clear()
        below[:] = sorted(
            name for name in below if name not in _SKIPPED and not name.startswith(".")
        )
        if "review.yaml" in files:
            below.clear()
            yield here


def list_home(start: Path) -> int:
    """List the reviews below a folder, and give the exit code."""
    found = tuple(reviews(start))
    for number, folder in enumerate(found, 1):
        _say(f"  {number}. {folder}  {_state(folder)}")
    if not found:
        _say("There is no review below this folder.")
        _say("Start one with: ninelives new reviews/NAME")
    return 0


def _state(folder: Path) -> str:
    """Say in a few words how a review stands."""
    from ninelives.assess.glance import glance

    one = glance(folder)
    if one.trouble:
        return f"can't be read: {one.trouble}"
    return (
        f"{one.service}: {one.asked - one.left} of {one.asked} questions "
        f"answered, highest risk {one.risk}"
    )


@dataclass(frozen=True, slots=True)
class Named:
    """What a new review is about."""

    service: str = ""
    """Its name; empty: that of the folder."""
    team: str = ""
    dialect: str = ""


def new(
    folder: Path,
    named: Named,
    edges: Sequence[str] = (),
    packs: Sequence[Path] = (),
) -> int:
    """Start a review; asks for the map where there is a terminal and none was given.

    Raises:
        Unusable: the folder is taken, or the map can't be read.
    """
    if named.dialect and named.dialect not in DIALECTS:
        raise unusable(
            "--dialect",
            f"no snippet is written in {named.dialect!r}",
            expected=", ".join(DIALECTS),
            nearest=nearest(named.dialect, DIALECTS),
        )
    pack = load_packs(packs)
    review = add_edges(pack, _named(folder, named, pack, packs), edges)
    if not edges and sys.stdin.isatty() and sys.stdout.isatty():
        from ninelives.plain.drawing import draw
        from ninelives.plain.state import Voice

        review = draw(pack, review, Voice(_say, input))
    store.create(folder, review)
    _say(f"Started: {folder}")
    if not review.integrations:
        _say("Its map is empty; add integrations to review.yaml, or start again with")
        _say("  --add 'orders-queue:sqs-queue -> place-order:lambda-function'")
    _say(f"Go on with: ninelives review {shlex.quote(str(folder))}")
    return 0


def begin(folder: Path, named: Named) -> None:
    """Start a review whose map is empty; raises `Unusable` where it is taken."""
    store.create(folder, _named(folder, named, load_packs((), frozenset()), ()))


def _named(folder: Path, named: Named, pack: Pack, packs: Sequence[Path]) -> Review:
    return Review(
        service=named.service or folder.name,
        team=named.team,
        pack=pack.name,
        pack_version=pack.version,
        packs=tuple(os.path.relpath(one, folder) for one in packs),
        dialect=named.dialect,
    )


def kinds(types: Sequence[str], packs: Sequence[Path] = ()) -> int:
    """Say which integrations there are checklists for; give the exit code.

    Args:
        types: a source type, or a source and a target type, or nothing for all.
        packs: as for `new`.

    Raises:
        Unusable: one is no component type, or there are more than two.
    """
    if len(types) > 2:  # noqa: PLR2004 - an integration has two ends
        raise unusable("--list", f"{len(types)} types", expected="SOURCE and TARGET")
    found = offered(load_packs(packs), *types)
    for one in found:
        _say(f"{one.source} -> {one.target} by {one.by}: {one.checklist.title}")
    if not found:
        _say(f"There is no checklist for {' -> '.join(types)}.")
    return 0


def _say(line: str) -> None:
    print(visible(line))  # noqa: T201 - what a person reads
