"""One writer at a time, among all processes that work on a review."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

from ninelives.errors import unusable
from ninelives.review import durable
from ninelives.review.bounds import kept_inside

PRIVATE = ".ninelives"
"""The folder inside a review for what belongs to one machine; git ignores it."""
PATIENCE = 20.0
"""Seconds to wait for another writer before saying so."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
"""What a file system says that has no locks."""


def private(folder: Path) -> Path:
    """Give the private folder of a review, made where it is missing.

    Raises:
        OSError: it can't be made.
        Unusable: it is a link that leads out of the review.
    """
    made = kept_inside(folder / PRIVATE, folder)
    if not (made / ".gitignore").is_file():
        made.mkdir(exist_ok=True)
        durable.write(made / ".gitignore", "*\n", last=False)
    return made


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the review's lock; it goes with the process, however that ends.

    Raises:
        OSError: the lock's file can't be opened.
        Unusable: another process holds it for longer than `PATIENCE`.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(private(folder) / "lock", flags, 0o666)
    try:
        _wait(handle, folder)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    pause = 0.001
    while not _taken(handle):
        if time.monotonic() > end:
            raise unusable(
                folder,
                f"another program has been writing for {PATIENCE:.0f} s",
                remedy="end it, then answer again",
            )
        time.sleep(pause)
        pause = min(pause * 2, 0.05)


def _taken(handle: int) -> bool:
    """Take the lock if it is free; a file system without locks always gives it."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _taken_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True


def _taken_on_windows(handle: int) -> bool:
    from importlib import import_module

    msvcrt = import_module("msvcrt")  # there is none elsewhere
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
