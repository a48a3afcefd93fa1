"""Whether a review changed since its rows were made, without reading it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ninelives import __version__, house
from ninelives.review.folder import ANSWERS, MAP
from ninelives.review.incidents import HOME as INCIDENTS
from ninelives.review.milestones import HOME
from ninelives.review.waivers import FILE

_STAMPED = (MAP, FILE)
_BETWEEN = "\x00"


def stamp(review: str, packs: str) -> str:
    """Give what differs when a file of a review, or of a pack it names, changed.

    Args:
        review: the way to its folder.
        packs: the ways to the packs it names, see `joined`.
    """
    found = [
        *(f"{name} {_seen(f'{review}/{name}')}" for name in _STAMPED),
        *_below(f"{review}/{ANSWERS}"),
        *_below(f"{review}/{INCIDENTS}"),
        *_below(f"{review}/{HOME}"),
    ]
    for pack in filter(None, packs.split(_BETWEEN)):
        found += _below(pack)
    return _digest(found)


def joined(packs: Sequence[Path]) -> str:
    """Give the ways to packs as one text."""
    return _BETWEEN.join(map(str, packs))


def program() -> str:
    """Give what differs when our own checklists or the program changed."""
    ours = (house.checklists(), Path(__file__).parents[1])
    found = [one for folder in ours for one in _below(str(folder))]
    return _digest([__version__, *found])


def _digest(found: Sequence[str]) -> str:
    return hashlib.blake2b(_BETWEEN.join(found).encode(), digest_size=16).hexdigest()


def _seen(path: str) -> str:
    try:
        one = os.stat(path)  # noqa: PTH116 - a hundred thousand times: 4 µs less each
    except OSError:
        return ""
    return f"{one.st_size} {one.st_mtime_ns} {one.st_ino}"


def _below(folder: str) -> Iterator[str]:
    """Give name, size and time of every file below a folder, in order."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda one: one.name)
    except OSError:
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _below(entry.path)
        elif not entry.name.startswith("."):
            yield f"{entry.path} {_seen(entry.path)}"
