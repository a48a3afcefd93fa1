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
    Command(
        "projector",
        ("B",),
        "Projector",
        "Show the question alone, wide apart and in the greatest contrast; or all.",
        MEET,
    ),
    Command(
        "speaker",
        ("v",),
        "Who speaks",
        "Say whose answers come next, of those present, or name somebody else.",
        MEET,
        opens="sitting.speaker",
    ),
    Command(
        "park",
        ("p",),
        "Park",
        "Put a discussion aside, in a line; it is kept with this question.",
        MEET,
        "park",
        16,
        opens="parking.park",
    ),
    Command(
        "parked",
        ("P",),
        "Parking lot",
        "Show what is parked: tick it off, or go to its question.",
        MEET,
        opens="parking.listed",
    ),
)
