"""A session line by line: the same files as in the app, whoever speaks named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.review import parked, sitting, store
from ninelives.review.session import Session
from tests.designs import TINY, orders
from tests.surfaces.test_plain import IMPACTS, led

NINE = 1_795_510_800
"""2026-11-24T09:00:00Z."""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NINE))
    monkeypatch.setenv("NINELIVES_BY", "Ana")
    folder = tmp_path / "orders"
    store.create(folder, orders())
    return Session(folder, load_pack(TINY), store.load(folder), "Ana")


def again(session: Session) -> Session:
    return Session(session.folder, session.pack, store.load(session.folder), "Ana")


def test_a_session_is_led_from_its_beginning_to_its_minutes(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, said = led(session, ["session nine", "agenda 99", "session 30", *IMPACTS])
    assert "nine is no number of minutes from 1 to 480." in said
    assert "There is no 99 on the agenda." in said
    assert "Session: 30:00 left; present: Ana; Ana speaks." in said
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NINE + 26 * 60))
    lines = ["present Ana, Ben", "speaker Ben", "agenda", "agenda 1", "2", "session"]
    _, said = led(again(session), [*lines, "minutes", "session end", "1"])
    assert "Session: 04:00 left; present: Ana; Ana speaks." in said
    assert "(Ben speaks, 04:00 left)" in said
    assert "  The time goes no further; later:" in said
    assert "The session is over. Every answer is saved." in said
    answers = store.load(session.folder).answers
    said_by = [one.by for held in answers.values() for one in held.values()]
    assert (said_by.count("Ana"), said_by.count("Ben")) == (6, 1)
    text = (session.folder / "sessions" / "2026-11-24-0900.md").read_text()
    assert "| Ana | 5 | 0 | 0 |\n| Ben | 1 | 0 | 0 |" in text
    assert sitting.kept(session.folder) is None


def test_a_line_is_parked_and_ticked_off(session: Session) -> None:
    _, said = led(session, ["park Who pages?", "park", "", "parked", "parked 1"])
    assert "  parked (1 in the parking lot)" in said
    assert "Nothing is parked." in said
    assert "  1. [waits, Ana] Who pages? (orders (the service))" in said
    assert "  1. [done 2026-11-24, Ana] Who pages?" in said
    (one,) = parked.load_parked(session.folder)
    assert (one.subject, one.question, one.done) == ("service", "lost", "2026-11-24")
    _, said = led(
        again(session), ["parked 1", "parked 7", "help", "present", "minutes"]
    )
    assert "[waits, Ana] Who pages?" in said
    assert "There is no 7 in the parking lot." in said
    assert "agenda 3 goes to the third" in said
    assert said.count("No session goes on; begin one with: session 45") == 2
    (session.folder / parked.FILE).write_text("parked: what\n")
    _, said = led(again(session), ["parked", "quit"])
    assert "parked.yaml:1:9" in said
