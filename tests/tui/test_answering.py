"""Every way to answer: on disk first, then in the panes, then on the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from ninelives.review import store
from ninelives.review.model import Answer
from tests.tui.stage import QUEUE, TABLE, Open, answer, say
from tui.widgets.map import MapPane, Progress


async def test_a_digit_answers_and_leads_to_the_next_question(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        assert here.at == ("service", "lost")
        await here.press("4")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert (said.choice, said.by, said.at) == (
            "severe",
            "Ana",
            "2026-11-23T10:12:00Z",
        )
        assert here.at == ("service", "duplicated")
        assert here.shows("How bad is it if an event takes effect twice?")


async def test_a_digit_that_is_no_choice_answers_nothing(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("7")
        assert answer(folder, "service", "lost") is None
        assert here.shows("There is no choice 7.")


@pytest.mark.parametrize(("down", "up"), [("down", "up"), ("j", "k")])
async def test_arrows_mark_a_choice_and_enter_gives_it(
    opened: Open, folder: Path, down: str, up: str
) -> None:
    async with opened() as here:
        await here.press(down, down, up)
        assert here.question.highlighted == 1
        assert answer(folder, "service", "lost") is None
        await here.press("enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.choice == "minor"


async def test_the_mark_stays_on_the_rows_there_are(opened: Open) -> None:
    async with opened() as here:
        await here.press("up")
        assert here.question.highlighted == 0
        await here.press(*["down"] * 9)
        assert here.question.highlighted == len(here.question.choices) - 1


async def test_unknown_asks_for_owner_and_day_and_both_may_be_left_out(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("u", "enter", "enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert (said.choice, said.owner, said.due) == ("unknown", "", "")
        await here.press("u")
        await here.type("ops team")
        await here.press("enter")
        await here.type("2026-12-01")
        await here.press("enter")
        said = answer(folder, "service", "duplicated")
        assert said is not None
        assert (said.owner, said.due) == ("ops team", "2026-12-01")
        await here.press("left")
        assert here.shows("ops team, by 2026-12-01")


async def test_a_day_that_is_none_is_not_taken(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("u", "enter")
        await here.type("2026-02-30")
        await here.press("enter")
        assert here.shows("2026-02-30 is no day; write it as 2026-12-01")
        assert answer(folder, "service", "lost") is None


async def test_not_applicable_needs_a_reason(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("x", "enter")
        assert here.shows("say why, so that somebody can check it later")
        assert answer(folder, "service", "lost") is None
        await here.type("no events")
        await here.press("enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert (said.choice, said.reason) == ("not-applicable", "no events")


async def test_the_last_two_rows_are_unknown_and_not_applicable(opened: Open) -> None:
    async with opened() as here:
        await here.press(*["down"] * 4, "enter")
        assert here.shows("Who finds out?")
        await here.press("escape", "down", "enter")
        assert here.shows("Why does it not apply?")


async def test_a_number_is_typed_and_its_choice_follows(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("tab", "=")
        await here.type("20000")
        await here.press("enter")
        assert here.shows("20000 is not between 1 and 10000 count")
        await here.press(*["backspace"] * 3, "enter")
        said = answer(folder, QUEUE, "batch-size")
        assert said is not None
        assert (said.choice, said.value) == ("several", 20.0)
        await here.press("left", "=")
        await here.press(*["backspace"] * 2)
        await here.type("one")
        await here.press("enter")
        assert here.shows("one is no number")


async def test_a_question_without_a_number_says_so(opened: Open) -> None:
    async with opened() as here:
        await here.press("=")
        assert here.shows("This question takes no number.")


async def test_escape_answers_nothing_and_keeps_what_was_typed(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("x")
        await here.type("because")
        await here.press("escape")
        assert answer(folder, "service", "lost") is None
        await here.press("x")
        assert here.shows("because")
    async with opened() as again:
        await again.press("x")
        assert again.shows("because")
        await again.press("enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.reason == "because"
        await again.press("left", "x")
        assert again.shows("because")


async def test_a_note_is_written_in_place_and_saved(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("3", "left", "n")
        await here.type("ask Eve")
        await here.press("ctrl+j")
        await here.type("in May")
        await here.press("enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert (said.choice, said.note) == ("serious", "ask Eve\nin May")
        assert here.question.note == "ask Eve\nin May"
        assert not here.screen.query("NoteEditor")
        await here.press("z")
        assert here.question.note == ""


async def test_keys_that_are_commands_are_letters_in_a_note(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("3", "left", "n")
        await here.type("q1uxz?/")
        await here.press("escape")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.note == "q1uxz?/"


async def test_a_note_waits_for_its_answer(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("n")
        await here.type("not sure")
        await here.press("escape")
        assert answer(folder, "service", "lost") is None
        assert here.question.note == "not sure"
    async with opened() as again:
        assert again.question.note == "not sure"
        await again.press("2")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert (said.choice, said.note) == ("minor", "not sure")
    assert not (folder / ".ninelives" / "typed.json").exists()


async def test_a_note_is_saved_when_the_app_is_left_while_typing(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("3", "left", "n")
        await here.pilot.press("h", "i", "ctrl+q")
    said = answer(folder, "service", "lost")
    assert said is not None
    assert said.note == "hi"


async def test_a_note_stays_when_the_answer_changes(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("3", "left", "n", "a", "enter", "1")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert (said.choice, said.note) == ("none", "a")


async def test_undo_takes_answers_back_and_redo_gives_them_again(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("3", "4", "z")
        assert answer(folder, "service", "duplicated") is None
        assert here.at == ("service", "duplicated")
        assert here.shows("Undone.")
        await here.press("z")
        assert answer(folder, "service", "lost") is None
        await here.press("z")
        assert here.shows("Nothing to undo.")
        await here.press("Z", "Z")
        said = answer(folder, "service", "duplicated")
        assert said is not None
        assert said.choice == "severe"
        await here.press("Z")
        assert here.shows("Nothing to do again.")


async def test_undo_brings_back_the_answer_that_was_there(
    opened: Open, folder: Path
) -> None:
    say(folder, "service", "lost", Answer("minor", by="Ben", at="2026-01-01T00:00:00Z"))
    async with opened() as here:
        await here.press("left", "4", "z")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert (said.choice, said.by) == ("minor", "Ben")


async def test_a_changed_answer_hides_and_opens_others_and_says_so(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("tab", "2", "2", "left", "left", "1")
        assert here.shows("1 question does not apply any more; the answers are kept.")
        said = answer(folder, QUEUE, "partial-batch")
        assert said is not None
        assert said.choice == "whole-batch"
        await here.press("z")
        assert here.shows("1 more question applies now.")


async def test_a_component_is_asked_once_for_all_its_integrations(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("tab", "1", "1", "1", "1")
        assert answer(folder, "place-order", "idempotent") is not None
        asked = here.screen._table.desk.asked.interview.items  # noqa: SLF001 - its state
        assert [one.question.id for one in asked].count("idempotent") == 1
        rows = here.screen.query_one(MapPane).view.rows
        assert {row.subject: row.progress for row in rows} == {
            "service": Progress.OPEN,
            QUEUE: Progress.DONE,
            TABLE: Progress.BEGUN,
            "orders-table": Progress.OPEN,
        }


async def test_impact_is_set_for_one_integration(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("i")
        assert here.shows("Only an integration's data can differ")
        await here.press("2", "2", "i", "right", "right", "enter")
        edge = store.load(folder).integration(QUEUE)
        assert edge is not None
        assert edge.impact == {"lost": "severe"}
        await here.press("i", "0", "down", "left", "enter")
        edge = store.load(folder).integration(QUEUE)
        assert edge is not None
        assert edge.impact == {"duplicated": "none"}
        await here.press("i", "right", "escape")
        assert store.load(folder).integration(QUEUE) == edge


@pytest.mark.parametrize(
    ("typed", "choice", "wanted"),
    [
        (("n", "h", "u", "x", "enter", "3"), "serious", ("hux", "", "")),
        (("x", "n", "o", "enter"), "not-applicable", ("", "no", "")),
        (("u", "m", "e", "enter"), "unknown", ("", "", "me")),
    ],
)
async def test_keys_typed_ahead_reach_what_they_were_typed_for(
    opened: Open,
    folder: Path,
    typed: tuple[str, ...],
    choice: str,
    wanted: tuple[str, str, str],
) -> None:
    async with opened() as here:
        for key in typed:  # at once, as over a slow line
            here.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(20):
            await here.settled()
        if choice == "unknown":
            await here.press("enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.choice == choice
        assert (said.note, said.reason, said.owner) == wanted


async def test_who_settles_a_dispute_keeps_what_the_others_said(
    opened: Open, folder: Path
) -> None:
    before = store.load(folder)
    for choice, by in (("severe", "Ana"), ("minor", "Ben")):
        said = Answer(choice, by=by, at="2026-11-20T10:00:00Z")
        store.save_answer(folder, before, "service", "lost", said, ())
    async with opened() as here:
        await here.press("s", "enter", "left")
        kept = answer(folder, "service", "lost")
        assert kept is not None
        assert not kept.disputed
        assert len(kept.settled) == 1
        assert here.shows(f"Settled. Before, {kept.settled[0].by}: ")
