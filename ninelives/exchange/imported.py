"""What was read of a stranger's file, as the files of a pack of ours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ninelives.amend import written
from ninelives.checklist.schema import HARMS
from ninelives.exchange.naming import our_id
from ninelives.exchange.plain_text import cut
from ninelives.exchange.strangers import ours, sentence

Json = dict[str, object]
VERSION = "1.0.0"
OURS = "ninelives/aws"
"""The pack an imported one extends, unless it stands alone."""
SERVICE = "service"
"""The component type at the source: whatever uses what the file is about."""
_VERSION = re.compile(r"[\s_-]+v?\d{1,4}(?:\.\d{1,4}){1,3}\s*\Z", re.IGNORECASE)
YES, NO = "yes", "no"


class Chapter(NamedTuple):
    """A pillar or a category: it becomes a checklist."""

    id: str
    title: str
    about: str
    pitfalls: Sequence[Json]
    facts: Mapping[str, Json]
    questions: Sequence[Json]
    rules: Sequence[Json]
    mitigations: Sequence[Json]


class Imported(NamedTuple):
    """A file of others, read as far as checklists can hold it."""

    id: str
    title: str
    about: str
    kind: str
    """What the file is: `AWS custom lens`."""
    chapters: tuple[Chapter, ...]
    found: int
    """How many questions the file asks."""
    left_out: tuple[str, ...]
    """What is not carried, and why, each a sentence."""


def short_id(text: str, most: int = 32) -> str:
    """Give an id of ours that leaves room for another one behind it.

    What is too long is cut between words, with four digits of its digest behind it.
    """
    whole = our_id(text)
    if len(whole) <= most:
        return whole
    mark = hashlib.sha256(text.encode()).hexdigest()[:4]
    head, _, _ = whole[: most - 4].rpartition("-")
    return f"{head or whole[: most - 5]}-{mark}"


def pack_id(title: str) -> str:
    """Give the id of a pack: the title's, without a version such as `v1.2` behind it.

    So the next version of a lens is the same pack, and answers keep their questions.
    """
    return short_id(_VERSION.sub("", title) or title)


def pitfall(name: str, title: str, about: str, checklist: str, source: str) -> Json:
    """Give the pitfall behind a question of others."""
    return {
        "id": name,
        "title": ours(title, 200) or name,
        "about": sentence(about, f"What this is: {title}"),
        "harms": list(HARMS),
        "hits": [checklist],
        "unverified": f"taken over from {source}, which names no harm",
    }


def fact(says: str, source: str) -> Json:
    """Give a fact that only the file itself vouches for."""
    unverified = f"{source} says so; nobody has read its sources for this checklist"
    return {"says": ours(says), "unverified": unverified}


def proof(title: str) -> Json:
    """Give the test of a mitigation for which the file names none."""
    return {
        "fault": "No test was imported; bring about, in a test account, what this "
        "is to prevent.",
        "watch": ours(f"Whether this holds then: {title}", 400),
        "expect": "It holds, and no event is missing, doubled, late or wrong.",
    }


def files(what: Imported, risk: str = "") -> Mapping[str, str]:
    """Give the files of the pack by their paths.

    Args:
        what: what was read.
        risk: the text of a risk.yaml for a pack that stands alone; where there is
            none, the pack extends ours.
    """
    kept = [one for one in what.chapters if one.questions]
    book: Json = {
        "pack": f"imported/{what.id}",
        "version": VERSION,
        "title": what.title,
        "about": what.about,
        "ways": [
            {"id": _way(what, one), "title": _whole(what, one), "about": one.about}
            for one in kept
        ],
        "component-types": [
            *(
                [{"id": SERVICE, "title": "Service", "short": "Service"}]
                if risk
                else []
            ),
            {"id": what.id, "title": what.title, "short": ours(what.title, 24)},
        ],
    }
    if not risk:
        book["extends"] = OURS
    made = {"pack.yaml": written(book)}
    if risk:
        made["risk.yaml"] = risk
    for one in kept:
        way = _way(what, one)
        body: Json = {"way": way, "pitfalls": list(one.pitfalls)}
        made[f"pitfalls/{way}.yaml"] = written(body)
        made[f"{checklist_id(what.id, one.id)}.yaml"] = written(_checklist(what, one))
    return made


def checklist_id(pack: str, chapter: str) -> str:
    """Give the id of the checklist of a chapter."""
    return f"{pack}/{chapter}"


def _way(what: Imported, chapter: Chapter) -> str:
    return f"{what.id}-{chapter.id}"


def _whole(what: Imported, chapter: Chapter) -> str:
    return f"{cut(what.title, 48)}: {chapter.title}"


def _checklist(what: Imported, chapter: Chapter) -> Json:
    made: Json = {
        "checklist": checklist_id(what.id, chapter.id),
        "title": _whole(what, chapter),
        "about": chapter.about,
        "connects": {"source": SERVICE, "target": what.id, "by": chapter.id},
        "facts": chapter.facts,
        "questions": list(chapter.questions),
    }
    if chapter.rules:
        made["rules"] = list(chapter.rules)
    made["mitigations"] = list(chapter.mitigations)
    because = f"{what.kind} says nothing about how data is delivered"
    made["delivery"] = {"mechanism": "none", "because": because}
    return made
