"""What a person can ask for wherever one is."""

from __future__ import annotations

from .command import REST, Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "dark",
        ("t",),
        "Light or dark",
        "Change between dark on light and light on dark.",
        REST,
    ),
    Command("help", ("h", "f1"), "Help", "Show every key.", REST, "help"),
    Command(
        "palette",
        ("ctrl+p",),
        "Commands",
        "Find any of these commands by its name.",
        REST,
        "commands",
        13,
        "ctrl+p",
    ),
    Command(
        "leave",
        ("q", "ctrl+q", "ctrl+c"),
        "Quit",
        "Leave; every answer is saved already.",
        REST,
        "quit",
        14,
    ),
)
