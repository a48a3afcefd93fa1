"""The end of the questions: what the answers add up to, and what to do first."""

from __future__ import annotations

from ninelives import words
from ninelives.assess.priority import Step, plan
from ninelives.assess.risk import assess
from ninelives.review.interview import fill
from ninelives.review.standing import Standing, Status

from .desk import Desk
from .views import where
from .widgets.finish import Advice, FinishView

MOST = 3
"""So many things to do are shown."""


def finish_view(desk: Desk) -> FinishView:
    """Give what is shown once nothing is open."""
    found = assess(desk.pack, desk.review)
    levels = [one for one in reversed(desk.pack.scale.risks) if one.id != "none"]
    counts = tuple(
        (
            level.id,
            words.worded(level.title),
            sum(one.risk == level.id for one in found.findings),
        )
        for level in levels
    )
    title = next((one.title for one in levels if one.id == found.risk), "")
    verdict = (
        words.say("The highest risk is {risk}.", risk=words.worded(title).lower())
        if found.findings
        else words.say("No risk was found.")
    )
    items = desk.asked.interview.items
    return FinishView(
        title=words.say("All answered"),
        verdict=f"{words.say('Every question is answered.')} {verdict}",
        risks=tuple(one for one in counts if one[2]),
        open=tuple(
            _unknown(desk, one) for one in items if one.status is Status.UNKNOWN
        ),
        first=tuple(_advice(desk, step) for step in plan(found)[:MOST] if step.gain),
        place=words.many("{count} question", "{count} questions", len(items)),
    )


def _unknown(desk: Desk, one: Standing) -> str:
    ask = fill(one.question.ask, desk.pack, desk.review, one.subject)
    said = one.answer
    owner = said.owner if said and said.owner else words.say("nobody yet")
    day = words.day(said.due) if said else ""
    due = f", {words.say('by {day}', day=day)}" if day else ""
    return f"{ask} ({owner}{due})"


def _advice(desk: Desk, step: Step) -> Advice:
    subject = step.subjects[0]
    return Advice(
        title=fill(step.mitigation.title, desk.pack, desk.review, subject),
        effort=step.mitigation.effort,
        where=", ".join(where(desk, place) for place in step.places[:2]),
        clears=len(step.reliefs),
    )
