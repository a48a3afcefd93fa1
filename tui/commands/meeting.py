"""What a person can ask for who leads others through the questions."""

from __future__ import annotations

from .command import MEET, Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "session",
        ("T",),
        "Session",
        "Begin a session of some minutes; while one goes on, show its agenda.",
        MEET,
        "session",
        15,
        opens="sitting.session",
    ),
    Command(
        "agenda",
        ("A",),
        "Next of the agenda",
        "Go to the gravest question that is open still, then to the one behind it.",
        MEET,
        opens="sitting.onward",
    ),
)
