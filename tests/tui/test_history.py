"""Milestones and what changed since: looked at, made, and gone to from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ninelives.past.marks import frozen
from ninelives.review.model import Answer
from tests.tui.stage import PACK, QUEUE, Open, Opened, say

Snapshot = Callable[[Opened], None]


@pytest.fixture
def agreed(folder: Path) -> Path:
    """Give a review with a milestone."""
    say(folder, "service", "lost", Answer("severe", by="Ana"))
    frozen(folder, "agreed", (PACK,), "Ana")
    return folder


async def test_an_answer_just_given_is_in_what_changed(
    opened: Open, agreed: Path
) -> None:
    async with opened(at=agreed) as here:
        await here.press("n")  # a note to the impact that is asked
        await here.press("escape", "1", "H")
        assert here.shows("agreed  2026-11-23 by Ana")
        assert here.shows("as they were.")
        assert here.shows("impact of duplicated data: not answered → None")


async def test_a_change_leads_to_where_it_is(opened: Open, agreed: Path) -> None:
    say(agreed, QUEUE, "partial-batch", Answer("whole-batch", by="Ben"))
    say(agreed, QUEUE, "batch-size", Answer("one", by="Ben"))
    async with opened(at=agreed) as here:
        await here.press("H", "enter")
        assert here.shows("Since agreed:")
        await here.press("enter")
        assert here.at[0] == "orders-queue"  # the first it asks


async def test_without_a_milestone_it_says_what_one_is_for_and_makes_it(
    opened: Open, folder: Path
) -> None:
    async with opened(at=folder) as here:
        await here.press("H")
        assert here.shows("No milestone yet.")
        await here.press("a", "enter")
        assert here.shows("A milestone needs a name.")
        await here.type("first")
        await here.press("enter")
        await here.settled()
        assert (folder / "milestones" / "first" / "review.yaml").is_file()
        assert here.shows("Frozen: first.")
        await here.press("a")
        await here.type("first")
        await here.press("enter")
        assert here.shows("first is there already; it is never changed.")


async def test_one_that_cannot_be_read_says_so(opened: Open, agreed: Path) -> None:
    (agreed / "milestones" / "agreed" / "milestone.yaml").write_text("milestone: [")
    async with opened(at=agreed) as here:
        await here.press("H")
        assert here.shows("can't be read")
        await here.settled()
        assert here.shows("not YAML")


async def test_what_is_due_is_listed(opened: Open, folder: Path) -> None:
    said = Answer("unknown", owner="ops", due="2026-11-01", by="Ana")
    say(folder, "place-order", "idempotent", said)
    async with opened(at=folder) as here:
        await here.press("H")
        assert here.shows("1, 1 overdue")
        assert here.shows("since 2026-11-01")
        await here.press("escape")
        assert here.question


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_history(
    opened: Open, agreed: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    say(agreed, QUEUE, "partial-batch", Answer("failed-only", by="Ben"))
    async with opened(size, agreed) as here:
        await here.press("H")
        snapshot(here)


async def test_a_row_left_while_it_is_compared_shows_its_own_changes(
    opened: Open, agreed: Path
) -> None:
    frozen(agreed, "later", (PACK,), "Ana")
    async with opened(at=agreed) as here:
        await here.press("H")
        await here.pilot.press("down", "enter", "up")
        await here.settled()
        assert here.shows("Since ")
        await here.press("escape", "escape")
        assert here.question
