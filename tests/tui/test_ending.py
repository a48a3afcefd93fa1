"""However it ends, the terminal is as before and no process stays behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ninelives.review import store
from tests.tui.stage import PACK, a_review, answer

OPEN = (
    "import sys; from pathlib import Path; from tui.app import open_review; "
    "sys.exit(open_review(Path(sys.argv[1]), (Path(sys.argv[2]),)))"
)
HOME = (
    "import sys; from pathlib import Path; from tui.app import open_home; "
    "sys.exit(open_home(Path(sys.argv[1])))"
)
LED = (
    "import signal, subprocess, sys; "
    "signal.signal(signal.SIGHUP, lambda *_: None); "
    "sys.exit(subprocess.run([sys.executable, '-c', *sys.argv[1:]]).returncode)"
)
"""Waits for what it starts, and keeps the hang-up to itself, as `make` does."""
PATIENCE = 30.0


@dataclass(slots=True)
class Terminal:
    """The questionnaire in a terminal of its own."""

    pid: int
    file: int
    shown: bytes = b""

    def until(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words.encode() not in self.shown:
            assert time.monotonic() < end, self.shown[-2000:]
            if select.select([self.file], [], [], 1.0)[0]:
                self.shown += os.read(self.file, 65536)

    def press(self, keys: bytes) -> None:
        os.write(self.file, keys)

    def quiet(self) -> None:
        """Read until nothing has been drawn for a while."""
        while select.select([self.file], [], [], 0.3)[0]:
            self.shown += os.read(self.file, 65536)

    def ended(self) -> int:
        """Read what is still drawn until it has ended; give how it did."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                if select.select([self.file], [], [], 0.05)[0]:
                    self.shown += os.read(self.file, 65536)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("it has not ended")


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    yield from started(OPEN, str(folder), str(PACK))


@pytest.fixture
def at_home(folder: Path) -> Iterator[Terminal]:
    yield from started(HOME, str(folder.parent))


def started(code: str, *given: str) -> Iterator[Terminal]:
    """Give a terminal in which some code runs."""
    pid, file = pty.fork()
    if pid == 0:
        root = str(PACK.parents[2])
        os.environ.update(TERM="xterm-256color", PYTHONPATH=root)
        arguments = [sys.executable, "-c", code, *given]
        os.execv(sys.executable, arguments)  # noqa: S606 - no shell between us
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    found = Terminal(pid, file)
    yield found
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    with contextlib.suppress(OSError):
        os.close(file)


@pytest.mark.parametrize("key", [b"q", b"\x03", b"\x11"], ids=["q", "ctrl+c", "ctrl+q"])
def test_a_key_ends_it_and_gives_the_terminal_back(
    terminal: Terminal, folder: Path, key: bytes
) -> None:
    terminal.until("saved")
    terminal.press(b"4")
    terminal.until("takes effect")
    terminal.press(key)
    assert terminal.ended() == 0
    assert b"\x1b[?1049l" in terminal.shown
    assert b"\x1b[?25h" in terminal.shown
    assert b"Traceback" not in terminal.shown
    assert answer(folder, "service", "lost") is not None


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_and_what_was_being_typed_is_saved(
    terminal: Terminal, folder: Path, name: str
) -> None:
    terminal.until("saved")
    terminal.press(b"4")
    terminal.until("takes effect")
    terminal.press(b"\x1b[D")
    terminal.until("lost and")
    terminal.press(b"nhalf a th")
    terminal.quiet()
    os.kill(terminal.pid, getattr(signal, name))
    assert terminal.ended() == 0
    said = answer(folder, "service", "lost")
    assert said is not None
    assert said.note == "half a th"


def test_a_terminal_that_is_closed_leaves_no_process(
    terminal: Terminal, folder: Path
) -> None:
    terminal.until("saved")
    terminal.press(b"4")
    terminal.until("takes effect")
    os.close(terminal.file)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        pid, _ = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            break
        time.sleep(0.05)
    else:
        raise AssertionError("it has not ended")
    assert answer(folder, "service", "lost") is not None


def test_a_terminal_that_is_closed_ends_it_though_its_leader_keeps_the_signal(
    folder: Path,
) -> None:
    for terminal in started(LED, OPEN, str(folder), str(PACK)):
        terminal.until("saved")
        terminal.quiet()
        time.sleep(1)  # it only waits for a key
        terminal.quiet()
        os.close(terminal.file)
        terminal.file = -1
        end = time.monotonic() + PATIENCE / 3
        while not os.waitpid(terminal.pid, os.WNOHANG)[0]:
            assert time.monotonic() < end, "it goes on without a terminal"
            time.sleep(0.05)


def test_it_can_be_suspended_and_comes_back_whole(terminal: Terminal) -> None:
    terminal.until("saved")
    terminal.quiet()
    terminal.press(b"\x1a")
    end = time.monotonic() + PATIENCE
    stopped = False
    while not stopped:
        assert time.monotonic() < end
        while select.select([terminal.file], [], [], 0.05)[0]:
            terminal.shown += os.read(terminal.file, 65536)
        pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
        stopped = bool(pid) and os.WIFSTOPPED(status)
    assert b"\x1b[?1049l" in terminal.shown
    terminal.shown = b""
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.until("saved")
    terminal.press(b"q")
    assert terminal.ended() == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a review that names its pack, so that it opens wherever it is found."""
    made = tmp_path / "orders"
    store.create(made, replace(a_review(), packs=(str(PACK),)))
    return made


def test_leaving_a_review_leads_home_and_a_signal_ends_both(at_home: Terminal) -> None:
    at_home.until("to ask.")
    for _ in range(2):
        at_home.shown = b""
        at_home.press(b"\r")
        at_home.until("saved")
        at_home.shown = b""
        at_home.press(b"q")
        at_home.until("reviews below")
    at_home.press(b"\r")
    at_home.until("saved")
    os.kill(at_home.pid, signal.SIGTERM)
    assert at_home.ended() == 0
    assert b"Traceback" not in at_home.shown
    assert b"\x1b[?25h" in at_home.shown
