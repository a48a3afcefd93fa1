"""The command: finds reviews, brings the tables up to date, asks, and writes."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from ninelives.errors import unusable
from ninelives.home import reviews
from ninelives.review.session import now
from ninelives.review.store import write_durably
from ninelives.text import visible

_NEEDED = ("ibis", "duckdb", "pyarrow")
_LONGEST = 100_000


class Wanted(NamedTuple):
    """What is to be written, and of what."""

    paths: Sequence[Path]
    into: Path | None = None
    """Where the tables are kept for the next time; None: nowhere."""
    engine: str = ""
    """The address of an engine, as Ibis names it; empty: DuckDB inside."""
    form: str = "md"
    output: str = "-"
    """A file, or - for standard output."""
    day: str = ""
    """As YYYY-MM-DD; today where it is empty."""
    within: int = 30
    """A waiver that ends within so many days is told."""


def portfolio(wanted: Wanted, packs: Sequence[Path] = ()) -> int:
    """Write the portfolio of all reviews below some folders; give the exit code.

    Returns:
        2 where a review can't be read, else 0. The others are told all the same.

    Raises:
        Unusable: there is no review, the extra is not installed, the engine can't be
            used, or a file can't be written.
    """
    missing = [one for one in _NEEDED if importlib.util.find_spec(one) is None]
    if missing:
        remedy = "install it: pip install 'ninelives[portfolio]'"
        raise unusable("portfolio", f"{missing[0]} is not installed", remedy=remedy)
    day, soon = _days(wanted)
    found = tuple(dict.fromkeys(_found(wanted.paths)))
    if not found:
        where = ", ".join(map(str, wanted.paths))
        raise unusable(where, "there is no review below", expected="a review.yaml")
    if wanted.into is not None:
        return _told(wanted, wanted.into, found, packs, (day, soon))
    with tempfile.TemporaryDirectory(prefix="ninelives-") as spare:
        return _told(wanted, Path(spare), found, packs, (day, soon))


def _days(wanted: Wanted) -> tuple[str, str]:
    try:
        day = date.fromisoformat(wanted.day or now()[:10])
    except ValueError:
        expected = "a day as YYYY-MM-DD"
        raise unusable("--day", repr(wanted.day), expected=expected) from None
    if not 0 <= wanted.within <= _LONGEST:
        expected = f"0 to {_LONGEST} days"
        raise unusable("--within", str(wanted.within), expected=expected)
    return str(day), str(day + timedelta(days=wanted.within))


def _found(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        if not path.is_dir():
            raise unusable(path, "there is no such folder")
        yield from map(str, reviews(path))


def _told(
    wanted: Wanted,
    kept: Path,
    found: Sequence[str],
    packs: Sequence[Path],
    days: tuple[str, str],
) -> int:
    from ninelives.portfolio import engine, page, questions, shelf

    built = shelf.build(kept, found, packs)
    with engine.opened(kept, wanted.engine) as asked:
        said = questions.say(asked, *days)
    whole = page.Portfolio(*days, said, built.unreadable)
    write = {"md": page.markdown, "html": page.html, "json": page.as_json}
    text = write[wanted.form](whole)
    if wanted.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        write_durably(Path(wanted.output), text)
        _say(f"Written: {wanted.output}")
    if wanted.into is not None:
        same = len(found) - built.read
        _say(f"{built.read} reviews read, {same} as they were, {built.removed} gone.")
    for review, problems in built.unreadable:
        for problem in problems.split("\n"):
            _say(f"{review}: {problem}")
    return 2 if built.unreadable else 0


def _say(line: str) -> None:
    print(visible(line), file=sys.stderr)  # noqa: T201 - what a person reads
