"""Where a conversation stands, and how it is led."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ninelives import words
from ninelives.review.interview import Key, fill
from ninelives.review.model import Answer
from ninelives.review.remap import Remap
from ninelives.review.session import Session
from ninelives.review.standing import Standing
from ninelives.text import visible

Say = Callable[[str], None]
Ask = Callable[[str], str]
"""Prints a prompt and gives one line; raises EOFError at the end of the input."""


class Given(NamedTuple):
    """An answer that was given, and what stood there before."""

    at: Key
    before: Answer | None
    after: Answer | None


Step = tuple[Given, ...] | Remap
"""What is taken back at once: an answer, at one place or many, or a changed map."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a conversation stands."""

    session: Session
    at: Key
    undo: tuple[Step, ...] = ()
    """What can be taken back, the latest last."""
    redo: tuple[Step, ...] = ()
    """What was taken back since the last answer, the latest last."""
    over: bool = False

    @property
    def current(self) -> Standing:
        """The question that was just asked."""
        found = self.session.interview.find(self.at)
        if found is None:
            raise AssertionError(self.at)
        return found


class Also(NamedTuple):
    """What may be typed beside what the questions need."""

    help: str = ""
    by_word: Mapping[str, Callable[[Talk, str, Voice], Talk]] = {}


NOTHING = Also()
STATUSES = (
    words.marked("answered"),
    words.marked("unanswered"),
    words.marked("not-applicable"),
    words.marked("disputed"),
)
"""What became of a question, as it is said; the others are said elsewhere, too."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a conversation is led: what prints, and what reads a line."""

    say: Say
    ask: Ask
    also: Also = NOTHING
    """What else may be typed."""


def filled(session: Session, one: Standing, text: str) -> str:
    """Give a checklist's text with this review's names in it, safe to print."""
    return visible(fill(text, session.pack, session.review, one.subject))
