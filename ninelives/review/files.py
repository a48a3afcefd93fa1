"""The files of a review folder: what stands in them, and how answers are written.

`review.yaml` holds the service, its map, and the answers about the service itself:
the impact of each harm under `impact:`, everything else under `about:`. Each
integration and component has a file of its own in `answers/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ninelives import shape
from ninelives.checklist.model import SERVICE, UNKNOWN
from ninelives.checklist.schema import HARMS, IMPACTS, RISKS
from ninelives.errors import Problem
from ninelives.review.merge import disputed
from ninelives.review.model import Answer, Component, Integration, Review, Settings
from ninelives.shape import Got, ListOf, MapOf, Number, Record, Text

KEYS = {
    "choice": "choice",
    "value": "value",
    "reason": "reason",
    "note": "note",
    "by": "by",
    "at": "at",
    "from": "origin",
    "owner": "owner",
    "due": "due",
    "asked": "asked",
}
"""Key in a file → field of an answer, in the order they are written."""

_ANY = Text(empty=True)
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""What Windows keeps for devices, whatever stands behind the point."""
ID = Text(pattern=r"[A-Za-z0-9][A-Za-z0-9_-]{0,120}", says="letters, digits, - and _")
_ANSWER_KEYS: Mapping[str, shape.Shape] = {
    "choice": Text(),
    "value": Number(),
    **dict.fromkeys(
        ("reason", "note", "by", "at", "from", "owner", "due", "asked"), _ANY
    ),
}
_PAST = Record("an answer", _ANSWER_KEYS, ("choice",), short="choice", open=True)
_VOICE = _PAST._replace(keys={**_ANSWER_KEYS, "settled": ListOf(_PAST)})
ANSWER = Record(
    "an answer",
    {**_VOICE.keys, "dispute": ListOf(_VOICE)},
    short="choice",
    open=True,
)
ANSWERS = Record(
    "a file of answers",
    {
        "integration": ID,
        "component": ID,
        "checklist": _ANY,
        "answers": MapOf(ANSWER),
    },
    open=True,
)
SETTINGS = MapOf(
    Record(
        "a setting", {"value": shape.Scalar(), "from": _ANY}, ("value",), short="value"
    )
)
COMPONENT = Record(
    "a component",
    {
        "id": ID,
        "type": Text(),
        "name": _ANY,
        "checklist": _ANY,
        "from": _ANY,
        "vanished": _ANY,
        "settings": SETTINGS,
    },
    ("id", "type"),
    open=True,
)
INTEGRATION = Record(
    "an integration",
    {
        "id": ID,
        "source": ID,
        "target": ID,
        "checklist": Text(),
        "impact": MapOf(Text(IMPACTS), Text(HARMS)),
        "from": _ANY,
        "vanished": _ANY,
        "settings": SETTINGS,
    },
    ("id", "source", "target", "checklist"),
    open=True,
)
GATE = Record(
    "a gate",
    {"fail-on": Text(RISKS[1:]), "baseline": Text()},
    open=True,
)
PACK = Record("a pack", {"name": _ANY, "version": _ANY}, short="name", open=True)
_ABOUT_SERVICE: Mapping[str, shape.Shape] = {
    "impact": MapOf(ANSWER, Text(HARMS)),
    "about": MapOf(ANSWER),
}
SERVICE_ANSWERS = Record("a review", _ABOUT_SERVICE, open=True)
REVIEW = Record(
    "a review",
    {
        "service": Text(),
        "team": _ANY,
        "pack": PACK,
        "packs": ListOf(Text()),
        "dialect": _ANY,
        "gate": GATE,
        **_ABOUT_SERVICE,
        "components": ListOf(COMPONENT),
        "integrations": ListOf(INTEGRATION),
    },
    ("service",),
    open=True,
)


def safe(name: str) -> bool:
    """Whether an id may become the name of a file, on any system."""
    fits = re.fullmatch(ID.pattern, name) is not None
    return fits and _RESERVED.fullmatch(name) is None


