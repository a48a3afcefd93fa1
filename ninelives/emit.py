"""Plain values → YAML text that every reader reads back as the same values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z_./→(][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
_WORDS = frozenset(
    "y n yes no on off true false null ~".split()  # noqa: SIM905 - reads best so
)
_STRANGE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_EXACT = 1e15
"""Whole numbers below this have no rounding to hide."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?\Z")


def scalar(value: object) -> str:
    """Give a text, number, truth value or nothing on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _EXACT
        return str(int(value)) if whole else repr(value)
    if isinstance(value, int):
        return str(value)
    return _text(str(value))


def _text(text: str) -> str:
    if _DAY.fullmatch(text) or _plain(text):
        return text
    return _quoted(text)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _quoted(text: str) -> str:
    """Give a text in double quotes, all that is not plainly visible escaped."""
    return '"' + "".join(_escaped(one) for one in text) + '"'


def _escaped(one: str) -> str:
    if one in _ESCAPES:
        return _ESCAPES[one]
    if not _STRANGE.match(one):
        return one
    code = ord(one)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004


def _plain(text: str) -> bool:
    """Whether a text needs no quotes, for YAML 1.1 readers either."""
    if not _BARE.fullmatch(text) or text.lower() in _WORDS or text != text.strip():
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    if any(mark in text for mark in "[]{},\"'`|>*&!%@\\"):
        return False
    return not (text[0] == "." and re.fullmatch(r"[-.0-9a-zA-Z]+", text))


def in_flow(value: object) -> bool:
    """Whether a value is written on one line: a scalar without line breaks."""
    if isinstance(value, dict | list | tuple):
        return not value
    return not (isinstance(value, str) and _folds(value))


def _folds(text: str) -> bool:
    """Whether a text is written as a block of lines."""
    return (
        "\n" in text
        and not _STRANGE.search(text)
        and not text[0].isspace()
        and text.strip("\n") != ""
        and all(line == line.rstrip() for line in text.split("\n"))
    )


def flow(value: object) -> str:
    """Give any value on one line."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)}: {flow(one)}" for key, one in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flow(one) for one in value)}]"
    if isinstance(value, str) and any(mark in value for mark in ",[]{}"):
        return _quoted(value)
    return scalar(value)


def _key(key: object) -> str:
    return scalar(str(key))


def block(value: Any, column: int) -> str:
    """Give a mapping or list in block layout, indented, with its last newline."""
    margin = " " * column
    lines = []
    if isinstance(value, Mapping):
        for key, one in value.items():
            lines.append(f"{margin}{_key(key)}:{_value(one, column)}")
    else:
        for one in value:
            if isinstance(one, Mapping) and one:
                body = block(one, column + 2)
                lines.append(f"{margin}- {body[column + 2 :]}")
            else:
                lines.append(f"{margin}-{_value(one, column)}")
    return "".join(lines) or f"{margin}{{}}\n"


def _value(value: Any, column: int) -> str:
    """Give what stands behind a colon or a dash, with its line end."""
    if isinstance(value, Mapping | list | tuple) and value:
        deeper = column + 2
        return f"\n{block(value, deeper)}"
    if isinstance(value, str) and _folds(value):
        return _lines(value, column + 2)
    listed = isinstance(value, Mapping | list | tuple)
    return f" {flow(value) if listed else scalar(value)}\n"


def _lines(text: str, column: int) -> str:
    """Give a text of several lines as a literal block."""
    stripped = text.rstrip("\n")
    ends = len(text) - len(stripped)
    chomp = {0: "-", 1: ""}.get(ends, "+")
    margin = " " * column
    body = "".join(
        f"{margin}{line}\n" if line else "\n" for line in stripped.split("\n")
    )
    return f" |{chomp}\n{body}{chr(10) * (ends - 1) if ends > 1 else ''}"
