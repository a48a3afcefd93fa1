"""Amounts as people type them: `6h`, `90 s`, `50/s`, `0.1%`."""

from __future__ import annotations

import math
import re

from ninelives.errors import unusable

_UNITS = {"s": 1.0, "min": 60.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_AMOUNT = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{1,9})?)\s*/?\s*([a-z%]*)\s*", re.ASCII)
LONGEST = 366 * 86_400.0


def duration(text: str) -> float:
    """Give seconds; raises `Unusable` where it is no duration."""
    number, unit = _split(text)
    size = _UNITS.get(unit or "s")
    if number is None or size is None or not 0 <= number * size <= LONGEST:
        raise unusable("--outage", f"{text!r} is no duration", expected="such as 6h")
    return number * size


def rate(text: str) -> float:
    """Give events a second; raises `Unusable` where it is no rate above 0."""
    number, unit = _split(text)
    size = _UNITS.get(unit or "s")
    if number is None or size is None or number <= 0 or "%" in text:
        raise unusable("--rate", f"{text!r} is no rate", expected="such as 50/s")
    return number / size


def share(text: str) -> float:
    """Give a share from 0 to 1; raises `Unusable` where it is none."""
    number, unit = _split(text)
    if number is not None:
        found = number / 100 if unit == "%" else number
        if unit in ("", "%") and 0 <= found <= 1 and math.isfinite(found):
            return found
    raise unusable("--poison", f"{text!r} is no share", expected="such as 0.1%")


def _split(text: str) -> tuple[float | None, str]:
    found = _AMOUNT.fullmatch(text)
    return (float(found[1]), found[2]) if found else (None, "")
