"""Where a person says otherwise than the code: a finding of its own.

A scan keeps both (see `evidence.differ`): as a dispute until somebody settles it, and
in the `from` of the answer once somebody has, and stands by it against the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ninelives.assess.model import Assessment
from ninelives.assess.risk import RISK_RANK, impact_of
from ninelives.checklist.model import Question
from ninelives.checklist.schema import EXPOSURES, RISKS
from ninelives.evidence.voice import SCAN, parted
from ninelives.review.model import Answer, Review


class Weight(NamedTuple):
    """The gravest thing that follows from the worse of two answers."""

    risk: str
    exposure: str
    impact: str
    harm: str


class Contradicted(NamedTuple):
    """A question that a person and the code answer differently."""

    holder: str
    """Whose answer it is: an integration or a component."""
    subject: str
    """The integration or component in whose checklist it is asked first."""
    question: Question
    people: tuple[Answer, ...]
    """What people say."""
    code: Answer
    """What the code says; its origin is the `file:line`."""
    weight: Weight
    overruled: bool
    """Whether somebody has seen what the code says, and stands by the answer."""

    @property
    def id(self) -> str:
        """Its id among findings, stable from run to run."""
        return f"{self.subject}/contradicts-code.{self.question.id}"


def contradicted(assessment: Assessment) -> tuple[Contradicted, ...]:
    """Give each contradiction once: the unsettled first, then those with most risk."""
    found = list(_found(assessment))
    return tuple(
        sorted(found, key=lambda one: (one.overruled, -RISK_RANK[one.weight.risk]))
    )


def _found(assessment: Assessment) -> Iterator[Contradicted]:
    review = assessment.review
    for one in assessment.interview().items:
        answer = review.answer(one.holder, one.question.id)
        if answer is None:
            continue
        code = code_against(answer)
        if code is None:
            continue
        people = tuple(voice for voice in answer.voices if voice.by != SCAN)
        overruled = len(people) == len(answer.voices)
        choices = [code.choice, *(voice.choice for voice in people)]
        weight = _weight(assessment, review, one.subject, one.question, choices)
        yield Contradicted(
            one.holder, one.subject, one.question, people, code, weight, overruled
        )


def code_against(answer: Answer) -> Answer | None:
    """Give what the code says where somebody says otherwise, or None."""
    people = [voice for voice in answer.voices if voice.by != SCAN]
    code = next((voice for voice in answer.voices if voice.by == SCAN), None)
    place, choice = parted(answer.origin)
    if code is None and choice and len(people) == 1:
        code = Answer(choice, by=SCAN, origin=place)
    if code is None or all(voice.choice == code.choice for voice in people):
        return None
    return code


def _weight(
    assessment: Assessment,
    review: Review,
    subject: str,
    question: Question,
    choices: list[str],
) -> Weight:
    """Give what follows from the worse answer; at least a low risk."""
    pack = assessment.pack
    worst = Weight(RISKS[1], EXPOSURES[1], "minor", "lost")
    for name in choices:
        choice = question.choice(name)
        raised = choice.effects.exposes.items() if choice else ()
        for pitfall_id, exposure in raised:
            impact, harm = impact_of(pack.pitfalls[pitfall_id], review, subject)
            risk = pack.scale.risk(impact, exposure)
            if RISK_RANK[risk] > RISK_RANK[worst.risk]:
                worst = Weight(risk, exposure, impact, harm)
    return worst
