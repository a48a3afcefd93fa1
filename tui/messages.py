"""What the widgets tell the screen; no widget is named here."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass(eq=False, repr=False)
class Ran(Message):
    """A command was clicked."""

    command: str
    """Its name in `commands`."""


@dataclass(eq=False, repr=False)
class Opened(Message):
    """An integration, a component or the service was clicked on the map."""

    subject: str


@dataclass(eq=False, repr=False)
class Picked(Message):
    """A choice was clicked."""

    index: int
    """Its place, from 0."""


@dataclass(eq=False, repr=False)
class Previewed(Message):
    """The mouse stands on a choice."""

    index: int
    """Its place, from 0."""


@dataclass(eq=False, repr=False)
class Noted(Message):
    """Something was typed into the note."""

    at: tuple[str, str]
    """The question whose answer it stands beside."""
    text: str
    finished: bool
    """Whether the editor was left."""
