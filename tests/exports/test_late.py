"""People who come too late are a finding: in every format, with what helps."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from ninelives.assess.difference import differ
from ninelives.assess.mixture import Piece, Side
from ninelives.assess.model import Finding
from ninelives.assess.priority import plan
from ninelives.assess.risk import assess, assess_subject
from ninelives.assess.window.response import ABSENCE, ALARM, REPAIR
from ninelives.checklist.knowledge import LOSS_WINDOW
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Pack
from ninelives.commands import run
from ninelives.exports import NAMES, Wanted, written
from ninelives.report.formats.record import record
from ninelives.report.markdown import write
from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review

EDGE, QUEUE, WORKER = "orders-queue--place-order", "orders-queue", "place-order"
LATE = f"{EDGE}/late-response"
HOUR, DAY = 3_600.0, 86_400.0
WEEKEND = 88 * HOUR


@lru_cache(maxsize=1)
def pack() -> Pack:
    return load_pack(only=("aws/sqs-lambda",))


def measured(review: Review, subject: str, question: str, value: float) -> Review:
    """Answer a measured question with the choice that its value falls into."""
    checklist = SERVICE if subject == SERVICE else "aws/sqs-lambda"
    asked = pack().checklists[checklist].question(question)
    assert asked is not None
    choice = asked.choice_for(value)
    assert choice is not None
    given = Answer(choice.id, value, asked=asked.asked)
    return review.with_answer(subject, question, given)


def queue(kept: float = 4 * DAY, absence: float = WEEKEND) -> Review:
    review = Review(
        service="orders",
        components=(
            Component(QUEUE, "sqs-queue", "OrdersQueue"),
            Component(WORKER, "lambda-function", "PlaceOrder"),
        ),
        integrations=(Integration(EDGE, QUEUE, WORKER, "aws/sqs-lambda"),),
    )
    for question, choice in (("dead-letter-queue", "own"), ("queue-type", "standard")):
        review = review.with_answer(QUEUE, question, Answer(choice))
    for question, value in (
        ("queue-visibility", 30.0),
        ("queue-receives", 4.0),
        ("queue-retention", 14 * DAY),
        ("dead-letter-kept", kept),
    ):
        review = measured(review, QUEUE, question, value)
    for question, value in ((ALARM, HOUR), (ABSENCE, absence), (REPAIR, 12 * HOUR)):
        review = measured(review, SERVICE, question, value)
    return review


def late(review: Review) -> Finding | None:
    found = assess(pack(), review).findings
    return next((one for one in found if one.id == LATE), None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store.create(tmp_path / "orders", queue())
    return tmp_path / "orders"


def test_a_long_weekend_that_outlasts_the_dead_letters_is_a_finding() -> None:
    found = late(queue())
    assert found is not None
    assert found.exposure == "likely"
    assert not found.assumed
    sentence, *answers = found.raised_by
    assert "Consumer fails" in sentence.because
    assert "survived for 90 s, to be had back within 4 d" in sentence.because
    assert "The team needs 4 d 5 h: too late by 5 h" in sentence.because
    assert "Decided by: time kept once given up 4 d" in sentence.because
    assert [one.question for one in answers] == ["dead-letter-kept"]


def test_who_is_in_time_is_no_finding() -> None:
    assert late(queue(kept=14 * DAY)) is None
    assert late(queue(absence=HOUR)) is None


def test_what_is_lost_before_anybody_could_begin_is_certain() -> None:
    bare = measured(queue(), QUEUE, "queue-retention", 600.0)
    bare = bare.with_answer(QUEUE, "dead-letter-queue", Answer("nowhere"))
    found = late(bare)
    assert found is not None
    assert found.exposure == "certain"


def test_what_nobody_answered_is_assumed_and_weighs_on_the_question() -> None:
    unknown = queue(kept=14 * DAY).with_answer(QUEUE, "dead-letter-kept", None)
    found = late(unknown)
    assert found is not None
    assert found.assumed
    asked = {(one.subject, one.question) for one in found.raised_by if one.assumed}
    assert (QUEUE, "dead-letter-kept") in asked
    nobody = queue(kept=4 * DAY).with_answer(SERVICE, ABSENCE, None)
    worst = {one.question.id: one.worst for one in assess(pack(), nobody).open}
    assert worst[ABSENCE] == "critical"


def test_what_lifts_it_is_offered_the_cheapest_first() -> None:
    found = late(queue())
    assert found is not None
    offers = found.remainders
    assert [one.risk for one in offers] == ["none"] * len(offers)
    assert offers
    efforts = ["small", "medium", "large"]
    places = [efforts.index(one.mitigation.effort) for one in offers]
    assert places == sorted(places)
    steps = plan(assess(pack(), queue()))
    served = {one.finding.id for step in steps for one in step.reliefs}
    assert LATE in served


@pytest.mark.parametrize("form", NAMES)
def test_every_format_carries_it(folder: Path, form: str) -> None:
    assert form == "decisions" or LATE in _text(folder, form)


def _text(folder: Path, form: str) -> str:
    found = record(assess(pack(), store.load(folder)), folder)
    text = written(found, Wanted(form)).text
    # a test suite of JUnit names the integration, and its case the rest of the id
    return text.replace('name="late-response', f'name="{LATE}')


def test_the_report_says_why_and_what_to_do() -> None:
    report = write(assess(pack(), queue()))
    assert f"`{LATE}`" in report
    assert "to be had back within 4 d" in report
    assert "People come when the events are gone" in report


def test_the_json_has_the_reason_the_number_and_what_helps(folder: Path) -> None:
    rows = json.loads(_text(folder, "json"))["findings"]
    (row,) = (one for one in rows if one["id"] == LATE)
    assert any("time kept once given up 4 d" in one for one in row["reasons"])
    assert row["options"]


def test_a_build_fails_on_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder), "--fail-on", "high"]) == 1
    assert LATE in capsys.readouterr().out


def test_a_longer_absence_is_named_as_the_cause() -> None:
    before, after = Side(pack(), queue(absence=HOUR)), Side(pack(), queue())
    (change,) = (one for one in differ(before, after).changed if one.id == LATE)
    assert change.became == "opened"
    assert change.causes == (Piece("answer", SERVICE, ABSENCE),)


def test_another_delivery_block_is_named_as_the_cause() -> None:
    ours = pack()
    checklist = ours.checklists["aws/sqs-lambda"]
    block = {**checklist.delivery, "kept": "1209600"}
    patient = ours._replace(
        checklists={
            **ours.checklists,
            "aws/sqs-lambda": checklist._replace(delivery=block),
        }
    )
    before, after = Side(patient, queue()), Side(ours, queue())
    (change,) = (one for one in differ(before, after).changed if one.id == LATE)
    assert change.causes == (Piece("delivery", "aws/sqs-lambda", "delivery"),)


def test_a_pack_without_that_pitfall_has_no_such_finding() -> None:
    ours = pack()
    kept = {name: one for name, one in ours.pitfalls.items() if not one.follows}
    assert [one.id for one in ours.pitfalls.values() if one.follows == LOSS_WINDOW] == [
        "late-response"
    ]
    found = assess_subject(ours._replace(pitfalls=kept), queue(), EDGE)
    assert found is not None
    assert all(one.id != LATE for one in found.findings)
