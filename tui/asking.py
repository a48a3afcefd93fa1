"""What takes more than a key: each opens a dialog and does what it led to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from textual.app import App

from ninelives import words
from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN
from ninelives.review import store
from ninelives.review.interview import key_of
from ninelives.review.model import Answer
from ninelives.review.standing import Standing

from .desk import Desk, gone_to
from .dialogs.form import Field, Form, a_day, a_number, needed
from .table import Table


async def unknown(app: App[Any], table: Table) -> None:
    """Ask who finds out and until when; both may be left out."""
    one = table.desk.one
    if one is None:
        return
    said = one.answer or Answer("")
    fields = (
        Field("Who finds out?", "a name or a team; may be empty", said.owner),
        Field("Until when?", "such as 2026-12-01; may be empty", said.due, a_day),
    )
    texts = await _form(
        app, table, one, (words.marked("I don't know"), UNKNOWN), fields
    )
    if texts is not None:
        answer = Answer(UNKNOWN, owner=texts[0], due=texts[1], note=said.note)
        table.give(one, answer)


async def not_applicable(app: App[Any], table: Table) -> None:
    """Ask why the question does not apply."""
    one = table.desk.one
    if one is None:
        return
    said = one.answer or Answer("")
    check = needed("say why, so that somebody can check it later")
    hint = words.say("what makes the question pointless here")
    fields = (Field("Why does it not apply?", hint, said.reason, check),)
    texts = await _form(
        app, table, one, (words.marked("Not applicable"), NOT_APPLICABLE), fields
    )
    if texts is not None:
        table.give(one, Answer(NOT_APPLICABLE, reason=texts[0], note=said.note))


async def measured(app: App[Any], table: Table) -> None:
    """Ask for the number that was measured; its choice follows from it."""
    one = table.desk.one
    measure = one.question.measure if one else None
    if one is None or measure is None:
        table.tell(words.say("This question takes no number."))
        return
    said = one.answer or Answer("")
    low, high, unit = measure.minimum, measure.maximum, measure.unit
    field = Field(
        words.say(
            "The number in {unit}, from {low} to {high}",
            unit=unit,
            low=f"{low:g}",
            high=f"{high:g}",
        ),
        "a number",
        "" if said.value is None else f"{said.value:g}",
        a_number(low, high, unit),
    )
    texts = await _form(app, table, one, (words.marked("Measured"), "="), (field,))
    if texts is not None:
        table.give(one, Answer("", value=float(texts[0]), note=said.note))


async def settled(app: App[Any], table: Table) -> None:
    """Ask which of the answers people gave holds."""
    from .dialogs.settle import settle_screen

    one = table.desk.one
    if one is None or one.answer is None or not one.answer.disputed:
        table.tell(words.say("Nobody differs here."))
        return
    at = await app.push_screen_wait(settle_screen(table.desk, one))
    if at is not None:
        table.give(one, one.answer.voices[int(at)])


async def impact_here(app: App[Any], table: Table) -> None:
    """Ask what harm means to the data of one integration."""
    from .dialogs.impact import Impact

    desk = table.desk
    edge = desk.review.integration(desk.one.subject) if desk.one else None
    if edge is None:
        table.tell(
            words.say("Only an integration's data can differ from the service's.")
        )
        return
    levels = await app.push_screen_wait(Impact(desk, edge))
    if levels is None or levels == dict(edge.impact):
        return
    changed = replace(edge, impact=levels)
    edges = (changed if one is edge else one for one in desk.review.integrations)
    table.redraw(replace(desk.review, integrations=tuple(edges)))


async def why(app: App[Any], table: Table) -> None:
    """Show why the question is asked."""
    from .dialogs.why import why_screen

    if table.desk.one is not None:
        await app.push_screen_wait(why_screen(table.desk, table.desk.one))


async def found(app: App[Any], table: Table) -> None:
    """Ask where to go, by a few letters."""
    from .dialogs.find import Find
    from .dialogs.sought import entries

    place = await app.push_screen_wait(Find(tuple(entries(table.desk))))
    if place is not None:
        table.go(gone_to(table.desk, place))


async def finding(app: App[Any], table: Table) -> None:
    """Show the findings; go where the chosen one comes from."""
    from .findings.screen import Findings

    place = await app.push_screen_wait(Findings(table))
    if place is not None:
        table.go(gone_to(table.desk, place))


async def report(app: App[Any], table: Table) -> None:
    """Show the report; write it to its file where that is asked for."""
    from .dialogs.report import Report

    text = await asyncio.to_thread(_written, table.desk)
    if await app.push_screen_wait(Report(text)):
        path = table.desk.folder / "report.md"
        await asyncio.to_thread(store.write_durably, path, text)
        table.tell(words.say("Written: {path}", path=path), "good")


def _written(desk: Desk) -> str:
    from ninelives.assess.risk import assess
    from ninelives.report import whole

    return whole.report(desk.folder, assess(desk.pack.as_written, desk.review))


async def _form(
    app: App[Any],
    table: Table,
    one: Standing,
    called: tuple[str, str],
    fields: tuple[Field, ...],
) -> tuple[str, ...] | None:
    """Open a form with what was typed into it before; keep it until it is saved."""
    title, kind = called
    at = (key_of(one), kind)
    known = tuple(field.text for field in fields)
    texts = table.forms.get(at, known)
    if len(texts) == len(fields):
        fields = tuple(
            replace(field, text=text) for field, text in zip(fields, texts, strict=True)
        )
    return await app.push_screen_wait(
        Form(title, fields, lambda typed: table.type(*at, typed))
    )
