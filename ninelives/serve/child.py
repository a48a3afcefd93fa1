"""One app for one page: started, fed with keys, its picture passed on, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from ninelives import house
from ninelives.review import seat

PATIENCE = 1.0
"""Seconds an app has to leave by itself, before it is ended."""
LARGEST = 1_000
"""Columns or rows; nobody's window has more."""
_PRELUDE = b"__GANGLION__\n"
_HEAD = 5
"""Bytes before a packet: its type, and its length."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a page is sent through."""

    draw: Callable[[bytes], Awaitable[None]]
    say: Callable[[str], Awaitable[None]]
    close: Callable[[], Awaitable[object]]


def command(folder: Path, packs: Sequence[Path]) -> tuple[str, ...]:
    """Give what runs the questionnaire with the same code as this server."""
    start = (
        f"import sys; sys.path[:] = {sys.path!r}; "
        "from ninelives.cli import main; sys.exit(main())"
    )
    chosen = [word for pack in packs for word in ("--pack", str(pack))]
    review = ("review", *chosen, "--", str(folder))
    return (sys.executable, "-P", "-c", start, *review)


class Child(AppService):
    """The app behind one page."""

    def __init__(self, words: Sequence[str], person: str, line: Line) -> None:
        """Take the command, who answers, and what the page is sent through."""
        super().__init__(
            "",
            write_bytes=line.draw,
            write_str=line.say,
            close=_nothing,
            download_manager=DownloadManager(),
        )
        self._words, self._person, self._line = tuple(words), person, line

    async def take(self, text: str) -> None:
        """Do what a page sent: a list of what kind it is, and what it holds.

        What is no such list is passed over.
        """
        try:
            kind, *rest = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            return
        match kind, rest:
            case "stdin", [str(typed)]:
                await self.send_bytes(typed.encode("utf-8", "replace"))
            case "resize", [{"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(within(width), within(height))
            case "ping", [str(sent)]:
                await self._line.say(json.dumps(["pong", sent]))
            case "blur", []:
                await self.blur()
            case "focus", []:
                await self.focus()

    async def _started(self, width: int = 80, height: int = 24) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._surroundings(width, height),
            start_new_session=True,  # ctrl+c is for the server, which ends it in order
        )
        self._stdin = self._process.stdin
        return self._process

    _open_app_process = _started  # as textual-serve calls it

    def _surroundings(self, width: int, height: int) -> Mapping[str, str]:
        return {
            **self._build_environment(width, height),
            "TEXTUAL_DRIVER": f"{house.front_name()}.browser:Browser",
            "NINELIVES_BY": self._person,
            seat.VARIABLE: seat.named(self._person),
            "PYTHONUTF8": "1",
        }

    async def run(self) -> None:
        """Pass the picture on until the app ends, then tell the page how it ended."""
        process = self._process
        if process is None or process.stdout is None or process.stderr is None:
            return
        said = asyncio.create_task(process.stderr.read())
        with contextlib.suppress(
            asyncio.IncompleteReadError, asyncio.LimitOverrunError
        ):
            await process.stdout.readuntil(_PRELUDE)
            while True:
                head = await process.stdout.readexactly(_HEAD)
                size = int.from_bytes(head[1:], "big")
                await self._pass_on(head[:1], await process.stdout.readexactly(size))
        await process.wait()
        text = (await said).decode("utf-8", "replace").strip()
        # asyncio closes it a moment later, when the loop may be gone already
        process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._line.say(json.dumps(["ended", text]))
            await self._line.close()

    async def _pass_on(self, kind: bytes, payload: bytes) -> None:
        """Send a packet to the page; nothing where the page is gone."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            if kind == b"D":
                await self._line.draw(payload)
            elif kind == b"M":
                await self.on_meta(payload)

    async def on_meta(self, data: bytes) -> None:
        """Open an address of the web in the browser; the app asks for nothing else."""
        asked = json.loads(data)
        if asked["type"] == "open_url":
            url = str(asked["url"])
            if urlsplit(url).scheme in ("http", "https"):
                await self._line.say(json.dumps(["open_url", {"url": url}]))

    async def stop(self) -> None:
        """Have the app leave; end it where it does not."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        if process.returncode is None:
            await self.send_meta({"type": "quit"})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await task
        self._task = None


def within(size: int) -> int:
    """Give a number of columns or rows that a window can have."""
    return max(1, min(LARGEST, size))


async def _nothing() -> None:
    """Close nothing: the page is closed once it was told why."""
