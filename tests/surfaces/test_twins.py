"""What can be asked for in the app can be asked for line by line, or needs no twin."""

from __future__ import annotations

import pytest

from ninelives.cli import main
from ninelives.past.said import commands
from ninelives.plain.said import COMMANDS as WORDS
from tui.commands import COMMANDS as KEYS
from tui.findings.keys import DO

LINE_BY_LINE = {
    "unknown": "u",
    "not_applicable": "x",
    "measure": "=",
    "note": "n",
    "undo": "undo",
    "redo": "redo",
    "elsewhere": "everywhere",
    "impact": "impact",
    "connect": "add",
    "back": "back",
    "forward": "next",
    "next_open": "open",
    "next_integration": "goto",
    "previous_integration": "goto",
    "find": "goto",
    "why": "why",
    "findings": "findings",
    "history": "milestones",
    "source": "why",
    "map": "map",
    "drawn": "map",
    "session": "session",
    "agenda": "agenda",
    "speaker": "speaker",
    "park": "park",
    "parked": "parked",
    "help": "help",
    "palette": "help",
    "leave": "quit",
}
"""Command of the app → word of plain mode."""
PROGRAM = {
    "scan": "scan",
    "report": "report",
    "incident": "retro",
    "windows": "window",
}
"""Command of the app → command of the shell, which prints lines."""
NEEDS_NONE = {
    "choose": "a number is typed",
    "confirm": "nothing is marked: a number is typed",
    "up": "nothing is marked",
    "down": "nothing is marked",
    "settle": "a number settles it; all that was said is printed with the question",
    "consequences": "what follows is printed behind each answer",
    "scroll_down": "the terminal scrolls",
    "scroll_up": "the terminal scrolls",
    "follow_down": "the terminal scrolls",
    "follow_up": "the terminal scrolls",
    "projector": "the terminal has the letters",
    "dark": "there are no colours",
}
FINDINGS = {
    "go": "goto",
    "read": "finding",
    "next": "finding",
    "accept": "accept",
    "owner": "accept",
    "waive": "waive",
    "done": "done",
    "filter": "findings",
    "all": "findings",
    "source": "finding",
    "copy_id": "finding",
    "copy_finding": "finding",
    "copy_snippet": "snippet",
    "help": "help",
}
"""Key of the findings → word of plain mode."""
FINDINGS_NEED_NONE = {
    "up": "nothing is marked",
    "down": "nothing is marked",
    "further": "the terminal scrolls",
    "nearer": "the terminal scrolls",
    "first": "the terminal scrolls",
    "last": "the terminal scrolls",
    "sort": "the gravest come first; findings WORDS picks",
    "sort_back": "the gravest come first; findings WORDS picks",
    "dialect": "it is the review's own",
}


def test_each_command_of_the_app_has_a_twin_or_a_reason_to_have_none() -> None:
    said = [LINE_BY_LINE, PROGRAM, NEEDS_NONE]
    assert {one.name for one in KEYS} == {name for table in said for name in table}
    assert sum(map(len, said)) == len({one.name for one in KEYS})


def test_each_key_of_the_findings_has_a_twin_or_a_reason_to_have_none() -> None:
    assert set(DO) == {*FINDINGS, *FINDINGS_NEED_NONE}
    assert not FINDINGS.keys() & FINDINGS_NEED_NONE.keys()


@pytest.mark.parametrize("word", sorted({*LINE_BY_LINE.values(), *FINDINGS.values()}))
def test_each_twin_is_there(word: str) -> None:
    assert word in {**WORDS, **commands().by_word}


@pytest.mark.parametrize("name", sorted(PROGRAM.values()))
def test_each_program_is_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    assert f"ninelives {name} " in capsys.readouterr().out
