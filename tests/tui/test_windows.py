"""The loss windows of the whole review, and what mitigations would change in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.review import store
from ninelives.review.catalogue import add_edges
from ninelives.review.model import Answer, Review
from tests.tui.stage import Open, Opened

EDGES = (
    "orders:sqs-queue -> place-order:lambda-function",
    "place-order:lambda-function -> ledger:dynamodb-table by write",
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Give a review of two integrations with some answers that bind windows."""
    review = add_edges(load_pack(), Review("shop"), EDGES)
    for question, choice, value in (
        ("queue-visibility", "minutes", 90.0),
        ("dead-letter-queue", "own", None),
        ("queue-receives", "three-or-four", 3.0),
        ("queue-retention", "four-days", 345600.0),
    ):
        review = review.with_answer("orders", question, Answer(choice, value))
    store.create(tmp_path / "shop", review)
    return tmp_path / "shop"


async def test_each_failure_of_each_integration_is_listed(
    opened: Open, shop: Path
) -> None:
    async with opened(at=shop, packs=()) as here:
        await here.press("w")
        assert here.shows("Loss windows")
        assert here.shows("orders → place-order")
        assert here.shows("Survives")
        assert here.shows("Your team needs")
        await here.press("escape")
        assert here.question


async def test_a_row_is_explained_and_leads_to_its_integration(
    opened: Open, shop: Path
) -> None:
    async with opened(at=shop, packs=()) as here:
        await here.press("w")
        assert here.shows("bound by")
        assert here.shows("Meanwhile the event rests")
        await here.press("enter")
        assert here.at[0] in ("orders", "place-order", "orders--place-order")


async def test_a_mitigation_is_ticked_and_taken_away_again(
    opened: Open, shop: Path
) -> None:
    async with opened(at=shop, packs=()) as here:
        await here.press("w", "m")
        assert here.shows("What if these were done?")
        await here.press("space", "enter")
        assert here.shows("what if: ")
        await here.press("m", "a", "a", "enter")
        assert not here.shows("what if: ")


async def test_only_what_is_too_short_is_shown(opened: Open, shop: Path) -> None:
    async with opened(at=shop, packs=()) as here:
        await here.press("w", "l")
        assert here.shows("only these are shown")
        await here.press("l")
        assert not here.shows("only these are shown")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_loss_windows(
    opened: Open,
    shop: Path,
    size: tuple[int, int],
    snapshot: Callable[[Opened], None],
) -> None:
    async with opened(size, at=shop, packs=()) as here:
        await here.press("w")
        snapshot(here)
