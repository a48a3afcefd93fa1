"""Findings line by line: listed, told, accepted, waived, done."""

from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.actions import load_actions
from ninelives.review.session import Session
from ninelives.review.waivers import load_waivers
from ninelives.surfaces import opened
from tests.designs import QUEUE, TINY, orders
from tests.surfaces.test_plain import IMPACTS, led


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")  # 2026-12-01
    folder = tmp_path / "orders"
    store.create(folder, orders())
    led(opened(folder, "Ana", (TINY,)), [*IMPACTS, "2"])
    return opened(folder, "Ana", (TINY,))


def test_findings_are_listed_gravest_first_and_told_in_full(session: Session) -> None:
    _, said = led(session, ["findings", "findings no such thing", "finding 1"])
    listed = [line for line in said.splitlines() if line.startswith("  1. [")]
    assert "risk" not in listed[0]
    assert "[critical" in listed[0] or "[high" in listed[0]
    assert "Nothing with 'no such thing' in it." in said
    assert "Because: " in said
    assert "To mend 1: " in said


def test_a_finding_is_accepted_and_that_is_listed(session: Session) -> None:
    _, said = led(session, ["accept 1", "Ben", "2026-12-24", "findings"])
    assert "Accepted: Ben until " in said
    (action,) = load_actions(session.folder)
    assert (action.owner, action.due, action.state) == ("Ben", "2026-12-24", "open")
    assert "(accepted: Ben until " in said


def test_a_risk_is_waived_with_a_reason_and_an_end(session: Session) -> None:
    typed = ["a daily count", "Eve", "counted by hand", "2027-01-31", ""]
    _, said = led(session, ["waive 1", *typed, "findings"])
    (waiver,) = load_waivers(session.folder)
    assert (waiver.approver, waiver.expires) == ("Eve", "2027-01-31")
    assert "(waived by Eve until " in said


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (["accept 99"], "Write the number of a finding"),
        (["accept 1", "Ben", "soon"], "'soon' is no day; write it as 2026-12-01"),
        (["waive 1", "", "Eve", "x", "2027-01-31", ""], "nobody can waive without"),
        (["waive 1", "why", "Eve", "x", "2020-01-31"], "that day is past"),
        (["waive 1", "why", "Eve", "x", "2027-01-31", "import os"], "Not saved: "),
        (["done 1 77"], "No mitigation is known"),
        (["snippet 1 77"], "This mitigation has no snippet."),
    ],
)
def test_what_can_t_be_decided_says_why_and_writes_nothing(
    session: Session, typed: list[str], why: str
) -> None:
    _, said = led(session, typed)
    assert why.replace("'soon'", "soon") in said
    assert load_actions(session.folder) == ()
    assert load_waivers(session.folder) == ()


def test_done_shows_the_answers_first_takes_them_and_can_be_undone(
    session: Session,
) -> None:
    _, said = led(session, ["findings bad message", "done 1", "n"])
    assert "1. [critical, assumed] One bad message repeats" in said
    assert " → " in said
    before = store.load(session.folder)
    assert load_actions(session.folder) == ()
    after, said = led(session, ["done 1", "y", "findings bad message"])
    assert "Done; it is in actions.yaml." in said
    assert "1. [critical, assumed] One bad message" not in said.split("Done;")[1]
    (action,) = load_actions(session.folder)
    assert (action.state, action.closed) == ("done", "2026-12-01")
    assert after.review.answers != before.answers


def test_what_was_done_can_be_undone(session: Session) -> None:
    before = store.load(session.folder)
    led(session, ["done 1", "y", "undo"])
    assert store.load(session.folder).answers == before.answers


def test_the_data_of_one_integration_has_its_own_impact(session: Session) -> None:
    moves = ["goto batch", "impact", "impact lost none"]
    _, said = led(session, moves)
    assert "lost: as the service" in said
    kept = store.load(session.folder).integration(QUEUE)
    assert kept is not None
    assert kept.impact == {"lost": "none"}
    again = opened(session.folder, "Ana", (TINY,))
    led(again, ["goto batch", "impact lost service", "undo", "redo", "goto lost"])
    kept = store.load(session.folder).integration(QUEUE)
    assert kept is not None
    assert kept.impact == {}
    _, said = led(again, ["goto lost", "impact lost none"])
    assert "Only an integration's data can differ from the service's." in said
