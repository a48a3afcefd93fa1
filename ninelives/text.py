"""Strangers' text made safe to show: in a terminal, in Markdown, in a table cell."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(
    # C0 without tab and newline, DEL, C1, and the characters that reorder or hide text
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
    r"|[\ud800-\udfff\ufff9-\ufffb]|[\U000e0000-\U000e007f]",
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """Give `text` with control characters shown as symbols instead of obeyed.

    Tabs and newlines stay. C0 controls become their Unicode pictures (ESC → ␛),
    everything else that steers a terminal or reorders text becomes `‹U+202E›`.
    """
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(_shown, text.replace("\r\n", "\n"))


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:  # noqa: PLR2004 - the C0 block
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004 - DEL
        return "\u2421"
    return f"‹U+{code:04X}›"


def one_line(text: str) -> str:
    """Give `text` on one line: every run of white space becomes one space."""
    return _SPACE.sub(" ", visible(text)).strip()


def width(text: str) -> int:
    """Give how many terminal cells `text` takes, wide characters counting two."""
    cells = 0
    for char in text:
        if unicodedata.combining(char):
            continue
        cells += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return cells


def slug(name: str) -> str:
    """Give an id made from a name: `Orders Queue (v2)` → `orders-queue-v2`."""
    plain = unicodedata.normalize("NFKD", name)
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", plain)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-") or "unnamed"


_TIMES = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_SIZES = ((1_048_576, "MiB"), (1_024, "KiB"), (1, "bytes"))
_BARE = frozenset({"", "ratio", "count"})


def quantity(value: float | str, unit: str) -> str:
    """Give a number with its unit as people say it.

    Seconds and bytes take the largest unit that divides them: `21600 s` → `6 h`,
    `90 s` → `90 s`, `262144 bytes` → `256 KiB`. Other units follow the number.
    """
    if isinstance(value, str):
        return f"{value} {unit}".strip()
    for name, steps in (("s", _TIMES), ("bytes", _SIZES)):
        if unit == name:
            for size, label in steps:
                if value >= size and value % size == 0:
                    return f"{value / size:,g} {label}"
    number = f"{value:,.15g}"
    return number if unit in _BARE else f"{number} {unit.replace('_', ' ')}"
