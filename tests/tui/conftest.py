"""A small review on disk, the questionnaire opened on it, and pictures of it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ninelives.review import store
from tests.tui.stage import PACK, SIZE, Open, Opened, a_review, picture
from tui.questionnaire import Questionnaire

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = "UPDATE_SNAPSHOTS"
"""Set to write what is seen, instead of comparing it."""


@pytest.fixture(autouse=True)
def _somebody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NINELIVES_BY", "Ana")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a review that nobody has answered."""
    made = tmp_path / "orders"
    store.create(made, a_review())
    return made


@pytest.fixture
def opened(folder: Path) -> Open:
    """Give what opens the questionnaire on the review, in a window of a size."""

    @asynccontextmanager
    async def open_(
        size: tuple[int, int] = SIZE,
        at: Path = folder,
        packs: tuple[Path, ...] = (PACK,),
    ) -> AsyncIterator[Opened]:
        app = Questionnaire(at, packs)
        async with app.run_test(size=size) as pilot:
            found = Opened(app, pilot)
            await found.screen.table()
            await found.settled()
            yield found

    return open_


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[Opened], None]:
    """Give what compares the screen with the picture kept for this test."""

    def compare(found: Opened) -> None:
        path = SNAPSHOTS / f"{request.node.name}.txt"
        now = picture(found.app)
        if os.environ.get(UPDATE):
            path.write_text(now, encoding="utf-8")
        assert path.is_file(), f"no picture yet: run with {UPDATE}=1"
        kept = path.read_text(encoding="utf-8")
        assert now.splitlines() == kept.splitlines(), f"{UPDATE}=1 takes it over"

    return compare
