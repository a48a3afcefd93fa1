"""Where a conversation stands, and how it is led."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ninelives import words
from ninelives.review.interview import Key, fill
from ninelives.review.model import Answer
from ninelives.review.session import Session
from ninelives.review.standing import Standing
from ninelives.text import visible

Say = Callable[[str], None]
Ask = Callable[[str], str]
"""Prints a prompt and gives one line; raises EOFError at the end of the input."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a conversation stands."""

    session: Session
    at: Key
    undo: tuple[tuple[Key, Answer | None], ...] = ()
    """What answers were before, the latest last."""
    over: bool = False


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
