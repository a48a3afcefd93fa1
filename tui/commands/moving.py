"""What a person can ask for to get from question to question."""

from __future__ import annotations

from .command import MOVE, Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "up",
        ("up", "k"),
        "Choice above",
        "Mark the choice above; what it would change is shown.",
        MOVE,
        shown="↑ k",
    ),
    Command(
        "down",
        ("down", "j"),
        "Choice below",
        "Mark the choice below; what it would change is shown.",
        MOVE,
        shown="↓ j",
    ),
    Command(
        "back",
        ("left",),
        "Question before",
        "Go back one question.",
        MOVE,
        "back",
        5,
        "←",
    ),
    Command(
        "forward",
        ("right",),
        "Question after",
        "Go forward one question.",
        MOVE,
        "next",
        6,
        "→",
    ),
    Command(
        "next_open",
        ("o",),
        "Next open question",
        "Go to the next question that nobody has answered.",
        MOVE,
    ),
    Command(
        "next_integration",
        ("tab", "]"),
        "Next integration",
        "Go to the next row of the map.",
        MOVE,
        shown="tab ]",
    ),
    Command(
        "previous_integration",
        ("shift+tab", "["),
        "Integration before",
        "Go to the row above on the map.",
        MOVE,
        shown="⇧tab [",
    ),
    Command(
        "find",
        ("/",),
        "Find",
        "Go to a question, a place or a finding by a few letters, or to what is:mine.",
        MOVE,
        "find",
        7,
        opens="asking.found",
    ),
)
