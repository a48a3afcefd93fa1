"""What goes wrong is told; what was typed stays; others' answers are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.model import Answer
from tests.tui.stage import PACK, QUEUE, Open, answer, say
from tui.questionnaire import Questionnaire
from tui.widgets.map import MapPane


def block(folder: Path) -> None:
    """Make answers impossible to save, also for root: a file where the folder was."""
    shutil.rmtree(folder / "answers", ignore_errors=True)
    (folder / "answers").write_text("in the way")


def unblock(folder: Path) -> None:
    (folder / "answers").unlink()


async def test_a_save_that_fails_says_where_the_answer_is_kept(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("tab")
        block(folder)
        await here.press("2")
        assert here.at == (QUEUE, "batch-size")
        assert here.question.highlighted == 1
        assert here.shows("not saved ✗")
        assert here.shows("✗ Not saved.")
        (kept,) = (folder / ".ninelives").glob("recovered-*.yaml")
        assert "several" in kept.read_text("utf-8")
        said = "".join(banner.text for banner in here.question.banners)
        assert str(kept) in said
        unblock(folder)
        await here.press("2")
        assert answer(folder, QUEUE, "batch-size") is not None
        assert here.shows("saved ✓")
        assert here.at == (QUEUE, "partial-batch")


async def test_what_was_typed_survives_a_save_that_fails(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("tab")
        block(folder)
        await here.press("x")
        await here.type("never")
        await here.press("enter")
        assert here.shows("✗ Not saved.")
        await here.press("x")
        assert here.shows("never")
        unblock(folder)
        await here.press("enter")
        said = answer(folder, QUEUE, "batch-size")
        assert said is not None
        assert said.reason == "never"


async def test_a_note_survives_a_save_that_fails(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("tab", "2", "left")
        kept = (folder / "answers").rename(folder / "kept")
        (folder / "answers").write_text("in the way")
        await here.press("n")
        await here.type("later")
        await here.press("enter")
        assert here.shows("✗ Not saved.")
        assert here.question.note == "later"
        unblock(folder)
        kept.rename(folder / "answers")
        await here.press("n", "enter")
        said = answer(folder, QUEUE, "batch-size")
        assert said is not None
        assert said.note == "later"


async def test_a_map_that_cannot_be_saved_is_told(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("tab")
        text = (folder / "review.yaml").read_text("utf-8")
        (folder / "review.yaml").unlink()
        await here.press("i", "left", "enter")
        assert here.shows("✗ Not saved.")
        (folder / "review.yaml").write_text(text, "utf-8")
        await here.press("i", "left", "enter")
        assert here.shows("saved ✓")


async def test_two_who_differ_are_both_shown_and_settled(
    opened: Open, folder: Path
) -> None:
    before = store.load(folder)
    for choice, by, note in (
        ("whole-batch", "Ana", "old handler"),
        ("failed-only", "Ben", "saw it"),
    ):
        said = Answer(choice, by=by, note=note)
        store.save_answer(folder, before, QUEUE, "partial-batch", said, ())
    async with opened() as here:
        await here.press("tab", "right")
        assert here.at == (QUEUE, "partial-batch")
        assert here.shows("≠ Ana and Ben differ.")
        assert [one.aside for one in here.question.choices[:2]] == ["Ben", "Ana"]
        flags = [row.flag for row in here.screen.query_one(MapPane).view.rows]
        assert flags == ["", "≠", "", ""]
        await here.press("s", "down")
        assert here.shows("Ben: Only the failed messages return")
        assert here.shows("Note saw it")
        await here.press("enter")
        said_now = answer(folder, QUEUE, "partial-batch")
        assert said_now is not None
        assert (said_now.choice, said_now.by, said_now.note) == (
            "failed-only",
            "Ben",
            "saw it",
        )
        assert not said_now.disputed
        await here.press("s")
        assert here.shows("Nobody differs here.")


async def test_a_digit_settles_a_dispute(opened: Open, folder: Path) -> None:
    before = store.load(folder)
    for choice in ("none", "minor"):
        store.save_answer(folder, before, "service", "lost", Answer(choice), ())
    async with opened() as here:
        assert here.shows("somebody and somebody differ")
        await here.press("4")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.choice == "severe"
        assert not said.disputed


async def test_what_others_answer_meanwhile_comes_in_with_the_next_save(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("tab")
        say(folder, QUEUE, "visibility", Answer("shorter", by="Ben"))
        await here.press("2")
        await here.press("/")
        await here.type("visibility timeout compare")
        await here.press("enter")
        assert here.at == (QUEUE, "visibility")
        assert here.shows("Ben")
        said = answer(folder, QUEUE, "batch-size")
        assert said is not None
        assert said.by == "Ana"


async def test_a_question_that_changed_is_asked_again(
    opened: Open, folder: Path
) -> None:
    say(folder, "service", "lost", Answer("minor", asked="000000"))
    async with opened() as here:
        assert here.shows("↻ The question has changed since it was answered.")
        await here.press("2")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.asked != "000000"


async def test_an_answer_that_could_not_be_saved_once_is_mentioned(
    opened: Open, folder: Path
) -> None:
    private = folder / ".ninelives"
    private.mkdir(exist_ok=True)
    (private / "recovered-1.yaml").write_text("answers: {}\n")
    async with opened() as here:
        assert here.shows("Could not be saved once, and is kept:")


def test_a_review_that_cannot_be_read_is_told_before_the_screen_is_taken(
    tmp_path: Path,
) -> None:
    with pytest.raises(Unusable, match="there is no such folder"):
        Questionnaire(tmp_path / "nowhere", (PACK,))


async def run(app: Questionnaire) -> None:
    async with app.run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()


async def test_a_checklist_that_cannot_be_read_ends_it_with_its_problem(
    folder: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    (pack / "lab" / "table.yaml").write_text("checklist: [\n")
    app = Questionnaire(folder, (pack,))
    with pytest.raises(WorkerFailed):
        await run(app)
    with pytest.raises(Unusable, match=r"table\.yaml"):
        app.outcome()
