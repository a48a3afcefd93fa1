"""The windows of each integration: its checklist's mechanism with its own numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ninelives.assess.window import (
    async_invoke,
    batch_write,
    call,
    push_retry,
    queue_poll,
    stream_poll,
)
from ninelives.assess.window.inputs import Ranges, inputs, read
from ninelives.assess.window.model import Input, Inputs, Window
from ninelives.assess.window.span import Span
from ninelives.checklist.expression import Name
from ninelives.checklist.model import Checklist, Pack
from ninelives.checklist.truth import Value
from ninelives.review.model import Review
from ninelives.review.standing import Standing, Status, checklist_of, standings

Mechanism = Callable[[Inputs], Iterator[Window]]
MECHANISMS: Mapping[str, tuple[Ranges, Mechanism]] = {
    "call": (call.NEEDS, call.windows),
    "async-invoke": (async_invoke.NEEDS, async_invoke.windows),
    "push-retry": (push_retry.NEEDS, push_retry.windows),
    "queue-poll": (queue_poll.NEEDS, queue_poll.windows),
    "stream-poll": (stream_poll.NEEDS, stream_poll.windows),
    "batch-write": (batch_write.NEEDS, batch_write.windows),
}
"""Name in a `delivery:` block → what it needs, and what it gives."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one integration delivers, and what each failure does to it."""

    subject: str
    mechanism: str
    inputs: Mapping[str, Input]
    windows: tuple[Window, ...]


def deliveries(pack: Pack, review: Review) -> Iterator[Delivery]:
    """Give the delivery of each integration that has a mechanism, in map order."""
    for integration in review.integrations:
        checklist = checklist_of(pack, review, integration.id)
        if checklist is not None:
            found = delivery(checklist, review, integration.id)
            if found is not None:
                yield found


def delivery(checklist: Checklist, review: Review, subject: str) -> Delivery | None:
    """Give how an integration delivers, or None where no mechanism applies."""
    if _mechanism(checklist) not in MECHANISMS:
        return None
    return delivered(checklist, subject, *standings(checklist, review, subject))


def delivered(
    checklist: Checklist,
    subject: str,
    asked: Sequence[Standing],
    scope: Mapping[Name, Value],
) -> Delivery | None:
    """Give the same where it is known how the questions stand, see `standings`."""
    name = _mechanism(checklist)
    if name not in MECHANISMS:
        return None
    needs, _ = MECHANISMS[name]
    found = inputs(checklist.delivery, needs, scope, dict(_bounded(asked)))
    return Delivery(subject, name, found, worked(name, numbers(found)))


Numbers = tuple[tuple[str, Span, bool], ...]
"""Inputs as a closed form sees them: name, value, and whether it is known."""


def numbers(found: Inputs) -> Numbers:
    """Give inputs without where they come from: many integrations share them."""
    return tuple((one.name, one.span, one.known) for one in found.values())


@lru_cache(maxsize=8192)
def worked(mechanism: str, given: Numbers) -> tuple[Window, ...]:
    """Give the windows of a mechanism with its numbers; each is worked out once."""
    _, closed_form = MECHANISMS[mechanism]
    found = {
        name: Input(name, span, "known" if known else "unknown")
        for name, span, known in given
    }
    return tuple(closed_form(found))


def reads(checklist: Checklist) -> frozenset[Name]:
    """Give the names on which the windows of a checklist hang."""
    name = _mechanism(checklist)
    if name not in MECHANISMS:
        return frozenset()
    needs, _ = MECHANISMS[name]
    return read(checklist.delivery, needs)


def _mechanism(checklist: Checklist) -> str:
    return str(checklist.delivery.get("mechanism", "none"))


def _bounded(
    asked: Sequence[Standing],
) -> Iterator[tuple[Name, tuple[float, float]]]:
    """Give the measured values of which only the choice was answered."""
    for one in asked:
        measure, said = one.question.measure, one.answer
        if measure is None or said is None or said.value is not None:
            continue
        choice = one.question.choice(said.choice)
        if one.status is Status.ANSWERED and choice is not None:
            low, high = choice.at_least, choice.at_most
            yield (
                Name("values", one.question.id),
                (
                    measure.minimum if low is None else low,
                    measure.maximum if high is None else high,
                ),
            )
