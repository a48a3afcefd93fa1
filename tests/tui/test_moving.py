"""Going back and on, over the map, to what is open, and by a few letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from ninelives.review.model import Answer
from tests.tui.stage import QUEUE, TABLE, Open, say
from tui.dialogs.sought import KINDS
from tui.panes import Panes
from tui.widgets.map import MapPane


async def test_left_and_right_go_through_all_questions(opened: Open) -> None:
    async with opened() as here:
        await here.press("left")
        assert here.shows("This is the first question.")
        seen = [here.at]
        for _ in range(8):
            await here.press("right")
            seen.append(here.at)
        assert seen == [
            ("service", "lost"),
            ("service", "duplicated"),
            (QUEUE, "batch-size"),
            (QUEUE, "partial-batch"),
            ("orders-queue", "dead-letter"),
            (QUEUE, "visibility"),
            ("place-order", "idempotent"),
            (TABLE, "batch-write"),
            (TABLE, "unprocessed"),
        ]
        await here.press("right", "right")
        assert here.at == ("orders-table", "backup")
        assert here.shows("This is the last question; o leads to an open one.")
        await here.press("left")
        assert here.at == (TABLE, "unprocessed")


@pytest.mark.parametrize(("on", "back"), [("tab", "shift+tab"), ("]", "[")])
async def test_the_map_is_walked_row_by_row(opened: Open, on: str, back: str) -> None:
    async with opened() as here:
        seen = []
        for _ in range(4):
            await here.press(on)
            seen.append(here.screen.query_one(MapPane).view.current)
        assert seen == [QUEUE, TABLE, "orders-table", "service"]
        await here.press(back)
        assert here.at == ("orders-table", "backup")


async def test_a_row_opens_at_its_first_open_question(opened: Open) -> None:
    async with opened() as here:
        await here.press("tab", "1", "1", "shift+tab", "tab")
        assert here.at == (QUEUE, "visibility")


async def test_o_leads_to_what_is_open(opened: Open, folder: Path) -> None:
    say(folder, "service", "duplicated", Answer("minor"))
    async with opened() as here:
        assert here.at == ("service", "lost")
        await here.press("o")
        assert here.at == (QUEUE, "batch-size")


async def test_it_goes_on_where_it_was_left(opened: Open) -> None:
    async with opened() as here:
        await here.press("1", "1", "2", "right", "left")
        assert here.at == (QUEUE, "partial-batch")
    async with opened() as again:
        assert again.at == (QUEUE, "partial-batch")


async def test_what_was_left_and_no_longer_applies_leads_to_what_is_open(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("1", "1", "2")
        assert here.at == (QUEUE, "partial-batch")
    say(folder, QUEUE, "batch-size", Answer("one"))
    async with opened() as again:
        assert again.at == ("orders-queue", "dead-letter")


async def test_find_goes_to_a_question_an_integration_a_finding(opened: Open) -> None:
    async with opened() as here:
        await here.press("/")
        await here.type("vis comp")
        assert here.shows("How does the visibility timeout compare")
        await here.press("enter")
        assert here.at == (QUEUE, "visibility")
        await here.press("/")
        await here.type("place table")
        await here.press("enter")
        assert here.at == (TABLE, "batch-write")
        await here.press("/")
        await here.type("brought back")
        await here.press("down", "up", "enter")
        assert here.at == ("orders-table", "backup")


async def test_find_says_when_nothing_fits_and_escape_goes_nowhere(
    opened: Open,
) -> None:
    async with opened() as here:
        await here.press("/")
        await here.type("qqqqzz")
        assert here.shows("Nothing fits. Fewer letters find more.")
        await here.press("enter", "escape")
        assert here.at == ("service", "lost")


async def test_find_shows_only_what_is_of_a_kind(opened: Open, folder: Path) -> None:
    say(folder, QUEUE, "visibility", Answer("unknown", owner="nobody", by="Ben"))
    say(folder, QUEUE, "partial-batch", Answer("unknown", owner="someone", by="Ben"))
    async with opened() as here:
        await here.press("/", "tab")
        assert here.shows("is:unanswered")
        assert not here.shows("visibility timeout compare")
        await here.press("tab")
        assert here.shows("is:unknown")
        await here.type("vis")
        await here.press("enter")
        assert here.at == (QUEUE, "visibility")


async def test_find_looks_through_answers_notes_and_owners(
    opened: Open, folder: Path
) -> None:
    note = "as Zelda's runbook has it"
    say(folder, QUEUE, "visibility", Answer("unknown", note=note, by="Ben"))
    async with opened() as here:
        await here.press("/")
        await here.type("zelda")
        await here.press("enter")
        assert here.at == (QUEUE, "visibility")


async def test_find_names_the_kind_that_was_meant(opened: Open) -> None:
    async with opened() as here:
        await here.press("/")
        await here.type("is:staleness")
        assert here.shows("did you mean is:stale?")


async def test_tab_goes_through_the_kinds_and_back_to_all(opened: Open) -> None:
    async with opened() as here:
        await here.press("/")
        await here.type("vis")
        await here.press(*["tab"] * (len(KINDS) + 1))
        assert here.app.screen.query_one(Input).value == "vis"


async def test_page_keys_scroll_a_long_question(opened: Open) -> None:
    async with opened(size=(80, 24)) as here:
        await here.press("tab")
        pane = here.screen.query_one("QuestionPane")
        await here.press("pagedown")
        assert pane.scroll_offset.y > 0
        await here.press("pageup")
        assert pane.scroll_offset.y == 0


async def test_the_marked_choice_is_kept_in_sight(opened: Open) -> None:
    async with opened(size=(80, 11)) as here:
        pane = here.screen.query_one("QuestionPane")
        await here.press(*["down"] * 5)
        assert pane.scroll_offset.y > 0
        assert here.shows("It does not apply")


async def test_a_narrow_window_puts_what_follows_below(opened: Open) -> None:
    async with opened(size=(80, 24)) as here:
        assert here.shows("1/4 The service as a whole")
        assert not here.screen.query_one(MapPane).display
        question = here.screen.query_one("QuestionPane").region
        consequence = here.screen.query_one("ConsequencePane").region
        assert consequence.y == question.bottom
        await here.press("c")
        assert here.screen.query_one("ConsequencePane").region.height > (
            consequence.height
        )
        await here.press("c", "m")
        assert here.screen.query_one(MapPane).display
        assert not here.screen.query_one("#middle").display
        await here.press("down")
        assert here.screen.query_one(MapPane).view.current == QUEUE
        await here.press("up", "down", "m")
        assert here.at == (QUEUE, "batch-size")


async def test_no_window_is_too_small(opened: Open) -> None:
    async with opened((80, 24)) as here:
        for size in ((20, 6), (1, 1), (300, 8), (120, 40)):
            await here.pilot.resize_terminal(*size)
            await here.press("tab", "down", "f", "escape", "u", "escape", "h", "escape")
        assert here.shows("Map")


async def test_a_window_that_grows_shows_three_panes(opened: Open) -> None:
    async with opened(size=(80, 24)) as here:
        await here.pilot.resize_terminal(120, 40)
        await here.settled()
        assert isinstance(here.screen, Panes)
        panes = [
            here.screen.query_one(name).region
            for name in ("MapPane", "QuestionPane", "ConsequencePane")
        ]
        assert [box.y for box in panes] == [1, 1, 1]
        assert panes[0].right == panes[1].x
        assert panes[2].right == 120


async def test_a_low_window_leaves_what_follows_to_a_key(opened: Open) -> None:
    async with opened(size=(80, 16)) as here:
        assert not here.screen.query_one("ConsequencePane").display
        await here.press("c")
        assert here.screen.query_one("ConsequencePane").display
