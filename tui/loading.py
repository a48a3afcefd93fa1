"""From the folder to the table: first what one question needs, then the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ninelives.assess.model import SubjectAssessment
from ninelives.checklist.model import Pack
from ninelives.review import store
from ninelives.review.interview import Key
from ninelives.review.model import Review
from ninelives.review.packs import pack_shown
from ninelives.review.session import author

from .desk import Desk, laid
from .table import Table
from .weigh import worked_out


def begin(folder: Path, packs: Sequence[Path]) -> Table:
    """Lay the first question, with no more checklists than it needs.

    Where they do not lead to it (it no longer applies, or all is answered there),
    every checklist is read.

    Raises:
        Unusable: the review or a checklist can't be read.
    """
    review = store.load(folder)
    left = store.left_at(folder)
    pack = pack_shown(folder, review, packs, _needed(review, left))
    desk = _laid(folder, pack, review, left)
    if desk.one is None or (left and desk.at != left):
        pack = pack_shown(folder, review, packs)
        desk = _laid(folder, pack, review, left)
    return Table(desk, packs)


def begin_whole(folder: Path, packs: Sequence[Path]) -> Table:
    """Lay the first question with every checklist and what follows. As `begin`."""
    review = store.load(folder)
    pack = pack_shown(folder, review, packs)
    table = Table(_laid(folder, pack, review, store.left_at(folder)), packs)
    table.read_on(pack, dict(worked_out(pack, review, review.subjects())))
    return table


def rest(
    folder: Path, review: Review, packs: Sequence[Path]
) -> tuple[Pack, Mapping[str, SubjectAssessment]]:
    """Give every checklist of a review, and what follows from its answers.

    Raises:
        Unusable: a checklist can't be read.
    """
    pack = pack_shown(folder, review, packs)
    return pack, dict(worked_out(pack, review, review.subjects()))


def _laid(folder: Path, pack: Pack, review: Review, left: Key | None) -> Desk:
    return laid(folder, pack, review, author(), left)


def _needed(review: Review, left: Key | None) -> frozenset[str]:
    """Give the checklist in which a question is asked first."""
    if left is None:
        return frozenset()
    for one in review.integrations:
        if left[0] in (one.id, one.source, one.target):
            return frozenset({one.checklist})
    found = review.component(left[0])
    return frozenset({found.checklist} if found and found.checklist else ())
