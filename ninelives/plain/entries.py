"""The lists of an incident: a line of the timeline, an action, a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from ninelives.plain.asking import line
from ninelives.plain.kept import LONGEST, Form
from ninelives.plain.state import Voice
from ninelives.plain.times import any_moment
from ninelives.text import slug


def _entry(form: Form, voice: Voice, said: str, rows: Sequence[object]) -> object:
    del voice, rows
    parts = said.split()
    started = str(form.values.get("started", ""))
    for count in (3, 2, 1):  # day, clock and zone; day and clock; clock
        try:
            at = any_moment(" ".join(parts[:count]), started)
        except ValueError:
            continue
        if len(parts) > count:
            return {"at": at, "says": " ".join(parts[count:])}
    message = "write a time and what happened, such as 08:05 Release 7 goes out"
    raise ValueError(message)


def _action(form: Form, voice: Voice, said: str, rows: Sequence[object]) -> object:
    del form
    owner = line(voice, "  Who? > ", "the one who sees to it")
    due = line(voice, "  Until when (YYYY-MM-DD)? > ")
    try:
        day = datetime.strptime(due, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        message = f"{due!r} is no day; the action is left out"
        raise ValueError(message) from None
    if not owner:
        message = "nobody is named; the action is left out"
        raise ValueError(message)
    taken = {one.get("id") for one in rows if isinstance(one, dict)}
    name = slug(said)[:LONGEST].strip("-")
    free = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    found = next(one for one in free if one not in taken)
    return {"id": found, "says": said, "owner": owner, "due": day.isoformat()}


def _asked(form: Form, voice: Voice, said: str, rows: Sequence[object]) -> object:
    del form, voice, rows
    return {"ask": said}


ENTRIES: Mapping[str, Callable[[Form, Voice, str, Sequence[object]], object]] = {
    "timeline": _entry,
    "actions": _action,
    "ask-next-time": _asked,
}
"""What makes an entry of each list of a line that was typed."""
