"""A checklist's `delivery:` block → the numbers a mechanism needs.

Each input is an expression, or a list of them of which the first that is known is
taken; `{if: condition, value: expression}` takes part only where its condition holds.
A condition that can't be known ends the search: then the input is unknown, and its
documented range stands for it. `-1` means without end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ninelives.assess.window.model import Input, Limits
from ninelives.assess.window.span import FOREVER, seconds
from ninelives.checklist.expression import Expression, Name
from ninelives.checklist.grammar import parse
from ninelives.checklist.truth import Value

Ranges = Mapping[str, Limits]
"""Input → the smallest and largest value it can have."""
BY_DESIGN = "by design"
"""The origin of what the checklist or the mechanism fixes itself."""


def inputs(
    delivery: Mapping[str, object], needs: Ranges, scope: Mapping[Name, Value]
) -> dict[str, Input]:
    """Give every input of a mechanism.

    Args:
        delivery: the block as written in the checklist.
        needs: what the mechanism asks for, with its documented ranges.
        scope: answers, measured values, settings and facts.

    Returns:
        An input for each need; what is unknown spans its documented range.
    """
    return {
        name: _input(name, delivery.get(name), limits, scope)
        for name, limits in needs.items()
    }


def _input(
    name: str, written: object, limits: Limits, scope: Mapping[Name, Value]
) -> Input:
    if written is None and limits.silent is not None:
        return Input(name, seconds(limits.silent), BY_DESIGN)
    for condition, value in _alternatives(written):
        holds = True if condition is None else condition.truth(scope)
        if holds is None:
            break
        found = value.value(scope) if holds else None
        if isinstance(found, bool):
            found = float(found)
        if isinstance(found, int | float):
            number = FOREVER if found < 0 else min(max(found, limits.low), limits.high)
            return Input(name, seconds(number), _origin(value))
    return Input(name, limits.span, "unknown")


def _alternatives(
    written: object,
) -> Iterator[tuple[Expression | None, Expression]]:
    for one in written if isinstance(written, list) else [written]:
        if isinstance(one, dict) and {"if", "value"} == one.keys():
            condition = parse(str(one["if"]), arithmetic=True)
            yield condition, parse(str(one["value"]), arithmetic=True)
        elif isinstance(one, str | int | float):
            yield None, parse(str(one), arithmetic=True)


_ROOTS = {
    "values": "answer",
    "answers": "answer",
    "facts": "vendor",
    "settings": "setting",
    "source": "setting",
    "target": "setting",
    "component": "setting",
}


def _origin(value: Expression) -> str:
    """Say where a value came from, such as `answer visibility`."""
    if not value.names:
        return BY_DESIGN
    return ", ".join(f"{_ROOTS[name.root]} {name.key}" for name in value.names)
