"""Risks a team accepts on purpose: `waivers.yaml`, each with a reason and an end."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ninelives import document, shape
from ninelives.checklist import grammar
from ninelives.checklist.expression import Expression
from ninelives.errors import Place, Problem, Unusable
from ninelives.review.bounds import readable
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
    problems: list[Problem] = []
    root = document.read(readable(path, folder), str(path))
    got = shape.check(root, WAIVERS, str(path), problems)
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
