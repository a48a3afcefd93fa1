"""The question that an incident missed, as a small pack that extends the review's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ninelives import amend
from ninelives.assess.verdict import Kind, Verdict
from ninelives.checklist.model import Checklist, Pack
from ninelives.review.incidents import Incident, Missed
from ninelives.review.model import Review
from ninelives.review.standing import checklist_of
from ninelives.text import one_line, slug

VERSION = "0.1.0"
_BRACES = str.maketrans("{}`", "()'")
_LONGEST = 60


class Wanted(NamedTuple):
    """A question that is to be drafted."""

    subject: str
    """Where it happened."""
    checklist: Checklist
    """What is to ask it."""
    pitfall: str
    """The id of a pitfall; empty: one that nobody knew."""
    ask: str
    """As people word it, or empty."""
    why: str


class Draft(NamedTuple):
    """What is drafted."""

    files: Mapping[str, str]
    """Name in the pack's folder → text; none where nothing is missing."""
    wanted: tuple[Wanted, ...]
    homeless: tuple[str, ...]
    """What an incident names and no checklist asks about, so none can ask more."""


def draft(
    pack: Pack, review: Review, incident: Incident, verdicts: Sequence[Verdict]
) -> Draft:
    """Give the questions that were missing, as files of a pack.

    Args:
        pack: of today: what is asked by now is missing no more.
        review: of today.
        incident: may word the questions itself.
        verdicts: what the review had said.
    """
    homeless: list[str] = []
    found: dict[tuple[str, str], Wanted] = {}
    for one in _asked_for(incident, verdicts):
        subject = one.where or incident.where[0]
        checklist = checklist_of(pack, review, subject)
        if checklist is None:
            homeless.append(subject)
        elif one.ask or one.pitfall not in checklist.pitfalls():
            wanted = Wanted(subject, checklist, one.pitfall, one.ask, one.why)
            known = wanted.pitfall if wanted.pitfall in pack.pitfalls else ""
            key = (checklist.id, one.ask or known)
            found.setdefault(key, wanted._replace(pitfall=known))
    wanted_ = tuple(found.values())
    files = _files(pack, incident, wanted_) if wanted_ else {}
    return Draft(files, wanted_, tuple(dict.fromkeys(homeless)))


def _asked_for(incident: Incident, verdicts: Sequence[Verdict]) -> Iterator[Missed]:
    """Give what was missing: as people word it, else what nobody had asked."""
    place = incident.places.place
    worded = {one.pitfall for one in incident.missed}
    yield from incident.missed
    for one in verdicts:
        if one.kind is Kind.NEVER and one.named and one.pitfall not in worded:
            yield Missed(one.subject, one.pitfall, "", "", place)
    if not verdicts and not incident.missed:
        yield Missed("", "", "", "", place)


def _files(
    pack: Pack, incident: Incident, wanted: Sequence[Wanted]
) -> Mapping[str, str]:
    unknown = [one for one in wanted if not one.pitfall]
    new = _free(slug(incident.title)[:_LONGEST].strip("-"), pack.pitfalls)
    made: dict[str, object] = {
        "pack.yaml": {
            "pack": f"incident/{slug(incident.name)}",
            "version": VERSION,
            "title": _safe(f"What we ask since: {incident.title}"),
            "extends": pack.name,
        }
    }
    if unknown:
        way = _way(pack, incident)
        body = _pitfall(incident, new, unknown)
        made[f"pitfalls/{way}.yaml"] = {"way": way, "pitfalls": [body]}
    by_checklist: dict[str, list[Wanted]] = {}
    for one in wanted:
        named = one if one.pitfall else one._replace(pitfall=new)
        by_checklist.setdefault(one.checklist.id, []).append(named)
    for name, several in by_checklist.items():
        made[f"extends/{name}.yaml"] = _extension(pack, incident, several)
    return {name: amend.written(body) for name, body in made.items()}


