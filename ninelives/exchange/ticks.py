"""The risk rules of a lens question as what our answers do: effects and rules.

Each group of choices becomes a question of ours, of which one choice is answered, or
none. Nothing of the rules is translated: their verdict is worked out for every such way
to answer, and put together again from the fewest terms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ninelives.exchange.lens import NONE, LensQuestion
from ninelives.exchange.table import Table, Term, cover
from ninelives.exchange.verdict import Verdict, verdict

EXPOSURE: Mapping[str, str] = {"HIGH_RISK": "likely", "MEDIUM_RISK": "possible"}
"""Risk of a lens → the exposure that is this risk where the harm is serious."""
MOST_TERMS = 60
"""A question whose rules come to more terms is not carried."""


class Ticks(NamedTuple):
    """What the ways to answer make of one question of a lens."""

    groups: tuple[tuple[str, ...], ...]
    """The choices of the lens behind each variable, by id; value 0 is none of them."""
    table: Table
    points: Mapping[str, int]
    """HIGH_RISK, MEDIUM_RISK → the points at which it is the verdict."""

    @property
    def constant(self) -> bool:
        """Whether every way to answer comes to the same."""
        sets = (*self.points.values(), 0)
        return all(one in (0, self.table.every) for one in sets)

    def terms(self, risk: str) -> tuple[Term, ...]:
        """Give terms that hold where a risk is the verdict, or a worse one is.

        Raises:
            TooMany: the rules are too tangled.
        """
        held = self.points[risk]
        allowed = held if risk == "HIGH_RISK" else held | self.points["HIGH_RISK"]
        return cover(self.table, held, allowed, MOST_TERMS)

    def best(self) -> tuple[int, ...]:
        """Give a way to answer with the least risk there is, all ticked where it is."""
        high = self.points["HIGH_RISK"]
        mild = self.table.every & ~(high | self.points["MEDIUM_RISK"])
        mild = mild or self.table.every & ~high or self.table.every
        last = self.table.points - 1
        lowest = (mild & -mild).bit_length() - 1
        return self.table.values(last if mild >> last & 1 else lowest)

    def moves(self, variable: int, value: int) -> tuple[bool, bool]:
        """Say whether answering so can lower the risk, and whether it can raise it."""
        high = self.points["HIGH_RISK"]
        lowers = raises = False
        stride = 1
        for size in self.table.sizes[:variable]:
            stride *= size
        here = self.table.where(variable, value)
        for worse in (high, high | self.points["MEDIUM_RISK"]):
            for other in range(self.table.sizes[variable]):
                there = worse & self.table.where(variable, other)
                by = stride * (value - other)
                moved = there << by if by >= 0 else there >> -by
                lowers = lowers or bool(moved & ~(worse & here))
                raises = raises or bool(worse & here & ~moved)
        return lowers, raises


def ticks(question: LensQuestion, groups: Sequence[Sequence[str]]) -> Ticks:
    """Work out what the answers make of a question.

    Args:
        question: of a lens.
        groups: its choices but “None of these”, each in one group.

    Returns:
        Where nothing is answered with a choice, what “None of these” comes to. What no
        rule decides, or one that names no risk of a lens, counts as high risk.
    """
    worked = verdict(question)
    table = Table(tuple(len(one) + 1 for one in groups))
    if [list(one) for one in groups] == [[one] for one in worked.choices]:
        mild, medium = _as_they_are(question, worked, table)
    else:
        mild, medium = _picked(question, worked, table, groups)
    points = {"HIGH_RISK": table.every & ~mild & ~medium, "MEDIUM_RISK": medium}
    return Ticks(tuple(map(tuple, groups)), table, points)


def _as_they_are(
    question: LensQuestion, worked: Verdict, table: Table
) -> tuple[int, int]:
    """Give the points of no and of medium risk where each choice is a group."""
    sets = worked.at("NO_RISK"), worked.at("MEDIUM_RISK")
    place = _none(question, worked)
    mild, medium = (one & table.every & ~1 | one >> place & 1 for one in sets)
    return mild, medium


def _picked(
    question: LensQuestion,
    worked: Verdict,
    table: Table,
    groups: Sequence[Sequence[str]],
) -> tuple[int, int]:
    """Give them where of each group one choice is ticked, or none."""
    sets = worked.at("NO_RISK"), worked.at("MEDIUM_RISK")
    at = {one: place for place, one in enumerate(worked.choices)}
    bits = [[0, *(1 << at[one] for one in group)] for group in groups]
    found = [0, 0]
    for point, values in enumerate(table.walk()):
        ticked = sum(own[value] for own, value in zip(bits, values, strict=True))
        place = ticked or _none(question, worked)
        for which, one in enumerate(sets):
            found[which] |= (one >> place & 1) << point
    return found[0], found[1]


def _none(question: LensQuestion, worked: Verdict) -> int:
    """Give the point of “None of these”; of no ticks where that is not offered."""
    offered = any(one.id.endswith(NONE) for one in question.choices)
    return worked.table.points if offered else 0
