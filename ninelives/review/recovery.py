"""What was typed and could not be saved is kept in a file that can be given back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote

from ninelives import amend, document
from ninelives.amend import Change
from ninelives.errors import Place, Problem, Unusable
from ninelives.review import durable, files
from ninelives.review.lock import PRIVATE, private
from ninelives.review.model import Answer

Kept = Callable[[str], str | None]
"""Gives the text of a recovery file with one thing more in it, from the text it has.

None where the file holds something else in that place already.
"""


def keep_answer(
    folder: Path,
    subject: str,
    question: str,
    answer: Answer | None,
    error: OSError | Unusable,
) -> Unusable:
    """Keep an answer that could not be saved; give what to tell the one who gave it.

    The file has the shape of an answers file: `ninelives review FOLDER --answers FILE`
    gives it back.
    """
    if answer is None:
        return _told(folder, error, "try again when that is mended")
    voice = files.plain(answer.voices[0])
    way = ("answers", subject, question)

    def more(text: str) -> str | None:
        page = amend.page_of(text, "the recovery file")
        there: object = document.plain(page.root) if page.root else {}
        for step in way:
            there = there.get(step) if isinstance(there, dict) else None
        if isinstance(there, dict) and there.get("by") != voice.get("by"):
            return None  # somebody else's answer is not overwritten
        return amend.edited(page, (Change(way, voice),)).text

    path = _kept(folder, "recovered", more)
    if path is None:
        return _told(folder, error, f"it could be kept nowhere, note it down: {voice}")
    again = f"ninelives review {quote(str(folder))} --answers {quote(str(path))}"
    remedy = f"the answer is kept in {path}; when that is mended, give it back: {again}"
    return _told(folder, error, remedy)


def keep_map(folder: Path, text: str, error: OSError | Unusable) -> Unusable:
    """Keep a review.yaml that could not be saved; give what to tell about it."""
    path = _kept(folder, "recovered-map", lambda there: None if there else text)
    if path is None:
        return _told(folder, error, "it could be kept nowhere")
    return _told(folder, error, f"the map is kept in {path}")


def _told(folder: Path, error: OSError | Unusable, remedy: str) -> Unusable:
    found = "it could not be saved"
    causes: tuple[Problem, ...] = ()
    if isinstance(error, Unusable):
        causes = error.problems
    else:
        found = f"{found}: {(error.strerror or str(error)).lower()}"
    return Unusable((Problem(Place(str(folder)), found, remedy=remedy), *causes))


def _kept(folder: Path, name: str, more: Kept) -> Path | None:
    """Give the file that keeps it, None where nothing can be written anywhere."""
    day = time.strftime("%Y-%m-%d", time.gmtime())
    for prepared in _places(folder):
        try:
            place = prepared()
            for number in range(1, 100):
                tail = f"-{number}" if number > 1 else ""
                path = place / f"{name}-{day}{tail}.yaml"
                text = more(document.read_text(path) if path.exists() else "")
                if text is not None:
                    durable.write(path, text)
                    return path
        except (OSError, Unusable, KeyError):
            continue
    return None


def _places(folder: Path) -> Iterator[Callable[[], Path]]:
    """Give what prepares each folder to try, the nearest first."""
    yield lambda: private(folder)
    yield lambda: _own(_state_home() / _name_of(folder))
    yield lambda: _own(_temporary() / _name_of(folder))


def _state_home() -> Path:
    given = os.environ.get("XDG_STATE_HOME")
    return Path(given or Path.home() / ".local" / "state") / "ninelives"


def _temporary() -> Path:
    import tempfile

    login = os.getuid() if hasattr(os, "getuid") else "own"
    return Path(tempfile.gettempdir()) / f"ninelives-{login}"


def _name_of(folder: Path) -> str:
    """Give a name for a review by its path: two reviews never share one."""
    import hashlib

    path = folder.resolve()
    return f"{path.name}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}"


def _own(folder: Path) -> Path:
    """Make a folder that nobody else can read or has prepared for us."""
    for one in (folder.parent, folder):
        one.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = one.lstat()
        foreign = hasattr(os, "getuid") and found.st_uid != os.getuid()
        if foreign or one.is_symlink():
            raise PermissionError(13, "Permission denied", str(one))
    return folder


def recoveries(folder: Path) -> tuple[Path, ...]:
    """Give the answers files that keep what could not be saved of a review."""
    homes = (
        folder / PRIVATE,
        _state_home() / _name_of(folder),
        _temporary() / _name_of(folder),
    )
    return tuple(
        path
        for home in homes
        for path in sorted(home.glob("recovered-*.yaml"), key=lambda one: one.stem)
        if not path.name.startswith("recovered-map")
    )
