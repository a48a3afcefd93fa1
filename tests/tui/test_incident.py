"""An incident is told in the app; leaving it half way loses nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from ninelives.cli import main
from ninelives.review import store
from ninelives.review.actions import load_actions
from ninelives.review.incidents import load_incident
from tests.tui.stage import PACK, QUEUE, Open, Opened
from tui.dialogs.report import Report
from tui.dialogs.telling import Telling

NAME = "2026-11-20-orders-are-gone"
FIRST = (
    "Orders are gone",
    "2026-11-20 08:10 +01:00",
    "11:00",
    "12:00",
    "",
    "1",
    "lost",
    "312 orders",
)
LAST = (
    "",
    "1",
    "a customer called",
    "The handler raised.",
    "",
    "",
    "Add a second queue",
    "Ben",
    "2026-12-01",
    "",
    "",
)


async def tell(here: Opened, *lines: str) -> None:
    """Type lines, each once it was taken."""
    for line in lines:
        before = len(here.app.screen.query("Static"))
        here.app.screen.query_one("Input").value = line  # type: ignore[attr-defined]  # an Input has one
        await here.pilot.press("enter")
        for _ in range(200):
            await here.pilot.pause()
            shown = isinstance(here.app.screen, Telling)
            if not shown or len(here.app.screen.query("Static")) > before:
                break
            await asyncio.sleep(0.01)


async def until(here: Opened, screen: type) -> None:
    for _ in range(500):
        await here.pilot.pause()
        if isinstance(here.app.screen, screen):
            return
        await asyncio.sleep(0.01)


async def test_an_incident_is_told_and_its_page_shown(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("I")
        await until(here, Telling)
        await tell(here, *FIRST, *LAST)
        await until(here, Report)
        assert here.shows("Retrospective: Orders are gone")
        await here.press("w", "escape")
        await here.settled()
        assert here.shows("Written: ")
    home = folder / "incidents"
    found = load_incident(home / f"{NAME}.yaml", folder)
    assert found.where == (QUEUE,)
    page = (home / f"{NAME}.md").read_text("utf-8")
    assert page.startswith("# Retrospective: Orders are gone\n")
    assert [one.owner for one in load_actions(folder)] == ["Ben"]
    given = ["--incident", str(home / f"{NAME}.yaml"), "--pack", str(PACK)]
    assert main(["retro", str(folder), *given]) == 0
    assert (home / f"{NAME}.md").read_text("utf-8") == page


async def test_left_half_way_it_is_gone_on_with(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("I")
        await until(here, Telling)
        await tell(here, *FIRST)
        await here.press("escape")
        await here.settled()
        await here.press("I")
        await until(here, Telling)
        for _ in range(100):
            await here.pilot.pause()
            if here.shows(NAME):
                break
            await asyncio.sleep(0.01)
        assert here.shows("Go on with one that is not finished?")
        await tell(here, "1", *LAST)
        await until(here, Report)
    assert load_incident(folder / "incidents" / f"{NAME}.yaml").amount == "312 orders"


async def test_the_app_ends_while_an_incident_is_told(opened: Open) -> None:
    async with opened() as here:
        await here.press("I")
        await until(here, Telling)
        await tell(here, FIRST[0])
    assert not here.app.is_running


async def test_the_report_of_the_app_has_what_is_agreed(
    opened: Open, folder: Path
) -> None:
    text = "actions: [{id: a, says: Do it, owner: Ana, due: 2026-12-01}]\n"
    (folder / "actions.yaml").write_text(text, "utf-8")
    async with opened() as here:
        await here.press("r")
        await until(here, Report)
        await here.press("w")
        await here.settled()
    written = (folder / "report.md").read_bytes()
    assert b"## What is agreed" in written
    assert main(["report", str(folder), "--pack", str(PACK)]) == 0
    assert (folder / "report.md").read_bytes() == written


async def test_the_report_of_the_app_is_that_of_the_command(
    opened: Open, folder: Path
) -> None:
    (folder / "template.yaml").write_text("Resources: {}\n", "utf-8")
    review = store.load(folder)
    first, *rest = review.integrations
    seen = replace(first, origin="template.yaml:1")
    store.save_map(folder, review, replace(review, integrations=(seen, *rest)))
    (folder / "waivers.yaml").write_text(
        "waivers:\n  - {finding: '*', reason: a trial, approver: Ana, control: none, "
        "expires: 2027-01-01}\n",
        "utf-8",
    )
    async with opened() as here:
        await here.press("r")
        await until(here, Report)
        await here.press("w")
        await here.settled()
    written = (folder / "report.md").read_bytes()
    assert b"a trial" in written
    assert main(["report", str(folder), "--pack", str(PACK)]) == 0
    assert (folder / "report.md").read_bytes() == written
