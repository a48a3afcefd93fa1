"""Which number binds a window: the one whose change would lengthen it most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ninelives.assess.window.model import UNPUBLISHED, Failure, Input, Window
from ninelives.assess.window.span import FOREVER, seconds
from ninelives.assess.window.windows import (
    MECHANISMS,
    Delivery,
    Hop,
    Numbers,
    numbers,
    worked,
)

_AFTERWARDS = frozenset({"kept", "resets", "source-kept", "whole-records"})
"""Inputs that say what becomes of an event once it was given up. To do without a
dead-letter queue can make a message survive longer, but nobody should."""


def binding(
    found: Delivery, window: Window
) -> tuple[tuple[Input, ...], tuple[Input, ...]]:
    """Give the inputs that bind what is survived, and those that bind the rescue.

    Each input alone is moved to either end of its documented range; where that
    lengthens the window, it binds. The one that lengthens it most comes first, and of
    those that do the same the one the mechanism names first. Nothing binds what is
    already as long as the vendor lets it be.
    """
    hop = found.hop(window)
    if hop.mechanism not in MECHANISMS:
        return tuple(hop.inputs.values()), tuple(hop.inputs.values())
    given = numbers(hop.inputs)
    failure = hop.alike.get(window.failure, window.failure)
    survives, rescue = (
        _by_gain(hop.mechanism, given, failure, side) for side in ("survives", "rescue")
    )
    return _mendable(hop, survives), _mendable(hop, rescue)


def _mendable(hop: Hop, names: Sequence[str]) -> tuple[Input, ...]:
    """Give inputs by name, but for what only the vendor knows."""
    found = (hop.inputs[name] for name in names)
    return tuple(one for one in found if one.origin != UNPUBLISHED)


@lru_cache(maxsize=4096)
def _by_gain(
    mechanism: str, given: Numbers, failure: Failure, side: str
) -> tuple[str, ...]:
    before = _of(failure, worked(mechanism, given))
    present = {name for name, _, _ in given}
    named = [
        name
        for name in before.binds
        if name in present and (side == "rescue" or name not in _AFTERWARDS)
    ]
    best = {name: _best(mechanism, given, failure, name) for name in named}
    for bound in ("low", "high"):
        now = getattr(getattr(before, side), bound)
        gains = [
            (max(_gain(now, getattr(getattr(one, side), bound)) for one in ends), name)
            for name, ends in best.items()
        ]
        ordered = sorted(gains, key=lambda one: -one[0])
        binding_ones = tuple(name for gain, name in ordered if gain > 0)
        if binding_ones:
            return binding_ones
    return ()


def _best(
    mechanism: str, given: Numbers, failure: Failure, moved: str
) -> tuple[Window, ...]:
    """Give the window once an input is at either end of its range."""
    limits = MECHANISMS[mechanism][0][moved]
    return tuple(
        _of(
            failure,
            worked(
                mechanism,
                tuple(
                    (name, seconds(end), True) if name == moved else (name, span, known)
                    for name, span, known in given
                ),
            ),
        )
        for end in (limits.low, limits.high)
    )


def _of(failure: Failure, windows: tuple[Window, ...]) -> Window:
    return next(one for one in windows if one.failure is failure)


def _gain(before: float, after: float) -> float:
    """Give the seconds by which a window grows, 0 where it does not."""
    if after <= before:
        return 0.0
    return FOREVER if after == FOREVER else after - before
