"""What a choice would do is worked out place by place; only the last is complete."""

from __future__ import annotations

from ninelives.checklist.model import SERVICE
from ninelives.review.model import Answer
from tests.tui.stage import Open
from tui.foresight import felt_at, foreseen


async def test_only_the_last_of_what_is_foreseen_is_complete(opened: Open) -> None:
    async with opened() as here:
        table = await here.screen.table()
        desk = table.desk
        one = desk.one
        assert one is not None
        assert one.holder == SERVICE
        places = felt_at(desk, one)
        found = list(foreseen(desk, one, Answer(one.question.choices[0].id)))
    assert len(found) == len(places) > 1
    assert [each.complete for each in found] == [*(False,) * (len(places) - 1), True]
