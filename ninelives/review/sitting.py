"""A session: people at one table, who of them speaks, and when their time is over.

It belongs to one machine and lies in the private folder, so that neither a closed
terminal nor a machine switched off ends it; what it leads to, answers and what was
parked, belongs to the review.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ninelives import words
from ninelives.errors import unusable
from ninelives.review import durable
from ninelives.review.lock import PRIVATE, private

USUAL = 45
"""Minutes a session takes where nobody says."""
LONGEST = 480
SOON = 300
"""Seconds before the end from which on the clock says so."""
_FILE = "session.json"


class Sitting(NamedTuple):
    """A session that has begun."""

    began: str
    """When, as YYYY-MM-DDTHH:MM:SSZ."""
    minutes: int
    """How long it takes."""
    present: tuple[str, ...]
    """Who is there, in the order they were named."""
    speaker: str
    """Whose answers are taken down now."""
    before: Mapping[str, str]
    """Finding id → risk, as things stood when it began."""

    def left(self, now: str) -> int:
        """Give the seconds that are left; below 0 where it is over."""
        try:
            gone = datetime.fromisoformat(now) - datetime.fromisoformat(self.began)
        except (ValueError, TypeError):
            return 0
        return self.minutes * 60 - int(gone.total_seconds())


def clock(seconds: int) -> str:
    """Give a time that is left or over as one reads it off a clock."""
    minutes, rest = divmod(abs(seconds), 60)
    time = f"{minutes:02}:{rest:02}"
    if seconds >= 0:
        return words.say("{time} left", time=time)
    return words.say("{time} over", time=time)


def names(text: str) -> tuple[str, ...]:
    """Give the names of a line, parted by commas, each once."""
    found = (" ".join(one.split()) for one in text.split(","))
    return tuple(dict.fromkeys(one for one in found if one))


def length(text: str) -> int:
    """Read how many minutes a session takes; empty: the usual.

    Raises:
        ValueError: it is no such number; said in words.
    """
    if not text.strip():
        return USUAL
    said = text.strip()
    if not (said.isdecimal() and said.isascii() and 1 <= int(said) <= LONGEST):
        message = f"{said} is no number of minutes from 1 to {LONGEST}"
        raise ValueError(message)
    return int(said)


def attended(one: Sitting, present: Iterable[str], speaker: str = "") -> Sitting:
    """Give the session with others present; whoever speaks is one of them."""
    there = dict.fromkeys(present)
    speaks = speaker or one.speaker
    if speaks not in there:
        speaks = speaker or next(iter(there), one.speaker)
    return one._replace(present=tuple({**there, speaks: None}), speaker=speaks)


def keep(folder: Path, one: Sitting) -> None:
    """Keep a session until it is ended.

    Raises:
        Unusable: it can't be written.
    """
    body = json.dumps(one._asdict(), ensure_ascii=False)
    try:
        durable.write(private(folder) / _FILE, body)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(folder, f"the session can't be kept: {reason}") from None


def kept(folder: Path) -> Sitting | None:
    """Give the session that has not been ended yet, or None."""
    try:
        body: Any = json.loads((folder / PRIVATE / _FILE).read_bytes())
        found = Sitting(
            str(body["began"]),
            int(body["minutes"]),
            tuple(map(str, body["present"])),
            str(body["speaker"]),
            {str(one): str(risk) for one, risk in body["before"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if found.present else None


def forget(folder: Path) -> None:
    """End a session; raises `Unusable` where that can't be kept."""
    try:
        (private(folder) / _FILE).unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(folder, f"the session can't be ended: {reason}") from None
