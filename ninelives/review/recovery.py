"""What was typed and could not be saved is kept in a file that can be given back."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ninelives import amend, document
from ninelives.errors import Place, Problem, Unusable
from ninelives.review import durable, files
from ninelives.review.lock import PRIVATE
from ninelives.review.model import Answer


def kept(
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
    why = _why(error)
    if answer is None:
        return Unusable(Problem(Place(str(folder)), f"can't be saved: {why}"))
    said = {**files.plain(answer.voices[0])}
    for place in _places(folder):
        try:
            place.mkdir(parents=True, exist_ok=True)
            path = place / f"recovered-{os.getpid()}.yaml"
            text = document.read_text(path) if path.exists() else ""
            new = amend.put(text, ["answers", subject, question], said)
            durable.write(path, new)
        except (OSError, Unusable):
            continue
        problem = Problem(
            Place(str(folder)),
            f"can't be saved: {why}",
            remedy=f"the answer is kept in {path}; when that is mended, give it back "
            f"with: ninelives review {folder} --answers {path}",
        )
        more = error.problems if isinstance(error, Unusable) else ()
        return Unusable((problem, *more))
    found = f"can't be saved, here or anywhere: {why}"
    return Unusable(Problem(Place(str(folder)), found, remedy=f"note it down: {said}"))


def _why(error: OSError | Unusable) -> str:
    if isinstance(error, Unusable):
        return error.problems[0].found
    return (error.strerror or str(error)).lower()


def _places(folder: Path) -> Iterator[Path]:
    """Give the folders to try, the nearest first."""
    yield folder / PRIVATE
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    yield Path(state) / "ninelives"
    yield Path(tempfile.gettempdir()) / f"ninelives-{time.strftime('%Y%m%d')}"


def recoveries(folder: Path) -> tuple[Path, ...]:
    """Give the recovery files that lie inside a review."""
    return tuple(sorted((folder / PRIVATE).glob("recovered-*.yaml")))
