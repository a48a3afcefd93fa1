"""Streams that are only counted: as when played in detail, in one pass, stoppable."""

import json
import math
import signal
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives import outages
from ninelives.assess.window.model import Failure
from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review
from ninelives.simulate.counting import count
from ninelives.simulate.detail import play
from ninelives.simulate.plan import Plan
from ninelives.simulate.shard import endless

HOUR, DAY = 3_600.0, 86_400.0
STREAM = Plan(
    "stream-poll",
    {"retention": DAY, "retries": math.inf, "record-age": math.inf},
    Failure.ERRORS,
    outage=HOUR,
    after=HOUR,
)
EDGE = "clicks--count"


NUMBERS = st.fixed_dictionaries(
    {
        "retention": st.sampled_from([60.0, 600.0, 3_000.0, 90_000.0]),
        "retries": st.sampled_from([0.0, 2.0, 9.0, math.inf]),
        "record-age": st.sampled_from([60.0, 700.0, math.inf]),
        "kept": st.sampled_from([0.0, 100.0, 5_000.0]),
        "whole-records": st.sampled_from([0.0, 1.0]),
        "most-retries": st.sampled_from([10.0, math.inf]),
    }
)


@given(
    failure=st.sampled_from(
        [Failure.ERRORS, Failure.AWAY, Failure.REFUSED, Failure.POISON]
    ),
    outage=st.integers(1, 4_000),
    numbers=NUMBERS,
    poison=st.sampled_from([0.0, 0.05]),
    seed=st.integers(0, 99),
)
def test_counting_a_stream_agrees_with_playing_it(
    failure: Failure,
    outage: int,
    numbers: dict[str, float],
    poison: float,
    seed: int,
) -> None:
    plan = Plan(
        "stream-poll",
        numbers,
        failure,
        float(outage),
        rate=0.1,
        before=60.0,
        after=600.0,
        poison=poison,
        jitter=0.3,
        seed=seed,
    )
    counted, played = count(plan), play(plan)
    assert counted == replace(played, delays=counted.delays)
    assert counted.delays == pytest.approx(played.delays, rel=0.03, abs=0.01)


def test_a_bad_record_that_nothing_bounds_leaves_the_rest_unsettled() -> None:
    plan = replace(
        STREAM,
        numbers={"retention": math.inf, "retries": math.inf, "record-age": math.inf},
        failure=Failure.POISON,
    )
    assert endless(plan)
    found = count(plan)
    assert found.waiting == found.sent
    assert not endless(STREAM)


def test_memory_stays_flat() -> None:
    def most(rate: float) -> int:
        tracemalloc.start()
        count(replace(STREAM, rate=rate))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    most(0.1)
    assert most(4.0) < 1.5 * most(0.5) + 4_096


def test_the_work_grows_with_the_events() -> None:
    tries = [count(replace(STREAM, rate=rate)).tries for rate in (1.0, 2.0, 4.0)]
    assert tries[2] - tries[1] == pytest.approx(2 * (tries[1] - tries[0]), rel=0.01)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    review = Review(
        service="orders",
        components=(
            Component("clicks", "kinesis-stream"),
            Component("count", "lambda-function"),
        ),
        integrations=(Integration(EDGE, "clicks", "count", "aws/kinesis-lambda"),),
        answers={
            "clicks": {"data-stream-retention": Answer("day", DAY)},
            EDGE: {"stream-retries": Answer("endless", -1.0)},
        },
    )
    store.create(tmp_path / "orders", review)
    return tmp_path / "orders"


def test_a_large_run_of_a_stream_is_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (folder, EDGE, "1h", "20/s")
    assert outages.simulate(*given, form="json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sent"] == 72_000
    assert told["complete"]


def test_ctrl_c_leaves_a_partial_result_marked_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (folder, EDGE, "1h", "5000/s")
    for form in ("json", "text"):
        with interrupted_after(2.0):
            assert outages.simulate(*given, form=form) == outages.STOPPED
    partial, _, lines = capsys.readouterr().out.partition("\n")
    told = json.loads(partial)
    assert not told["complete"]
    assert 0 < told["sent"] < 18_000_000
    assert "STOPPED before the end; the figures are partial." in lines


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Do what ctrl+c does once so many seconds of the processor were used."""
    before = signal.signal(signal.SIGVTALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)
