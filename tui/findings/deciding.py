"""What a team decides about a finding: accept it, waive it, say that it is mended."""

from __future__ import annotations

from ninelives.assess import decide
from ninelives.assess.decide import Change
from ninelives.assess.model import Remainder
from ninelives.checklist import grammar
from ninelives.review.actions import OPEN as TO_DO
from ninelives.review.actions import Action, put_action
from ninelives.review.model import Answer
from ninelives.review.session import now
from ninelives.review.standing import Standing

from ..desk import Desk
from ..dialogs.form import Field, a_day, needed
from ..table import Table
from .followed import Row


def changes(desk: Desk, row: Row, offer: Remainder) -> tuple[Change, ...]:
    """Give the answers that change once a mitigation is done."""
    if row.finding is None:
        return ()
    found = decide.changes(
        desk.pack, desk.review, row.finding.subject, offer.mitigation
    )
    return tuple(found)


def take(table: Table, wanted: tuple[Change, ...]) -> int:
    """Give the answers of a mitigation; say how many are on disk.

    A question that does not apply is passed over, unless an answer before opened it.
    Where one can't be saved, the rest is left, and the table says why.
    """
    done = 0
    left = list(wanted)
    while left:
        ready = [one for one in left if table.desk.asked.find(one.key)]
        if not ready:
            break
        for one in ready:
            left.remove(one)
            standing = table.desk.asked.find(one.key)
            if standing is None:
                continue
            if not table.answer(standing, _said(standing, one.choice)):
                return done
            done += 1
    return done


def _said(standing: Standing, choice: str) -> Answer:
    before = standing.answer
    return Answer(choice, note=before.note if before else "")


def owner_fields(row: Row, me: str) -> tuple[Field, ...]:
    """Give what to type to take a finding on: who, and until when."""
    known = row.action if row.action and row.action.state == TO_DO else None
    return (
        Field(
            "Who mends it?",
            "a name or a team",
            known.owner if known else me,
            needed("say who; nobody does what nobody owns"),
        ),
        Field(
            "Until when?",
            "such as 2026-12-01",
            known.due if known else "",
            _needed_day,
        ),
    )


def waiver_fields(row: Row) -> tuple[Field, ...]:
    """Give what to type to accept a risk for a while."""
    found = row.decision.waiver if row.decision else None
    known = found if found is not None and found.finding == row.id else None
    return (
        Field(
            "Why is it accepted?",
            "the reason, for whoever reads it in a year",
            known.reason if known else "",
            needed("say why; nobody can waive without a reason"),
        ),
        Field(
            "Who approves?",
            "a name",
            known.approver if known else "",
            needed("say who approves it"),
        ),
        Field(
            "What is done instead?",
            "such as: a daily count against the source; or: nothing",
            known.control if known else "",
            needed("say what is done instead, if only: nothing"),
        ),
        Field(
            "Until when does it hold?",
            "the last day, such as 2027-01-31",
            known.expires if known else "",
            _last_day,
        ),
        Field(
            "What ends it earlier?",
            "such as answers['batch-size'] == 'several'; may be empty",
            known.reopen.text if known and known.reopen else "",
            _an_expression,
        ),
    )


def _needed_day(text: str) -> str:
    return a_day(text) if text else "say until when, as 2026-12-01"


def _last_day(text: str) -> str:
    if not text:
        return "say until when; nobody can waive without an end"
    return a_day(text) or ("that day is past" if text < now()[:10] else "")


def _an_expression(text: str) -> str:
    if text:
        try:
            grammar.parse(text)
        except grammar.Wrong as error:
            return str(error)
    return ""


def taken_on(
    desk: Desk, row: Row, said: tuple[str, ...], offer: Remainder | None
) -> None:
    """Write down who mends a finding until when; raises `Unusable`."""
    mitigation = offer.mitigation.id if offer else ""
    known = _action(desk, row, mitigation)
    put_action(desk.folder, decide.taken_on(known, said[0], said[1], mitigation))


def closed(desk: Desk, row: Row, offer: Remainder) -> None:
    """Write down that a finding was mended; raises `Unusable`."""
    mitigation = offer.mitigation.id
    known = _action(desk, row, mitigation)
    put_action(desk.folder, decide.closed(known, desk.by, now()[:10], mitigation))


def _action(desk: Desk, row: Row, mitigation: str) -> Action:
    if row.action is not None:
        return row.action
    if row.finding is None:  # a row without a finding is there for its action
        raise AssertionError(row.id)
    return decide.action(desk.pack, desk.review, row.finding, mitigation)
