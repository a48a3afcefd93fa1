"""The commands; each imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

FINE, FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: nothing to say; findings at or above the level; input can't be used."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; no traceback leaves this function."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _open_streams()
    if isinstance(sys.stdout, TextIOWrapper):
        _same_everywhere(sys.stdout)
    try:
        try:
            return _run(given)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        said = "\nStopped; every answer given is saved."
        print(said, file=sys.stderr)  # noqa: T201 - what a person reads
        return INTERRUPTED
    except BrokenPipeError:
        _stop_writing()
        return FINE
    except Exception as error:  # noqa: BLE001 - the one door: nobody reads a traceback
        from ninelives import door

        code = door.said(error)
        try:
            sys.stdout.flush()
        except OSError:
            _stop_writing()
        return code


def _same_everywhere(output: TextIOWrapper) -> None:
    """Let a file or a pipe get the same bytes on every machine.

    A terminal keeps its letters, and so does who asks for some; a letter that is not
    among them is escaped.
    """
    import os

    if output.isatty() or os.environ.get("PYTHONIOENCODING"):
        output.reconfigure(errors="backslashreplace")
    else:
        output.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _run(given: list[str]) -> int:
    if given in (["--version"], ["-V"]):
        from ninelives import __version__

        print(f"ninelives {__version__}")  # noqa: T201 - what was asked for
        return FINE
    from ninelives import commands

    return commands.run(given)


def _open_streams() -> None:
    """Put nothing in the place of the streams somebody closed (`>&-`, a daemon).

    The numbers are taken first: the next file that is opened would get them, and what
    git says to its standard output would end up in it.
    """
    import os

    while os.open(os.devnull, os.O_RDWR) <= 2:  # noqa: PLR2004 - standard error
        pass
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as we run
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above


def _stop_writing() -> None:
    """Keep Python from complaining at exit that nobody reads its output."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
