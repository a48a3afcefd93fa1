"""Three-valued logic: true, false, and what nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum


class Missing(Enum):
    """Why a name has no value."""

    UNKNOWN = "unknown"
    """Nobody said; any comparison with it is unknown."""
    ABSENT = "absent"
    """Known not to be there (a hidden question, a setting left out)."""


UNKNOWN = Missing.UNKNOWN
ABSENT = Missing.ABSENT

Value = object
"""A plain value, or a `Missing`; for conditions True, False or `UNKNOWN`."""


def true(value: Value) -> bool:
    """Whether a value counts as true; what is absent does not."""
    return value is not ABSENT and bool(value)


def number(value: Value) -> bool:
    """Whether a value is a number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def equal(left: Value, right: Value) -> Value:
    """Whether two values are equal, or `UNKNOWN`; what is absent equals nothing."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    return left == right and left is not ABSENT


def unequal(left: Value, right: Value) -> Value:
    """Whether two values differ, or `UNKNOWN`."""
    found = equal(left, right)
    return UNKNOWN if found is UNKNOWN else not found


def member(left: Value, right: Value) -> Value:
    """Whether a value is in a list or text, or `UNKNOWN`."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    if isinstance(right, str):
        return isinstance(left, str) and left in right
    if not isinstance(right, tuple | list | frozenset | set):
        return False
    if left in right:
        return True
    return UNKNOWN if UNKNOWN in right else False


def absentee(left: Value, right: Value) -> Value:
    """Whether a value is not in a list or text, or `UNKNOWN`."""
    found = member(left, right)
    return UNKNOWN if found is UNKNOWN else not found


def ordered(test: Callable[[float, float], bool]) -> Callable[[Value, Value], Value]:
    """Give a comparison of numbers that is `UNKNOWN` where either is."""

    def compare(left: Value, right: Value) -> Value:
        if UNKNOWN in (left, right):
            return UNKNOWN
        if number(left) and number(right):
            return test(left, right)  # type: ignore[arg-type]  # both are numbers
        return False if ABSENT in (left, right) else UNKNOWN

    return compare


COMPARISONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "==": equal,
    "!=": unequal,
    "in": member,
    "not in": absentee,
    "<": ordered(lambda left, right: left < right),
    "<=": ordered(lambda left, right: left <= right),
    ">": ordered(lambda left, right: left > right),
    ">=": ordered(lambda left, right: left >= right),
}
ARITHMETIC: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": lambda left, right: left + right,  # type: ignore[operator]  # numbers
    "-": lambda left, right: left - right,  # type: ignore[operator]  # numbers
    "*": lambda left, right: left * right,  # type: ignore[operator]  # numbers
    "/": lambda left, right: left / right,  # type: ignore[operator]  # numbers
}
