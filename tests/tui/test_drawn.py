"""The map as a picture: walked, filtered, clicked, and left for a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review
from tests.tui.stage import QUEUE, TABLE, Open, Opened, say
from tests.tui.test_mouse import click
from tui.drawn.canvas import Canvas


def marked(here: Opened) -> str:
    """Give what is marked in the picture."""
    return here.app.screen.query_one(Canvas).marked


async def fill(here: Opened, text: str) -> None:
    """Type a text into the filter, all of it at once."""
    here.app.screen.query_one(Input).value = text
    await here.settled()


@pytest.fixture
def fan(tmp_path: Path) -> Path:
    """Give a review of two queues that one function reads; it calls itself."""
    ends = (("first", "work"), ("second", "work"), ("work", "work"))
    names = ("first", "second", "work", "alone-with-a-long-Name")
    store.create(
        tmp_path / "fan",
        Review(
            service="fan",
            components=tuple(
                Component(one, "lambda-function" if one == "work" else "sqs-queue")
                for one in names
            ),
            integrations=tuple(
                Integration(f"{one}--{other}", one, other, "lab/queue-function")
                for one, other in ends
            ),
        ),
    )
    return tmp_path / "fan"


async def test_arrows_walk_along_lines_and_enter_goes_to_the_question(
    opened: Open,
) -> None:
    async with opened() as here:
        await here.press("M")
        assert marked(here) == QUEUE  # nothing is drawn of the service itself
        await here.press("right")
        assert marked(here) == "place-order"
        await here.press("right", "right")
        assert marked(here) == "orders-table"
        await here.press("right", "left")  # nothing is further to the right
        assert marked(here) == TABLE
        assert here.shows("place-order → orders-table")
        await here.press("enter")
        assert here.at == (TABLE, "batch-write")


async def test_arrows_go_up_and_down_and_tab_from_line_to_line(
    opened: Open, fan: Path
) -> None:
    async with opened(at=fan) as here:
        await here.press("M", "tab")
        assert marked(here) == "second--work"
        await here.press("up")
        assert marked(here) == "first--work"
        await here.press("left", "down")
        assert marked(here) == "second"
        await here.press("shift+tab", "right")
        assert marked(here) == "work"
        await here.press("right")
        assert marked(here) == "work--work"


async def test_what_does_not_fit_the_filter_recedes(opened: Open) -> None:
    async with opened() as here:
        await here.press("M", "slash", "t", "a", "b")
        assert here.shows("1 of 2 integrations fit")
        assert here.shows("┆")  # the queue, the line from it
        await here.press("enter")
        assert marked(here) == TABLE
        await here.press("tab")
        assert marked(here) == TABLE
        await here.press("escape")
        assert not here.shows("┆")
        await here.press("slash")
        await fill(here, "risk:huge")
        assert here.shows("There is no risk:huge. There are risk:critical")
        await here.press("escape", "escape")
        assert here.question


async def test_risks_and_kinds_stand_out(opened: Open, folder: Path) -> None:
    say(folder, TABLE, "batch-write", Answer("unknown", by="Ana"))
    async with opened() as here:
        await here.press("M", "slash")
        await fill(here, "is:unknown")
        assert here.shows("1 of 2 integrations fit")
        await fill(here, "risk:critical is:unanswered")
        assert here.shows("2 of 2 integrations fit")
        await fill(here, "risk:low")
        assert here.shows("0 of 2 integrations fit")
        await here.press("enter", "tab")
        assert marked(here) == QUEUE


async def test_a_click_marks_and_another_goes_there(opened: Open) -> None:
    async with opened() as here:
        await here.press("M")
        await click(here, "orders-table", "Canvas")
        assert marked(here) == "orders-table"
        await click(here, "orders-table", "Canvas")
        assert here.at[0] == "orders-table"


async def test_an_empty_map_says_what_adds_to_it(opened: Open, tmp_path: Path) -> None:
    store.create(tmp_path / "empty", Review(service="empty"))
    async with opened(at=tmp_path / "empty") as here:
        await here.press("M")
        assert here.shows("The map is empty; a adds to it.")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_drawn(
    opened: Open,
    fan: Path,
    size: tuple[int, int],
    snapshot: Callable[[Opened], None],
) -> None:
    say(fan, "first--work", "partial-batch", Answer("failed-only", by="Ana"))
    async with opened(size, fan) as here:
        await here.press("M")
        snapshot(here)
