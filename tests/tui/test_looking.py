"""What follows, why, the findings, the report, help and palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.assess.risk import assess
from ninelives.checklist.load import load_pack
from ninelives.review import store
from ninelives.review.model import Answer
from tests.tui.stage import PACK, QUEUE, TABLE, Open, say
from tui.commands import COMMANDS
from tui.findings.screen import Findings
from tui.outcomes import Turn
from tui.widgets.consequence import ConsequencePane


def outcomes(pane: ConsequencePane) -> list[tuple[Turn, str, str, str]]:
    found = pane.view.foresight
    assert found is not None
    assert found.complete
    return [(one.turn, one.pitfall, one.before, one.after) for one in found.outcomes]


async def test_a_choice_is_previewed_before_it_is_chosen(
    opened: Open, folder: Path
) -> None:
    say(folder, "service", "lost", Answer("severe"))
    say(folder, "service", "duplicated", Answer("minor"))
    say(folder, QUEUE, "batch-size", Answer("several"))
    async with opened() as here:
        pane = here.screen.query_one(ConsequencePane)
        assert here.at == (QUEUE, "partial-batch")
        assert outcomes(pane) == [
            (Turn.CLOSED, "partial-batch", "critical", "none"),
            (Turn.BETTER, "visibility-timeout", "medium", "low"),
        ]
        await here.press("down")
        assert outcomes(pane) == [
            (Turn.STAYS, "partial-batch", "critical", "critical"),
            (Turn.STAYS, "duplicate-delivery", "low", "low"),
        ]
        assert here.shows("To mend Return only the messages that failed small")
        assert here.shows("because: How many messages does place-order take at once?")
        assert store.load(folder).answer(QUEUE, "partial-batch") is None


async def test_what_is_previewed_is_what_follows(opened: Open, folder: Path) -> None:
    pack = load_pack(PACK)
    async with opened() as here:
        for key in ("4", "3", "2", "2", "3", "2", "3", "2", "2", "2"):
            before = assess(pack, store.load(folder))
            await here.press(*["down"] * (int(key) - 1))
            foreseen = here.screen.query_one(ConsequencePane).view.foresight
            assert foreseen is not None
            expected = {
                (one.subject, one.pitfall): (one.before, one.after)
                for one in foreseen.outcomes
                if one.before != one.after
            }
            await here.press("enter")
            after = assess(pack, store.load(folder))
            old = {(one.subject, one.pitfall.id): one.risk for one in before.findings}
            new = {(one.subject, one.pitfall.id): one.risk for one in after.findings}
            changed = {
                key: (old.get(key, "none"), new.get(key, "none"))
                for key in {*old, *new}
                if old.get(key) != new.get(key)
            }
            assert expected == changed


async def test_the_harm_of_the_service_is_felt_everywhere(opened: Open) -> None:
    async with opened() as here:
        view = here.screen.query_one(ConsequencePane).view
        assert {name for _, name in view.elsewhere} == {
            "orders-queue → place-order",
            "orders-table",
            "place-order → orders-table",
        }
        await here.press("down")
        assert here.shows("Lessens CRITICAL → MEDIUM")


async def test_what_is_answered_shows_what_rests_on_it(opened: Open) -> None:
    async with opened() as here:
        await here.press("tab", "2", "2", "left")
        assert here.shows("is 2 The whole batch returns")
        assert here.shows("Rests on it CRITICAL Good messages of a failed batch")
        await here.press("down")
        assert here.shows("Stays assumed")


async def test_the_map_follows_what_is_answered(opened: Open) -> None:
    async with opened() as here:
        assert here.shows("place-order → orders-table")
        await here.press("tab", "tab", "1", "z", "2", "1")
        rows = {
            row.subject: (row.progress.value, row.letter, row.assumed)
            for row in here.screen.query_one("MapPane").view.rows  # type: ignore[attr-defined] # the pane's own
        }
        assert rows[TABLE] == ("◐", "C", True)
        assert rows[QUEUE] == ("○", "C", True)


async def test_why_names_mechanism_facts_and_sources(opened: Open) -> None:
    async with opened() as here:
        await here.press("tab", "right", "right", "?")
        assert here.shows("What hangs on it · A message that always fails")
        assert here.shows("https://example.com/retention checked 2026-11-23")
        assert here.shows("Not verified: nobody has measured it")
        await here.press("down", "pagedown", "home", "end", "up", "pageup", "q")
        assert here.at == ("orders-queue", "dead-letter")


async def test_findings_are_listed_with_their_reasons(opened: Open) -> None:
    async with opened() as here:
        await here.press("tab", "2", "2", "f")
        assert here.shows("CRITICAL Good messages of")
        assert here.shows("Because · When one message of a batch fails")
        assert here.shows("Return only the messages that failed small, closes it")
        await here.press("down", "pagedown", "pageup", "space", "space", "enter")
        assert here.at == (QUEUE, "partial-batch")


async def test_a_finding_leads_to_the_question_behind_it(opened: Open) -> None:
    async with opened() as here:
        await here.press("f")
        assert here.shows("not known: How many messages does place-order take at once?")
        await here.press("enter")
        assert here.at == (QUEUE, "partial-batch")
        await here.press("f", "escape")
        assert here.at == (QUEUE, "partial-batch")


async def test_the_report_is_shown_and_written(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("r")
        await here.pilot.pause()
        assert here.shows("Data-loss review: orders")
        await here.press("pagedown", "down", "up", "pageup", "end", "home", "w")
        await here.pilot.pause()
        written = (folder / "report.md").read_text("utf-8")
        assert written.startswith("# Data-loss review: orders")
        assert here.shows("Written: ")
        await here.press("r", "escape")


async def test_help_names_every_command(opened: Open) -> None:
    async with opened(size=(120, 120)) as here:
        await here.press("h")
        for one in COMMANDS:
            assert here.shows(one.title), one.name
        assert here.shows("≠ people differ")
        await here.press("escape")
        await here.press("f1")
        assert here.shows("Marks")


async def test_the_palette_runs_a_command(opened: Open) -> None:
    async with opened() as here:
        await here.press("ctrl+p")
        await here.type("Next integration")
        await here.pilot.pause(0.3)
        await here.press("enter")
        await here.pilot.pause()
        assert here.at == (QUEUE, "batch-size")


async def test_light_and_dark(opened: Open) -> None:
    async with opened() as here:
        assert here.app.current_theme.dark
        await here.press("t")
        assert not here.app.current_theme.dark
        await here.press("t")
        assert here.app.current_theme.dark


async def test_the_end_says_the_risk_and_what_to_do_first(opened: Open) -> None:
    async with opened() as here:
        await here.press("4", "3", "2", "2", "3", "1")
        await here.press("u")
        await here.type("ops")
        await here.press("enter", "enter", "1", "1")
        ending = here.ending
        assert ending.ready
        assert here.shows("Every question is answered. The highest risk is critical.")
        assert here.shows("1 Return only the messages that failed small")
        assert here.shows("? If place-order gets the same event twice")
        assert here.shows("(ops)")
        assert here.shows("0 questions left")
        await here.press("down", "right")
        assert here.shows("Every question is answered.")
        await here.press("left")
        assert here.at == ("orders-table", "backup")
        await here.press("right")
        assert here.ending.ready
        await here.press("o")
        assert here.shows("No question is open.")
        await here.press("z")
        assert here.at == ("orders-table", "backup")
    async with opened() as again:
        assert again.at == ("orders-table", "backup")


@pytest.mark.parametrize("key", ["1", "enter", "u", "x", "n", "=", "s", "i", "?"])
async def test_at_the_end_there_is_nothing_to_answer(
    opened: Open, folder: Path, key: str
) -> None:
    for subject, question, choice in (
        ("service", "lost", "none"),
        ("service", "duplicated", "none"),
        (QUEUE, "batch-size", "one"),
        (QUEUE, "visibility", "longer"),
        ("orders-queue", "dead-letter", "watched"),
        ("place-order", "idempotent", "by-key"),
        (TABLE, "batch-write", "never"),
        ("orders-table", "backup", "daily"),
    ):
        say(folder, subject, question, Answer(choice))
    before = store.load(folder)
    async with opened() as here:
        assert here.shows("No risk was found.")
        await here.press(key, "escape")
        assert here.ending.ready
    assert store.load(folder) == before


async def test_findings_are_left_before_they_are_painted(opened: Open) -> None:
    async with opened() as here:
        await here.press("f")
        found = here.app.screen
        assert isinstance(found, Findings)
        found.give(None)
        found.choose_offer(0)  # as a refresh asks for that was on its way
        await here.settled()
        found.choose_offer(0)
        assert here.app.screen is here.screen


async def test_enter_twice_in_find_leaves_it_once(opened: Open) -> None:
    async with opened() as here:
        await here.press("/", "b")
        for _ in range(2):
            here.app.simulate_key("enter")
        await here.settled()
        assert here.app.screen is here.screen
