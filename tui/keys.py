"""Which keys a command has, and how they are written; from the one declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.binding import Binding

from ninelives import words

from .commands import COMMANDS, REST, Command


def command(name: str) -> Command:
    """Give the command of that name."""
    return next(one for one in COMMANDS if one.name == name)


def bindings(commands: Iterable[Command] = COMMANDS) -> Iterator[Binding]:
    """Give the bindings of commands; a digit is handed to its action."""
    for one in commands:
        for key in one.keys:
            asked = f"choose({key})" if one.name == "choose" else action(one)
            title, tip = words.worded(one.title), words.worded(one.help)
            yield Binding(key, asked, title, show=False, tooltip=tip)


def action(one: Command) -> str:
    """Give the action of a command, as Textual runs it from any screen."""
    if one.opens:
        return f"open({one.name!r})"
    return f"app.{one.name}" if one.group == REST else one.name


def key_of(one: Command) -> str:
    """Give how the keys of a command are written."""
    return one.shown or one.keys[0]


def bar() -> tuple[Command, ...]:
    """Give the commands of the key bar, the most needed first; help stands apart."""
    return tuple(
        sorted((one for one in COMMANDS if one.rank), key=lambda one: one.rank)
    )
