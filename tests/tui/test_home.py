"""The home screen: every review in a row, each key, and what is kept meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives import amend
from ninelives.assess.glance import glance
from ninelives.review import store
from ninelives.review.model import Answer
from tests.tui.stage import PACK, QUEUE, Opened, a_review, say
from tui.home.app import Home
from tui.home.screen import HomeScreen, Kept
from tui.widgets.rows import Rows

Snapshot = Callable[[Opened], None]
NOW = "2026-11-24T10:00:00Z"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with three reviews in it, one of which can't be read."""
    shop = tmp_path / "shop"
    for name in ("orders", "billing"):
        made = replace(a_review(), service=name, packs=(str(PACK),))
        store.create(shop / "reviews" / name, made)
    orders = shop / "reviews" / "orders"
    say(orders, "service", "lost", Answer("minor", by="Ana", at="2026-11-20T09:00:00Z"))
    said = Answer("unknown", by="Ben", at="2026-11-23T09:00:00Z")
    say(orders, "place-order", "idempotent", said)
    book = {"milestone": "design", "at": NOW, "packs": []}
    frozen = orders / "milestones" / "design" / "milestone.yaml"
    frozen.parent.mkdir(parents=True)
    frozen.write_text(amend.written(book))
    torn = shop / "torn" / "review.yaml"
    torn.parent.mkdir()
    torn.write_text("service: [\n")
    monkeypatch.chdir(shop)
    return Path()


@asynccontextmanager
async def at_home(
    kept: Kept, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Opened]:
    kept.clock = lambda: NOW
    app = Home(kept)
    async with app.run_test(size=size) as pilot:
        here = Opened(app, pilot)
        await here.settled()
        yield here


def screen(here: Opened) -> HomeScreen:
    found = here.app.screen_stack[0]
    assert isinstance(found, HomeScreen)
    return found


def listed(here: Opened) -> list[str]:
    return [
        line.split()[0] for line in here.seen() if "orders" in line or "bill" in line
    ]


def test_a_glance_says_how_a_review_stands(start: Path) -> None:
    one = glance(start / "reviews" / "orders")
    assert (one.service, one.risk, one.assumed) == ("orders", "critical", True)
    assert (one.left, one.unknown, one.open) == (one.asked - 2, 1, one.asked - 1)
    assert (one.at, one.by) == ("2026-11-23T09:00:00Z", "Ben")
    assert one.milestone == "design"
    torn = glance(start / "torn")
    assert "review.yaml:2:1: not YAML" in torn.trouble
    assert (torn.service, torn.risk) == ("torn", "")


async def test_every_key_does_what_it_says(start: Path) -> None:
    kept = Kept(start)
    async with at_home(kept) as here:
        rows = screen(here).query_one(Rows)
        assert [one.service for one in screen(here)._rows] == [  # noqa: SLF001 - all
            "torn",
            "billing",
            "orders",
        ]
        assert here.shows("UNREAD")
        walked = []
        for key in ("down", "j", "up", "k", "end", "home", "pagedown", "pageup"):
            await here.press(key)
            walked.append(rows.at)
        assert walked == [1, 2, 1, 0, 2, 0, 2, 0]
        assert here.shows("not YAML")
        await here.press("enter")
        assert here.shows("It can't be read: ")
        await here.press("end")
        assert here.shows("1 of them with unknown")
        assert here.shows("2026-11-23 09:00:00 UTC, by Ben.")
        assert here.shows("Last milestone: design.")
        await here.press("s", "s", "s", "s")
        assert (kept.sort, rows.at) == ("answered", 2)
        await here.press("h")
        assert here.shows("Keys of the home screen")
        await here.press("escape", "t")
        assert not here.app.current_theme.dark
        (start / "torn" / "review.yaml").unlink()
        await here.press("r")
        assert rows.count == 2
        await here.press("enter")
    assert here.app.return_value == Path("reviews/orders")


async def test_what_it_looked_like_is_there_when_one_comes_back(start: Path) -> None:
    kept = Kept(start)
    async with at_home(kept) as here:
        await here.press("s", "s", "home", "enter")
    marked = kept.marked
    assert marked is not None
    say(marked, "service", "lost", Answer("severe", by="Ana", at=NOW))
    async with at_home(kept) as again:
        assert kept.sort == "findings"
        one = screen(again).marked
        assert one is not None
        assert (one.folder, one.at) == (marked, NOW)


async def test_a_review_is_started_and_said_to_be(tmp_path: Path) -> None:
    async with at_home(Kept(tmp_path)) as here:
        assert here.shows("There is no review in")
        assert here.shows("n starts one: a name and a folder")
        await here.press("enter", "S")
        assert here.shows("n starts one.")
        await here.press("n", "enter")
        assert here.shows("give it a name")
        await here.type("A B")
        await here.press("enter", "enter")
        await here.pilot.pause()
        assert here.shows("Started: ")
        await here.press("n")
        await here.type("c")
        await here.press("enter")
        await here.type("reviews/a-b")
        await here.press("enter")
        assert here.shows("already")
        await here.press("escape")
    made = store.load(tmp_path / "reviews" / "a-b")
    assert (made.service, made.integrations) == ("A B", ())


async def test_code_is_read_into_the_marked_review(start: Path) -> None:
    (start / "template.yaml").write_text(
        "AWSTemplateFormatVersion: '2010-09-09'\n"
        "Resources: {Orders: {Type: AWS::SQS::Queue}}\n"
    )
    async with at_home(Kept(start)) as here:
        await here.press("S")
        assert here.shows("It can't be read.")
        await here.press("end", "S")
        assert here.shows("Which code describes it?")
        await here.press("enter")
        assert here.shows("What the code says")
        await here.press("escape")
    assert store.load(start / "reviews" / "orders").integration(QUEUE) is not None


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_home_look(
    start: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    async with at_home(Kept(start), size) as here:
        await here.press("end")
        snapshot(here)
