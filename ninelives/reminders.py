"""The command that a scheduled job runs: what is due, over many reviews."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ninelives.assess.due import Due
from ninelives.errors import Unusable, unusable
from ninelives.past.pending import due_in
from ninelives.review.session import now
from ninelives.text import one_line, visible

FINE, FOUND, UNUSABLE = 0, 1, 2
_LONGEST = 100_000


def due(
    folders: Sequence[Path],
    days: tuple[int, int, int],
    form: str = "text",
    packs: Sequence[Path] = (),
) -> int:
    """List what is due.

    Args:
        folders: reviews.
        days: within how many days, after how many a fact, after how many a review.
        form: text or json.
        packs: used instead of those the reviews name.

    Returns:
        1 where something is due, 2 where a review can't be read, else 0. The other
        reviews are listed all the same.
    """
    if not all(0 <= one <= _LONGEST for one in days):
        raise unusable("due", "a number of days is out of range", expected="0 or more")
    today = date.fromisoformat(now()[:10])
    found: dict[Path, tuple[Due, ...]] = {}
    code = FINE
    for folder in folders:
        try:
            found[folder] = due_in(folder, days, packs)
        except Unusable as error:
            for problem in error.problems:
                print(str(problem), file=sys.stderr)  # noqa: T201 - what a person reads
            code = UNUSABLE
    sys.stdout.write(_json(found) if form == "json" else _text(found, today))
    return code or (FOUND if any(found.values()) else FINE)


def _text(found: dict[Path, tuple[Due, ...]], today: date) -> str:
    lines = []
    for folder, every in found.items():
        for one in every:
            when = one.when(str(today))
            who = f" ({one.owner})" if one.owner else ""
            said = f"{folder}  {one.kind:8}  {when:16}  {one.says}{who}"
            lines.append(visible(said).replace("\n", " "))
    count = sum(map(len, found.values()))
    things = "thing is" if count == 1 else "things are"
    reviews = "review" if len(found) == 1 else "reviews"
    lines.append(f"{count} {things} due in {len(found)} {reviews}.")
    return "\n".join([*lines, ""])


def _json(found: dict[Path, tuple[Due, ...]]) -> str:
    said = [
        {"review": str(folder), **one._asdict(), "says": one_line(one.says)}
        for folder, every in found.items()
        for one in every
    ]
    return json.dumps({"due": said}, indent=1, ensure_ascii=False) + "\n"
