"""Milestones: a review, its packs and what followed, frozen under a name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from ninelives import document, shape
from ninelives.checklist.model import Pack
from ninelives.errors import Problem, Unusable, nearest, unusable
from ninelives.review import durable
from ninelives.review.bounds import kept_inside, readable
from ninelives.review.files import ID
from ninelives.review.folder import answer_files
from ninelives.review.kept_packs import KeptPack, keep, unpack
from ninelives.shape import ListOf, Record, Text

HOME = "milestones"
"""The folder of a review that its milestones lie in."""
PACKS = "packs"
"""The folder among them that keeps the packs; no milestone is called so."""
_BOOK = "milestone.yaml"
_PACK = Record(
    "a kept pack",
    {"name": Text(), "version": Text(), "digest": Text()},
    ("name", "version", "digest"),
    open=True,
)
_MILESTONE = Record(
    "a milestone",
    {
        "milestone": ID,
        "at": Text(),
        "by": Text(empty=True),
        "packs": ListOf(_PACK),
    },
    ("milestone", "at", "packs"),
    open=True,
)


class Milestone(NamedTuple):
    """A frozen review."""

    name: str
    at: str
    """When, as YYYY-MM-DDTHH:MM:SSZ."""
    by: str
    packs: tuple[KeptPack, ...]
    folder: Path
    """Itself a review folder that can be read, and nobody should write."""


class Frozen(NamedTuple):
    """What a milestone is made of."""

    name: str
    at: str
    by: str
    pack: Pack
    pack_folders: Sequence[Path]
    assessment: str
    """What followed, as JSON."""


def freeze(folder: Path, one: Frozen) -> Path:
    """Freeze a review under a name; the caller holds its lock.

    Returns:
        The milestone's folder. It is whole or not there.

    Raises:
        OSError: it can't be written.
        Unusable: the name can't be one, or is taken: a milestone is never changed.
    """
    from ninelives import amend

    home = kept_inside(folder / HOME, folder)
    path = home / _fit(folder, one.name)
    if path.exists():
        found = f"there is a milestone {one.name!r} already"
        raise unusable(path, found, remedy="name another; a milestone is never changed")
    home.mkdir(exist_ok=True)
    keep(home / PACKS, one.pack.parts, one.pack_folders)
    book = {
        "milestone": one.name,
        "at": one.at,
        "by": one.by,
        "packs": [
            {"name": it.name, "version": it.version, "digest": it.digest}
            for it in one.pack.parts
        ],
    }
    spare = home / f".{one.name}.{os.getpid()}.tmp"
    with ExitStack() as undo:
        spare.mkdir()
        undo.callback(shutil.rmtree, spare, ignore_errors=True)
        for name in (*sorted(folder.glob("*.yaml")), *answer_files(folder)):
            copy = spare / name.relative_to(folder)
            copy.parent.mkdir(exist_ok=True)
            durable.write(copy, document.read_text(readable(name, folder)))
        said = {key: value for key, value in book.items() if value}
        durable.write(spare / _BOOK, amend.written(said))
        durable.write(spare / "assessment.json", one.assessment)
        spare.rename(path)
        durable.settle(home)
    return path


def _fit(folder: Path, name: str) -> str:
    from ninelives.review.files import safe

    if not safe(name) or name == PACKS:
        raise unusable(
            folder,
            f"{name!r} can't be the name of a milestone",
            expected="letters, digits, - and _",
        )
    return name


def names(folder: Path) -> tuple[str, ...]:
    """Give the names of a review's milestones, in order."""
    home = folder / HOME
    if not home.is_dir():
        return ()
    return tuple(sorted(one.parent.name for one in home.glob(f"*/{_BOOK}")))


def find(folder: Path, name: str) -> Milestone:
    """Give a milestone; raises `Unusable` where there is none, or it can't be read."""
    path = folder / HOME / _fit(folder, name)
    if not (path / _BOOK).is_file():
        known = names(folder)
        found = f"there is no milestone {name!r}"
        expected = ", ".join(known) or "the name of a milestone; there is none"
        raise unusable(folder, found, expected=expected, nearest=nearest(name, known))
    problems: list[Problem] = []
    file = readable(path / _BOOK, folder)
    got = shape.check(document.read(file), _MILESTONE, str(file), problems)
    if problems:
        raise Unusable(problems)
    packs = (
        KeptPack(it["name"], it["version"], it["digest"]) for it in got.get("packs", ())
    )
    return Milestone(got["milestone"], got["at"], got.get("by", ""), tuple(packs), path)


def packs(one: Milestone, into: Path) -> tuple[Path, ...]:
    """Give the folders of the packs of a milestone, ours first.

    Args:
        one: the milestone.
        into: an empty folder of ours they may be unpacked into.

    Raises:
        Unusable: one of them can't be read.
    """
    home = one.folder.parent / PACKS
    return tuple(unpack(home / it.file, it, into) for it in one.packs)