def _free(name: str, taken: Mapping[str, object] | set[str]) -> str:
    """Give a name, or the first of `name-2`, `name-3` … that nobody has."""
    more = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *more) if one not in taken)


def _way(pack: Pack, incident: Incident) -> str:
    known = [one.id for one in pack.ways]
    return next((one for one in incident.ways if one in known), known[-1])


def _pitfall(
    incident: Incident, name: str, wanted: Sequence[Wanted]
) -> dict[str, object]:
    return {
        "id": name,
        "title": _safe(incident.title),
        "about": _safe(incident.thought),
        "harms": list(incident.harms),
        "hits": list(dict.fromkeys(one.checklist.id for one in wanted)),
        "unverified": f"told of one incident, on {_day(incident)}, and not looked up",
    }


def _extension(
    pack: Pack, incident: Incident, wanted: Sequence[Wanted]
) -> dict[str, object]:
    checklist = wanted[0].checklist
    questions, mitigations = [], []
    taken = {one.id for one in checklist.questions}
    taken_steps = {one.id for one in checklist.mitigations}
    for one in wanted:
        name = _free(f"after-{slug(incident.name)}"[:_LONGEST].strip("-"), taken)
        taken.add(name)
        questions.append(_question(pack, incident, one, name))
        step = _free(f"answer-{name}", taken_steps)
        taken_steps.add(step)
        mitigations.append(_mitigation(incident, one, step, name))
    return {
        "extends": checklist.id,
        "questions": questions,
        "mitigations": mitigations,
    }


def _question(
    pack: Pack, incident: Incident, one: Wanted, name: str
) -> dict[str, object]:
    there = "{component.name}" if one.checklist.describes else "{target.name}"
    if one.checklist.connects is not None:
        there = "{source.name} → {target.name}"
    pitfall = pack.pitfalls.get(one.pitfall)
    title = _safe(pitfall.title if pitfall else incident.title).rstrip(".")
    ask = f"What keeps this from happening at {there}: {title}?"
    why = f"It happened on {_day(incident)}, and no question was about it."
    return {
        "id": name,
        "ask": _sentence(one.ask, ask),
        "why": _sentence(one.why, f"{why} {_safe(incident.thought)}"),
        "choices": [
            {
                "id": "prevented",
                "says": "The design rules it out, and a test has shown it",
                "caps": {one.pitfall: "rare"},
            },
            {
                "id": "noticed",
                "says": "Nothing, but somebody is told in time to bring the data back",
                "exposes": {one.pitfall: "possible"},
            },
            {
                "id": "nothing",
                "says": "Nothing that anybody has tried",
                "exposes": {one.pitfall: "certain"},
            },
        ],
        "find-out": f"Read the retrospective {incident.name}.md, then the settings and "
        "the code it names.",
    }


def _mitigation(
    incident: Incident, one: Wanted, name: str, question: str
) -> dict[str, object]:
    agreed = [_safe(it.says) for it in incident.actions]
    return {
        "id": name,
        "title": f"Keep what happened on {_day(incident)} from happening again",
        "clears": [one.pitfall],
        "answers": {question: "prevented"},
        "effort": "medium",
        "steps": agreed
        or ["Decide what would have kept it from happening.", "Build it."],
        "prove": {
            "fault": "Bring about once more, in a test account, what set it off.",
            "watch": "The events that go in, and those that come out.",
            "expect": "Every event comes out, or lies where somebody was told of it.",
        },
    }


def _sentence(said: str, otherwise: str) -> str:
    """Give what was said where it says something."""
    text = _safe(said)
    return text if len(text.split()) > 1 else otherwise


def _safe(text: str) -> str:
    """Give a stranger's text on one line; nothing in it stands for a name."""
    cut = re.sub(r"\s+", " ", one_line(text).translate(_BRACES))
    return cut.strip()


def _day(incident: Incident) -> str:
    return incident.started.date().isoformat()
