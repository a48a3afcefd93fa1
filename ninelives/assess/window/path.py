"""Flows through the map, and the integration that gives way first in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ninelives.assess.window.model import Failure, Window
from ninelives.assess.window.span import Span
from ninelives.assess.window.windows import Delivery
from ninelives.review.model import Integration, Review

MOST = 500
"""More flows than this are not followed; a map that large is read by integration."""


@dataclass(frozen=True, slots=True)
class Weakest:
    """The integration of a flow that gives way first to one failure."""

    failure: Failure
    subject: str
    """The integration's id."""
    survives: Span
    rescue: Span


@dataclass(frozen=True, slots=True)
class Flow:
    """A way from where events enter the map to where they end."""

    integrations: tuple[str, ...]
    weakest: tuple[Weakest, ...]
    """One a failure that any of its integrations knows."""


def flows(review: Review, deliveries: Iterable[Delivery]) -> tuple[Flow, ...]:
    """Give every flow of the map with its weakest integrations, in map order.

    A circle is followed once round. Where there are more than `MOST` flows only the
    first are given.
    """
    known = {one.subject: one.windows for one in deliveries}
    found = []
    for route in _routes(review):
        found.append(Flow(route, tuple(_weakest(route, known))))
        if len(found) == MOST:
            break
    return tuple(found)


def _routes(review: Review) -> Iterator[tuple[str, ...]]:
    onward: dict[str, list[Integration]] = {}
    for one in review.integrations:
        onward.setdefault(one.source, []).append(one)
    targets = {one.target for one in review.integrations}
    starts = [one for one in onward if one not in targets] or list(onward)[:1]
    for start in starts:
        yield from _onward(start, onward, (), frozenset({start}))


def _onward(
    at: str,
    onward: Mapping[str, Sequence[Integration]],
    so_far: tuple[str, ...],
    seen: frozenset[str],
) -> Iterator[tuple[str, ...]]:
    following = [one for one in onward.get(at, ()) if one.id not in so_far]
    if not following:
        yield so_far
        return
    for one in following:
        route = (*so_far, one.id)
        if one.target in seen:
            yield route
        else:
            yield from _onward(one.target, onward, route, seen | {one.target})


def _weakest(
    route: Sequence[str], known: Mapping[str, Sequence[Window]]
) -> Iterator[Weakest]:
    for failure in Failure:
        here = [
            (subject, window)
            for subject in route
            for window in known.get(subject, ())
            if window.failure is failure
        ]
        if here:
            subject, window = min(
                here, key=lambda one: (one[1].survives.low, one[1].rescue.low)
            )
            yield Weakest(failure, subject, window.survives, window.rescue)
