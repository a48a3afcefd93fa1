"""Runs every proof over a pack and gives what is wrong with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from ninelives.checklist.lint import evidence, migrations, reach, texts
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import Pack
from ninelives.errors import Problem, Unusable


def lint(folder: Path, today: str = "") -> tuple[Problem, ...]:
    """Prove a pack.

    Args:
        folder: the pack's folder.
        today: YYYY-MM-DD, against which the age of facts is reckoned; by default
            the clock's.

    Returns:
        Problems by file and line, errors, warnings and notes; none where all holds.
    """
    try:
        pack = load_pack(folder)
    except Unusable as error:
        return error.problems
    day = today or time.strftime("%Y-%m-%d", time.gmtime())
    return tuple(sorted(dict.fromkeys(_proofs(pack, day))))


def _proofs(pack: Pack, today: str) -> Iterator[Problem]:
    for checklist in pack.checklists.values():
        yield from reach.conditions(checklist)
        yield from reach.levels(checklist)
        yield from reach.mitigations(checklist)
        yield from evidence.rules(checklist)
        yield from texts.texts(checklist)
        yield from texts.sources(checklist, today)
    yield from texts.coverage(pack)
    yield from migrations.targets(pack)
