"""A text handed to the editor a person has chosen, and what came back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

UNSET = "neither $VISUAL nor $EDITOR is set"


class NotEditedError(Exception):
    """The editor gave nothing back; says why, in a few words."""


def chosen(environment: Mapping[str, str] = os.environ) -> str:
    """Give the command of the editor, empty where none was chosen."""
    return environment.get("VISUAL", "") or environment.get("EDITOR", "")


def edited(text: str, command: str) -> str:
    """Give a text as it is after the editor was left.

    The command is taken apart as a shell does it, and no shell runs it.

    Raises:
        NotEditedError: no editor, it can't be started or failed, or what it wrote
            is no UTF-8.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        reason = f"{command!r} is no command: {error}"
        raise NotEditedError(reason) from None
    if not words:
        raise NotEditedError(UNSET)
    with tempfile.TemporaryDirectory(prefix="ninelives-") as folder:
        path = Path(folder, "note.txt")
        path.write_text(f"{text}\n" if text else "", "utf-8")
        try:
            done = subprocess.run([*words, str(path)], check=False)  # noqa: S603 - the person's own editor, and no shell
            found = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise NotEditedError(f"{words[0]}: {error}") from None
    if done.returncode:
        raise NotEditedError(f"{words[0]} ended with {done.returncode}")
    return found.rstrip("\n")
