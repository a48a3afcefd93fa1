"""What a choice does to the loss window stands beside the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review
from tests.tui.stage import Open, say
from tui.widgets.consequence import ConsequencePane

EDGE = "orders-queue--place-order"


@pytest.fixture
def lasts(tmp_path: Path) -> Path:
    """Give a review of a queue and a function, with what the window hangs on."""
    folder = tmp_path / "lasts"
    review = Review(
        service="orders",
        components=(
            Component("orders-queue", "sqs-queue"),
            Component("place-order", "lambda-function"),
        ),
        integrations=(
            Integration(EDGE, "orders-queue", "place-order", "aws/sqs-lambda"),
        ),
    )
    store.create(folder, review)
    for question, choice, value in (
        ("queue-type", "standard", None),
        ("queue-visibility", "minutes", 300.0),
        ("queue-retention", "four-days", 345_600.0),
        ("dead-letter-queue", "nowhere", None),
    ):
        said = Answer(choice, value=value, by="Ana")
        say(folder, "orders-queue", question, said)
    store.remember(folder, "orders-queue", "queue-retention")
    return folder


async def test_the_marked_choice_says_what_it_does_to_the_window(
    opened: Open, lasts: Path
) -> None:
    async with opened(at=lasts, packs=()) as here:
        assert here.at == ("orders-queue", "queue-retention")
        found = here.screen.query_one(ConsequencePane).view.lasting
        assert len(found) == 1
        assert not any(any(held.turns) for held in found[0].held)
        await here.press("up", "up")
        (longer,) = here.screen.query_one(ConsequencePane).view.lasting
        assert longer.held[0].turns[0] > 0
        await here.press("down", "down", "down")
        (shorter,) = here.screen.query_one(ConsequencePane).view.lasting
        assert shorter.held[0].turns[0] < 0
        now, then = shorter.held[0].survives
        assert now != then


async def test_a_key_does_not_wait_for_the_window(opened: Open, lasts: Path) -> None:
    async with opened(at=lasts, packs=()) as here:
        here.screen.mark(0)
        assert here.screen.query_one(ConsequencePane).view.lasting == ()
        await here.settled()
        assert here.screen.query_one(ConsequencePane).view.lasting


async def test_where_there_is_no_window_it_says_so(opened: Open) -> None:
    async with opened() as here:
        await here.press("tab")
        assert here.shows("No window.")


async def test_the_service_has_no_window(opened: Open) -> None:
    async with opened() as here:
        assert here.screen.query_one(ConsequencePane).view.lasting == ()
        assert not here.shows("No window.")
