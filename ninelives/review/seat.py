"""Where each of several people who sit at one review on one machine keeps their own.

What a person was at (the question, what is typed and not yet an answer, the last
picture) belongs to nobody else. Who is alone uses the review's private folder itself.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

VARIABLE = "NINELIVES_SEAT"
"""The environment variable that names the seat: sixteen hexadecimal digits."""
_NAME = re.compile(r"[0-9a-f]{16}")


def named(person: str) -> str:
    """Give the name of a person's seat: the same for the same name."""
    import hashlib

    return hashlib.sha256(person.encode("utf-8", "replace")).hexdigest()[:16]


def own(folder: Path) -> Path:
    """Give the folder for what belongs to the one who sits here; it may be missing."""
    private = folder / ".ninelives"  # as the lock calls it, which loads much more
    seat = os.environ.get(VARIABLE, "")
    return private / "seats" / seat if _NAME.fullmatch(seat) else private


def made(folder: Path) -> Path:
    """Give the same folder, made where it is missing.

    Raises:
        OSError: it can't be made.
        Unusable: it is a link that leads out of the review.
    """
    from ninelives.review.bounds import kept_inside
    from ninelives.review.lock import private

    found, whole = own(folder), private(folder)
    if found != whole:
        kept_inside(found, folder).mkdir(parents=True, exist_ok=True)
    return found
