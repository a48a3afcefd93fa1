"""Strangers' text as other programs may have it: on one line, nothing hidden in it."""

from __future__ import annotations

import re

from ninelives.text import one_line

_NOT_XML = re.compile(r"[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ODD = re.compile(r"[\ufffe\uffff]")
_OBEYED = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet read a cell as a formula, wide forms included."""


def clean(text: str) -> str:
    """Give a text on one line, what is hidden in it shown, fit for XML and JSON."""
    return _ODD.sub("\ufffd", _NOT_XML.sub("\ufffd", one_line(text)))


def cell(text: str) -> str:
    """Give a text as a cell that no spreadsheet takes for a formula."""
    shown = clean(text)
    return f"'{shown}" if shown.startswith(_OBEYED) else shown
