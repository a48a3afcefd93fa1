"""One line asked for, with the commands that hold in every form: back, help, quit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ninelives.plain.state import Voice
from ninelives.text import visible

HELP = """\
  Several numbers may be chosen at once, such as 1 3.
  A part of a name chooses, too, where it fits one alone.
  back       the question before
  quit       leave; what was said is saved
  -          take out what stands there
An empty line keeps what stands there, or leaves it open where it may be."""


class BackError(Exception):
    """Somebody wants the question before."""


class QuitError(Exception):
    """Somebody leaves."""


def line(voice: Voice, prompt: str, about: str = "") -> str:
    """Give a line that is no command.

    Args:
        voice: who asks.
        prompt: stands before what is typed.
        about: what `help` says first.

    Raises:
        BackError: `back` was typed.
        QuitError: `quit` was typed, or the input ended.
    """
    while True:
        try:
            said = voice.ask(prompt).strip()
        except EOFError:
            raise QuitError from None
        if said in ("help", "?"):
            if about:
                voice.say(f"  {about}")
            voice.say(HELP)
        elif said == "back":
            raise BackError
        elif said == "quit":
            raise QuitError
        else:
            return said


def shown(voice: Voice, named: Mapping[str, str]) -> None:
    """Show choices with their numbers."""
    for number, label in enumerate(named.values(), 1):
        voice.say(visible(f"  {number:3}. {label}"))


def chosen(said: str, named: Mapping[str, str]) -> Sequence[str]:
    """Give the keys that were chosen by number, by id, or by a part of a name.

    Raises:
        ValueError: in words for a person.
    """
    keys = list(named)
    if said in named:
        return (said,)
    parts = said.replace(",", " ").split()
    if all(one.isdecimal() for one in parts):
        numbers = [int(one) for one in parts]
        for number in numbers:
            if not 1 <= number <= len(keys):
                message = f"there is no {number}; there are 1 to {len(keys)}"
                raise ValueError(message)
        return tuple(dict.fromkeys(keys[number - 1] for number in numbers))
    if all(one in named for one in parts):
        return tuple(dict.fromkeys(parts))
    wanted = said.lower()
    exact = [key for key in keys if wanted == named[key].lower()]
    close = [key for key in keys if wanted in f"{key} {named[key]}".lower()]
    if len(exact or close) == 1:
        return tuple(exact or close)
    if close:
        fits = ", ".join(str(keys.index(key) + 1) for key in close)
        message = f"{said!r} fits {len(close)} of them: {fits}; type a number"
        raise ValueError(message)
    message = f"nothing here is called {said!r}"
    raise ValueError(message)