def answer(got: Got, problems: list[Problem]) -> Answer:
    """Give the answer that a checked record holds."""
    if "dispute" in got:
        voices = [answer(one, problems) for one in got["dispute"]]
        if len(voices) < 2:  # noqa: PLR2004 - one voice is no dispute
            found = "a dispute holds fewer than two answers"
            problems.append(Problem(got.at("dispute"), found))
        if "choice" in got or "value" in got:
            found = "an answer stands beside a dispute"
            remedy = "keep one of them"
            problems.append(Problem(got.place, found, remedy=remedy))
        return disputed(voices) if voices else Answer(UNKNOWN)
    if not {"choice", "value"} & {*got, *got.places}:
        problems.append(Problem(got.place, "an answer lacks 'choice'"))
    fields: dict[str, Any] = {
        field: got[key] for key, field in KEYS.items() if key in got
    }
    if "value" in fields:
        fields["value"] = float(fields["value"])
    fields["settled"] = tuple(answer(one, problems) for one in got.get("settled", ()))
    return Answer(**{"choice": "", **fields})


def plain(one: Answer) -> dict[str, Any]:
    """Give an answer as it is written."""
    if one.others:
        return {"dispute": [plain(voice) for voice in one.voices]}
    found = {key: getattr(one, field) for key, field in KEYS.items()}
    found["settled"] = [plain(voice) for voice in one.settled]
    return {key: value for key, value in found.items() if value not in ("", None, [])}


def component(one: Component) -> dict[str, Any]:
    """Give a component as it is written."""
    found = {
        "id": one.id,
        "type": one.type,
        "name": one.name,
        "checklist": one.checklist,
        "from": one.origin,
        "vanished": one.vanished,
        "settings": _settings(one.settings),
    }
    return {key: value for key, value in found.items() if value}


def _settings(given: Settings) -> dict[str, Any]:
    return {
        name: {"value": one.value, "from": one.origin} if one.origin else one.value
        for name, one in given.items()
    }


def integration(one: Integration) -> dict[str, Any]:
    """Give an integration as it is written."""
    found = {
        "id": one.id,
        "source": one.source,
        "target": one.target,
        "checklist": one.checklist,
        "impact": dict(one.impact),
        "from": one.origin,
        "vanished": one.vanished,
        "settings": _settings(one.settings),
    }
    return {key: value for key, value in found.items() if value}


def header(review: Review, subject: str) -> dict[str, Any]:
    """Give what a file of answers says first: what it is about."""
    integration = review.integration(subject)
    if integration is not None:
        return {"integration": subject, "checklist": integration.checklist}
    component = review.component(subject)
    found = {"component": subject, "checklist": component and component.checklist}
    return {key: value for key, value in found.items() if value}


def subject(review: Review, subject: str) -> dict[str, Any]:
    """Give a whole file of answers as it is written."""
    given = review.answers[subject]
    answers = {name: plain(one) for name, one in given.items()}
    return {**header(review, subject), "answers": answers}


def pack(review: Review) -> dict[str, Any]:
    """Give the pack a review was written with, as it is written."""
    found = {"name": review.pack, "version": review.pack_version}
    return {key: value for key, value in found.items() if value}


def review(review: Review) -> dict[str, Any]:
    """Give a whole review.yaml as it is written."""
    given = review.answers.get(SERVICE, {})
    found = {
        "service": review.service,
        "team": review.team,
        "pack": pack(review),
        "packs": list(review.packs),
        "dialect": review.dialect,
        "impact": {name: plain(given[name]) for name in HARMS if name in given},
        "about": {n: plain(one) for n, one in given.items() if n not in HARMS},
        "components": [component(one) for one in review.components],
        "integrations": [integration(one) for one in review.integrations],
    }
    return {key: value for key, value in found.items() if value}
