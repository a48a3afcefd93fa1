"""The checklists a review is worked through with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from ninelives import words
from ninelives.checklist.load import load_packs, stacked
from ninelives.checklist.model import Pack
from ninelives.review.model import Review
from ninelives.review.standing import wanted


def pack_of(
    folder: Path,
    review: Review,
    given: Sequence[Path] = (),
    only: Collection[str] | None = None,
) -> Pack:
    """Load the checklists of a review.

    Args:
        folder: the review's; the packs it names in review.yaml are found from there.
        review: says which packs, and which checklists it uses.
        given: packs to use instead of those it names.
        only: ids of the checklists to load; those the review uses by default.

    Raises:
        Unusable: with every problem of every file that was read.
    """
    named = named_by(folder, review, given)
    return load_packs(named, wanted(review) if only is None else only)


def shown(pack: Pack, named: Sequence[Path]) -> Pack:
    """Give checklists as they are shown: in the language of the interface.

    Args:
        pack: as it was loaded.
        named: the packs it was loaded from, as `load_packs` takes them.

    Raises:
        Unusable: a translation can't be read.
    """
    if words.language() == words.ENGLISH:
        return pack
    from ninelives.checklist.languages import in_language

    return in_language(pack, stacked(named), words.language())


def pack_shown(
    folder: Path,
    review: Review,
    given: Sequence[Path] = (),
    only: Collection[str] | None = None,
) -> Pack:
    """Load the checklists of a review as they are shown. As `pack_of`."""
    pack = pack_of(folder, review, given, only)
    return shown(pack, named_by(folder, review, given))


def named_by(
    folder: Path, review: Review, given: Sequence[Path] = ()
) -> tuple[Path, ...]:
    """Give the packs a review names, or those that are given instead."""
    return tuple(given) or tuple(folder / name for name in review.packs)
