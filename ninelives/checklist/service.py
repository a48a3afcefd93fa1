"""The checklist about the service as a whole: what each harm would mean."""

from __future__ import annotations

from ninelives.checklist.build import fingerprint
from ninelives.checklist.model import (
    SERVICE,
    About,
    Checklist,
    Choice,
    Effects,
    Question,
)
from ninelives.checklist.scale import Scale
from ninelives.errors import Place
from ninelives.shape import Got


def about_service(scale: Scale, got: Got) -> Checklist:
    """Give the checklist that asks for the impact of each harm of risk.yaml."""
    choices = tuple(
        Choice(one.id, f"{one.title}: {one.says}", Effects(), None, None, got.place)
        for one in scale.impacts
    )
    questions = tuple(_impact_question(one, choices) for one in got.get("harms", ()))
    return _bare_service(questions, got.place)


def _impact_question(harm: Got, choices: tuple[Choice, ...]) -> Question:
    return Question(
        id=harm.get("id", ""),
        about=About.SERVICE,
        ask=harm.get("ask", ""),
        why=harm.get("why", ""),
        when=None,
        measure=None,
        choices=choices,
        evidence=(),
        find_out="Ask whoever answers for this data towards its users.",
        cites=(),
        under="impact",
        asked=fingerprint(harm.get("ask", ""), ((one.id, one.says) for one in choices)),
        place=harm.place,
    )


def _bare_service(questions: tuple[Question, ...], place: Place) -> Checklist:
    return Checklist(
        id=SERVICE,
        title="The service as a whole",
        about="What each harm to this data would mean to the people who rely on it.",
        connects=None,
        describes=SERVICE,
        facts={},
        questions=questions,
        rules=(),
        mitigations=(),
        delivery={},
        place=place,
    )
