"""What is known of the vendor's world: ways, pitfalls, facts, component types."""

from __future__ import annotations

from typing import NamedTuple

from ninelives.errors import Place


class Source(NamedTuple):
    """Where a fact was read, and when."""

    url: str
    """The page."""
    checked: str
    """The day it was read, as YYYY-MM-DD."""


class Way(NamedTuple):
    """One of the families of pitfalls."""

    id: str
    title: str
    about: str
    """Why data is lost this way, in one or two sentences."""


class ComponentType(NamedTuple):
    """A kind of node of the map."""

    id: str
    title: str
    short: str
    """The label drawn in a diagram."""


LOSS_WINDOW = "loss-window"
"""What a pitfall follows from that no choice raises: people come too late."""


class Pitfall(NamedTuple):
    """One way data is lost, duplicated, reordered, stale or corrupted."""

    id: str
    title: str
    about: str
    """What happens and by which mechanism, in two or three sentences."""
    way: str
    """The id of its way."""
    harms: tuple[str, ...]
    """What becomes of the data: ids of `Scale.harms`."""
    hits: tuple[str, ...]
    """The checklists whose integrations it can strike."""
    sources: tuple[Source, ...]
    unverified: str
    """Why no source confirms it, or empty."""
    place: Place
    follows: str = ""
    """`loss-window` where it is computed and no choice raises it; else empty."""


class Fact(NamedTuple):
    """A number or guarantee of the vendor, with its source and the day checked."""

    id: str
    says: str
    """The fact as one sentence."""
    value: int | float | str | None
    """The number, where there is one."""
    unit: str
    """Its unit (s, count, bytes, ratio …), or empty."""
    sources: tuple[Source, ...]
    unverified: str
    """Why no source confirms it, or empty; shown wherever the fact is used."""
    place: Place
