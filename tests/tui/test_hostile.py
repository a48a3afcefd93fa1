"""Strangers' text is shown and never obeyed, however wide or long it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.model import Answer
from tests.tui.stage import QUEUE, Open, a_review, say, strips

EVIL = "[bold red]x[/] [@click=app.bell()]y[/] \x1b]0;z\x07 \u202e[/nothing]"


async def test_names_with_markup_and_controls_are_shown(
    opened: Open, tmp_path: Path
) -> None:
    review = a_review()
    components = tuple(replace(one, name=EVIL) for one in review.components)
    folder = tmp_path / "evil"
    store.create(folder, replace(review, service=EVIL, components=components))
    say(folder, QUEUE, "batch-size", Answer("unknown", owner=EVIL, by=EVIL, note=EVIL))
    async with opened(at=folder, size=(200, 60)) as here:
        for keys in (("tab",), ("left",), ("f",), ("escape", "/"), ("escape", "?")):
            await here.press(*keys)
            screen = "\n".join(strip.text for strip in strips(here.app))
            assert "[bold red]x[/]" in screen
            assert not {"\x1b", "\x07", "\u202e"} & set(screen)
        await here.press("escape", "i")
        assert here.shows("[bold red]x")


async def test_a_recovery_or_status_with_markup_is_shown(opened: Open) -> None:
    async with opened() as here:
        table = await here.screen.table()
        table.tell("Written: [red]/tmp/[/x].md\x1b[2J", "good")
        here.screen.show()
        await here.settled()
        assert here.shows("Written: [red]/tmp/[/x].md␛[2J")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
async def test_wide_and_long_names_keep_the_panes_in_line(
    opened: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    review = a_review()
    names = ("監査ログ関数" * 9, "e\u0301" * 70, "👩‍💻 orders " * 12)
    components = tuple(
        replace(one, name=name)
        for one, name in zip(review.components, names, strict=True)
    )
    folder = tmp_path / "wide"
    store.create(folder, replace(review, components=components))
    async with opened(at=folder, size=size) as here:
        for key in ("tab", "tab", "tab", "f"):
            await here.press(key)
            for strip in strips(here.app):
                assert strip.cell_length == size[0]
            for pane in here.screen.query("MapPane, QuestionPane, ConsequencePane"):
                for line in pane.lines:  # type: ignore[attr-defined] # a page's
                    assert line.content.cell_length <= max(pane.size.width, 8)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        '{"stamp": 1}',
        '{"stamp": STAMP, "top": [], "map": [], "question": []}',
        '{"stamp": STAMP, "top": [1,2,3,4,5,6], "map": [[], "", []], "question": [[]]}',
    ],
)
async def test_a_picture_that_is_not_ours_is_not_shown(
    opened: Open, folder: Path, stored: str
) -> None:
    async with opened():
        pass
    path = folder / ".ninelives" / "picture.json"
    stamp = json.loads(path.read_text("utf-8"))["stamp"]
    path.write_text(stored.replace("STAMP", str(stamp)), "utf-8")
    async with opened() as here:
        assert here.at == ("service", "lost")


@pytest.mark.parametrize("stored", ["", "{", '{"notes": 1}', '{"notes": [[1]]}'])
async def test_drafts_that_are_not_ours_do_no_harm(
    opened: Open, folder: Path, stored: str
) -> None:
    (folder / ".ninelives").mkdir(exist_ok=True)
    (folder / ".ninelives" / "typed.json").write_text(stored)
    async with opened() as here:
        await here.press("u", "escape", "1")
        assert here.at == ("service", "duplicated")
