"""The loss windows of a review: what binds them, what is unknown, what would help."""

import json
from xml.etree import ElementTree as ET

import pytest

from ninelives.assess.window.curve import bars, curve, share_lost
from ninelives.assess.window.drawing import picture
from ninelives.assess.window.model import Failure
from ninelives.assess.window.plain import plain
from ninelives.assess.window.span import FOREVER, between, seconds
from ninelives.assess.window.summary import Row, summary
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE
from ninelives.review.model import Answer, Component, Integration, Review

EDGE, QUEUE, WORKER = "orders-queue--place-order", "orders-queue", "place-order"
DAY = 86_400.0
PACK = load_pack()
BARE = Review(
    service="orders",
    components=(
        Component(QUEUE, "sqs-queue", "OrdersQueue"),
        Component(WORKER, "lambda-function", "PlaceOrder"),
    ),
    integrations=(Integration(EDGE, QUEUE, WORKER, "aws/sqs-lambda"),),
)


def said(review: Review, subject: str, question: str, value: float) -> Review:
    """Answer a measured question with the choice that its value falls into."""
    names = ("aws/sqs-lambda", SERVICE)
    asked = next(
        one
        for name in names
        for one in PACK.checklists[name].questions
        if one.id == question
    )
    choice = asked.choice_for(value)
    assert choice is not None
    return review.with_answer(subject, question, Answer(choice.id, value))


def chosen(review: Review, subject: str, question: str, choice: str) -> Review:
    return review.with_answer(subject, question, Answer(choice))


def safe_queue() -> Review:
    found = chosen(BARE, QUEUE, "dead-letter-queue", "own")
    found = chosen(found, QUEUE, "queue-type", "standard")
    for question, value in (
        ("queue-visibility", 30.0),
        ("queue-receives", 5.0),
        ("queue-retention", 4 * DAY),
        ("dead-letter-kept", 14 * DAY),
    ):
        found = said(found, QUEUE, question, value)
    return found


def row(review: Review, failure: Failure = Failure.ERRORS) -> Row:
    return next(one for one in summary(PACK, review).of(EDGE) if one.failure is failure)


def test_a_known_queue_says_its_window_and_the_number_that_binds() -> None:
    found = row(safe_queue())
    assert found.survives == seconds(120)
    assert found.rescue == seconds(14 * DAY)
    assert found.survives_by[0].name == "visibility"
    assert "receives" in {one.name for one in found.survives_by}
    assert found.survives_by[0].origin == "answer queue-visibility"
    assert not found.unknown


def test_what_nobody_knows_is_a_range_and_named() -> None:
    found = row(BARE)
    assert found.survives.low < found.survives.high
    assert {"visibility", "receives", "kept"} <= {one.name for one in found.unknown}
    assert summary(PACK, BARE).response.unknown == (
        "alarm-delay",
        "longest-absence",
        "repair-time",
    )


def test_a_response_slower_than_the_rescue_is_a_finding() -> None:
    quick = safe_queue()
    for question, value in (
        ("alarm-delay", 600.0),
        ("longest-absence", 3_600.0),
        ("repair-time", 7_200.0),
    ):
        quick = said(quick, SERVICE, question, value)
    assert row(quick).margin.verdict == "safe"
    slow = said(quick, SERVICE, "longest-absence", 16 * DAY)
    late = row(slow)
    assert late.margin.verdict == "too-late"
    assert late.finding
    worst = summary(PACK, slow).findings
    assert [one.rescue.low for one in worst] == sorted(one.rescue.low for one in worst)


def test_a_mitigation_says_what_it_buys_the_cheapest_first() -> None:
    bare = chosen(safe_queue(), QUEUE, "dead-letter-queue", "nowhere")
    found = row(bare)
    assert found.rescue == seconds(4 * DAY)
    assert found.lifts
    efforts = ["small", "medium", "large"]
    places = [efforts.index(one.effort) for one in found.lifts]
    assert places == sorted(places)
    assert any(one.rescue.high > found.rescue.high for one in found.lifts)
    assert found.together is not None


def test_the_weakest_integration_of_a_flow_is_named() -> None:
    (flow,) = summary(PACK, safe_queue()).flows
    assert flow.integrations == (EDGE,)
    weakest = {one.failure: one for one in flow.weakest}
    assert weakest[Failure.ERRORS].subject == EDGE
    assert weakest[Failure.ERRORS].survives == seconds(120)


def test_the_plain_form_is_json_without_infinities() -> None:
    for review in (BARE, safe_queue()):
        text = json.dumps(plain(summary(PACK, review)), allow_nan=False)
        assert json.loads(text)["windows"][0]["integration"] == EDGE
        assert text == json.dumps(plain(summary(PACK, review)))


def test_the_share_lost_grows_with_the_outage() -> None:
    assert share_lost(120, 120) == 0
    assert share_lost(120, 240) == 0.5
    assert share_lost(0, 60) == 1
    points = curve(between(60, 180), (60, 120, 240, 480))
    assert [one.high for one in points] == [0, 0.5, 0.75, 0.875]
    assert [one.low for one in points] == [0, 0, 0.25, 0.625]
    assert not any(one.high for one in curve(seconds(FOREVER)))


def test_the_chart_is_plain_text() -> None:
    lines = bars(between(60, 1_800), seconds(4 * DAY))
    assert all(line.isascii() and len(line) <= 100 for line in lines)
    assert "?" in lines[3]
    assert "then" in lines[0]


@pytest.mark.parametrize("title", ["Orders", '<script>&"\x1b[31m', "ordres → été"])
def test_the_picture_is_well_formed_whatever_it_is_called(title: str) -> None:
    text = picture(title, between(60, 3_600), seconds(FOREVER))
    root = ET.fromstring(text)  # noqa: S314 - our own writing
    assert root.tag.endswith("svg")
    assert "nan" not in text
    assert "inf" not in text
    assert "script" not in {part.tag.rpartition("}")[2] for part in root.iter()}
