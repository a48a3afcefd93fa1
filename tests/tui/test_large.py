"""An answer that is felt at many places lets the next key in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.model import Component, Integration, Review
from tests.tui.stage import Open, answer
from tui.widgets.consequence import ConsequencePane
from tui.widgets.map import MapPane

MANY = 12


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Give a review in which one function reads many queues."""
    queues = [f"queue-{at}" for at in range(MANY)]
    folder = tmp_path / "hub"
    review = Review(
        service="hub",
        components=(
            Component("hub", "lambda-function"),
            *(Component(one, "sqs-queue") for one in queues),
        ),
        integrations=tuple(
            Integration(f"{one}--hub", one, "hub", "lab/queue-function")
            for one in queues
        ),
    )
    store.create(folder, review)
    return folder


async def test_what_is_felt_at_many_places_is_previewed_whole(
    opened: Open, hub: Path
) -> None:
    async with opened(at=hub) as here:
        await here.press("tab", "1", "1", "1")
        assert here.at == ("hub", "idempotent")
        found = here.screen.query_one(ConsequencePane).view.foresight
        assert found is not None
        assert found.complete
        assert {one.subject for one in found.outcomes} == {
            f"queue-{at}--hub" for at in range(MANY)
        }
        assert here.shows(f"at {MANY} places")


async def test_what_is_felt_at_many_places_is_worked_out(
    opened: Open, hub: Path
) -> None:
    async with opened(at=hub) as here:
        await here.press("tab", "1", "1", "1")
        await here.pilot.press("1")
        await here.settled()
        assert answer(hub, "hub", "idempotent") is not None
        rows = here.screen.query_one(MapPane).view.rows[1:]
        done = {row.progress.value for row in rows}
        assert done == {"●", "◐"}
        table = await here.screen.table()
        assert not table.waiting
        assert all(
            finding.exposure == "rare"
            for part in table.desk.known.values()
            for finding in part.findings
            if finding.pitfall.id == "duplicate-delivery"
        )


async def test_keys_need_not_wait_for_it(opened: Open, hub: Path) -> None:
    async with opened(at=hub) as here:
        await here.press("tab", "1", "1", "1")
        await here.pilot.press("down", "down", "up", "1", "z", "2", "z")
        await here.settled()
        assert answer(hub, "hub", "idempotent") is None
        found = here.screen.query_one(ConsequencePane).view.foresight
        assert found is not None
        assert found.complete


async def test_what_follows_can_be_scrolled(opened: Open, hub: Path) -> None:
    async with opened((100, 12), hub) as here:
        pane = here.screen.query_one(ConsequencePane)
        await here.press("down", "J")
        assert pane.scroll_offset.y > 0
        await here.press("K")
        assert pane.scroll_offset.y == 0


async def test_a_map_longer_than_the_window_keeps_the_place_in_sight(
    opened: Open, hub: Path
) -> None:
    async with opened((120, 14), hub) as here:
        await here.press("shift+tab")
        pane = here.screen.query_one(MapPane)
        assert pane.scroll_offset.y > 0
        assert here.shows("▸ queue-11 → hub")
        await here.press("tab")
        assert pane.scroll_offset.y == 0
