"""Milestones as people look at them: when, by whom, and what it came to then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives import document
from ninelives.assess.record import record
from ninelives.assess.risk import assess
from ninelives.checklist.load import stacked
from ninelives.checklist.model import Pack
from ninelives.checklist.schema import RISKS
from ninelives.errors import Unusable, unusable
from ninelives.review import milestones
from ninelives.review.bounds import readable
from ninelives.review.folder import load
from ninelives.review.lock import locked
from ninelives.review.model import Review
from ninelives.review.packs import named_by, pack_of
from ninelives.review.session import author, now

_KEPT = "assessment.json"


class Mark(NamedTuple):
    """A milestone in a list."""

    name: str
    at: str = ""
    """When, as YYYY-MM-DDTHH:MM:SSZ; empty where it can't be read."""
    by: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    """Risk → how many findings had it, the gravest first."""
    left: int = 0
    """How many questions were open."""
    wrong: str = ""
    """Why it can't be read, or empty."""

    @property
    def came_to(self) -> str:
        """What the review came to then, in a few words."""
        if self.wrong:
            return self.wrong
        found = ", ".join(f"{count} {risk}" for risk, count in self.counts)
        return f"{found or 'no findings'}; {self.left} questions open"


def marks(folder: Path) -> tuple[Mark, ...]:
    """Give the milestones of a review, the latest first, then those nobody can read."""
    found = [_mark(folder, name) for name in milestones.names(folder)]
    found.sort(key=lambda one: one.at, reverse=True)
    return tuple(found)


def _mark(folder: Path, name: str) -> Mark:
    try:
        one = milestones.find(folder, name)
        kept = _kept(readable(one.folder / _KEPT, folder))
    except Unusable as error:
        return Mark(name, wrong="; ".join(str(it) for it in error.problems))
    risks = Counter(str(it.get("risk")) for it in _records(kept, "findings"))
    counts = ((risk, risks[risk]) for risk in reversed(RISKS[1:]) if risks[risk])
    return Mark(name, one.at, one.by, tuple(counts), len(_records(kept, "open")))


def _kept(path: Path) -> Mapping[str, object]:
    try:
        found = json.loads(document.read_text(path))
    except (ValueError, RecursionError) as error:
        raise unusable(path, f"not JSON: {error}") from None
    if not isinstance(found, dict):
        raise unusable(path, "no record of an assessment", expected="a JSON object")
    return found


def _records(kept: Mapping[str, object], key: str) -> Sequence[Mapping[str, object]]:
    found = kept.get(key)
    return (
        [one for one in found if isinstance(one, dict)]
        if isinstance(found, list)
        else []
    )


def frozen(folder: Path, name: str, packs: Sequence[Path] = (), by: str = "") -> Path:
    """Freeze a review, its packs and what follows under a name; give where it lies.

    Args:
        folder: the review.
        name: what to call it.
        packs: used instead of those the review names.
        by: who does it; empty: as the system says.

    Raises:
        Unusable: the name can't be one or is taken, or it can't be written.
    """
    load(folder)  # what is wrong with it is said before anything is made
    try:
        with locked(folder):
            review = load(folder)
            pack = pack_of(folder, review, packs)
            return freeze(folder, name, pack, review, packs, by)
    except OSError as error:
        raise unwritable(folder, error) from None


def freeze(
    folder: Path,
    name: str,
    pack: Pack,
    review: Review,
    packs: Sequence[Path],
    by: str = "",
) -> Path:
    """Do the same with what is read already; the caller holds the lock."""
    one = milestones.Frozen(
        name=name,
        at=now(),
        by=by or author(),
        pack=pack,
        pack_folders=stacked(named_by(folder, review, packs)),
        assessment=record(assess(pack, review)),
    )
    return milestones.freeze(folder, one)


def unwritable(folder: Path, error: OSError) -> Unusable:
    """Give the problem of a folder that can't be written."""
    reason = (error.strerror or str(error)).lower()
    return unusable(error.filename or folder, f"can't be written: {reason}")
