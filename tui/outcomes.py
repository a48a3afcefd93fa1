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


class Held(NamedTuple):
    """What failures do to one integration, now and with the choice."""

    failures: str
    """What fails, in words."""
    survives: tuple[str, str]
    """How long it is survived: now and then."""
    rescue: tuple[str, str]
    """How long people can get events back: now and then."""
    turns: tuple[int, int]
    """Whether each grows (1), shrinks (-1) or stays (0)."""
    late: str
    """too-late, unsure or safe: whether people come in time then."""
    decides: tuple[str, ...]
    """Numbers nobody knows then, which make it a range."""


class Lasting(NamedTuple):
    """The loss window of one integration, now and with the choice."""

    where: str
    """What to call it; empty where the question is asked about it."""
    held: tuple[Held, ...]
    because: str = ""
    """Why it has no window, or empty."""
