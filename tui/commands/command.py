"""What a person can ask for, and under which heading it stands."""

from __future__ import annotations

from typing import NamedTuple

from ninelives import words

MOST_CHOICES = 9
"""A question has at most as many choices as there are digits."""


class Command(NamedTuple):
    """Something a person can ask for."""

    name: str
    """What it is called; without `opens` the screen has `action_<name>`."""
    keys: tuple[str, ...]
    """The keys that ask for it, as Textual names them; the first is shown."""
    title: str
    """What it does, in a few words."""
    help: str
    """What it does, in a sentence."""
    group: str
    """The heading it has in the help."""
    short: str = ""
    """What the key bar calls it; empty: it is not there."""
    rank: int = 0
    """Its place in the key bar; where there is no room the last give way."""
    shown: str = ""
    """How its keys are written; by default the first of them."""
    opens: str = ""
    """What it opens over the questions, `module.function` of this package, or empty.

    The function takes the app and the table, and has returned once all is done.
    """


ANSWER, MOVE, LOOK = words.marked("Answer"), words.marked("Move"), words.marked("Look")
MEET, REST = words.marked("Session"), words.marked("The app")
