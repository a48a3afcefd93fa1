"""Incidents: what did go wrong, as a team writes it down, one file each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ninelives import document, shape
from ninelives.checklist.schema import HARMS
from ninelives.errors import Place, Problem, Unusable
from ninelives.review.actions import ACTION_KEYS, Action, action
from ninelives.review.bounds import readable
from ninelives.review.files import ID, safe
from ninelives.shape import Got, ListOf, Record, Text

HOME = "incidents"
"""The folder of a review that its incidents lie in."""
FAILURES = (
    "consumer-errors",
    "consumer-away",
    "target-refused",
    "poison-event",
    "partial-batch",
)
"""What can have failed, in the words of the loss windows."""
_NEVER = datetime.min.replace(tzinfo=UTC)
"""Stands for a time that can't be read, until its problem is told."""
MOMENT = Text(
    pattern=r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)",
    says="a time with its zone, such as 2026-12-01T08:10:00+01:00",
)
ENTRY = Record("an entry of a timeline", {"at": MOMENT, "says": Text()}, ("at", "says"))
MISSED = Record(
    "a question that was missing",
    {"where": ID, "pitfall": Text(), "ask": Text(), "why": Text()},
    ("ask",),
)
_AGREED = Record("an action", ACTION_KEYS, ("id", "says", "owner", "due"))
INCIDENT = Record(
    "an incident",
    {
        "title": Text(),
        "started": MOMENT,
        "noticed": MOMENT,
        "ended": MOMENT,
        "recovered": MOMENT,
        "where": ListOf(ID),
        "harms": ListOf(Text(HARMS)),
        "amount": Text(),
        "failure": Text(FAILURES),
        "ways": ListOf(Text()),
        "pitfalls": ListOf(Text()),
        "how-found": Text(),
        "how-recovered": Text(),
        "what-happened": Text(),
        "timeline": ListOf(ENTRY),
        "actions": ListOf(_AGREED),
        "ask-next-time": ListOf(MISSED),
    },
    (
        "title",
        "started",
        "noticed",
        "where",
        "harms",
        "amount",
        "how-found",
        "what-happened",
    ),
)


class Entry(NamedTuple):
    """One line of a timeline."""

    at: datetime
    says: str


class Missed(NamedTuple):
    """A question people wish they had been asked."""

    where: str
    """An integration or component; empty: the first the incident names."""
    pitfall: str
    """The id of a pitfall, or empty."""
    ask: str
    why: str
    place: Place


class Incident(NamedTuple):
    """Something that did go wrong. Every time has a zone."""

    name: str
    """The name of its file, without the end."""
    title: str
    started: datetime
    noticed: datetime
    ended: datetime | None
    """When nothing failed any more; None: when it was recovered."""
    recovered: datetime | None
    """When the data was right again; None: it is not, or never will be."""
    where: tuple[str, ...]
    """Ids of integrations and components."""
    harms: tuple[str, ...]
    amount: str
    failure: str
    """One of `FAILURES`, or empty where nobody said."""
    ways: tuple[str, ...]
    pitfalls: tuple[str, ...]
    """What people say struck; empty: all that fit harms and ways are looked at."""
    found: str
    """How it was found."""
    mended: str
    """How it was recovered, or empty."""
    thought: str
    """What people think happened."""
    timeline: tuple[Entry, ...]
    """In the order of time."""
    actions: tuple[Action, ...]
    missed: tuple[Missed, ...]
    places: Got

    @property
    def over(self) -> datetime | None:
        """When the failure ended, as far as anybody said."""
        return self.ended or self.recovered


def load_incident(path: Path, folder: Path | None = None) -> Incident:
    """Read an incident.

    Args:
        path: its file.
        folder: the review it lies in, which no link leads out of; None: it lies
            anywhere.

    Raises:
        Unusable: with every problem of the file.
    """
    problems: list[Problem] = []
    file = path if folder is None else readable(path, folder)
    got = shape.check(document.read(file), INCIDENT, str(path), problems)
    if not safe(path.stem):
        says = "the name of the file is no id"
        problems.append(Problem(Place(str(path)), says, "letters, digits, - and _"))
    if problems:
        raise Unusable(problems)
    told = _incident(path.stem, got, problems)
    _in_order(told, problems)
    if problems:
        raise Unusable(problems)
    return told


def incident_files(folder: Path) -> tuple[Path, ...]:
    """Give the files of a review's incidents, in order."""
    home = folder / HOME
    if not home.is_dir():
        return ()
    return tuple(sorted(one for one in home.glob("*.yaml") if one.name[0] != "."))


def _incident(name: str, got: Got, problems: list[Problem]) -> Incident:
    started = moment(got, "started", problems)
    timeline = [
        Entry(at, one["says"])
        for one in got.get("timeline", ())
        if (at := moment(one, "at", problems))
    ]
    empty = [key for key in ("where", "harms") if not got[key]]
    problems.extend(Problem(got.at(key), f"{key} names nothing") for key in empty)
    return Incident(
        name=name,
        title=got["title"],
        started=started or _NEVER,
        noticed=moment(got, "noticed", problems) or _NEVER,
        ended=moment(got, "ended", problems),
        recovered=moment(got, "recovered", problems),
        where=tuple(dict.fromkeys(got["where"])),
        harms=tuple(dict.fromkeys(got["harms"])),
        amount=got["amount"],
        failure=got.get("failure", ""),
        ways=tuple(got.get("ways", ())),
        pitfalls=tuple(dict.fromkeys(got.get("pitfalls", ()))),
        found=got["how-found"],
        mended=got.get("how-recovered", ""),
        thought=got["what-happened"],
        timeline=tuple(sorted(timeline, key=lambda one: one.at)),
        actions=_actions(got.get("actions", ()), name, problems),
        missed=tuple(map(_missed, got.get("ask-next-time", ()))),
        places=got,
    )


def moment(got: Got, key: str, problems: list[Problem]) -> datetime | None:
    """Give a time of a checked record; None where it is left out or is none."""
    if key not in got:
        return None
    try:
        return datetime.fromisoformat(got[key])
    except ValueError as error:
        problems.append(Problem(got.at(key), f"{got[key]!r} is no time: {error}"))
        return None


def _actions(
    given: Sequence[Got], incident: str, problems: list[Problem]
) -> tuple[Action, ...]:
    found = tuple(action(one, problems)._replace(incident=incident) for one in given)
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            problems.append(
                Problem(one.place, f"there is an action {one.id!r} already")
            )
        seen.add(one.id)
    return found


def _missed(got: Got) -> Missed:
    texts = {key: got.get(key, "") for key in MISSED.keys}
    return Missed(**texts, place=got.place)


def _in_order(found: Incident, problems: list[Problem]) -> None:
    """Note times that can't follow each other."""
    if problems:
        return
    for key, at in (
        ("noticed", found.noticed),
        ("ended", found.ended),
        ("recovered", found.recovered),
    ):
        if at is not None and at < found.started:
            place = found.places.at(key)
            problems.append(Problem(place, f"{key} lies before it started"))
    if found.ended and found.recovered and found.recovered < found.ended:
        place = found.places.at("recovered")
        problems.append(Problem(place, "recovered lies before it ended"))
