"""The files of a review folder: what stands in them, and how answers are written.

`review.yaml` holds the service, its map, and the answers about the service itself:
the impact of each harm under `impact:`, everything else under `about:`. Each
integration and component has a file of its own in `answers/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from ninelives import shape
from ninelives.checklist.schema import DAY, HARMS, IMPACTS
from ninelives.errors import Problem
from ninelives.review.model import Answer, Component, Integration
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
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(-.*)?", re.IGNORECASE)
ID = Text(pattern=r"[A-Za-z0-9][A-Za-z0-9_-]{0,120}", says="letters, digits, - and _")
_ANSWER_KEYS: Mapping[str, shape.Shape] = {
    "choice": Text(),
    "value": Number(),
    **dict.fromkeys(("reason", "note", "by", "at", "from", "owner"), _ANY),
    "due": Text(DAY.words, DAY.pattern, DAY.says),
    "asked": _ANY,
}
_VOICE = Record("an answer", _ANSWER_KEYS, ("choice",), short="choice", open=True)
ANSWER = Record(
    "an answer",
    {**_ANSWER_KEYS, "dispute": ListOf(_VOICE)},
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
    ("answers",),
    open=True,
)
COMPONENT = Record(
    "a component",
    {"id": ID, "type": Text(), "name": _ANY, "checklist": _ANY, "from": _ANY},
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
    },
    ("id", "source", "target", "checklist"),
    open=True,
)
REVIEW = Record(
    "a review",
    {
        "service": Text(),
        "team": _ANY,
        "pack": Record("a pack", {"name": _ANY, "version": _ANY}, open=True),
        "packs": ListOf(Text()),
        "dialect": _ANY,
        "impact": MapOf(ANSWER, Text(HARMS)),
        "about": MapOf(ANSWER),
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


def checked(
    node: yaml.Node, kind: Record, name: str, problems: list[Problem]
) -> Got | None:
    """Give a file's node as a checked record; what is wrong is added to `problems`."""
    got: Got | None = shape.check(node, kind, name, problems)
    return got


def answer(got: Got, problems: list[Problem]) -> Answer:
    """Give the answer that a checked record holds."""
    if "dispute" in got:
        voices = [answer(one, problems) for one in got["dispute"]]
        if len(voices) < 2:  # noqa: PLR2004 - one voice is no dispute
            found = "a dispute holds fewer than two answers"
            problems.append(Problem(got.at("dispute"), found))
        return disputed(voices) if voices else Answer("unknown")
    if "choice" not in got and "value" not in got:
        problems.append(Problem(got.place, "an answer lacks 'choice'"))
    fields: dict[str, Any] = {
        field: got[key] for key, field in KEYS.items() if key in got
    }
    return Answer(**{"choice": "", **fields})


def disputed(voices: list[Answer]) -> Answer:
    """Give the one answer that keeps several voices, each once, in a lasting order."""
    known = {plain_text(one): one for one in voices}
    ordered = [known[key] for key in sorted(known)]
    return replace(ordered[0], others=tuple(ordered[1:]))


def plain_text(one: Answer) -> str:
    """Give a text that is the same for the same answer: voices are sorted by it."""
    return "\0".join(str(getattr(one, field)) for field in ("at", "by", *KEYS.values()))


def plain(one: Answer) -> dict[str, Any]:
    """Give an answer as it is written."""
    if one.others:
        return {"dispute": [plain(voice) for voice in one.voices]}
    found = {key: getattr(one, field) for key, field in KEYS.items()}
    return {key: value for key, value in found.items() if value not in ("", None)}


def component(one: Component) -> dict[str, Any]:
    """Give a component as it is written."""
    found = {
        "id": one.id,
        "type": one.type,
        "name": one.name,
        "checklist": one.checklist,
        "from": one.origin,
    }
    return {key: value for key, value in found.items() if value}


def integration(one: Integration) -> dict[str, Any]:
    """Give an integration as it is written."""
    found = {
        "id": one.id,
        "source": one.source,
        "target": one.target,
        "checklist": one.checklist,
        "impact": dict(one.impact),
        "from": one.origin,
    }
    return {key: value for key, value in found.items() if value}
