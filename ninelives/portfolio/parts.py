"""Parquet files of a shelf: what is written at once, and the index of what counts."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
from pyarrow import parquet

from ninelives.errors import unusable
from ninelives.portfolio.tables import COUNT, TABLES, TEXT, YES, Row

BUILD = "build"
"""The column that says which build made a row."""
INDEX = "index.parquet"
_FORMAT = "ninelives portfolio 1"
_TYPES = {TEXT: pa.string(), COUNT: pa.int64(), YES: pa.bool_()}
_SUFFIX = ".parquet"


class Entry(NamedTuple):
    """What the index knows of one review."""

    review: str
    stamp: str
    packs: str
    problems: str
    """Why it can't be read, a line each, or empty."""
    build: int
    """The build that read it last."""


class Index(NamedTuple):
    """What counts on a shelf."""

    entries: Mapping[str, Entry]
    parts: Mapping[str, tuple[str, ...]]
    """Table → the names of its files."""
    build: int
    """The number of the last build; 0 before the first."""
    made_by: str = ""
    """What differs when all has to be read again."""


NOTHING = Index({}, {}, 0)
_ENTRY = pa.schema(
    [
        *((name, pa.string()) for name in ("review", "stamp", "packs", "problems")),
        (BUILD, pa.int64()),
    ]
)


def schema(table: str) -> pa.Schema:
    """Give the columns of a part of a table."""
    columns = TABLES[table].columns.items()
    found = [(name, _TYPES[kind]) for name, kind in columns]
    return pa.schema([*found, (BUILD, pa.int64())])


def write(path: Path, table: str, rows: Sequence[Row]) -> None:
    """Write rows, each with the number of its build at the end."""
    found = schema(table)
    columns = [
        pa.array(column, type=one.type)
        for column, one in zip(zip(*rows, strict=True), found, strict=True)
    ]
    parquet.write_table(pa.table(columns, schema=found), path, compression="zstd")


def index(shelf: Path) -> Index:
    """Give the index of a shelf, an empty one where none was built.

    Raises:
        Unusable: the folder holds something else.
    """
    path = shelf / INDEX
    if not path.exists():
        return NOTHING
    try:
        found = parquet.read_table(path)
        said = json.loads((found.schema.metadata or {}).get(b"ninelives", b"{}"))
        if said.get("format") != _FORMAT:
            raise _no_shelf(path, f"its format is {said.get('format')!r}")
        rows = zip(*(found[name].to_pylist() for name in _ENTRY.names), strict=True)
        entries = {row[0]: Entry(*row) for row in rows}
        parts = {table: tuple(said["parts"].get(table, ())) for table in TABLES}
        return Index(entries, parts, int(said["build"]), str(said["made-by"]))
    except (pa.ArrowException, ValueError, LookupError, TypeError) as error:
        raise _no_shelf(path, str(error)) from None


def _no_shelf(path: Path, found: str) -> Exception:
    remedy = "name another folder with --into, or remove this one"
    return unusable(
        path, found, expected="what a portfolio was built to", remedy=remedy
    )


def write_index(shelf: Path, what: Index) -> None:
    """Let an index count from now on; before that the one before it does."""
    said = {
        "format": _FORMAT,
        "build": what.build,
        "made-by": what.made_by,
        "parts": what.parts,
    }
    metadata = {"ninelives": json.dumps(said)}
    entries = list(what.entries.values())
    columns = [
        pa.array([one[at] for one in entries], type=field.type)
        for at, field in enumerate(_ENTRY)
    ]
    found = pa.table(columns, schema=_ENTRY.with_metadata(metadata))
    spare = shelf / f"{INDEX}.new"
    parquet.write_table(found, spare, compression="zstd")
    spare.replace(shelf / INDEX)


def sweep(shelf: Path, what: Index) -> None:
    """Remove the parts that do not count: what was replaced, or cut short."""
    kept = {name for names in what.parts.values() for name in names}
    for path in shelf.glob(f"*-*{_SUFFIX}"):
        if path.name not in kept and path.name.partition("-")[0] in TABLES:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def compacted(shelf: Path, what: Index) -> Index:
    """Write each table anew as one part, without the rows that no longer count."""
    parts = {}
    with duckdb.connect() as engine:
        engine.execute("SET memory_limit = '600MB'")
        engine.execute("SET preserve_insertion_order = true")
        for table, names in what.parts.items():
            if not names:
                continue
            name = f"{table}-{what.build}-whole{_SUFFIX}"
            rows = engine.read_parquet([str(shelf / one) for one in names])
            counted = engine.read_parquet(str(shelf / INDEX))
            engine.register("found", rows)
            engine.register("counted", counted)
            engine.sql(
                "SELECT * FROM found SEMI JOIN counted USING (review, build)"
            ).write_parquet(str(shelf / name), compression="zstd")
            parts[table] = (name,)
    return what._replace(parts={table: parts.get(table, ()) for table in TABLES})
