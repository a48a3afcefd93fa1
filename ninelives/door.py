"""What a user is told when a command fails: the problem, or where the details are."""

from __future__ import annotations

import errno
import sys

from ninelives.errors import Unusable
from ninelives.text import visible

UNUSABLE = 2
"""The exit code when what was given can't be used."""
_OF_THE_MACHINE = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EIO,
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ENAMETOOLONG,
        errno.ELOOP,
        errno.ENOTDIR,
        errno.EISDIR,
    }
)
"""What a machine refuses whatever the program: no room, no right, a name too long."""


def said(error: Exception) -> int:
    """Tell a person what went wrong, on standard error; give the exit code."""
    if isinstance(error, Unusable):
        for problem in error.problems:
            print(str(problem), file=sys.stderr)  # noqa: T201 - what a person reads
        return UNUSABLE
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        # Without a name: standard output, or a file when the disk is full.
        where = error.filename or "the output"
        reason = (error.strerror or str(error)).lower()
        print(visible(f"{where}: can't be used: {reason}"), file=sys.stderr)  # noqa: T201 - what a person reads
        return UNUSABLE
    kept = _keep(error)
    print(  # noqa: T201 - what a person reads
        "ninelives: something went wrong that should not: "
        f"{visible(f'{type(error).__name__}: {error}')}\n"
        f"Every answer given is saved. The details are in {kept}; "
        "please send them with a report.",
        file=sys.stderr,
    )
    return UNUSABLE


def _keep(error: Exception) -> str:
    """Write the traceback to a file of its own and give the file's name.

    Where there is no room for one it is said instead.
    """
    import tempfile
    import traceback

    told = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="ninelives-", suffix=".log", delete=False
        ) as file:
            file.write(told)
    except OSError:
        return visible(told.replace("\n", " | "))
    return file.name
