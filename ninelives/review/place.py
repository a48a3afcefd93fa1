"""Where a review was left, so that it goes on there; losing it does no harm."""

from __future__ import annotations

import contextlib
from pathlib import Path

from ninelives import document
from ninelives.errors import Unusable
from ninelives.review import durable, seat
from ninelives.review.bounds import readable

_FILE = "place.yaml"


def remember(folder: Path, subject: str, question: str) -> None:
    """Keep the question a review was left at."""
    import json  # every JSON text is YAML

    text = json.dumps({"subject": subject, "question": question})
    with contextlib.suppress(OSError, Unusable):
        durable.write(seat.made(folder) / _FILE, f"{text}\n", last=False)


def left_at(folder: Path) -> tuple[str, str] | None:
    """Give (subject, question) of where a review was left, or None."""
    path = seat.own(folder) / _FILE
    try:
        found = document.plain(document.read(readable(path, folder)))
    except (OSError, Unusable):
        return None
    if not isinstance(found, dict) or not {"subject", "question"} <= found.keys():
        return None
    return str(found["subject"]), str(found["question"])
