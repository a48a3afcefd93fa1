"""An integration put on the map from the questionnaire."""

from __future__ import annotations

from pathlib import Path

from ninelives.review import store
from ninelives.review.model import Integration
from tests.tui.stage import QUEUE, Open


async def test_two_ends_on_the_map_are_connected(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("a")
        assert here.shows("Where do the events come from?")
        assert here.shows("orders-queue")
        await here.press("down", "down", "enter")  # something new of the first type
        assert here.shows("What do you call it?")
        await here.type("Returns (EU)")
        await here.press("enter")
        assert here.shows("Where does Returns (EU) send them?")
        await here.press("enter")
        assert here.shows("Added: returns-eu--place-order.")
        assert here.at[0] in ("returns-eu", "returns-eu--place-order")
    after = store.load(folder)
    assert after.integrations[-1] == Integration(
        "returns-eu--place-order", "returns-eu", "place-order", "lab/queue-function"
    )
    made = after.component("returns-eu")
    assert made is not None
    assert made.name == "Returns (EU)"


async def test_a_name_that_is_taken_is_refused(opened: Open, folder: Path) -> None:
    before = store.load(folder)
    async with opened() as here:
        await here.press("a", "down", "down", "enter")
        await here.type("Orders queue")
        await here.press("enter")
        assert here.shows("orders-queue is on the map already")
        await here.press("escape", "escape")
    assert store.load(folder) == before


async def test_what_is_on_the_map_is_not_put_there_twice(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("a", "enter", "enter")
        assert here.shows("this integration is on the map already")
    ids = [one.id for one in store.load(folder).integrations]
    assert ids.count(QUEUE) == 1


async def test_leaving_changes_nothing(opened: Open, folder: Path) -> None:
    before = (folder / "review.yaml").read_bytes()
    async with opened() as here:
        await here.press("a", "escape", "a", "enter", "escape")
        assert here.question
    assert (folder / "review.yaml").read_bytes() == before
