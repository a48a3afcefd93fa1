"""The mouse works everywhere: hovering previews, clicking does."""

from __future__ import annotations

from pathlib import Path

from textual.widget import Widget

from tests.tui.stage import QUEUE, TABLE, Open, Opened, answer, strips
from tui.widgets.question import QuestionPane


def spot(here: Opened, text: str, within: str = "") -> tuple[int, int]:
    """Give where a text stands on the screen, inside a widget."""
    widget: Widget = here.app.screen
    box = (here.app.screen.query_one(within) if within else widget).region
    for row, strip in enumerate(strips(here.app)):
        at = strip.crop(box.x, box.right).text.find(text)
        if at >= 0 and box.y <= row < box.bottom:
            return box.x + at, row
    raise AssertionError(f"{text!r} is not shown")


async def click(here: Opened, text: str, within: str = "") -> None:
    assert await here.pilot.click(offset=spot(here, text, within))
    await here.settled()


async def test_a_click_chooses(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await click(here, "Serious", "QuestionPane")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.choice == "serious"
        assert here.at == ("service", "duplicated")


async def test_a_click_on_unknown_or_not_applicable_asks_on(opened: Open) -> None:
    async with opened() as here:
        await click(here, "I don't know", "QuestionPane")
        assert here.shows("Who finds out?")
        await here.press("escape")
        await click(here, "It does not apply", "QuestionPane")
        assert here.shows("Why does it not apply?")


async def test_hovering_shows_what_a_choice_would_do(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.pilot.hover(offset=spot(here, "Minor", "QuestionPane"))
        await here.settled()
        assert here.question.highlighted == 1
        assert here.shows("if 2 Minor")
        assert answer(folder, "service", "lost") is None
        await here.pilot.hover(offset=(2, 39))
        await here.settled()
        assert here.question.highlighted == 1


async def test_a_click_on_the_map_goes_there(opened: Open) -> None:
    async with opened() as here:
        await click(here, "place-order → orders-table", "MapPane")
        assert here.at == (TABLE, "batch-write")


async def test_a_click_on_the_strip_goes_there(opened: Open) -> None:
    async with opened(size=(80, 24)) as here:
        x, y = spot(here, "[○]", "MapStrip")
        assert await here.pilot.click(offset=(x + 3, y))
        await here.settled()
        assert here.at == (QUEUE, "batch-size")


async def test_a_click_on_the_whole_map_leads_back_to_the_question(
    opened: Open,
) -> None:
    async with opened(size=(80, 24)) as here:
        await here.press("m")
        await click(here, "orders-table", "MapPane")
        assert here.screen.query_one(QuestionPane).region.height > 0


async def test_a_click_on_the_key_bar_runs_the_command(opened: Open) -> None:
    async with opened() as here:
        await click(here, "next", "KeyBar")
        assert here.at == ("service", "duplicated")
        await click(here, "help", "KeyBar")
        assert here.shows("Every key") or here.shows("Answer")
        await here.press("escape")
        await click(here, "choose", "KeyBar")
        assert here.at == (QUEUE, "batch-size")


async def test_the_wheel_scrolls_what_does_not_fit(opened: Open) -> None:
    async with opened(size=(80, 24)) as here:
        pane = here.screen.query_one("ConsequencePane")
        pane.scroll_down(animate=False)
        await here.settled()
        assert pane.scroll_offset.y > 0


async def test_what_is_in_lists_can_be_clicked(opened: Open) -> None:
    async with opened() as here:
        await here.press("f")
        await click(here, "Items a batch write", "Rows")
        await here.press("enter")
        assert here.at == (TABLE, "unprocessed")
        await here.press("/")
        await here.type("visibility")
        await click(here, "How does the visibility", "Items")
        assert here.at == (QUEUE, "visibility")
        await here.press("i")
        await click(here, "Duplicated", "Items")
        await click(here, "Duplicated", "Items")
        assert here.shows("set here")
        await here.press("escape")


async def test_the_end_can_be_clicked(opened: Open) -> None:
    async with opened() as here:
        await here.press("1", "1", "tab", "1", "1", "1", "1", "1", "1")
        await click(here, "every finding", "QuestionPane")
        assert here.shows("Nothing was found, as far as the questions are answered.")
        await here.press("escape")
        await click(here, "back to the questions", "QuestionPane")
        assert here.at == ("orders-table", "backup")


async def test_text_is_selected_and_copied(opened: Open) -> None:
    async with opened() as here:
        x, y = spot(here, "How bad is it", "QuestionPane")
        await here.pilot.mouse_down(offset=(x, y))
        await here.pilot.hover(offset=(x + 7, y))
        await here.pilot.mouse_up(offset=(x + 7, y))
        await here.pilot.press("ctrl+c")
        assert here.app.is_running
        assert here.app.clipboard.startswith("How ba")
