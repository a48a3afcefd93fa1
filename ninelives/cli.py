"""The commands; each imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence

FINE, FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: nothing to say; findings at or above the level; input can't be used."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; no traceback leaves this function."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        from ninelives import __version__

        print(f"ninelives {__version__}")  # noqa: T201 - what was asked for
        return FINE
    try:
        from ninelives import commands

        return commands.run(given)
    except KeyboardInterrupt:
        said = "\nStopped; every answer given is saved."
        print(said, file=sys.stderr)  # noqa: T201 - what a person reads
        return INTERRUPTED
    except BrokenPipeError:
        _stop_writing()
        return FINE
    except Exception as error:  # noqa: BLE001 - the one door: nobody reads a traceback
        from ninelives import door

        return door.said(error)


def _stop_writing() -> None:
    """Keep Python from complaining at exit that nobody reads its output."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
