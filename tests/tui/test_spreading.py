"""One answer given wherever the same is asked: listed first, undone at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review
from tests.tui.stage import Open, answer, say

QUEUES = ("first", "second", "third", "fourth")


@pytest.fixture
def queues(tmp_path: Path) -> Path:
    """Give a review of queues that one function reads; one of them is answered."""
    store.create(
        tmp_path / "queues",
        Review(
            service="queues",
            components=(
                Component("work", "lambda-function"),
                *(Component(one, "sqs-queue") for one in QUEUES),
            ),
            integrations=tuple(
                Integration(f"{one}--work", one, "work", "lab/queue-function")
                for one in QUEUES
            ),
        ),
    )
    folder = tmp_path / "queues"
    said = Answer("whole-batch", note="as it was made", by="Ben")
    say(folder, "third--work", "partial-batch", said)
    return folder


def choices(folder: Path) -> list[str]:
    """Give what is on the disk for each queue; empty where nothing is."""
    found = (answer(folder, f"{one}--work", "partial-batch") for one in QUEUES)
    return [one.choice if one else "" for one in found]


async def test_what_changes_is_listed_and_what_is_open_is_ticked(
    opened: Open, queues: Path
) -> None:
    say(queues, "first--work", "partial-batch", Answer("failed-only", by="Ana"))
    async with opened(at=queues) as here:
        await here.press("tab", "right")
        assert here.at == ("first--work", "partial-batch")
        await here.press("b")
        assert here.shows("wherever it is asked")
        assert here.shows("[x] second → work")
        assert here.shows("[ ] third → work")
        assert here.shows("(Ben) → ")
        await here.press("escape")
        assert choices(queues) == ["failed-only", "", "whole-batch", ""]
        await here.press("b", "enter")
        assert here.shows("Answered at 2 places; z takes all of it back.")
        assert choices(queues) == [
            "failed-only",
            "failed-only",
            "whole-batch",
            "failed-only",
        ]
        await here.press("z")
        assert choices(queues) == ["failed-only", "", "whole-batch", ""]
        await here.press("Z", "b")
        assert here.shows("[ ] third → work")
        await here.press("a", "enter")
        assert choices(queues) == ["failed-only"] * 4
        said = answer(queues, "third--work", "partial-batch")
        assert said is not None
        assert (said.by, said.note) == ("Ana", "as it was made")
        await here.press("z", "z")
        assert choices(queues) == ["failed-only", "", "whole-batch", ""]


async def test_without_an_answer_it_says_what_is_needed(
    opened: Open, queues: Path
) -> None:
    async with opened(at=queues) as here:
        await here.press("b")
        assert here.shows("Answer a question first")
        await here.press("1", "b")  # the impact just given, which is asked once
        assert here.shows("The same is asked nowhere else")
