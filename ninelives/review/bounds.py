"""What belongs to a review folder: files inside it, and no way out of it."""

from __future__ import annotations

import stat
from pathlib import Path

from ninelives.errors import unusable


def kept_inside(path: Path, folder: Path) -> Path:
    """Give a path of a review, once it is sure that no link leads out of the folder.

    Raises:
        Unusable: it, or a folder on the way to it, is a link to somewhere else.
    """
    at = path
    while at not in (folder, at.parent) and not at.is_symlink():
        at = at.parent
    if at == folder:
        return path
    real, home = path.resolve(), folder.resolve()
    if real != home and home not in real.parents:
        raise unusable(
            path,
            f"leads out of the review, to {real}",
            expected="a file of its own, not a link",
        )
    return path


def readable(path: Path, folder: Path) -> Path:
    """Give a path of a review that can be read without waiting for anybody.

    Raises:
        Unusable: it leads out of the folder, or is no ordinary file (a pipe would
            never end).
    """
    kept_inside(path, folder)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        reason = (error.strerror or "it is gone").lower()
        raise unusable(path, f"can't be read: {reason}") from None
    if not stat.S_ISREG(mode):
        raise unusable(path, "no ordinary file", remedy="move it out of the review")
    return path
