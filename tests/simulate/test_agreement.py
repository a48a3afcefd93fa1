"""The closed forms, held against outages that are played through event by event."""

from collections.abc import Mapping

from hypothesis import assume, example, given
from hypothesis import strategies as st

from ninelives.assess.window.model import Failure, Input, Window
from ninelives.assess.window.span import FOREVER, seconds
from ninelives.assess.window.windows import MECHANISMS
from ninelives.simulate.detail import play
from ninelives.simulate.plan import Outcome, Plan

DAY = 86_400.0
MOMENT = 0.001
"""Seconds: what happens in the very moment a retention ends is nobody's promise."""
MOST_TRIES = 400
"""Draws that need more tries than this take too long for a quick proof."""
whole = st.integers


def closed_form(
    mechanism: str, numbers: Mapping[str, float], failure: Failure
) -> Window:
    """Give the window that the closed form claims."""
    needs, windows = MECHANISMS[mechanism]
    inputs = {}
    for name, limits in needs.items():
        given = numbers.get(name, limits.silent)
        known = given is not None
        span = seconds(given) if given is not None else limits.span
        inputs[name] = Input(name, span, "answer" if known else "unknown")
    return next(one for one in windows(inputs) if one.failure is failure)


def left_alone(
    mechanism: str,
    numbers: Mapping[str, float],
    failure: Failure,
    outage: float,
    **more: float,
) -> Outcome:
    """Play the first event of an outage through, with nobody acting."""
    # one event: the next would come when the outage is over
    rate = 1.0 / max(outage, 1.0)
    plan = Plan(mechanism, numbers, failure, outage, rate, **more)  # type: ignore[arg-type]  # seeds and shares alike
    return play(plan)


def prove(
    mechanism: str,
    numbers: Mapping[str, float],
    failure: Failure,
    step: float,
    **more: float,
) -> None:
    """Hold one closed form: no event given up before it, none saved after it."""
    window = closed_form(mechanism, numbers, failure)
    low, high = window.survives.low, window.survives.high
    for near in (max(0.0, low - MOMENT), low / 2):
        before = left_alone(mechanism, numbers, failure, near, **more)
        assert before.handled == before.sent
    after = left_alone(mechanism, numbers, failure, high + step, **more)
    assert after.lost + after.set_aside >= 1
    assert after.waiting == 0


POLL = st.sampled_from([Failure.ERRORS, Failure.AWAY, Failure.REFUSED])


@given(
    visibility=whole(1, 43_200),
    receives=whole(1, 100),
    retention=whole(60, 1_209_600),
    kept=st.one_of(st.just(0), whole(60, 1_209_600)),
    resets=whole(0, 1),
    failure=POLL,
    seed=whole(0, 99),
)
@example(30, 5, 150, 345_600, 0, Failure.ERRORS, 0)
@example(30, 5, 100, 345_600, 1, Failure.ERRORS, 0)
@example(43_200, 1, 60, 0, 0, Failure.AWAY, 0)
def test_a_polled_queue(  # noqa: PLR0913, PLR0917 - every number of the mechanism
    visibility: int,
    receives: int,
    retention: int,
    kept: int,
    resets: int,
    failure: Failure,
    seed: int,
) -> None:
    numbers = {
        "visibility": float(visibility),
        "receives": float(receives),
        "retention": float(retention),
        "kept": float(kept),
        "resets": float(resets),
    }
    tries = retention / visibility
    assume(tries <= MOST_TRIES or (kept and receives <= MOST_TRIES))
    prove("queue-poll", numbers, failure, float(visibility), seed=seed)


@given(
    retries=whole(0, 2),
    age=whole(60, 21_600),
    kept=st.sampled_from([0.0, 4 * DAY]),
    failure=POLL,
    jitter=st.sampled_from([0.0, 0.4]),
    seed=whole(0, 99),
)
@example(2, 100, 0.0, Failure.ERRORS, 0.0, 0)
@example(2, 60, 0.0, Failure.AWAY, 0.4, 0)
def test_an_asynchronous_invocation(
    retries: int, age: int, kept: float, failure: Failure, jitter: float, seed: int
) -> None:
    numbers = {"retries": float(retries), "event-age": float(age), "kept": kept}
    # the waits after errors are exact in the closed form; backoff is drawn
    drawn = jitter if failure is Failure.AWAY else 0.0
    prove("async-invoke", numbers, failure, 120.0, jitter=drawn, seed=seed)


