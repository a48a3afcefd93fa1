"""The closed forms over the whole documented range of every number, by counting."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ninelives.assess.window.model import Failure, Input, Limits
from ninelives.assess.window.span import FOREVER, seconds
from ninelives.assess.window.windows import MECHANISMS
from ninelives.simulate.counting import count
from ninelives.simulate.plan import SHORTEST_WAIT, Outcome, Plan

MOST_TRIES = 20_000
"""Draws that need more tries than this take too long for a proof."""
LONGEST = 31_536_000.0
"""Seconds of a stream's retention at most; Kafka's has no end."""


def drawn(limits: Limits) -> st.SearchStrategy[float]:
    """Draw from a whole range, its ends as often as what lies between."""
    high = min(limits.high, LONGEST)
    between = st.integers(int(limits.low), int(high)).map(float)
    return st.one_of(st.sampled_from([limits.low, limits.high]), between)


def alone(plan: Plan, outage: float) -> Outcome:
    rate = 1.0 / max(outage, 1.0)
    return count(
        Plan(
            plan.mechanism,
            plan.numbers,
            plan.failure,
            outage,
            rate,
            longest_wait=plan.longest_wait,
        )
    )


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
@given(data=st.data())
def test_no_loss_before_what_is_survived_and_always_one_after_it(
    mechanism: str, data: st.DataObject
) -> None:
    needs, closed_form = MECHANISMS[mechanism]
    numbers = {
        name: data.draw(drawn(limits), label=name) for name, limits in needs.items()
    }
    failures = [Failure.ERRORS, Failure.AWAY, Failure.REFUSED]
    failure = data.draw(st.sampled_from(failures), label="failure")
    given = {name: Input(name, seconds(it), "answer") for name, it in numbers.items()}
    window = next(one for one in closed_form(given) if one.failure is failure)
    low, high = window.survives.low, window.survives.high
    named = {"queue-poll": "visibility", "push-retry": "wait"}
    step = numbers.get(named.get(mechanism, ""), 0.0)
    if mechanism == "stream-poll":
        step = max(60.0, (high if high < FOREVER else LONGEST) / 50)
    step = max(step, {"async-invoke": 300.0}.get(mechanism, 1.0))
    at_once = mechanism in named and numbers[named[mechanism]] == 0
    if at_once:  # a run tries ten times a second where the closed form takes no time
        spent = numbers.get("receives", numbers.get("attempts", 0.0))
        step = max(step, SHORTEST_WAIT * (spent + 1.0))
    waits = {"queue-poll": numbers.get("retention"), "push-retry": high}.get(mechanism)
    own = numbers.get(named.get(mechanism, ""), 1.0)
    assume(waits is None or waits / max(own, SHORTEST_WAIT) <= MOST_TRIES)
    plan = Plan(mechanism, numbers, failure, 1.0, longest_wait=step)
    if low < FOREVER:
        early = step if mechanism in ("stream-poll", "call") or at_once else 0.001
        before = alone(plan, max(0.0, low - early))
        assert before.handled == before.sent
    if high < FOREVER:
        after = alone(plan, high + step)
        assert (after.handled, after.lost + after.set_aside) == (0, 1)
