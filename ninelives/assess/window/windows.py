"""The windows of each integration: its checklist's mechanism with its own numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from ninelives.assess.window import (
    async_invoke,
    batch_write,
    call,
    push_retry,
    queue_poll,
    stream_poll,
)
from ninelives.assess.window.inputs import Ranges, inputs, read
from ninelives.assess.window.model import UNKNOWN, Failure, Input, Inputs, Window
from ninelives.assess.window.origins import told
from ninelives.assess.window.span import Span, either
from ninelives.checklist.expression import Name
from ninelives.checklist.grammar import parse
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
class Hop:
    """One mechanism that an event passes, with its own numbers."""

    mechanism: str
    """Its name; several with `or` where nobody knows which of them it is."""
    inputs: Mapping[str, Input]
    windows: tuple[Window, ...]
    alike: Mapping[Failure, Failure] = field(default_factory=dict)
    """Failure → the one that it is treated like."""
    sure: bool = True
    """False where nobody knows whether there is this hop at all."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one integration delivers, and what each failure does to it."""

    subject: str
    hops: tuple[Hop, ...]
    """In the order an event passes them; mostly one."""
    windows: tuple[Window, ...]
    """One a failure, each decided by one of the hops."""

    @property
    def mechanism(self) -> str:
        """Give the mechanisms by name, in the order of the hops."""
        return " → ".join(one.mechanism for one in self.hops)

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Give the numbers of the last hop, which is that of the consumer."""
        return self.hops[-1].inputs

    def hop(self, window: Window) -> Hop:
        """Give the hop that decides a window."""
        return self.hops[window.hop]


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
    if not blocks(checklist):
        return None
    return delivered(checklist, subject, *standings(checklist, review, subject))


def delivered(
    checklist: Checklist,
    subject: str,
    asked: Sequence[Standing],
    scope: Mapping[Name, Value],
) -> Delivery | None:
    """Give the same where it is known how the questions stand, see `standings`.

    Several hops are one chain: what the consumer does wrong meets the last of them; a
    refusal can meet each, and what an earlier hop `decides` too. The hop that leaves
    people the least counts.
    """
    seen = _Seen(scope, dict(_bounded(asked)), told(asked, scope))
    found, decides = [], []
    for part in _parts(checklist):
        hop = _hop(part, seen)
        if hop is not None:
            found.append(hop)
            decides.append(_named(part.get("decides", (Failure.REFUSED.value,))))
    if not found:
        return None
    decides[-1] = frozenset(Failure)
    for at in range(len(found) - 1, 0, -1):
        if found[at].sure:
            break
        decides[at - 1] = frozenset(Failure)  # it may be the last one
    return Delivery(subject, tuple(found), tuple(_weakest(found, decides)))


def blocks(checklist: Checklist) -> tuple[Block, ...]:
    """Give every block of a `delivery:` that names a mechanism."""
    return tuple(
        case
        for part in _parts(checklist)
        for case in _cases(part)
        if case.get("mechanism") in MECHANISMS
    )


def reads(checklist: Checklist) -> frozenset[Name]:
    """Give the names on which the windows of a checklist hang."""
    found: set[Name] = set()
    for part in _parts(checklist):
        for case in _cases(part):
            if "if" in case:
                found.update(parse(str(case["if"]), arithmetic=True).names)
    for block in blocks(checklist):
        found |= read(block, MECHANISMS[str(block["mechanism"])][0])
    return frozenset(found)


def why_none(checklist: Checklist) -> str:
    """Say why a checklist has no loss window, as far as it is said."""
    told = (one.get("because") for part in _parts(checklist) for one in _cases(part))
    return str(next(filter(None, told), "none is worked out"))


class _Seen(NamedTuple):
    scope: Mapping[Name, Value]
    bounds: Mapping[Name, tuple[float, float]]
    told: Callable[[Name], str]


Block = Mapping[str, Any]
"""A mechanism with its inputs, as a checklist has it."""


def _parts(checklist: Checklist) -> Sequence[Block]:
    """Give the hops of a delivery; one where it is not said otherwise."""
    return checklist.delivery.get("hops", (checklist.delivery,))  # type: ignore[return-value]  # as its schema says


def _cases(part: Block) -> Sequence[Block]:
    return part.get("cases", (part,))  # type: ignore[no-any-return]  # as its schema says


def _hop(part: Block, seen: _Seen) -> Hop | None:
    """Give a hop; where nobody knows which case holds, what all of them span."""
    found: list[Hop] = []
    wanting: list[Name] = []
    for case in _cases(part):
        when = parse(str(case["if"]), arithmetic=True) if "if" in case else None
        holds = True if when is None else when.truth(seen.scope)
        if holds is not False and case.get("mechanism") in MECHANISMS:
            found.append(_single(case, seen))
        if holds:
            break
        if holds is None and when is not None:
            wanting.extend(when.names)
    if not found:
        return None
    if len(found) == 1:
        return replace(found[0], sure=not wanting)
    return _either(found, tuple(dict.fromkeys(wanting)))


def _single(block: Block, seen: _Seen) -> Hop:
    name = str(block["mechanism"])
    given = inputs(block, MECHANISMS[name][0], seen.scope, seen.bounds, seen.told)
    alike = {Failure(one): Failure(as_) for one, as_ in block.get("alike", {}).items()}
    known = {one.failure: one for one in worked(name, numbers(given))}
    windows = tuple(
        replace(known[alike.get(failure, failure)], failure=failure)
        for failure in known
    )
    return Hop(name, given, windows, alike)


def _either(hops: Sequence[Hop], wanting: tuple[Name, ...]) -> Hop:
    names = " or ".join(dict.fromkeys(one.mechanism for one in hops))
    kind = Input("mechanism", Span(0.0, len(hops) - 1.0), UNKNOWN, wanting)
    windows = []
    for failure in Failure:
        same = [w for hop in hops for w in hop.windows if w.failure is failure]
        if same:
            windows.append(
                Window(
                    failure,
                    either(*(one.survives for one in same)),
                    either(*(one.rescue for one in same)),
                    ", or ".join(dict.fromkeys(one.rests for one in same)),
                    ("mechanism",),
                )
            )
    return Hop(names, {"mechanism": kind}, tuple(windows))


def _ends(one: Window) -> tuple[float, float, float]:
    return one.rescue.low, one.survives.low, one.rescue.high


def _named(failures: Iterable[str]) -> frozenset[Failure]:
    return frozenset(map(Failure, failures))


def _weakest(
    hops: Sequence[Hop], decides: Sequence[frozenset[Failure]]
) -> Iterator[Window]:
    for failure in Failure:
        here = [
            replace(window, hop=at) if at else window
            for at, hop in enumerate(hops)
            for window in hop.windows
            if window.failure is failure and failure in decides[at]
        ]
        if here:
            yield min(
                here,
                key=lambda one: (one.rescue.low, one.survives.low, one.rescue.high),
            )


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
