"""Writes a pack as custom lenses into a folder, and says what they can't hold."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives.checklist.load import load_packs
from ninelives.errors import Place, Problem, Unusable, nearest
from ninelives.exchange.lenses import LEFT_OUT, Lenses, lenses
from ninelives.review.store import write_durably
from ninelives.text import slug, visible

NOTES = "left-out.md"
"""The file that lists what the lenses could not hold."""


class Wanted(NamedTuple):
    """What is to be written, and where to."""

    folder: Path
    impact: str = "severe"
    """How bad each harm is taken to be."""
    only: tuple[str, ...] = ()
    """Ids of checklists; every one by default."""


def export(wanted: Wanted, packs: Sequence[Path] = ()) -> int:
    """Write the lenses; give the exit code.

    Raises:
        Unusable: the pack can't be read, or a file can't be written.
    """
    pack = load_packs(packs)
    for name in wanted.only:
        if name not in pack.checklists:
            near = nearest(name, pack.checklists)
            found = f"{name!r} is no checklist of {pack.name}"
            raise Unusable(Problem(Place("--checklist"), found, nearest=near))
    made = lenses(pack, wanted.impact, wanted.only)
    stem = slug(pack.parts[-1].name)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for at, text in enumerate(made.files, start=1):
        number = f"-{at:02}" if len(made.files) > 1 else ""
        path = wanted.folder / f"{stem}{number}.lens.json"
        write_durably(path, text)
        _tell(f"Written: {path}")
    notes = wanted.folder / NOTES
    write_durably(notes, "\n".join(_notes(made)) + "\n")
    _tell(f"{made.questions} questions. What lenses can't hold is listed in {notes}.")
    return 0


def _notes(made: Lenses) -> list[str]:
    """Give the lines of the list of what is left out."""
    lines = ["# What these lenses do not hold", "", "What no lens can say:", ""]
    lines += [f"- {one}" for one in LEFT_OUT]
    lines += ["", "What did not fit:", ""]
    lines += [f"- {visible(one)}" for one in made.left_out] or ["- nothing"]
    return lines


def _tell(line: str) -> None:
    print(visible(line), file=sys.stderr)  # noqa: T201 - what a person reads
