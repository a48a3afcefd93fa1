"""Whole outages played through: what they lose, repeat, reorder and put back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.assess.window.model import Failure
from ninelives.simulate.counting import ALONE, count
from ninelives.simulate.detail import play
from ninelives.simulate.plan import Plan

DAY = 86_400.0
QUEUE = {
    "visibility": 30.0,
    "receives": 5.0,
    "retention": 4 * DAY,
    "kept": 14 * DAY,
    "resets": 0.0,
}
ASYNC = {"retries": 2.0, "event-age": 21_600.0, "kept": 0.0}
HTTP = {"attempts": 3.0, "event-age": 3_600.0, "wait": 20.0, "kept": 0.0}
STREAM = {"retention": DAY, "retries": 3.0, "record-age": 3_600.0, "kept": 0.0}
LEFTOVERS = {"resends": 4.0, "longest-wait": 1.0, "time-left": 30.0}
NUMBERS = {
    "call": {"caller-retries": 30.0},
    "async-invoke": ASYNC,
    "push-retry": HTTP,
    "queue-poll": QUEUE,
    "stream-poll": STREAM,
    "batch-write": LEFTOVERS,
}
OUTAGE = Plan(
    "queue-poll", QUEUE, Failure.ERRORS, outage=300.0, before=60.0, after=120.0
)


@pytest.mark.parametrize("mechanism", sorted(NUMBERS))
@pytest.mark.parametrize("failure", list(Failure))
def test_every_event_is_accounted_for_and_a_seed_repeats(
    mechanism: str, failure: Failure
) -> None:
    plan = Plan(
        mechanism,
        NUMBERS[mechanism],
        failure,
        outage=300.0,
        before=30.0,
        after=30.0,
        even=False,
        poison=0.02,
        again=0.05,
        batch=3,
        consumers=4,
        work=0.5,
        jitter=0.3,
        redrive=2_000.0,
        seed=7,
    )
    first, second = play(plan), play(plan)
    assert first == second
    assert first.waiting == 0
    assert first.handled + first.lost + first.set_aside == first.sent
    assert play(replace(plan, seed=8)) != first


@given(
    mechanism=st.sampled_from(sorted({*ALONE} - {"batch-write"})),
    failure=st.sampled_from([Failure.ERRORS, Failure.REFUSED, Failure.POISON]),
    outage=st.integers(1, 2_000),
    poison=st.sampled_from([0.0, 0.1]),
    redrive=st.sampled_from([None, 500.0]),
    seed=st.integers(0, 99),
)
def test_counting_agrees_with_playing(
    mechanism: str,
    failure: Failure,
    outage: int,
    poison: float,
    redrive: float | None,
    seed: int,
) -> None:
    plan = Plan(
        mechanism,
        NUMBERS[mechanism],
        failure,
        float(outage),
        rate=0.1,
        before=60.0,
        after=60.0,
        poison=poison,
        redrive=redrive,
        seed=seed,
    )
    counted, played = count(plan), play(plan)
    assert (counted.sent, counted.handled) == (played.sent, played.handled)
    assert counted.lost == played.lost
    assert counted.set_aside == played.set_aside
    assert counted.reordered == played.reordered
    assert counted.delays == pytest.approx(played.delays, rel=0.03, abs=0.01)


def test_a_bad_message_in_a_batch_drags_the_good_ones_along() -> None:
    plan = replace(OUTAGE, failure=Failure.POISON, rate=10.0, poison=0.05, batch=10)
    busy = replace(plan, work=1.0, consumers=1)
    apart, whole = play(busy), play(replace(busy, apart=False))
    assert apart.duplicates == 0
    assert apart.handled + apart.set_aside == apart.sent
    assert whole.duplicates > 0
    # good messages are received too often in bad company
    assert whole.set_aside > apart.set_aside


def test_work_that_outlasts_the_visibility_is_done_twice() -> None:
    plan = replace(OUTAGE, outage=0.0, before=10.0, after=0.0, work=45.0)
    found = play(plan)
    assert found.handled == found.sent
    assert found.duplicates == found.sent


def test_a_group_of_a_fifo_queue_stays_in_order_and_waits() -> None:
    loose = play(replace(OUTAGE, outage=60.0, failure=Failure.ERRORS))
    strict = play(replace(OUTAGE, outage=60.0, failure=Failure.ERRORS, groups=1))
    assert loose.reordered > 0
    assert strict.reordered == 0
    assert strict.handled == strict.sent


def test_a_shard_keeps_its_order_through_an_outage() -> None:
    plan = replace(
        OUTAGE, mechanism="stream-poll", numbers={**STREAM, "retries": 99.0}, batch=5
    )
    found = play(plan)
    assert found.handled == found.sent
    assert found.reordered == 0


def test_people_put_back_what_was_set_aside_in_time() -> None:
    short = {**QUEUE, "kept": 400.0}
    never = play(replace(OUTAGE, numbers=short))
    soon = play(replace(OUTAGE, numbers=short, redrive=300.0))
    late = play(replace(OUTAGE, numbers=short, redrive=10_000.0))
    assert never.set_aside > 0
    assert soon.redriven == never.set_aside
    assert soon.handled == soon.sent
    assert late.lost == never.set_aside


def test_a_dead_letter_of_a_standard_queue_keeps_its_age() -> None:
    # moved after 150 s; kept 200 s there: 50 s are left, or 200 s where age resets
    short = {**QUEUE, "kept": 200.0}
    plan = replace(OUTAGE, numbers=short, outage=1_000.0, rate=0.005, before=0.0)
    plan = replace(plan, after=0.0, redrive=250.0)
    assert play(replace(plan, outage=160.0)).lost == 1
    fifo = replace(plan, numbers={**short, "resets": 1.0})
    assert play(replace(fifo, outage=160.0)).redriven == 1


def test_throttled_by_too_few_consumers_an_event_backs_off() -> None:
    plan = Plan(
        "async-invoke", ASYNC, Failure.ERRORS, 0.0, rate=1.0, before=20.0, work=5.0
    )
    free, narrow = play(plan), play(replace(plan, consumers=1))
    assert free.delays["most"] == 5.0
    assert narrow.delays["most"] > 20.0
    assert narrow.handled == narrow.sent


def test_a_stopped_run_says_so() -> None:
    def stop(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    found = play(OUTAGE, stop)
    assert not found.complete
    assert 0 < found.sent < OUTAGE.expected
    counted = count(replace(OUTAGE, rate=1_000.0), stop)
    assert not counted.complete
    assert 0 < counted.sent < 480_000
