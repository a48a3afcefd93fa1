"""The tables before a database engine: DuckDB inside, or one the company runs."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import ibis
from ibis.common.exceptions import IbisError

from ninelives.errors import unusable
from ninelives.portfolio import parts
from ninelives.portfolio.tables import TABLES

PREFIX = "ninelives_"
"""What our tables are called on an engine that others use too."""
_MEMORY = "600MB"

_DRIVERS = {
    "google.api_core.exceptions": "GoogleAPIError",
    "psycopg": "Error",
    "pymysql.err": "Error",
    "pyspark.errors": "PySparkException",
    "snowflake.connector.errors": "Error",
    "trino.exceptions": "Error",
}
"""Module of a driver → what all its errors are."""

Asked = Mapping[str, Any]
"""Table → an Ibis table."""


@contextlib.contextmanager
def opened(shelf: Path, url: str = "") -> Iterator[Asked]:
    """Give the tables of a shelf, to be asked.

    Args:
        shelf: as it was built.
        url: an engine as Ibis names it, such as `postgres://user@host/database`; its
            tables `ninelives_…` are replaced by those of the shelf. Empty: DuckDB,
            which reads the files where they lie.

    Raises:
        Unusable: the engine can't be reached, or does not take the tables.
    """
    here = ibis.duckdb.connect(memory_limit=_MEMORY)
    try:
        asked = dict(_read(here, shelf))
        if not url:
            yield asked
            return
        with _there(url) as engine:
            yield {name: _handed(engine, name, table) for name, table in asked.items()}
    finally:
        here.disconnect()


def _read(here: Any, shelf: Path) -> Iterator[tuple[str, Any]]:
    index = parts.index(shelf)
    counted = here.read_parquet(shelf / parts.INDEX).select("review", parts.BUILD)
    for table in TABLES:
        names = index.parts.get(table, ())
        if names:
            rows = here.read_parquet([shelf / one for one in names])
        else:
            rows = here.create_table(table, schema=ibis.schema(parts.schema(table)))
        found = rows.semi_join(counted, ["review", parts.BUILD])
        yield table, found.drop(parts.BUILD)


@contextlib.contextmanager
def _there(url: str) -> Iterator[Any]:
    try:
        engine = ibis.connect(url)
    except _refusals() as error:
        raise _unreached(_without_secret(url), error, url) from None
    try:
        yield engine
    finally:
        engine.disconnect()


def _handed(engine: Any, name: str, table: Any) -> Any:
    rows = table.to_pyarrow()
    try:
        return engine.create_table(f"{PREFIX}{name}", obj=rows, overwrite=True)
    except _refusals() as error:
        raise _unreached(f"table {PREFIX}{name}", error, "") from None


def _refusals() -> tuple[type[Exception], ...]:
    """Give what Ibis and the drivers that are loaded raise where an engine refuses."""
    loaded = (
        getattr(sys.modules[module], name)
        for module, name in _DRIVERS.items()
        if module in sys.modules
    )
    wrong = (AttributeError, ImportError, OSError, RuntimeError, TypeError, ValueError)
    return (IbisError, *wrong, *loaded)


def _unreached(what: str, error: Exception, url: str) -> Exception:
    """Say what went wrong in the driver's words, and nothing secret of an address."""
    said = " ".join(str(error).split()) or type(error).__name__
    secret = urlsplit(url).password
    for hidden in filter(None, (url, secret)):
        said = said.replace(hidden, _without_secret(hidden) if hidden == url else "…")
    said = said[:300]
    remedy = "see the names of engines and what each needs in docs/portfolio.md"
    return unusable(what, said, remedy=remedy)


def _without_secret(url: str) -> str:
    """Give an address without its user and password."""
    scheme, between, rest = url.partition("://")
    return f"{scheme}{between}{rest.rpartition('@')[2]}" if between else url
