"""What `report --format json` gives, as a table: its JSON Schema is made from it."""

from __future__ import annotations

from collections.abc import Mapping

from ninelives.checklist.schema import EXPOSURES, HARMS, IMPACTS, RISKS
from ninelives.review.actions import ACTION_KEYS
from ninelives.shape import ListOf, Number, Record, Shape, Text

NAME = "ninelives/report"
VERSION = "1"
"""Changes when a reader of the older form would no longer understand it."""
_ANY = Text(empty=True)
_RISK = Text(RISKS)
_LINE = Record("a line", {"path": Text(), "line": Number()}, ("path", "line"))
WAIVER = Record(
    "a waiver",
    {
        name: Text()
        for name in ("finding", "reason", "approver", "control", "expires", "at")
    },
    ("finding", "reason", "approver", "control", "expires", "at"),
)
_OPTION = Record(
    "an option",
    {"id": Text(), "title": Text(), "effort": Text(), "leaves": _RISK},
    ("id", "title", "effort", "leaves"),
)
_FINDING_KEYS: Mapping[str, Shape] = {
    "id": Text(),
    "subject": Text(),
    "also": ListOf(Text()),
    "where": _ANY,
    "checklist": Text(),
    "pitfall": Text(),
    "way": Text(),
    "title": _ANY,
    "about": _ANY,
    "risk": _RISK,
    "exposure": Text(EXPOSURES),
    "impact": Text(IMPACTS),
    "harm": Text(HARMS),
    "certainty": Text(("known", "assumed")),
    "decision": Text(("open", "accepted", "expired", "triggered")),
    "reasons": ListOf(_ANY),
    "options": ListOf(_OPTION),
    "seen": _LINE,
    "seen-in": Text(("code", "answers")),
}
FINDING = Record("a finding", {**_FINDING_KEYS, "waiver": WAIVER}, tuple(_FINDING_KEYS))
_QUESTION_KEYS: Mapping[str, Shape] = {
    "subject": Text(),
    "where": _ANY,
    "question": Text(),
    "asks": _ANY,
    "state": Text(("unanswered", "unknown", "stale", "disputed")),
    "risk": _RISK,
    "owner": _ANY,
    "due": _ANY,
    "seen": _LINE,
}
_QUESTION = Record("an open question", _QUESTION_KEYS, tuple(_QUESTION_KEYS))
_AGREED = Record(
    "an action",
    {**ACTION_KEYS, "at": Text()},
    ("id", "says", "owner", "due", "state", "at"),
)
_PACK_KEYS: Mapping[str, Shape] = dict.fromkeys(("name", "version", "digest"), Text())
_KEYS: Mapping[str, Shape] = {
    "format": Text((NAME,)),
    "version": Text((VERSION,)),
    "service": _ANY,
    "team": _ANY,
    "day": _ANY,
    "packs": ListOf(Record("a pack", _PACK_KEYS, tuple(_PACK_KEYS))),
    "risk": _RISK,
    "asked": Number(),
    "answered": Number(),
    "findings": ListOf(FINDING),
    "open": ListOf(_QUESTION),
    "orphaned-waivers": ListOf(WAIVER),
    "agreed": ListOf(_AGREED),
    "left-out": ListOf(Text()),
}
_VANISHED = Record(
    "what vanished",
    {"id": Text(), "where": _ANY, "since": Text()},
    ("id", "where", "since"),
)
REPORT = Record(
    "a report",
    {**_KEYS, "vanished": ListOf(_VANISHED)},
    tuple(one for one in _KEYS if one != "agreed"),
)
"""A report of before actions has no `agreed`, one of before scans no `vanished`."""
