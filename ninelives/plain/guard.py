"""Keeps a conversation going where a command can't do what was asked."""

from __future__ import annotations

from collections.abc import Callable

from ninelives import words
from ninelives.errors import Unusable
from ninelives.plain.state import Talk, Voice
from ninelives.text import visible

Command = Callable[[Talk, str, Voice], Talk]
"""Takes where the conversation stands and what was typed behind the word."""


def guarded(work: Command) -> Command:
    """Give a command that says what can't be done, read or written, and goes on."""

    def run(state: Talk, rest: str, voice: Voice) -> Talk:
        try:
            return work(state, rest, voice)
        except ValueError as error:
            voice.say(words.say("Not saved: {error}.", error=visible(str(error))))
        except Unusable as error:
            for problem in error.problems:
                voice.say(visible(str(problem)))
        return state

    return run
