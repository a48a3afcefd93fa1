"""Every screen at three sizes, dark, light and without colours, cell by cell."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import Input

from ninelives.past.marks import frozen
from ninelives.review.model import Answer
from tests.tui.conftest import SNAPSHOTS, UPDATE
from tests.tui.stage import PACK, QUEUE, Open, picture, say
from tui.commands import COMMANDS

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40), (200, 60)]
LOOKS = ("dark", "light", "mono")
SCREENS: dict[str, Sequence[str]] = {
    "question": ("down",),
    "map": ("m",),
    "drawn": ("M",),
    "findings": ("f",),
    "windows": ("w",),
    "report": ("r",),
    "history": ("H",),
    "incident": ("I",),
    "session": ("T",),
    "park": ("p",),
    "parked": ("P",),
    "projector": ("B",),
    "find": ("/",),
    "why": ("?",),
    "connect": ("a",),
    "impact": ("i",),
    "elsewhere": ("1", "left", "b"),
    "unknown": ("u",),
    "reason": ("x",),
    "help": ("h",),
}


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the cursor of a line from blinking: no picture hangs on when it is taken."""
    monkeypatch.setattr(Input, "_restart_blink", lambda _: None)


@pytest.fixture
def lived_in(folder: Path) -> Path:
    """Give a review with a milestone, and an answer of every kind since."""
    say(folder, "service", "lost", Answer("severe", by="Ana"))
    frozen(folder, "agreed", (PACK,), "Ana")
    say(folder, "service", "duplicated", Answer("minor", by="Ana"))
    said = Answer("unknown", owner="ops", due="2026-11-01", by="Ana")
    say(folder, "place-order", "idempotent", said)
    ten = Answer("several", value=10, by="Ben", origin="template.yaml:41")
    say(folder, QUEUE, "batch-size", ten)
    return folder


@pytest.mark.parametrize("size", SIZES, ids=[f"{x}x{y}" for x, y in SIZES])
@pytest.mark.parametrize("name", SCREENS)
async def test_screen(
    opened: Open,
    lived_in: Path,
    name: str,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    texts, styles = [], []
    for look in LOOKS:
        if look == "mono":
            monkeypatch.setenv("NO_COLOR", "1")
        copy = Path(shutil.copytree(lived_in, tmp_path / look / lived_in.name))
        async with opened(size, copy) as here:
            await here.press(*("t",) * (look == "light"), *SCREENS[name])
            await here.pilot.pause()
            await here.settled()
            text, *style = picture(here.app).split("\n\n")
        texts.append(text)
        styles.append("\n\n".join((look, *style)))
    for text in texts[1:]:
        assert text.splitlines() == texts[0].splitlines()
    kept = SNAPSHOTS / "screens" / f"{name}-{size[0]}x{size[1]}.txt"
    seen = "\n\n".join((texts[0], *styles))
    if os.environ.get(UPDATE):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(seen, encoding="utf-8")
    assert seen.splitlines() == kept.read_text("utf-8").splitlines()


def test_no_screen_is_left_out() -> None:
    """Whatever a command opens is among them, or needs what this review lacks."""
    keys = {keys[-1] for keys in SCREENS.values()}
    opening = {one.name for one in COMMANDS if one.opens and not keys & {*one.keys}}
    assert opening <= {"source", "scan", "agenda", "speaker", "measure", "settle"}
