"""Runs every proof over a pack and gives what is wrong with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from ninelives.checklist import languages
from ninelives.checklist.lint import evidence, migrations, reach, texts
from ninelives.checklist.lint.delivery import delivery
from ninelives.checklist.load import load_pack, stacked
from ninelives.checklist.model import Pack
from ninelives.errors import Problem, Unusable


def lint(
    folder: Path, today: str = "", below: Sequence[Path] = ()
) -> tuple[Problem, ...]:
    """Prove a pack; one that extends another, on top of it.

    Args:
        folder: the pack's folder.
        today: YYYY-MM-DD, against which the age of facts is reckoned; by default
            the clock's.
        below: the pack that it extends, where that is not ours, and others that lie
            between; a pack that extends none goes without.

    Returns:
        Problems by file and line, errors, warnings and notes; none where all holds.
        Of the packs below, only what is in error.
    """
    try:
        base, *extensions = _stack(folder, below)
        pack = load_pack(base, extensions=extensions)
    except Unusable as error:
        return error.problems
    day = today or time.strftime("%Y-%m-%d", time.gmtime())
    told = languages.proofs(pack, (base, *extensions))
    found = sorted(dict.fromkeys((*_proofs(pack, day), *told)))
    home = f"{folder}{os.sep}"
    return tuple(
        one for one in found if one.level == "error" or one.place.path.startswith(home)
    )


def _stack(folder: Path, below: Sequence[Path]) -> tuple[Path, ...]:
    """Give the folders that are loaded, the one that the others extend first."""
    if not (folder / "pack.yaml").is_file():
        return (folder,)  # what it lacks is told when it is read
    alone = stacked((folder,))
    return alone if alone == (folder,) else stacked((*below, folder))


def _proofs(pack: Pack, today: str) -> Iterator[Problem]:
    for checklist in pack.checklists.values():
        yield from reach.conditions(checklist)
        yield from reach.levels(checklist)
        yield from reach.mitigations(checklist)
        yield from evidence.rules(checklist)
        yield from delivery(checklist)
        yield from texts.texts(checklist)
        yield from texts.sources(checklist, today)
    yield from texts.coverage(pack)
    yield from migrations.targets(pack)
