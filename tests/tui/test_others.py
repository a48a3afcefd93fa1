"""Several people at once: seen within a second, kept where they differ."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from ninelives.review import seat, store
from ninelives.review.model import Answer
from tests.tui.stage import Open, Opened, answer, say

LIMIT = 10.0
"""Seconds to wait for what comes within one where the machine is idle."""


async def seen(here: Opened, what: Callable[[], bool]) -> None:
    async with asyncio.timeout(LIMIT):
        while not what():
            await here.pilot.pause(0.05)


def by(name: str, choice: str) -> Answer:
    return Answer(choice, by=name, at="2026-11-24T09:00:00Z")


async def test_who_chooses_otherwise_before_seeing_it_keeps_both(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        subject, question = here.at
        say(folder, subject, question, by("Bo", "minor"))
        await seen(here, lambda: here.shows("Bo has just answered this."))
        assert here.shows("Bo answered 1 question.")
        store.save_answer(folder, store.load(folder), subject, question, None, ())
        await seen(here, lambda: here.shows("1 answer taken back."))
        say(folder, subject, question, by("Bo", "minor"))
        await seen(here, lambda: here.shows("Bo has just answered this."))
        await here.press("4")
    found = answer(folder, subject, question)
    assert found is not None
    assert {(one.by, one.choice) for one in found.voices} == {
        ("Bo", "minor"),
        ("Ana", "severe"),
    }


async def test_a_dispute_that_comes_in_while_it_is_shown_is_settled_by_choosing(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        before = store.load(folder)
        subject, question = here.at
        for one in (by("Bo", "none"), by("Cleo", "minor")):
            store.save_answer(folder, before, subject, question, one, ())
        await seen(here, lambda: here.shows("Bo and Cleo differ."))
        await here.press("4")
    found = answer(folder, subject, question)
    assert found is not None
    assert (found.choice, found.others) == ("severe", ())


async def test_an_answer_seen_on_arrival_is_changed_and_not_disputed(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        subject, question = here.at
        say(folder, subject, question, by("Bo", "minor"))
        await seen(here, lambda: here.shows("Bo has just answered this."))
        await here.press("right", "left")
        assert not here.shows("has just answered")
        await here.press("4")
    found = answer(folder, subject, question)
    assert found is not None
    assert (found.by, found.choice, found.others) == ("Ana", "severe", ())


async def test_a_note_in_a_dispute_stands_beside_ones_own_voice(
    opened: Open, folder: Path
) -> None:
    before = store.load(folder)
    for one in (by("Bo", "none"), by("Ana", "minor")):
        store.save_answer(folder, before, "service", "lost", one, ())
    async with opened() as here:
        await here.press("n")
        await here.type("so")
        await here.press("enter")
        assert here.question.note == "so"
    found = answer(folder, "service", "lost")
    assert found is not None
    assert {(one.by, one.choice, one.note) for one in found.voices} == {
        ("Bo", "none", ""),
        ("Ana", "minor", "so"),
    }


async def test_undo_takes_nothing_of_others_back(opened: Open, folder: Path) -> None:
    async with opened() as here:
        subject, question = here.at
        await here.press("1")
        say(folder, subject, question, by("Bo", "severe"))
        await seen(here, lambda: here.shows("Bo answered 1 question."))
        await here.press("z")
        assert here.shows("theirs stays")
    found = answer(folder, subject, question)
    assert found is not None
    assert (found.by, found.choice) == ("Bo", "severe")


async def test_a_question_that_goes_away_and_a_map_that_grows_are_followed(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        path = folder / "review.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("service: orders", "service: parcels"), "utf-8")
        await seen(here, lambda: here.shows("parcels"))
        assert here.shows("The map was changed elsewhere.")
        path.write_text("service: [", "utf-8")
        await seen(here, lambda: here.shows("Not read:"))
        path.write_text(text, "utf-8")
        await seen(here, lambda: here.shows("orders"))
        await here.press("1")
    assert store.load(folder).answers


async def test_the_findings_follow_what_others_answer(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("f")
        assert here.shows("findings")
        for harm in ("lost", "duplicated", "reordered", "stale", "corrupted"):
            say(folder, "service", harm, by("Bo", "none"))
        await seen(here, lambda: here.shows("0 findings"))


async def test_each_seat_has_its_own_place(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {}
    for name, keys in (("Ana", ()), ("Bo", ("right",))):
        monkeypatch.setenv(seat.VARIABLE, seat.named(name))
        async with opened() as here:
            await here.press(*keys)
            places[name] = here.at
    for name, place in places.items():
        monkeypatch.setenv(seat.VARIABLE, seat.named(name))
        async with opened() as here:
            assert here.at == place
    assert places["Ana"] != places["Bo"]
    monkeypatch.setenv(seat.VARIABLE, "../../elsewhere")
    assert seat.own(folder) == folder / ".ninelives"
