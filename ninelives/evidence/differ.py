"""Where people and code differ, both are kept, as where two people do."""

from __future__ import annotations

from dataclasses import replace

from ninelives.evidence.agree import Contradiction, Rescan, as_answer
from ninelives.evidence.voice import SAYS, SCAN
from ninelives.review.merge import disputed
from ninelives.review.model import Answer, Review


def with_disputes(found: Rescan, at: str) -> Review:
    """Give the review of a scan with a dispute wherever the code says otherwise.

    What the code says stands beside the answer of a person then (`from`). Who settles
    it so has overruled the code: it is no dispute again until the code says something
    else, or says it elsewhere.

    Args:
        found: what a scan does to the answers.
        at: when, as YYYY-MM-DDTHH:MM:SSZ.
    """
    changed: dict[tuple[str, str], Answer] = {}
    for one in found.contradictions:
        if overruled(one):
            continue
        key = one.found.holder, one.found.question.id
        said = changed.get(key) or found.review.answer(*key)
        if said is None:
            continue
        people = [voice for voice in said.voices if voice.by != SCAN]
        code = next((voice for voice in said.voices if voice.by == SCAN), None)
        told = as_answer(one.found, at)
        if code is not None and replace(code, at=at) == told:
            continue
        changed[key] = disputed([*(_checked(it, one) for it in people), told])
    return found.review.with_answers((*key, said) for key, said in changed.items())


def overruled(one: Contradiction) -> bool:
    """Whether somebody has seen what the code says there, and stands by the answer."""
    return one.answer.origin == _against(one)


def _checked(voice: Answer, one: Contradiction) -> Answer:
    """Give a person's answer with the place of the code it is set against."""
    return replace(voice, others=(), origin=_against(one))


def _against(one: Contradiction) -> str:
    return f"{one.found.origin}{SAYS}{one.found.choice}"
