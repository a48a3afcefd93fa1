"""What a review's own build fails on: `gate:` in review.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ninelives import document, shape
from ninelives.errors import Problem, Unusable
from ninelives.review.files import GATE
from ninelives.review.folder import MAP, text_at
from ninelives.shape import Record

_POLICY = Record("a review", {"gate": GATE}, open=True)


class Policy(NamedTuple):
    """What `ninelives check` goes by where nothing else is said."""

    fail_on: str = "high"
    """The lowest risk that counts."""
    baseline: str = ""
    """What it is compared with, from the review's folder; empty: nothing."""


def policy(folder: Path) -> Policy:
    """Give the policy of a review; raises `Unusable`."""
    path = folder / MAP
    _, root = text_at(path, folder)
    if root is None or document.tagged(root):
        return Policy()
    problems: list[Problem] = []
    got = shape.check(root, _POLICY, str(path), problems)
    if problems:
        raise Unusable(problems)
    gate = got.get("gate", {})
    baseline = gate.get("baseline", "")
    known = Policy()
    return Policy(gate.get("fail-on", known.fail_on), baseline)
