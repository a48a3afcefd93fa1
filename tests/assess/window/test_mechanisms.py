"""Closed forms against cases worked by hand from the vendor's documentation."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.assess.window.model import Failure, Input, Window
from ninelives.assess.window.span import FOREVER, Span, between, said, seconds
from ninelives.assess.window.windows import MECHANISMS
from tests.assess.window.cases import BARE, CASES, DAY, HOUR, QUEUE, STREAM, E, Times


def windows(mechanism: str, given: Mapping[str, float | Span]) -> dict[Failure, Window]:
    """Give the windows of a mechanism; what is not given is unknown."""
    needs, closed_form = MECHANISMS[mechanism]
    inputs = {}
    for name, limits in needs.items():
        value = given.get(name)
        if value is None:
            known = limits.silent is not None
            span = seconds(limits.silent) if limits.silent is not None else limits.span
            inputs[name] = Input(name, span, "by design" if known else "unknown")
        else:
            span = value if isinstance(value, Span) else seconds(value)
            inputs[name] = Input(name, span, "answer")
    return {one.failure: one for one in closed_form(inputs)}


@pytest.mark.parametrize(
    ("mechanism", "inputs", "failure", "survives", "rescue"), CASES
)
def test_worked_by_hand(
    mechanism: str,
    inputs: Mapping[str, float | Span],
    failure: Failure,
    survives: Times,
    rescue: Times,
) -> None:
    found = windows(mechanism, inputs)[failure]
    for span, expected in ((found.survives, survives), (found.rescue, rescue)):
        low, high = expected if isinstance(expected, tuple) else (expected, expected)
        assert (span.low, span.high) == (low, high)


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
def test_nothing_known_gives_a_range_and_names_what_decides_it(mechanism: str) -> None:
    needs, _ = MECHANISMS[mechanism]
    for one in windows(mechanism, {}).values():
        assert one.survives.low <= one.survives.high
        assert set(one.binds) <= needs.keys()


def draw_inputs(mechanism: str, data: st.DataObject) -> dict[str, Span]:
    """Draw a number for every input, over its documented range."""
    needs, _ = MECHANISMS[mechanism]
    drawn = {}
    for name, limits in needs.items():
        top = min(limits.high, 1e7)
        whole = st.integers(int(limits.low), int(top)).map(float)
        ends = st.sampled_from([limits.low, limits.high])
        drawn[name] = seconds(data.draw(st.one_of(whole, ends), label=name))
    return drawn


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
@given(data=st.data())
def test_knowing_an_input_never_widens_a_window(
    mechanism: str, data: st.DataObject
) -> None:
    needs, closed_form = MECHANISMS[mechanism]
    known = draw_inputs(mechanism, data)
    hidden = data.draw(st.sets(st.sampled_from(sorted(needs)), min_size=1))
    narrow = windows(mechanism, known)
    wide = closed_form(
        {
            name: Input(name, needs[name].span, "unknown")
            if name in hidden
            else Input(name, span, "answer")
            for name, span in known.items()
        }
    )
    for one in wide:
        inside = narrow[one.failure]
        assert one.survives.low <= inside.survives.low
        assert inside.survives.high <= one.survives.high
        assert one.rescue.low <= inside.rescue.low
        assert inside.rescue.high <= one.rescue.high


GROWS = {
    "call": ["caller-retries"],
    "async-invoke": ["retries", "event-age", "kept"],
    "push-retry": ["attempts", "event-age", "kept", "source-kept"],
    "queue-poll": ["receives", "retention"],
    "stream-poll": ["retention", "retries", "record-age"],
    "batch-write": ["resends", "longest-wait", "time-left"],
}
"""Inputs that, made smaller, never lengthen what is survived."""


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
@given(data=st.data())
def test_less_patience_never_survives_longer(
    mechanism: str, data: st.DataObject
) -> None:
    more = draw_inputs(mechanism, data)
    name = data.draw(st.sampled_from(GROWS[mechanism]), label="made smaller")
    low = MECHANISMS[mechanism][0][name].low
    top = min(more[name].low, 1e7)
    less = {**more, name: seconds(data.draw(st.integers(int(low), int(top))))}
    if mechanism == "stream-poll":  # Kafka's cut is the exception, named below
        more = {**more, "most-retries": seconds(FOREVER)}
        less = {**less, "most-retries": seconds(FOREVER)}
    before, after = windows(mechanism, more), windows(mechanism, less)
    for failure, one in after.items():
        assert one.survives.low <= before[failure].survives.low
        assert one.survives.high <= before[failure].survives.high


LASTS = {
    "call": ["caller-retries"],
    "async-invoke": ["retries", "event-age", "kept"],
    "push-retry": ["attempts", "event-age", "kept", "source-kept"],
    "queue-poll": ["retention", "kept"],
    "stream-poll": ["retention", "kept"],
    "batch-write": ["resends", "longest-wait", "time-left"],
}
"""Inputs that, made smaller, never lengthen the rescue; those that can stand below.
To keep nothing at all (0) is no shorter time but another design."""


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
@given(data=st.data())
def test_what_is_kept_shorter_is_never_rescued_longer(
    mechanism: str, data: st.DataObject
) -> None:
    more = draw_inputs(mechanism, data)
    name = data.draw(st.sampled_from(LASTS[mechanism]), label="made smaller")
    low = max(MECHANISMS[mechanism][0][name].low, name in ("kept", "source-kept"))
    top = min(more[name].low, 1e7)
    if top < low:
        return
    less = {**more, name: seconds(data.draw(st.integers(int(low), int(top))))}
    before, after = windows(mechanism, more), windows(mechanism, less)
    for failure, one in after.items():
        assert one.rescue.low <= before[failure].rescue.low
        assert one.rescue.high <= before[failure].rescue.high


def test_where_less_patience_lengthens_the_rescue() -> None:
    # five receives of 30 s outlast this retention: the message is gone at 100 s;
    # with two it reaches the dead-letter queue, which keeps it for a fortnight
    late = {**QUEUE, "retention": 100.0}
    soon = {**late, "receives": 2.0}
    assert windows("queue-poll", late)[E].rescue == seconds(100)
    assert windows("queue-poll", soon)[E].rescue == seconds(14 * DAY)
    # a record that is given up before it is forgotten reaches its destination
    kept = {**STREAM, "kept": 14 * DAY, "whole-records": 1.0}
    assert windows("stream-poll", kept)[E].rescue == seconds(DAY)
    younger = {**kept, "record-age": HOUR}
    assert windows("stream-poll", younger)[E].rescue == seconds(14 * DAY + HOUR)


def test_where_fewer_retries_survive_longer() -> None:
    # Kafka cuts endless retries to ten once there is a destination, but not eleven
    kafka = {**STREAM, "most-retries": 0.0, "kept": 14 * DAY}
    assert windows("stream-poll", kafka)[E].survives == seconds(0)
    bounded = {**kafka, "retries": 11.0}
    assert windows("stream-poll", bounded)[E].survives == between(0, DAY)


def test_where_a_shorter_visibility_survives_longer() -> None:
    # without a dead-letter queue the last return lies one visibility before the end
    slow = {**BARE, "visibility": 12 * HOUR}
    assert windows("queue-poll", slow)[E].survives == seconds(84 * HOUR)
    assert windows("queue-poll", BARE)[E].survives == seconds(4 * DAY - 30)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "no time"),
        (0.05, "50 ms"),
        (1, "1 s"),
        (90, "90 s"),
        (60, "1 min"),
        (180, "3 min"),
        (5400, "1 h 30 min"),
        (345600, "4 d"),
        (345750, "4 d"),
        (1209600, "14 d"),
        (100_000, "1 d 3 h"),
        (FOREVER, "without end"),
    ],
)
def test_a_duration_is_said_as_people_say_it(value: float, text: str) -> None:
    assert said(value) == text


def test_a_span_is_said_with_its_bounds() -> None:
    assert str(seconds(90)) == "90 s"
    assert str(between(0, 300)) == "at most 5 min"
    assert str(between(60, FOREVER)) == "at least 1 min"
    assert str(between(21300, 21600)) == "5 h 55 min to 6 h"
    with pytest.raises(ValueError, match="no duration"):
        between(5, 1)
