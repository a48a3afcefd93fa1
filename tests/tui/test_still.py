"""Where nothing happens nothing is painted: over ssh each frame is paid for."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from tests.tui.stage import Open
from tui.watching import PERIOD


@pytest.mark.parametrize("key", ["", "h", "f", "M", "w", "H", "r"])
async def test_nothing_is_painted_while_nobody_types(
    opened: Open, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    painted: list[object] = []
    display = App._display  # noqa: SLF001 - what every frame goes through

    def counted(app: App[None], screen: Screen[Any], frame: Any) -> None:
        painted.append(frame)
        display(app, screen, frame)

    async with opened() as here:
        if key:
            await here.press(key)
        await asyncio.sleep(PERIOD)  # what was begun may be ended
        monkeypatch.setattr(App, "_display", counted)
        await asyncio.sleep(3 * PERIOD)
        assert painted == []
