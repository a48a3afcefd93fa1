"""Everything a person can ask for, said once: keys, palette and help follow."""

from __future__ import annotations

from typing import NamedTuple

MOST_CHOICES = 9
"""A question has at most as many choices as there are digits."""


class Command(NamedTuple):
    """Something a person can ask for."""

    name: str
    """What it is called in messages and tests; the screen has `action_<name>`."""
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


ANSWER, MOVE, LOOK, REST = "Answer", "Move", "Look", "The app"

COMMANDS: tuple[Command, ...] = (
    Command(
        "choose",
        tuple(str(digit) for digit in range(1, MOST_CHOICES + 1)),
        "Choose",
        "Give the answer with this number; it is on disk before the next question.",
        ANSWER,
        "choose",
        1,
        "1-9",
    ),
    Command(
        "confirm",
        ("enter",),
        "Choose what is marked",
        "Give the answer the mark stands on.",
        ANSWER,
        shown="⏎",
    ),
    Command(
        "unknown",
        ("u",),
        "I don't know",
        "Answer that nobody here knows; who finds out and until when may follow.",
        ANSWER,
        "unknown",
        2,
    ),
    Command(
        "not_applicable",
        ("x",),
        "Not applicable",
        "Answer that the question does not fit, and why.",
        ANSWER,
        "n/a",
        3,
    ),
    Command(
        "measure",
        ("=",),
        "Type the number",
        "Give the number that was measured; the choice follows from it.",
        ANSWER,
    ),
    Command(
        "note",
        ("n",),
        "Note",
        "Write a note beside the answer; it is saved while you type.",
        ANSWER,
        "note",
        4,
    ),
    Command(
        "settle",
        ("s",),
        "Settle a dispute",
        "Choose among the answers people gave to this question.",
        ANSWER,
    ),
    Command(
        "undo",
        ("z",),
        "Undo",
        "Take the last answer back; what it was before returns.",
        ANSWER,
        "undo",
        9,
    ),
    Command("redo", ("Z",), "Redo", "Give again the answer undone last.", ANSWER),
    Command(
        "impact",
        ("i",),
        "Impact here",
        "Say where this data is worth more or less than the service's.",
        ANSWER,
    ),
    Command(
        "connect",
        ("a",),
        "Add to the map",
        "Put an integration on the map, by its two ends and what connects them.",
        ANSWER,
    ),
    Command(
        "scan",
        ("S",),
        "Scan code",
        "Read infrastructure-as-code, and bring the map and the answers up to date.",
        ANSWER,
    ),
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
        "Go to a question, an integration or a finding by a few of its letters.",
        MOVE,
        "find",
        7,
    ),
    Command(
        "why",
        ("?",),
        "Why am I asked this?",
        "Show the mechanism, the facts with their sources, and where to look.",
        LOOK,
        "why",
        8,
    ),
    Command(
        "findings",
        ("f",),
        "Findings",
        "List what the answers add up to, the gravest first.",
        LOOK,
        "findings",
        10,
    ),
    Command(
        "report",
        ("r",),
        "Report",
        "Show the report as it would be written now.",
        LOOK,
        "report",
        11,
    ),
    Command(
        "incident", ("I",), "After an incident", "See what the review had said.", LOOK
    ),
    Command(
        "windows", ("w",), "Loss windows", "Show how long failures are survived.", LOOK
    ),
    Command("source", ("e",), "Evidence", "Show where an answer was found.", LOOK),
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
