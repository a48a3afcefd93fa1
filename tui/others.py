"""What others write into the review while it is open: seen, read, and told."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ninelives import words
from ninelives.checklist.model import Pack
from ninelives.review import store
from ninelives.review.folder import ANSWERS, MAP
from ninelives.review.merge import same
from ninelives.review.model import Review
from ninelives.review.packs import pack_shown

Stamps = frozenset[tuple[str, int, int, int]]
"""What differs when a file of a review was written: name, inode, size, time."""


def stamps(folder: Path) -> Stamps:
    """Give what tells whether anything was written since; reads no file."""
    found = set()
    with contextlib.suppress(OSError):
        at = (folder / MAP).stat()
        found.add((MAP, at.st_ino, at.st_size, at.st_mtime_ns))
    with contextlib.suppress(OSError), os.scandir(folder / ANSWERS) as entries:
        for one in entries:
            with contextlib.suppress(OSError):
                at = one.stat()
                found.add((one.name, at.st_ino, at.st_size, at.st_mtime_ns))
    return frozenset(found)


def read(
    folder: Path, known: Review, packs: Sequence[Path]
) -> tuple[Review, Pack | None]:
    """Give the review as it is on the disk: the same value where it is as `known`.

    Where the map differs, its checklists come with it.

    Raises:
        Unusable: the review or a checklist can't be read.
    """
    found = store.refresh(folder, known)
    drawn = (found.integrations, found.components, found.packs)
    if found is known or drawn == (known.integrations, known.components, known.packs):
        return found, None
    return found, pack_shown(folder, found, packs)


def told(before: Review, after: Review) -> str:
    """Say who answered how much between two states, and whether the map changed."""
    counts: dict[str, int] = {}
    gone = 0
    for subject in {*before.answers, *after.answers}:
        old, new = before.answers.get(subject, {}), after.answers.get(subject, {})
        for question in {*old, *new}:
            found = new.get(question)
            if same(old.get(question), found):
                continue
            if found is None:
                gone += 1
            else:
                name = max(found.voices, key=lambda one: one.at).by or words.say(
                    "Somebody"
                )
                counts[name] = counts.get(name, 0) + 1
    drawn = replace(before, answers={}) != replace(after, answers={})
    said = [words.say("The map was changed elsewhere.")] * drawn
    for name, count in sorted(counts.items()):
        said.append(
            words.many(
                "{name} answered {count} question.",
                "{name} answered {count} questions.",
                count,
                name=name,
            )
        )
    if gone:
        said.append(
            words.many(
                "{count} answer taken back.", "{count} answers taken back.", gone
            )
        )
    return " ".join(said)
