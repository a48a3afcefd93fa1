"""What was worked by hand is what a run gives, each case to within one retry step."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ninelives.assess.window.model import Failure
from ninelives.assess.window.span import FOREVER, Span
from ninelives.assess.window.windows import MECHANISMS
from ninelives.simulate.detail import play
from ninelives.simulate.plan import Outcome, Plan
from tests.assess.window.cases import CASES, Case

MOMENT = 0.001
EXACT = [
    one for one in CASES if not any(isinstance(it, Span) for it in one[1].values())
]
NAMES = [f"{one[0]}-{one[2].value}" for one in EXACT]


def left_alone(one: Case, outage: float, step: float) -> Outcome:
    """Play one event through an outage, with nobody acting."""
    mechanism, numbers, failure, _, _ = one
    given = {
        name: float(it) for name, it in numbers.items() if not isinstance(it, Span)
    }
    return play(
        Plan(
            mechanism,
            given,
            failure,
            outage,
            rate=1.0 / max(outage, 1.0),
            first_wait=1.0,
            longest_wait=step,
        )
    )


def step_of(mechanism: str, numbers: Mapping[str, float | Span], high: float) -> float:
    """Give the longest time between two tries, in seconds."""
    named = {"queue-poll": "visibility", "push-retry": "wait"}.get(mechanism, "")
    known = numbers.get(named)
    if known is not None and not isinstance(known, Span):
        return known
    return {"async-invoke": 300.0, "batch-write": 1.0, "call": 1.0}.get(
        mechanism, max(60.0, high / 50 if high < FOREVER else 60.0)
    )


@pytest.mark.parametrize("case", EXACT, ids=NAMES)
def test_worked_by_hand(case: Case) -> None:
    mechanism, numbers, failure, survives, _ = case
    low, high = survives if isinstance(survives, tuple) else (survives, survives)
    step = step_of(mechanism, numbers, high)
    if failure is Failure.POISON:
        left = left_alone(case, 60.0, step)
        assert (left.handled, left.lost + left.set_aside) == (0, 1)
        return
    # a try of a stream may fall on the last moment: one step earlier is sure
    early = step if mechanism == "stream-poll" else MOMENT
    if low < FOREVER:
        before = left_alone(case, max(0.0, low - early), step)
        assert before.handled == before.sent
    if high < FOREVER:
        after = left_alone(case, high + step, step)
        assert (after.handled, after.lost + after.set_aside) == (0, 1)


def test_there_are_thirty_of_each_kind_at_least() -> None:
    assert len(EXACT) >= 60
    assert {one[0] for one in EXACT} == MECHANISMS.keys()
