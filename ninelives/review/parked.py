"""What was put aside in sessions: `parked.yaml`, each line with its question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from ninelives import amend, document, shape
from ninelives.amend import END, GONE, Change
from ninelives.errors import Place, Problem, Unusable, unusable
from ninelives.review import durable
from ninelives.review.actions import DAY
from ninelives.review.bounds import kept_inside, readable
from ninelives.review.files import ID
from ninelives.review.lock import locked
from ninelives.shape import ListOf, Record, Shape, Text
from ninelives.text import one_line, slug

FILE = "parked.yaml"
"""Where a review keeps what was parked."""
PARKED_KEYS: Mapping[str, Shape] = {
    "id": ID,
    "says": Text(),
    "by": Text(),
    "at": Text(),
    "subject": ID,
    "question": ID,
    "done": DAY,
}
PARKED = Record("something parked", PARKED_KEYS, ("id", "says"))
LOT = Record("a parking lot", {"parked": ListOf(PARKED)}, ("parked",))
_LONGEST = 40
"""Letters of an id at most."""


class Parked(NamedTuple):
    """Something to come back to."""

    id: str
    says: str
    by: str
    """Who parked it, or empty."""
    at: str
    """When, as YYYY-MM-DDTHH:MM:SSZ, or empty."""
    subject: str
    """Where the question belongs at which it came up, or empty."""
    question: str
    done: str
    """The day it was ticked off, as YYYY-MM-DD, or empty."""
    place: Place


def load_parked(folder: Path) -> tuple[Parked, ...]:
    """Give what is parked in a review, in the order it was; none without a file.

    Raises:
        Unusable: with every problem of the file.
    """
    path = folder / FILE
    if not (path.exists() or path.is_symlink()):
        return ()
    return parked_of(document.read(readable(path, folder), str(path)), str(path))


def parked_of(root: yaml.Node, name: str) -> tuple[Parked, ...]:
    """Give what a file says is parked; raises `Unusable` with all its problems."""
    problems: list[Problem] = []
    got = shape.check(root, LOT, name, problems)
    found = []
    for one in got["parked"] if not problems else ():
        texts = {key: one.get(key, "") for key in PARKED_KEYS}
        found.append(Parked(**texts, place=one.place))
    seen: dict[str, Place] = {}
    for it in found:
        if it.id in seen:
            says = f"{it.id!r} is parked already, at {seen[it.id]}"
            problems.append(Problem(it.place, says))
        seen.setdefault(it.id, it.place)
    if problems:
        raise Unusable(problems)
    return tuple(found)


def park(
    folder: Path, says: str, by: str, at: str, key: tuple[str, str] | None
) -> tuple[Parked, ...]:
    """Park a line; it is on disk on return, behind what is parked already.

    Args:
        folder: the review.
        says: what to come back to.
        by: who parks it.
        at: when, as YYYY-MM-DDTHH:MM:SSZ.
        key: the question at which it came up, if any.

    Returns:
        All that is parked.

    Raises:
        Unusable: the file can't be read or written.
    """
    subject, question = key or ("", "")

    def more(known: Sequence[Parked]) -> list[Change]:
        name = _free({one.id for one in known}, says)
        body = (name, one_line(says), by, at, subject, question, "")
        found = dict(zip(PARKED_KEYS, body, strict=True))
        entry = {name: text for name, text in found.items() if text}
        return [Change(("parked", END), entry)]

    return _changed(folder, more)


def tick(folder: Path, name: str, day: str) -> tuple[Parked, ...]:
    """Tick something off on a day, or put it back where the day is empty.

    Returns:
        All that is parked.

    Raises:
        Unusable: it is not parked, or the file can't be read or written.
    """

    def ticked(known: Sequence[Parked]) -> list[Change]:
        places = {one.id: at for at, one in enumerate(known)}
        if name not in places:
            raise unusable(folder / FILE, f"{name!r} is not parked any more")
        return [Change(("parked", places[name], "done"), day or GONE)]

    return _changed(folder, ticked)


def _changed(
    folder: Path, work: Callable[[Sequence[Parked]], list[Change]]
) -> tuple[Parked, ...]:
    """Change the file as it is now; what others wrote meanwhile stays, comments too."""
    path = kept_inside(folder / FILE, folder)
    try:
        with locked(folder):
            changes = work(load_parked(folder))
            text = document.read_text(path) if path.exists() else ""
            page = amend.page_of(text, str(path))
            changed = amend.edited(page, changes, name=str(path))
            if changed.root is None:
                raise unusable(path, "the file is empty")
            found = parked_of(changed.root, str(path))
            durable.write(path, changed.text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(path, f"can't be written: {reason}") from None
    return found


def _free(taken: set[str], says: str) -> str:
    """Give an id made from a text that nothing else has."""
    name = slug(says)[:_LONGEST].strip("-")
    free = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in free if one not in taken)
