"""The published matrix that turns impact and exposure into risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ninelives.checklist.schema import EXPOSURES, IMPACTS
from ninelives.errors import Problem
from ninelives.shape import Got


class Level(NamedTuple):
    """One step of a scale: an impact, an exposure, a risk or a harm."""

    id: str
    title: str
    says: str = ""
    letter: str = ""
    """One letter, so that colour is never needed."""


class Scale(NamedTuple):
    """The published matrix: how impact and exposure become a risk."""

    harms: tuple[Level, ...]
    impacts: tuple[Level, ...]
    """Mildest first."""
    exposures: tuple[Level, ...]
    """Rarest first; the first is `none`."""
    risks: tuple[Level, ...]
    """Lowest first; the first is `none`."""
    matrix: Mapping[str, Mapping[str, str]]
    """Impact → exposure → risk."""

    def risk(self, impact: str, exposure: str) -> str:
        """Give the risk of an impact and an exposure."""
        return self.matrix[impact][exposure]


def read_scale(got: Got, problems: list[Problem]) -> Scale:
    """Give the matrix that a checked risk.yaml describes."""

    def levels(key: str) -> tuple[Level, ...]:
        return tuple(
            Level(
                one.get("id", ""),
                one.get("title", ""),
                one.get("says", ""),
                one.get("letter", ""),
            )
            for one in got.get(key, ())
        )

    scale = Scale(
        harms=levels("harms"),
        impacts=levels("impacts"),
        exposures=levels("exposures"),
        risks=levels("risks"),
        matrix=got.get("matrix", {}),
    )
    problems.extend(_holes(scale, got))
    return scale


def _holes(scale: Scale, got: Got) -> Iterator[Problem]:
    """Give a problem for each cell the matrix lacks."""
    for impact in IMPACTS:
        for exposure in EXPOSURES:
            if exposure not in scale.matrix.get(impact, {}):
                found = f"the matrix lacks {impact} × {exposure}"
                yield Problem(got.at("matrix"), found)
