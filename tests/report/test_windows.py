"""The loss windows in the report: what is survived, who comes too late, what helps."""

from functools import lru_cache

from ninelives.assess.risk import assess
from ninelives.assess.window.response import ABSENCE, ALARM, REPAIR
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Pack
from ninelives.report.markdown import write
from ninelives.review.model import Answer, Component, Integration, Review
from tests.report.reading import headings, sections, tables

EDGE, QUEUE, WORKER = "orders-queue--place-order", "orders-queue", "place-order"
DAY = 86_400.0


@lru_cache(maxsize=1)
def pack() -> Pack:
    return load_pack(only=("aws/sqs-lambda",))


def measured(review: Review, subject: str, question: str, value: float) -> Review:
    """Answer a measured question with the choice that its value falls into."""
    checklist = "aws/sqs-lambda" if subject != SERVICE else SERVICE
    asked = pack().checklists[checklist].question(question)
    assert asked is not None
    choice = asked.choice_for(value)
    assert choice is not None
    return review.with_answer(subject, question, Answer(choice.id, value))


def queue(*, kept: float) -> Review:
    """Give a queue whose dead letters are kept for `kept` seconds."""
    review = Review(
        service="orders",
        components=(
            Component(QUEUE, "sqs-queue", "OrdersQueue"),
            Component(WORKER, "lambda-function", "Place|Order"),
        ),
        integrations=(Integration(EDGE, QUEUE, WORKER, "aws/sqs-lambda"),),
    )
    review = review.with_answer(QUEUE, "dead-letter-queue", Answer("own"))
    review = review.with_answer(QUEUE, "queue-type", Answer("standard"))
    for question, value in (
        ("queue-visibility", 30.0),
        ("queue-receives", 4.0),
        ("queue-retention", 4 * DAY),
        ("dead-letter-kept", kept),
    ):
        review = measured(review, QUEUE, question, value)
    return review


def told(review: Review) -> str:
    return write(assess(pack(), review))


def on_call(review: Review, alarm: float, absence: float, repair: float) -> Review:
    for question, value in ((ALARM, alarm), (ABSENCE, absence), (REPAIR, repair)):
        review = measured(review, SERVICE, question, value)
    return review


def test_each_failure_is_a_column_with_what_is_survived_and_rescued() -> None:
    table = tables(sections(told(queue(kept=4 * DAY)))["Loss windows"])[0]
    head, row = table
    assert head[:3] == ["Where", "Consumer fails", "Throttled or away"]
    assert row[0] == "OrdersQueue → Place|Order"
    assert row[1] == "90 s / 4 d ?"


def test_who_comes_too_late_is_said_with_the_number_that_binds_and_what_helps() -> None:
    late = on_call(queue(kept=4 * DAY), 3_600.0, 88 * 3_600.0, 12 * 3_600.0)
    section = sections(told(late))["Loss windows"]
    assert "**90 s / 4 d**" in section
    head, *rows = tables(section)[1]
    assert head[0] == "Where"
    first = rows[0]
    assert first[0] == "OrdersQueue → Place|Order"
    assert first[2] == "4 d"
    assert first[3] == "in the queue, then in the dead-letter queue"
    assert first[4].startswith("time kept once given up 4 d (")
    assert first[6] == "14 d"


def test_where_people_are_in_time_nothing_is_late() -> None:
    report = told(on_call(queue(kept=14 * DAY), 3_600.0, 88 * 3_600.0, 3_600.0))
    titles = [one.text for one in headings(report)]
    assert "Loss windows" in titles
    assert (
        "*?*" not in sections(report)["Loss windows"].split("###")[0].split("|", 1)[1]
    )
    assert "**90 s" not in report


def test_the_picture_shows_the_share_lost_by_length_of_the_outage() -> None:
    report = told(queue(kept=4 * DAY))
    assert "xychart-beta" in report
    assert "  line [0, 70, 90, 98, 100, 100, 100, 100]" in report


def test_a_map_without_windows_has_no_section() -> None:
    empty = Review(service="orders")
    assert "Loss windows" not in told(empty)


def test_the_full_report_leaves_no_window_out() -> None:
    review = queue(kept=4 * DAY)
    more = tuple(Component(f"queue-{at}", "sqs-queue") for at in range(15))
    edges = tuple(
        Integration(f"edge-{at}", one.id, WORKER, "aws/sqs-lambda")
        for at, one in enumerate(more)
    )
    review = Review(
        service="orders",
        components=(*review.components, *more),
        integrations=(*review.integrations, *edges),
        answers=review.answers,
    )
    found = assess(pack(), review)
    short = tables(sections(write(found))["Loss windows"])[1]
    full = tables(sections(write(found, full=True))["Loss windows"])[1]
    assert short[-1][0].startswith("and ")
    assert len(full) > len(short)


def test_the_cheapest_that_gives_people_longer_is_named() -> None:
    late = on_call(queue(kept=4 * DAY), 3_600.0, 88 * 3_600.0, 12 * 3_600.0)
    rows = tables(sections(told(late))["Loss windows"])[1]
    assert rows[1][5:] == [
        "Keep dead letters for the full fourteen days",
        "14 d",
    ]


def test_a_choice_without_its_number_stands_for_the_range_it_covers() -> None:
    review = queue(kept=4 * DAY).with_answer(
        QUEUE, "queue-retention", Answer("fortnight")
    )
    review = review.with_answer(QUEUE, "dead-letter-queue", Answer("nowhere"))
    _, row = tables(sections(told(review))["Loss windows"])[0]
    assert row[1].endswith("/ 14 d")
    week = review.with_answer(QUEUE, "queue-retention", Answer("week"))
    _, row = tables(sections(told(week))["Loss windows"])[0]
    assert row[1].endswith("/ 4 d to 14 d ?")
