"""Writing that is either whole or not there, and on the disk when it returns."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from ninelives.errors import unusable


def write(path: Path, text: str | bytes, *, last: bool = True) -> None:
    """Replace a file durably: its old text or its new one is there, never a part.

    A link is replaced, not followed. The mode of the file stays as it was.

    Args:
        path: the file; it need not be there yet, its folder must.
        text: what is written, a text as UTF-8.
        last: whether it must survive that the machine is switched off now.

    Raises:
        OSError: it can't be written; the old file is as it was.
    """
    mode = _mode(path)
    spare = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with contextlib.suppress(FileNotFoundError):
        spare.unlink()
    handle = os.open(spare, flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), mode)
            file.write(_bytes(text))
            file.flush()
            if last:
                os.fsync(file.fileno())
        spare.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            spare.unlink()
        raise
    if last:
        settle(path.parent)


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text


def _mode(path: Path) -> int | None:
    """Give the mode of the file that is there, None where there is none.

    Raises:
        OSError: somebody made it read-only, and a folder that can be written would
            let us replace it all the same.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    return stat.S_IMODE(found.st_mode)


def write_file(path: Path, text: str | bytes) -> None:
    """Write a generated file durably, where a link leads, or to a device.

    Raises:
        Unusable: it can't be written.
    """
    try:
        real = path.resolve()
        if real.exists() and not real.is_file():
            real.write_bytes(_bytes(text))
        else:
            write(real, text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(path, f"can't be written: {reason}") from None


def settle(folder: Path) -> None:
    """Make what changed in a folder last; where that can't be done, the system does."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(path: Path) -> None:
    """Remove what writers that were killed left beside a file.

    Only for one who holds the lock: whoever else writes it now would lose its work.
    """
    with contextlib.suppress(OSError):
        for spare in path.parent.glob(f".{path.name}.*.tmp"):
            spare.unlink()
