"""Why a question is asked: the mechanism, the facts behind it, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives import words
from ninelives.checklist.knowledge import Fact
from ninelives.review.interview import fill
from ninelives.review.standing import Standing, checklist_of

from ..desk import Desk
from ..widgets.lines import Line, flow, piece, prose, ruled
from .reading import Reading


def why_screen(desk: Desk, one: Standing) -> Reading:
    """Give the dialog about one question."""

    def make(width: int) -> Sequence[Line]:
        return tuple(_lines(desk, one, width))

    return Reading(words.say("Why am I asked this?"), make)


def _lines(desk: Desk, one: Standing, width: int) -> Iterator[Line]:
    def filled(text: str) -> str:
        return fill(text, desk.pack, desk.review, one.subject)

    question = one.question
    yield from flow(prose(filled(question.ask), "ask"), width)
    yield from ruled(words.say("Why"), flow(prose(filled(question.why)), width))
    yield from ruled(
        words.say("Where to look"), flow(prose(filled(question.find_out)), width)
    )
    yield from ruled(words.say("What hangs on it"), _pitfalls(desk, one, width))
    checklist = checklist_of(desk.pack, desk.review, one.subject)
    facts = [checklist.facts[fact] for fact in question.cites] if checklist else []
    yield from ruled(
        words.say("Facts"), (line for fact in facts for line in _fact(fact, width))
    )


def _pitfalls(desk: Desk, one: Standing, width: int) -> Iterator[Line]:
    named: dict[str, None] = {}
    for choice in one.question.choices:
        named.update(dict.fromkeys((*choice.effects.exposes, *choice.effects.caps)))
    for pitfall_id in named:
        pitfall = desk.pack.pitfalls.get(pitfall_id)
        if pitfall is not None:
            text = piece((f"{pitfall.title}. ", "strong"), prose(pitfall.about))
            yield from flow(text, width, first="· ")


def _fact(fact: Fact, width: int) -> Iterator[Line]:
    yield from flow(prose(fact.says), width, first="· ")
    for source in fact.sources:
        day = words.day(str(source.checked))
        checked = words.say("checked {day}", day=day)
        text = piece((source.url, "code"), (f"  {checked}", "muted"))
        yield from flow(text, width, first="  ")
    if fact.unverified:
        text = piece((words.say("Not verified: {what}", what=fact.unverified), "warn"))
        yield from flow(text, width, first="  ")
