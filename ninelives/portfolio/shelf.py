"""The tables as Parquet, kept in a folder: only what changed is read again.

A build writes parts and then, in one go, the index: it names the parts that count, and
which build of a review does. A build that was cut short has changed nothing; the next
one removes what it left.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from ninelives.errors import unusable
from ninelives.portfolio import parts
from ninelives.portfolio.assessed import told
from ninelives.portfolio.parts import Entry, Index
from ninelives.portfolio.stamps import joined, program, stamp
from ninelives.portfolio.tables import TABLES, Row
from ninelives.review.lock import locked

_MOST_PARTS = 250
"""More parts of one table than this are made one."""
_CHUNK = 500
"""So many reviews are read before what was found is written: memory stays flat."""
_FEW = 24
"""Fewer reviews than this are read here: another process takes longer to start."""


class Built(NamedTuple):
    """What a build did."""

    read: int
    """How many reviews were new or had changed."""
    removed: int
    """How many are there no longer."""
    unreadable: tuple[tuple[str, str], ...]
    """Review → why it can't be read, a line each."""


class _Work(NamedTuple):
    """Reviews to read, and where their rows go."""

    shelf: Path
    chunk: int
    build: int
    packs: tuple[Path, ...]
    known: tuple[Entry, ...]


class _Done(NamedTuple):
    """What came of them."""

    entries: tuple[Entry, ...]
    parts: Mapping[str, str]
    """Table → the name of what was written, where there were rows."""


def build(shelf: Path, reviews: Sequence[str], packs: Sequence[Path] = ()) -> Built:
    """Bring a shelf up to date with reviews, and with these alone.

    Args:
        shelf: a folder of ours, made where it is not there.
        reviews: the ways to their folders; each once.
        packs: used instead of those they name.

    Raises:
        Unusable: the folder can't be written, or holds something else.
    """
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        with locked(shelf):
            return _build(shelf, reviews, tuple(packs))
    except OSError as error:
        found = error.strerror or str(error)
        remedy = "name a folder that may be written with --into"
        raise unusable(shelf, found, remedy=remedy) from None


def _build(shelf: Path, reviews: Sequence[str], packs: tuple[Path, ...]) -> Built:
    made_by = f"{program()} {joined(packs)}"
    old = parts.index(shelf)
    if old.made_by != made_by:
        old = parts.NOTHING._replace(build=old.build)
    number = old.build + 1
    known = [old.entries.get(one) or Entry(one, "", "", "", 0) for one in reviews]
    entries = {one.review: one for one in known}
    seen = [one._replace(stamp=stamp(one.review, one.packs)) for one in known]
    changed = [now for now, old in zip(seen, known, strict=True) if now != old]
    names = {table: list(old.parts.get(table, ())) for table in TABLES}
    for done in _worked(tuple(_chunks(shelf, number, packs, changed))):
        entries.update((one.review, one) for one in done.entries)
        for table, name in done.parts.items():
            names[table].append(name)
    found = {table: tuple(some) for table, some in names.items()}
    now = Index(entries, found, number, made_by)
    parts.write_index(shelf, now)
    if max(map(len, now.parts.values())) > _MOST_PARTS:
        now = parts.compacted(shelf, now)
        parts.write_index(shelf, now)
    parts.sweep(shelf, now)
    wrong = sorted((one.review, one.problems) for one in entries.values())
    return Built(
        read=len(changed),
        removed=len(old.entries.keys() - entries.keys()),
        unreadable=tuple(one for one in wrong if one[1]),
    )


def _chunks(
    shelf: Path, build: int, packs: tuple[Path, ...], changed: Sequence[Entry]
) -> Iterator[_Work]:
    size = min(_CHUNK, max(_FEW, -(-len(changed) // (4 * _processors()))))
    for at in range(0, len(changed), size):
        some = tuple(changed[at : at + size])
        yield _Work(shelf, at // size, build, packs, some)


def _worked(todo: Sequence[_Work]) -> Iterator[_Done]:
    """Work chunks through on every processor; what comes back is in their order."""
    if len(todo) <= 1 or _processors() == 1:
        yield from map(_work, todo)
        return
    # A process that is copied takes our threads' locks along; a fresh one does not.
    with ProcessPoolExecutor(_processors(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_work, todo)


def _processors() -> int:
    return os.cpu_count() or 1


def _work(work: _Work) -> _Done:
    """Read reviews, and write their rows."""
    entries: list[Entry] = []
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for old in work.known:
        found = told(old.review, work.packs)
        named = joined(found.packs)
        seen = old.stamp if named == old.packs else stamp(old.review, named)
        problems = "\n".join(found.problems)
        entries.append(Entry(old.review, seen, named, problems, work.build))
        for table, some in found.rows.items():
            rows[table] += ((*row, work.build) for row in some)
    written = {}
    for table, all_rows in rows.items():
        if all_rows:
            name = f"{table}-{work.build}-{work.chunk}.parquet"
            parts.write(work.shelf / name, table, all_rows)
            written[table] = name
    return _Done(tuple(entries), written)
