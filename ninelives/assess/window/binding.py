"""Which number binds a window: the one whose change would lengthen it most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ninelives.assess.window.model import Input, Window
from ninelives.assess.window.span import FOREVER, seconds
from ninelives.assess.window.windows import MECHANISMS, Delivery

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
    return _by_gain(found, window, "survives"), _by_gain(found, window, "rescue")


def _by_gain(found: Delivery, window: Window, side: str) -> tuple[Input, ...]:
    named = [
        found.inputs[name]
        for name in window.binds
        if name in found.inputs and (side == "rescue" or name not in _AFTERWARDS)
    ]
    for bound in ("low", "high"):
        gains = [(_gain(found, window, one, (side, bound)), one) for one in named]
        ordered = sorted(gains, key=lambda one: -one[0])
        binding_ones = tuple(one for gain, one in ordered if gain > 0)
        if binding_ones:
            return binding_ones
    return ()


def _gain(
    found: Delivery, window: Window, moved: Input, place: tuple[str, str]
) -> float:
    """Give the seconds by which the window grows once an input is at its best end."""
    needs, closed_form = MECHANISMS[found.mechanism]
    limits = needs[moved.name]
    side, bound = place
    before, best = getattr(getattr(window, side), bound), 0.0
    for end in (limits.low, limits.high):
        inputs: Mapping[str, Input] = {
            **found.inputs,
            moved.name: replace(moved, span=seconds(end), origin="tried"),
        }
        after = next(
            one for one in closed_form(inputs) if one.failure is window.failure
        )
        then = getattr(getattr(after, side), bound)
        if then > before:
            best = max(best, FOREVER if then == FOREVER else then - before)
    return best
