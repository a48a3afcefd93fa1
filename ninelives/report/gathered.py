"""What a short report lists once for many places, as plain values."""

from __future__ import annotations

from typing import NamedTuple

from ninelives.report.entries import Decided, Owner, Ref
from ninelives.report.escape import Markdown


class Alike(NamedTuple):
    """A pitfall with all the places that a short report only lists."""

    number: str
    title: Markdown
    places: tuple[Ref, ...]
    """Each finding, with where it is."""
    risk: str
    assumed: str
    """all, some or none: how many of them rest on nothing but what nobody knows."""
    weights: tuple[str, ...]
    """Impact × exposure, each once, such as `severe if lost × likely`."""
    actions: tuple[Ref, ...]
    """What can be done about them."""
    decisions: tuple[Decided, ...]
    """What was decided about them, each once; empty where all are open."""


class AlikeQuestion(NamedTuple):
    """A question that is open at several places."""

    question: Markdown
    places: tuple[str, ...]
    states: tuple[str, ...]
    """The states it is in, each once."""
    risk: str
    """The highest risk that rests on it, or none."""
    find_out: Markdown
    owners: tuple[Owner, ...]
