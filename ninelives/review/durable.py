"""Writing that is either whole or not there, and on the disk when it returns."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from ninelives.errors import unusable

_MODE = 0o644


def write(path: Path, text: str, within: Path | None = None) -> None:
    """Replace a file durably: its old text or its new one is there, never a part.

    Args:
        path: the file; it need not be there yet, its folder must.
        text: what is written, as UTF-8.
        within: a folder that the file must not leave, by links either.

    Raises:
        OSError: it can't be written; the old file is as it was.
        Unusable: a link leads out of `within`.
    """
    folder = path.parent
    if within is not None:
        _stay(folder, within)
    mode = path.stat().st_mode & 0o777 if path.exists() else _MODE
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    spare = folder / f".{path.name}.{os.getpid()}.tmp"
    with contextlib.suppress(FileNotFoundError):
        spare.unlink()
    try:
        handle = os.open(spare, flags, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        spare.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            spare.unlink()
        raise
    _sync(folder)


def _stay(folder: Path, within: Path) -> None:
    real, home = folder.resolve(), within.resolve()
    if real != home and home not in real.parents:
        raise unusable(
            folder,
            f"leads out of the review, to {real}",
            expected="a folder, not a link",
        )


def _sync(folder: Path) -> None:
    """Make a rename last; where folders can't be synchronised the system does it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
