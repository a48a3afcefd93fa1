"""What a user is told when a command fails: the problem, or where the details are."""

from __future__ import annotations

import sys

from ninelives.errors import Unusable
from ninelives.text import visible

UNUSABLE = 2
"""The exit code when what was given can't be used."""


def said(error: Exception) -> int:
    """Tell a person what went wrong, on standard error; give the exit code."""
    if isinstance(error, Unusable):
        for problem in error.problems:
            print(str(problem), file=sys.stderr)  # noqa: T201 - what a person reads
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
    """Write the traceback to a file of its own and give the file's name."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="ninelives-", suffix=".log", delete=False
    ) as file:
        file.write("".join(traceback.format_exception(error)))
    return file.name
