"""Several hops, several cases, and numbers that a scan read: which one counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.assess.window.binding import binding
from ninelives.assess.window.model import Failure, Window
from ninelives.assess.window.span import seconds
from ninelives.assess.window.summary import Row, summary
from ninelives.assess.window.windows import MECHANISMS, Delivery, blocks, delivery
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE
from ninelives.cli import main
from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Kept, Review

DAY = 86_400.0
EDGE = "one--two"
PACK = load_pack()


def review(checklist: str, source: str, target: str) -> Review:
    return Review(
        service="orders",
        components=(Component("one", source), Component("two", target)),
        integrations=(Integration(EDGE, "one", "two", checklist),),
    )


def chosen(given: Review, *said: tuple[str, str, str]) -> Review:
    for subject, question, choice in said:
        given = given.with_answer(subject, question, Answer(choice))
    return given


def kept(given: Review, subject: str, **settings: Kept) -> Review:
    return replace(
        given,
        components=tuple(
            replace(one, settings=settings) if one.id == subject else one
            for one in given.components
        ),
        integrations=tuple(
            replace(one, settings=settings) if one.id == subject else one
            for one in given.integrations
        ),
    )


def found(given: Review) -> Delivery:
    (edge,) = given.integrations
    one = delivery(PACK.checklists[edge.checklist], given, EDGE)
    assert one is not None
    return one


def window(given: Review, failure: Failure) -> Window:
    return next(one for one in found(given).windows if one.failure is failure)


def row(given: Review, failure: Failure) -> Row:
    return next(one for one in summary(PACK, given).rows if one.failure is failure)


RULE = chosen(
    review("aws/eventbridge-lambda", "eventbridge-bus", "lambda-function"),
    (EDGE, "rule-retries", "all"),
    (EDGE, "rule-age", "day"),
    (EDGE, "dead-letter-queue", "nowhere"),
    ("two", "async-retries", "two"),
    ("two", "async-event-age", "six-hours"),
    ("two", "async-failure-sink", "queue"),
    ("two", "async-failure-kept", "fortnight"),
)


def test_what_the_function_does_wrong_meets_the_second_hop() -> None:
    errors = window(RULE, Failure.ERRORS)
    assert found(RULE).mechanism == "push-retry → async-invoke"
    assert errors.survives == seconds(180)
    assert errors.rescue.low > 13 * DAY


def test_a_refusal_meets_the_hop_that_leaves_people_least() -> None:
    refused = window(RULE, Failure.REFUSED)
    assert refused.hop == 0
    assert refused.rescue == seconds(0)
    netted = chosen(RULE, (EDGE, "dead-letter-queue", "own"))
    netted = netted.with_answer(EDGE, "dead-letter-kept", Answer("fortnight", 14 * DAY))
    bare = chosen(netted, ("two", "async-failure-sink", "nowhere"))
    assert window(netted, Failure.REFUSED).rescue == seconds(14 * DAY)
    assert window(bare, Failure.REFUSED).hop == 1
    bound = binding(found(bare), window(bare, Failure.REFUSED))[1]
    assert [one.name for one in bound] == ["kept"]
    assert bound[0].origin == "answer async-failure-sink"


PIPE = review("aws/eventbridge-pipe", "sqs-queue", "lambda-function")
QUEUED = kept(
    chosen(
        PIPE,
        (EDGE, "pipe-source", "queue"),
        (EDGE, "pipe-failures", "own"),
        (EDGE, "pipe-waits", "worked"),
    ),
    "one",
    visibility_timeout=Kept(60, "template.yaml:5"),
    max_receive_count=Kept(4, "template.yaml:6"),
    retention=Kept(345_600),
    dead_letter_retention=Kept(1_209_600, "template.yaml:9"),
    fifo=Kept(0),
)


def test_a_pipe_on_a_queue_has_the_queue_s_clock() -> None:
    errors = row(QUEUED, Failure.ERRORS)
    assert errors.mechanism == "queue-poll"
    assert (errors.survives, errors.rescue) == (seconds(180), seconds(14 * DAY))
    assert not errors.unknown


def test_to_a_pipe_a_missing_right_is_an_error_like_any_other() -> None:
    errors, refused = (row(QUEUED, one) for one in (Failure.ERRORS, Failure.REFUSED))
    assert refused.survives == errors.survives
    assert refused.survives_by == errors.survives_by


def test_a_pipe_that_only_starts_a_function_leaves_it_to_its_own_clock() -> None:
    started = chosen(QUEUED, (EDGE, "pipe-waits", "started"))
    assert found(started).mechanism == "queue-poll → async-invoke"
    assert window(started, Failure.ERRORS).hop == 1
    assert found(QUEUED).mechanism == "queue-poll"
    # where nobody knows, it may end at either hop, and the shorter counts
    nobody = QUEUED.with_answer(EDGE, "pipe-waits", None)
    assert window(nobody, Failure.ERRORS).rescue.low == min(
        window(one, Failure.ERRORS).rescue.low for one in (started, QUEUED)
    )


def test_a_pipe_on_a_stream_is_bound_by_the_stream_and_its_own_limits() -> None:
    stream = chosen(
        review("aws/eventbridge-pipe", "kinesis-stream", "lambda-function"),
        (EDGE, "pipe-source", "stream"),
        (EDGE, "pipe-waits", "worked"),
        (EDGE, "pipe-failures", "expires"),
        (EDGE, "pipe-retries", "endless"),
        (EDGE, "pipe-age", "none"),
    )
    stream = kept(stream, "one", retention=Kept(172_800, "template.yaml:12"))
    errors = row(stream, Failure.ERRORS)
    assert errors.mechanism == "stream-poll"
    assert errors.survives == seconds(2 * DAY)
    assert errors.survives_by[0].origin == "setting retention, template.yaml:12"


def test_where_nobody_knows_what_it_is_all_cases_are_spanned_and_it_is_named() -> None:
    waits = chosen(PIPE, (EDGE, "pipe-waits", "worked"))
    errors = row(waits, Failure.ERRORS)
    assert errors.mechanism == "queue-poll or stream-poll"
    assert errors.survives.low < errors.survives.high
    assert [one.name for one in errors.unknown] == ["mechanism"]
    assert [name.key for name in errors.unknown[0].reads] == ["pipe-source"]


def test_what_can_t_be_known_can_t_be_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waits = chosen(PIPE, (EDGE, "pipe-waits", "worked"))
    store.create(tmp_path / "orders", waits)
    asked = ["simulate", str(tmp_path / "orders"), "--integration", EDGE]
    assert main([*asked, "--outage", "1h"]) == 2
    assert "answer pipe-source" in capsys.readouterr().err


def test_a_number_read_from_code_needs_no_answer_and_an_answer_outranks_it() -> None:
    queue = review("aws/sqs-lambda", "sqs-queue", "lambda-function")
    read = kept(
        queue,
        "one",
        visibility_timeout=Kept(30),
        max_receive_count=Kept(5, "template.yaml:8"),
        retention=Kept(345_600),
    )
    inputs = found(read).inputs
    assert inputs["visibility"].origin == "vendor default, setting visibility_timeout"
    assert inputs["receives"].origin == "setting max_receive_count, template.yaml:8"
    said = read.with_answer("one", "queue-visibility", Answer("short", 90.0))
    assert found(said).inputs["visibility"].span == seconds(90)
    assert found(said).inputs["visibility"].origin == "answer queue-visibility"


def test_an_answer_that_repeats_a_default_is_called_one() -> None:
    queue = review("aws/sqs-lambda", "sqs-queue", "lambda-function")
    read = kept(queue, "one", visibility_timeout=Kept(30))
    given = Answer("short", 30.0, origin="template.yaml:2")
    said = read.with_answer("one", "queue-visibility", given)
    origin = found(said).inputs["visibility"].origin
    assert origin == "vendor default, answer queue-visibility"


@pytest.mark.parametrize(
    ("checklist", "source"),
    [
        ("aws/logs-subscription", "log-group"),
        ("aws/scheduler-target", "eventbridge-schedule"),
        ("aws/iot-rule", "iot-rule"),
    ],
)
def test_a_function_that_is_only_started_fails_by_its_own_clock(
    checklist: str, source: str
) -> None:
    started = kept(
        review(checklist, source, "lambda-function"),
        "two",
        async_retries=Kept(2),
        async_event_age=Kept(21_600),
    )
    errors = row(started, Failure.ERRORS)
    assert errors.mechanism == "push-retry → async-invoke"
    assert errors.survives == seconds(180)
    stream = review(checklist, source, "kinesis-stream")
    assert row(stream, Failure.ERRORS).mechanism == "push-retry"


def test_what_the_vendor_keeps_to_itself_is_no_question_to_the_team() -> None:
    rule = chosen(
        review("aws/eventbridge-target", "eventbridge-bus", "sqs-queue"),
        (EDGE, "rule-retries", "all"),
        (EDGE, "rule-age", "day"),
        (EDGE, "dead-letter-queue", "nowhere"),
    )
    errors = row(rule, Failure.ERRORS)
    assert errors.survives.high == DAY
    assert errors.bounded == "the vendor publishes no backoff between attempts"
    assert not errors.unknown
    assert "wait" not in {one.name for one in errors.survives_by}


def test_settings_are_kept_with_the_review(tmp_path: Path) -> None:
    store.create(tmp_path / "orders", QUEUED)
    assert store.load(tmp_path / "orders").components == QUEUED.components


def test_every_checklist_says_how_it_delivers_or_why_there_is_nothing_to_say() -> None:
    for one in PACK.checklists.values():
        if one.id == SERVICE:
            continue
        if not blocks(one):
            assert one.delivery.get("mechanism") == "none", one.id
            assert len(str(one.delivery.get("because", "")).split()) > 5, one.id
        for block in blocks(one):
            needs = MECHANISMS[str(block["mechanism"])][0]
            known = {*needs, "mechanism", "if", "alike", "decides"}
            assert set(block) <= known, one.id
