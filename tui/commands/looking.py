"""What a person can ask for to look at."""

from __future__ import annotations

from .command import LOOK, Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "why",
        ("?",),
        "Why am I asked this?",
        "Show the mechanism, the facts with their sources, and where to look.",
        LOOK,
        "why",
        8,
        opens="asking.why",
    ),
    Command(
        "findings",
        ("f",),
        "Findings",
        "List what the answers add up to, the gravest first.",
        LOOK,
        "findings",
        10,
        opens="asking.finding",
    ),
    Command(
        "report",
        ("r",),
        "Report",
        "Show the report as it would be written now.",
        LOOK,
        "report",
        11,
        opens="asking.report",
    ),
    Command(
        "incident",
        ("I",),
        "After an incident",
        "See what the review had said.",
        LOOK,
        opens="afterwards.incident",
    ),
    Command(
        "windows",
        ("w",),
        "Loss windows",
        "Show how long failures are survived.",
        LOOK,
        opens="outages.windows",
    ),
    Command(
        "history",
        ("H",),
        "History",
        "Show milestones, what changed since, and what is due.",
        LOOK,
        opens="past.history",
    ),
    Command(
        "source",
        ("e",),
        "Evidence",
        "Show where an answer was found.",
        LOOK,
        opens="evidence.source",
    ),
    Command(
        "map", ("m",), "Map", "Show the whole map where the window is narrow.", LOOK
    ),
    Command(
        "consequences",
        ("c",),
        "What follows",
        "Give what follows more room where the window is narrow.",
        LOOK,
    ),
    Command(
        "scroll_down",
        ("pagedown", "ctrl+d"),
        "Scroll down",
        "Show the rest of a long question.",
        LOOK,
        shown="PgDn",
    ),
    Command(
        "scroll_up",
        ("pageup", "ctrl+u"),
        "Scroll up",
        "Show the top of a long question.",
        LOOK,
        shown="PgUp",
    ),
    Command(
        "follow_down",
        ("J", "shift+down"),
        "Scroll what follows down",
        "Show the rest of what follows from a choice.",
        LOOK,
        shown="J",
    ),
    Command(
        "follow_up",
        ("K", "shift+up"),
        "Scroll what follows up",
        "Show the top of what follows from a choice.",
        LOOK,
        shown="K",
    ),
)
