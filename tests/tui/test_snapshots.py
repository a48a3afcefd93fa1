"""What it looks like, cell by cell; `UPDATE_SNAPSHOTS=1` takes over what is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ninelives import words
from ninelives.checklist.load import load_pack
from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review
from tests.tui.stage import QUEUE, TABLE, Open, Opened, say
from tui.questionnaire import Questionnaire

Snapshot = Callable[[Opened], None]
SIZES = [(80, 24), (120, 40), (200, 60)]
NAMES = [f"{width}x{height}" for width, height in SIZES]


@pytest.fixture
def begun(folder: Path) -> Path:
    """Give a review with every kind of answer in it."""
    say(folder, "service", "lost", Answer("severe", by="Ana"))
    say(folder, "service", "duplicated", Answer("minor", by="Ana"))
    say(
        folder,
        QUEUE,
        "batch-size",
        Answer("several", value=10, by="Ben", at="2026-11-20T10:12:00Z", note="in May"),
    )
    before = store.load(folder)
    for choice, by in (("whole-batch", "Ana"), ("failed-only", "Ben")):
        said = Answer(choice, by=by, origin="template.yaml:41")
        store.save_answer(folder, before, QUEUE, "partial-batch", said, ())
    say(
        folder,
        "place-order",
        "idempotent",
        Answer("unknown", owner="ops", due="2026-12-01", by="Ana"),
    )
    say(folder, QUEUE, "visibility", Answer("longer", asked="000000", by="Ana"))
    say(folder, TABLE, "batch-write", Answer("not-applicable", reason="one", by="Ana"))
    return folder


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
async def test_question(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    async with opened(size, begun) as here:
        await here.press("right", "down")
        snapshot(here)


@pytest.mark.parametrize("language", ["de", "ja"])
@pytest.mark.parametrize("size", SIZES[:2], ids=NAMES[:2])
async def test_language(
    tmp_path: Path,
    snapshot: Snapshot,
    size: tuple[int, int],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(words.LANGUAGE, language)
    words.clear()
    ours = load_pack(None, frozenset())
    folder = tmp_path / "orders"
    ends = (
        Component("orders", "dynamodb-table", "注文テーブル"),
        Component("copy", "dynamodb-table", "Bestellungen in Frankfurt"),
    )
    edge = Integration("orders--copy", "orders", "copy", "aws/dynamodb-global-table")
    drawn = Review(
        service="注文サービス",
        pack=ours.name,
        pack_version=ours.version,
        components=ends,
        integrations=(edge,),
    )
    store.create(folder, drawn)
    app = Questionnaire(folder)
    try:
        async with app.run_test(size=size) as pilot:
            here = Opened(app, pilot)
            await here.screen.table()
            await here.settled()
            await here.press("tab", "down")
            snapshot(here)
    finally:
        words.clear()


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
async def test_light(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    async with opened(size, begun) as here:
        await here.press("right", "right", "down", "t")
        snapshot(here)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
async def test_without_colour(
    opened: Open,
    begun: Path,
    snapshot: Snapshot,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(size, begun) as here:
        await here.press("right", "down")
        snapshot(here)


@pytest.mark.parametrize("size", SIZES[:2], ids=NAMES[:2])
async def test_dispute(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    async with opened(size, begun) as here:
        snapshot(here)


@pytest.mark.parametrize("size", SIZES[:2], ids=NAMES[:2])
@pytest.mark.parametrize(
    "keys",
    [
        ("u",),
        ("x",),
        ("n", "a"),
        ("f",),
        ("/", "v", "i"),
        ("?",),
        ("h",),
        ("i",),
        ("s",),
    ],
    ids=[
        "unknown",
        "reason",
        "note",
        "findings",
        "find",
        "why",
        "help",
        "impact",
        "settle",
    ],
)
async def test_dialog(
    opened: Open,
    begun: Path,
    snapshot: Snapshot,
    size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:
    async with opened(size, begun) as here:
        await here.press(*keys)
        await here.pilot.pause()
        snapshot(here)


@pytest.mark.parametrize("size", SIZES[:2], ids=NAMES[:2])
async def test_end(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    async with opened(size, begun) as here:
        await here.press("2", "3", "2", "2")
        assert here.ending.ready
        snapshot(here)


@pytest.mark.parametrize("size", SIZES[:1], ids=NAMES[:1])
async def test_map(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    async with opened(size, begun) as here:
        await here.press("m")
        snapshot(here)
