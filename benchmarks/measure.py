"""Clocks: a program's first paint, its CPU time, and a key's way to the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import select
import signal
import statistics
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SIZE = (40, 120)
PATIENCE = 30.0
"""Seconds after which a program that shows nothing is given up."""

_GAP = 0.005
"""Seconds without a byte after which a frame is whole; it is written in one go."""


def paired(one: Callable[[], float], other: Callable[[], float], pairs: int) -> float:
    """Give the median of the ratios one / other, pair by pair, after a warm-up."""
    one(), other()
    return statistics.median(one() / other() for _ in range(pairs))


def cpu(command: Sequence[str]) -> float:
    """Give the CPU seconds a command takes, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


class Screen:
    """A program under a pseudo-terminal of 120×40."""

    def __init__(self, command: Sequence[str]) -> None:
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(command[0], list(command))
        size = struct.pack("HHHH", *SIZE, 0, 0)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, size)

    def until(self, words: str) -> bytes:
        """Read until these words were drawn; raises TimeoutError."""
        wanted, seen = words.encode(), b""
        end = time.monotonic() + PATIENCE
        while wanted not in seen:
            if not select.select([self.file], [], [], end - time.monotonic())[0]:
                raise TimeoutError(words)
            seen += os.read(self.file, 65536)
        return seen

    def quiet(self, for_: float) -> float:
        """Read until nothing came for `for_` seconds; give when the last byte came."""
        last = time.perf_counter()
        while select.select([self.file], [], [], for_)[0]:
            os.read(self.file, 65536)
            last = time.perf_counter()
        return last

    def frame(self, patience: float) -> float | None:
        """Read one frame; give when its last byte came, or None where none comes."""
        last, wait = None, patience
        while select.select([self.file], [], [], wait)[0]:
            os.read(self.file, 65536)
            last, wait = time.perf_counter(), _GAP
        return last

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.file, keys.encode())

    def cpu(self) -> float:
        """Give the CPU seconds used so far by all its threads."""
        tasks = Path(f"/proc/{self.pid}/task")
        spent = 0
        for task in tasks.iterdir():
            spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9

    def memory(self) -> float:
        """Give the MiB it has used at most."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)


def first_paint(command: Sequence[str], words: str) -> float:
    """Give the CPU seconds a program has used when these words reach the terminal."""
    screen = Screen(command)
    try:
        screen.until(words)
        return screen.cpu()
    finally:
        screen.kill()


def key_to_paint(
    command: Sequence[str], words: str, keys: Sequence[str], first: str = ""
) -> list[float]:
    """Give, for each key, the seconds from typing it to its frame on the screen.

    `first` is typed before them, and what it opens is waited for.

    What is worked out behind it and drawn later (what follows, at a hundred places)
    is waited for, and not counted.
    """
    screen = Screen(command)
    try:
        screen.until(words)
        screen.quiet(2.0)
        if first:
            screen.press(first)
            screen.quiet(1.0)
        found = []
        for key in keys:
            start = time.perf_counter()
            screen.press(key)
            end = screen.frame(0.15)
            if end is not None:
                found.append(end - start)
                screen.quiet(0.15)
        return found
    finally:
        screen.kill()
