"""A checklist's `delivery:` block → the numbers a mechanism needs.

Each input is an expression, or a list of them of which the first that is known is
taken; `{if: condition, value: expression}` takes part only where its condition holds.
A condition that can't be known ends the search: then the input is unknown, and its
documented range stands for it. `-1` means without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from ninelives.assess.window.model import UNKNOWN, UNPUBLISHED, Input, Limits
from ninelives.assess.window.origins import plainly
from ninelives.assess.window.span import FOREVER, Span, between, seconds
from ninelives.checklist.expression import Expression, Name
from ninelives.checklist.grammar import parse
from ninelives.checklist.truth import Value

Ranges = Mapping[str, Limits]
"""Input → the smallest and largest value it can have."""
Bounds = Mapping[Name, tuple[float, float]]
"""A measured value of which only the choice is known → its smallest and largest."""
MOST_BOUNDS = 4
"""More bounded values than this in one expression are not worked out."""
BY_DESIGN = "by design"
"""The origin of what the checklist or the mechanism fixes itself."""


def inputs(
    delivery: Mapping[str, object],
    needs: Ranges,
    scope: Mapping[Name, Value],
    bounds: Bounds | None = None,
    told: Callable[[Name], str] = plainly,
) -> dict[str, Input]:
    """Give every input of a mechanism.

    Args:
        delivery: the block as written in the checklist.
        needs: what the mechanism asks for, with its documented ranges.
        scope: answers, measured values, settings and facts.
        bounds: measured values of which only the choice is known.
        told: says where a name comes from.

    Returns:
        An input for each need; what is unknown spans its documented range.
    """
    return {
        name: _input(name, delivery.get(name), limits, _Seen(scope, bounds or {}, told))
        for name, limits in needs.items()
    }


def read(delivery: Mapping[str, object], needs: Ranges) -> frozenset[Name]:
    """Give the answers, values, settings and facts that a `delivery:` block reads."""
    return frozenset(
        name
        for need in needs
        for pair in _alternatives(delivery.get(need))
        for expression in pair
        if expression is not None
        for name in expression.names
    )


class _Seen(NamedTuple):
    scope: Mapping[Name, Value]
    bounds: Bounds
    told: Callable[[Name], str]


def _input(
    name: str,
    written: object,
    limits: Limits,
    seen: _Seen,
) -> Input:
    if written is None and limits.silent is not None:
        return Input(name, seconds(limits.silent), BY_DESIGN)
    wanting: list[Name] = []
    for condition, value in _alternatives(written):
        holds = True if condition is None else condition.truth(seen.scope)
        if holds is False:
            continue
        asked = condition.names if condition else ()
        if holds is None:
            wanting.extend(asked)
            break
        found = _span(value, seen, limits)
        if found is not None:
            reads = tuple(dict.fromkeys((*value.names, *asked)))
            return Input(
                name,
                found,
                ", ".join(map(seen.told, value.names or asked)) or BY_DESIGN,
                reads,
            )
        wanting.extend((*value.names, *asked))
    reads = tuple(dict.fromkeys(wanting))
    if not reads and not limits.published:
        return Input(name, limits.span, UNPUBLISHED)
    return Input(name, limits.span, UNKNOWN, reads)


def _span(value: Expression, seen: _Seen, limits: Limits) -> Span | None:
    """Give what an expression comes to, at either end of what is bounded, or None."""
    bounds = seen.bounds
    bounded = [one for one in value.names if one in bounds]
    if len(bounded) > MOST_BOUNDS:
        return None
    found = []
    for ends in product(*(bounds[one] for one in bounded)):
        number = value.value({**seen.scope, **dict(zip(bounded, ends, strict=True))})
        if not isinstance(number, int | float):
            return None
        within = min(max(float(number), limits.low), limits.high)
        found.append(FOREVER if number < 0 else within)
    return between(min(found), max(found))


def _alternatives(
    written: object,
) -> Iterator[tuple[Expression | None, Expression]]:
    for one in written if isinstance(written, list) else [written]:
        if isinstance(one, dict) and {"if", "value"} == one.keys():
            condition = parse(str(one["if"]), arithmetic=True)
            yield condition, parse(str(one["value"]), arithmetic=True)
        elif isinstance(one, str | int | float):
            yield None, parse(str(one), arithmetic=True)
