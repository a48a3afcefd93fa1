"""The door to packs: ours, one in its place, and those that extend it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from ninelives import house
from ninelives.checklist import kept
from ninelives.checklist.model import Pack
from ninelives.errors import Unusable


def load_pack(
    folder: Path | None = None,
    only: Collection[str] | None = None,
    extensions: Sequence[Path] = (),
) -> Pack:
    """Load a pack, and the packs that extend it.

    Args:
        folder: the pack's folder; our own pack by default.
        only: ids of the checklists to load; every one by default. The one about
            the service always comes along.
        extensions: folders of packs that extend it, each on top of those before.

    Returns:
        The pack, every name in it resolved.

    Raises:
        Unusable: with every problem of every file that was read.
    """
    ours = house.checklists()
    if folder is None and not extensions:
        pack = kept.take(ours, only)
        if pack is not None:
            return pack
        if kept.may_keep():
            keep_ahead()
    from ninelives.checklist.read import read_pack

    return read_pack((folder or ours, *extensions), only)


def keep_ahead() -> None:
    """Keep our own pack for the next start, as an installation does with modules."""
    from ninelives.checklist.read import read_pack

    ours = house.checklists()
    try:
        kept.keep(ours, read_pack((ours,)))
    except Unusable:
        return  # it is told by whoever needs the file that is wrong


def load_packs(
    folders: Sequence[Path] = (), only: Collection[str] | None = None
) -> Pack:
    """Load our pack with packs on top of it, or a pack in its place.

    Args:
        folders: packs; one that says `extends:` comes on top, one that does not takes
            the place of ours.
        only: ids of the checklists to load; every one by default.

    Raises:
        Unusable: with every problem of every file that was read.
    """
    base, *extensions = stacked(folders)
    return load_pack(None if base == house.checklists() else base, only, extensions)


def stacked(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Give the folders a pack is read from, the one that the others extend first.

    Raises:
        Unusable: a folder is no pack.
    """
    base, extensions = house.checklists(), []
    for folder in folders:
        from ninelives import document  # a review mostly names no pack

        book = document.plain(document.read(folder / "pack.yaml"))
        if isinstance(book, dict) and "extends" in book:
            extensions.append(folder)
        else:
            base = folder
    return (base, *extensions)
