"""What a choice would do to the findings, as values the panes can show."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

AT_ONCE = 4
"""Where an answer is felt at more places, they are worked out between the keys."""


class Turn(Enum):
    """What becomes of a finding."""

    OPENED = "opens"
    WORSE = "worsens"
    STAYS = "stays"
    """It was assumed from silence; the choice would make it known."""
    CLOSED = "closes"
    BETTER = "lessens"


class Mend(NamedTuple):
    """A mitigation that would help."""

    title: str
    effort: str


class Outcome(NamedTuple):
    """What becomes of one finding if the choice is made."""

    turn: Turn
    subject: str
    pitfall: str
    """Its id."""
    title: str
    before: str
    """Its risk now; `none` where it is not there."""
    after: str
    """Its risk then; `none` where it would be gone."""
    because: str
    """The strongest reason then, or what bounds it."""


class Foresight(NamedTuple):
    """What would follow from one choice."""

    outcomes: tuple[Outcome, ...] = ()
    """The gravest first."""
    mends: tuple[Mend, ...] = ()
    complete: bool = True
    """Whether every integration it touches has been looked at."""
