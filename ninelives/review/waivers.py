"""Risks a team accepts on purpose: `waivers.yaml`, each with a reason and an end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from ninelives import amend, document, shape
from ninelives.amend import END, Change
from ninelives.checklist import grammar
from ninelives.checklist.expression import Expression
from ninelives.errors import Place, Problem, Unusable, unusable
from ninelives.review import durable
from ninelives.review.bounds import kept_inside, readable
from ninelives.review.lock import locked
from ninelives.shape import Got, ListOf, Record, Text

FILE = "waivers.yaml"
"""Where the waivers of a review are kept."""
_DAY = Text(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", says="YYYY-MM-DD")
WAIVER = Record(
    "a waiver",
    {
        "finding": Text(),
        "reason": Text(),
        "approver": Text(),
        "control": Text(),
        "expires": _DAY,
        "reopen": Text(),
    },
    ("finding", "reason", "approver", "control", "expires"),
)
WAIVERS = Record("a file of waivers", {"waivers": ListOf(WAIVER)}, ("waivers",))


class Waiver(NamedTuple):
    """A risk that is accepted for a while."""

    finding: str
    """The id of a finding, or a pattern: `*` stands for any characters."""
    reason: str
    approver: str
    control: str
    """What is done instead."""
    expires: str
    """The last day it holds, as YYYY-MM-DD."""
    reopen: Expression | None
    """What ends it earlier, read where the finding is; None: nothing."""
    place: Place


def load_waivers(folder: Path) -> tuple[Waiver, ...]:
    """Give the waivers of a review, in the order they are written; none without a file.

    Raises:
        Unusable: with every problem of the file.
    """
    path = folder / FILE
    if not (path.exists() or path.is_symlink()):
        return ()
    return waivers_of(document.read(readable(path, folder), str(path)), str(path))


def waivers_of(root: yaml.Node, name: str) -> tuple[Waiver, ...]:
    """Give the waivers that a file says; raises `Unusable` with all its problems."""
    problems: list[Problem] = []
    got = shape.check(root, WAIVERS, name, problems)
    found = [] if problems else [_waiver(one, problems) for one in got["waivers"]]
    if problems:
        raise Unusable(problems)
    return tuple(found)


def _waiver(got: Got, problems: list[Problem]) -> Waiver:
    reopen = None
    if "reopen" in got:
        try:
            reopen = grammar.parse(got["reopen"])
        except grammar.Wrong as error:
            problems.append(Problem(got.at("reopen"), str(error)))
    kept = {name: got[name] for name in WAIVER.required}
    return Waiver(**kept, reopen=reopen, place=got.place)


def save_waiver(folder: Path, wanted: Mapping[str, str]) -> tuple[Waiver, ...]:
    """Accept a risk: put a waiver into the file, or in the place of the one before.

    What others wrote into the file meanwhile stays, comments too.

    Args:
        folder: the review.
        wanted: what it says, by the keys of `WAIVER`; all but `reopen` are needed.

    Returns:
        The waivers as they are on the disk now.

    Raises:
        ValueError: something is missing; said in words for a person.
        Unusable: the file can't be read or written, or would not be understood.
    """
    missing = [name for name in WAIVER.required if not wanted.get(name, "").strip()]
    if missing:
        raise ValueError(f"nobody can waive without {', '.join(missing)}")
    path = kept_inside(folder / FILE, folder)
    body = {key: wanted[key].strip() for key in WAIVER.keys if wanted.get(key)}
    try:
        with locked(folder):
            places = {one.finding: at for at, one in enumerate(load_waivers(folder))}
            at = places.get(body["finding"], END)
            text = document.read_text(path) if path.exists() else ""
            page = amend.page_of(text, str(path))
            changes = [Change(("waivers", at), body)]
            changed = amend.edited(page, changes, name=str(path))
            if changed.root is None:
                raise unusable(path, "the file is empty")
            found = waivers_of(changed.root, str(path))
            durable.write(path, changed.text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(path, f"can't be written: {reason}") from None
    return found
