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
from tui.dialogs.drawn import Drawn
from tui.drawn.canvas import Canvas


def marked(here: Opened) -> str:
    """Give what is marked in the picture."""
    return here.app.screen.query_one(Canvas).marked


async def fill(here: Opened, text: str) -> None:
    """Type a text into the filter, all of it at once."""
    here.app.screen.query_one(Input).value = text
    await here.settled()


async def reach(here: Opened, name: str, key: str) -> None:
    """Walk until something is marked."""
    for _ in range(10):
        if marked(here) == name:
            return
        await here.press(key)
    assert marked(here) == name


async def fill_in(here: Opened, text: str) -> None:
    """Type a text into the line that is asked for, all of it at once."""
    await fill(here, text)
    await here.press("enter")


def same_map(one: Review, other: Review) -> bool:
    """Whether two reviews have the same map, in whatever order."""

    def parts(it: Review) -> list[object]:
        named: dict[str, object] = {one.id: one for one in it.components}
        named |= {one.id: one for one in it.integrations}
        return [named[one] for one in sorted(named)]

    return parts(one) == parts(other)


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


async def test_something_is_added_renamed_and_removed_and_all_of_it_taken_back(
    opened: Open, fan: Path
) -> None:
    async with opened(at=fan) as here:
        await here.press("M")
        await reach(here, "first--work", "tab")
        before = store.load(fan)
        await here.press("left", "r")
        await fill_in(here, "The First")
        assert here.shows("first is called The First now.")
        assert here.shows("The First")
        kept = store.load(fan).component("first")
        assert kept is not None
        assert kept.name == "The First"
        await here.press("x")
        assert here.shows("Removed: The First and 1 integration; z brings both back.")
        assert "first" not in {one.id for one in store.load(fan).components}
        assert store.load(fan).integration("first--work") is None
        await here.press("z")
        assert here.shows("The First")
        await here.press("z")
        assert same_map(store.load(fan), before)
        await here.press("z")
        assert here.shows("Nothing to undo.")
        await here.press("Z", "Z")
        assert store.load(fan).integration("first--work") is None
        await here.press("n")
        await here.press("enter")
        await fill_in(here, "A new one")
        assert marked(here) == "a-new-one"
        await here.press("z")
        assert store.load(fan).component("a-new-one") is None


async def test_what_is_connected_in_the_picture_starts_at_what_is_marked(
    opened: Open, fan: Path
) -> None:
    async with opened(at=fan) as here:
        await here.press("M")
        await click(here, "alone-with")
        await here.press("a")
        assert here.shows("Where does alone-with-a-long-Name send them?")
        await here.press("enter")
        assert marked(here).startswith("alone-with-a-long-Name--")
        name = marked(here)
        assert store.load(fan).integration(name) is not None
        await here.press("z")
        assert store.load(fan).integration(name) is None
        await here.press("Z", "escape")
        assert store.load(fan).integration(name) is not None


async def test_an_integration_is_not_renamed_and_a_taken_name_is_refused(
    opened: Open, fan: Path
) -> None:
    async with opened(at=fan) as here:
        await here.press("M")
        await reach(here, "first--work", "tab")
        await here.press("r")
        assert here.shows(
            "An integration is called after its ends; rename one of them."
        )
        await here.press("left", "r")
        await fill_in(here, "second")
        assert here.shows("second is on the map already")
        await here.press("escape")
        assert store.load(fan).component("first") is not None


async def test_where_all_is_removed_the_picture_closes_and_z_brings_it_back(
    opened: Open, fan: Path
) -> None:
    say(fan, "first--work", "partial-batch", Answer("whole-batch", by="Ben"))
    async with opened(at=fan) as here:
        before = store.load(fan)
        await here.press("M")
        for _ in range(len(before.components) + len(before.integrations)):
            if isinstance(here.app.screen, Drawn):
                await here.press("x")
        assert store.load(fan).components == ()
        said = store.load(fan).answer("first--work", "partial-batch")
        assert said is not None  # what was answered is kept
        for _ in range(len(before.components) + len(before.integrations)):
            await here.press("z")
        assert same_map(store.load(fan), before)
