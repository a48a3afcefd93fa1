"""Milestones, what changed since, and what is due, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.past.said import commands
from ninelives.plain.state import Voice
from ninelives.plain.talk import talk
from ninelives.review import store
from ninelives.review.session import Session
from tests.designs import TINY, orders


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = tmp_path / "orders"
    store.create(folder, orders())
    return Session(folder, load_pack(TINY), store.load(folder), "Ana")


def led(session: Session, *lines: str) -> list[str]:
    """Lead the interview with these lines; give what was said."""
    said: list[str] = []
    rest: Iterator[str] = iter(lines)

    def ask(prompt: str) -> str:
        said.append(prompt)
        try:
            return next(rest)
        except StopIteration:
            raise EOFError from None

    review = store.load(session.folder)
    talk(replace(session, review=review), Voice(said.append, ask, commands((TINY,))))
    return said


def test_help_names_them_after_the_questions_own(session: Session) -> None:
    said = "\n".join(led(session, "help"))
    assert said.index("quit") < said.index("milestone NAME")
    assert "due" in said


def test_before_the_first_milestone_it_says_how_to_make_one(session: Session) -> None:
    said = led(session, "milestones", "diff")
    assert (
        "There is no milestone; `milestone NAME` freezes the review as it is." in said
    )
    assert any("no milestone to compare with" in one for one in said)


def test_what_was_answered_since_a_milestone_is_told_with_who(session: Session) -> None:
    said = led(session, "milestone agreed", "4", "3", "2", "1", "3", "2", "diff")
    assert any(one.startswith("  Frozen: ") for one in said)
    at = said.index("Since agreed:")
    told = "\n".join(said[at:])
    assert "impact of duplicated data: not answered → Serious" in told
    assert "(by Ana, 2026-11-23)" in told
    assert "as they were." in told


def test_milestones_are_listed_with_what_it_came_to(session: Session) -> None:
    led(session, "milestone agreed")
    (line,) = (one for one in led(session, "milestones") if "agreed" in one)
    assert line.startswith("  agreed 2026-11-23 by Ana: ")
    assert "critical" in line
    assert line.endswith("questions open")


def test_one_that_cannot_be_read_is_listed_and_says_why(session: Session) -> None:
    led(session, "milestone agreed", "milestone later")
    kept = session.folder / "milestones" / "agreed" / "assessment.json"
    kept.write_text('["no record"]')
    lines = led(session, "milestones", "diff agreed")
    assert [one.split()[0] for one in lines if "assessment.json" in one] == ["agreed"]
    assert "Since agreed:" in lines  # its review is whole


def test_a_taken_name_and_an_unknown_one_are_told(session: Session) -> None:
    said = led(session, "milestone agreed", "milestone agreed", "diff agreet")
    assert any("there is a milestone 'agreed' already" in one for one in said)
    assert any("there is no milestone 'agreet'" in one for one in said)


def test_what_is_due_is_listed(session: Session) -> None:
    assert "Nothing is due." in led(session, "due")
    led(session, "u Ben", "2026-11-20")
    assert "  unknown, since 2026-11-20: orders (the service): lost (Ben)" in led(
        session, "due"
    )
