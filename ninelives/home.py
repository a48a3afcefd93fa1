"""Where one starts: the reviews below a folder, and a new one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ninelives.checklist.load import load_packs
from ninelives.errors import Unusable, unusable
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


def open_home(start: Path) -> int:
    """List the reviews below a folder and open one, or offer to start one."""
    found = tuple(reviews(start))
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    for number, folder in enumerate(found, 1):
        _say(f"  {number}. {folder}  {_state(folder)}")
    if not found:
        _say("There is no review below this folder.")
        _say("Start one with: ninelives new reviews/NAME")
        if not terminal:
            return 0
        name = input("Or name a service to review now (empty: leave): ").strip()
        if not name:
            return 0
        folder = Path("reviews") / name
        made = new(folder, Named(name))
        return made or _open(folder)
    if not terminal:
        return 0
    said = input(f"Open which (1-{len(found)}, empty: leave)? ").strip()
    if not said.isdecimal() or not 1 <= int(said) <= len(found):
        return 0
    return _open(found[int(said) - 1])


def _open(folder: Path) -> int:
    from ninelives import house

    return house.front().open_review(folder)


def _state(folder: Path) -> str:
    """Say in a few words how a review stands."""
    from ninelives.assess.risk import assess
    from ninelives.review.packs import pack_of

    try:
        review = store.load(folder)
        pack = pack_of(folder, review)
        found = assess(pack, review, remainders=False)
        asked = found.interview()
    except Unusable as error:
        return f"can't be read: {error.problems[0]}"
    return (
        f"{review.service}: {asked.answered} of {len(asked.items)} questions "
        f"answered, highest risk {found.risk}"
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
    pack = load_packs(packs)
    review = Review(
        service=named.service or folder.name,
        team=named.team,
        pack=pack.name,
        pack_version=pack.version,
        packs=tuple(os.path.relpath(one, folder) for one in packs),
        dialect=named.dialect,
    )
    review = add_edges(pack, review, edges)
    if not edges and sys.stdin.isatty() and sys.stdout.isatty():
        from ninelives.plain.drawing import draw
        from ninelives.plain.state import Voice

        review = draw(pack, review, Voice(_say, input))
    store.create(folder, review)
    _say(f"Started: {folder}")
    if not review.integrations:
        _say("Its map is empty; add integrations to review.yaml, or start again with")
        _say("  --add 'orders-queue:sqs-queue -> place-order:lambda-function'")
    _say(f"Go on with: ninelives review {folder}")
    return 0


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
