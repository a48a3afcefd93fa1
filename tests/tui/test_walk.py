"""Any keys in any order: what was acknowledged is on disk, and the review loads."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ninelives.review import store
from tests.tui.stage import Open
from tui.commands import COMMANDS

KEYS = [
    key
    for one in COMMANDS
    for key in one.keys
    if one.name not in ("leave", "palette", "report", "dark")
]
TYPED = ["a", "5", "-", "enter", "escape", "tab", "backspace", "enter", "escape"]


@pytest.mark.parametrize("seed", range(1))
async def test_any_keys_in_any_order(opened: Open, folder: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same keys each time
    size = chance.choice([(80, 24), (120, 40), (100, 18)])
    async with opened(size=size) as here:
        for _ in range(200):
            some = TYPED if here.app.screen is not here.screen else KEYS
            await here.pilot.press(chance.choice([*some, *TYPED[:3]]))
        await here.press("escape", "escape", "escape")
        review = here.screen._table.desk.review  # noqa: SLF001 - what it acknowledged
    assert store.load(folder) == review


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 14))
async def test_any_keys_in_any_order_for_long(
    opened: Open, folder: Path, seed: int
) -> None:
    await test_any_keys_in_any_order(opened, folder, seed)
