"""The first question is there at once, and it is the right one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ninelives.review.model import Answer
from tests.tui.stage import PACK, QUEUE, Open, answer, say
from tui import picture
from tui.questionnaire import Questionnaire

PAINT = """
import sys
from pathlib import Path
from tui.questionnaire import Questionnaire

class Once(Questionnaire):
    def on_mount(self):
        self.call_after_refresh(self.seen)

    def seen(self):
        loaded = {name.partition(".")[0] for name in sys.modules} | set(sys.modules)
        Path(sys.argv[3]).write_text("\\n".join(sorted(loaded)))
        self.exit()

Once(Path(sys.argv[1]), (Path(sys.argv[2]),)).run(headless=True)
"""


def loaded_at_first_paint(folder: Path, to: Path, code: str = PAINT) -> set[str]:
    root = str(PACK.parents[2])
    subprocess.run(
        [sys.executable, "-c", code, folder, PACK, to],
        env={**os.environ, "PYTHONPATH": root},
        check=True,
        timeout=60,
    )
    return set(to.read_text().splitlines())


async def test_what_was_shown_last_is_shown_first(opened: Open, folder: Path) -> None:
    async with opened() as here:
        await here.press("4", "3", "2", "down")
        await here.pilot.pause(0.6)
        shown = here.screen.pictured
    kept = picture.kept(folder, (PACK,))
    assert kept is not None
    assert kept == shown
    assert Questionnaire(folder, (PACK,))._first == kept  # noqa: SLF001 - its start
    async with opened() as again:
        assert again.at == (QUEUE, "partial-batch")
        assert again.question.highlighted == 1


async def test_a_picture_counts_only_while_nothing_changed(
    opened: Open, folder: Path
) -> None:
    async with opened() as here:
        await here.press("tab")
        await here.pilot.pause(0.6)
    assert picture.kept(folder, (PACK,)) is not None
    assert picture.kept(folder, ()) is None
    say(folder, QUEUE, "batch-size", Answer("one", by="Ben"))
    assert picture.kept(folder, (PACK,)) is None
    async with opened() as again:
        assert again.at == (QUEUE, "batch-size")
        assert again.shows("Ben")


async def test_keys_pressed_before_all_is_read_wait_for_it(folder: Path) -> None:
    for question in ("lost", "duplicated"):  # without a picture, then with one
        kept = picture.kept(folder, (PACK,))
        assert (kept is None) == (question == "lost")
        app = Questionnaire(folder, (PACK,))
        async with app.run_test() as pilot:
            await pilot.press("down", "2", "z", "3")
            await pilot.pause(0.6)
        said = answer(folder, "service", question)
        assert said is not None
        assert said.choice == "serious"


HOME = """
import sys
from pathlib import Path
from tui.home.app import Home
from tui.home.screen import Kept

class Once(Home):
    def on_mount(self):
        Path(sys.argv[3]).write_text("\\n".join(sorted(sys.modules)))
        self.exit()

Once(Kept(Path(sys.argv[1]).parent)).run(headless=True)
"""


def test_the_home_screen_needs_no_engine_until_it_reads(
    folder: Path, tmp_path: Path
) -> None:
    loaded = loaded_at_first_paint(folder, tmp_path / "loaded", HOME)
    assert "tui.home.screen" in loaded
    assert not loaded & {
        "yaml",
        "ninelives.assess.risk",
        "ninelives.checklist.model",
        "textual.widgets._text_area",
        "tui.dialogs.form",
        "tui.questionnaire",
    }


async def test_the_first_question_needs_no_engine_when_there_is_a_picture(
    opened: Open, folder: Path, tmp_path: Path
) -> None:
    async with opened() as here:
        await here.pilot.pause(0.6)
    loaded = loaded_at_first_paint(folder, tmp_path / "loaded")
    assert not loaded & {
        "yaml",
        "jinja2",
        "markdown_it",
        "ninelives.checklist.load",
        "ninelives.assess.risk",
        "ninelives.review.store",
        "textual.widgets._text_area",
        "textual.widgets._markdown",
        "tui.asking",
        "tui.loading",
    }
    (folder / ".ninelives" / "picture.json").unlink()
    without = loaded_at_first_paint(folder, tmp_path / "loaded")
    assert not without & {
        "jinja2",
        "markdown_it",
        "textual.widgets._text_area",
        "textual.widgets._markdown",
        "tui.asking",
        "tui.dialogs.form",
    }