@given(
    attempts=whole(0, 100_015),
    age=whole(60, 1_987_200),
    wait=st.one_of(st.none(), whole(1, 3_600)),
    kept=st.sampled_from([0.0, 14 * DAY]),
    retried=whole(0, 1),
    failure=POLL,
    jitter=st.sampled_from([0.0, 0.9]),
    seed=whole(0, 99),
)
@example(3, 3_600, 20, 0.0, 0, Failure.ERRORS, 0.0, 0)
@example(5, 300, None, 0.0, 1, Failure.REFUSED, 0.9, 0)
@example(9, 120, 50, 0.0, 0, Failure.AWAY, 0.0, 0)
def test_a_push(  # noqa: PLR0913, PLR0917 - every number of the mechanism
    attempts: int,
    age: int,
    wait: int | None,
    kept: float,
    retried: int,
    failure: Failure,
    jitter: float,
    seed: int,
) -> None:
    numbers = {
        "attempts": float(attempts),
        "event-age": float(age),
        "kept": kept,
        "refusals-retried": float(retried),
    }
    if wait is None:
        longest = max(60.0, age / 100)
        prove(
            "push-retry",
            numbers,
            failure,
            longest,
            jitter=jitter,
            seed=seed,
            longest_wait=longest,
        )
        return
    assume(min(attempts, age / wait) <= MOST_TRIES)
    prove(
        "push-retry", {**numbers, "wait": float(wait)}, failure, float(wait), seed=seed
    )


@given(
    retention=whole(60, 31_536_000),
    retries=st.one_of(st.just(FOREVER), whole(0, 10_000).map(float)),
    age=st.one_of(st.just(FOREVER), whole(60, 604_800).map(float)),
    kept=st.sampled_from([0.0, 14 * DAY, FOREVER]),
    whole_records=whole(0, 1),
    most=st.sampled_from([FOREVER, 10.0]),
    failure=POLL,
    seed=whole(0, 99),
)
@example(86_400, FOREVER, FOREVER, 14 * DAY, 0, 10.0, Failure.ERRORS, 0)
@example(86_400, 0.0, 60.0, 0.0, 0, FOREVER, Failure.ERRORS, 0)
def test_a_stream(  # noqa: PLR0913, PLR0917 - every number of the mechanism
    retention: int,
    retries: float,
    age: float,
    kept: float,
    whole_records: int,
    most: float,
    failure: Failure,
    seed: int,
) -> None:
    numbers = {
        "retention": float(retention),
        "retries": retries,
        "record-age": age,
        "kept": kept,
        "whole-records": float(whole_records),
        "most-retries": most,
    }
    window = closed_form("stream-poll", numbers, failure)
    low, high = window.survives.low, window.survives.high
    longest = max(1.0, high / 50)
    # a try that falls on the last moment is the vendor's to time; one step either way
    near = max(0.0, low - longest)
    before = left_alone(
        "stream-poll", numbers, failure, near, longest_wait=longest, seed=seed
    )
    assert before.handled == before.sent
    after = left_alone(
        "stream-poll", numbers, failure, high + longest, longest_wait=longest, seed=seed
    )
    assert after.lost + after.set_aside >= 1


@given(
    resends=whole(0, 100),
    longest=whole(0, 60),
    left=whole(0, 900),
    failure=st.sampled_from([Failure.PARTIAL, Failure.ERRORS, Failure.REFUSED]),
    seed=whole(0, 99),
)
def test_a_batch_write(
    resends: int, longest: int, left: int, failure: Failure, seed: int
) -> None:
    numbers = {
        "resends": float(resends),
        "longest-wait": float(longest),
        "time-left": float(left),
    }
    prove("batch-write", numbers, failure, 1.0, seed=seed)


@given(patience=whole(0, 3_600), step=whole(10, 600), failure=POLL)
def test_a_call(patience: int, step: int, failure: Failure) -> None:
    numbers = {"caller-retries": float(patience)}
    window = closed_form("call", numbers, failure)
    near = max(0.0, window.survives.low - step)
    before = left_alone("call", numbers, failure, near, first_wait=float(step))
    assert before.handled == before.sent
    after = left_alone(
        "call", numbers, failure, patience + step, first_wait=float(step)
    )
    assert after.lost == 1
