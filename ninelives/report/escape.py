"""Text → Markdown that shows it and never obeys it: the autoescape of the report.

A text is escaped unless it is `Markdown`, which only the functions here make. Whatever
is done to a `Markdown` (slicing, joining, replacing) gives a plain text again, and that
is escaped when it is written: nothing gets into a report unescaped by accident.

What is made here is right in a paragraph, a heading, a list, a table cell and a link
alike, and stays readable as it is typed: only what would be obeyed is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ninelives.review.interview import NAMED
from ninelives.text import visible


class Markdown(str):
    """Text that is Markdown already and is written as it is."""

    __slots__ = ()


_CALM = re.compile(r"(?:[\w ,;()'’“”\"/%?=+—–→×…-]|[.:!](?=\s|\Z))*")
_SPACE = re.compile(r"\s+")
_TOKEN = re.compile(r"[^\s|`]+|[|`]")
_LINKED = re.compile(
    # what one forge or another turns into a link, a mention, a picture or a formula
    r"://|@|\$|\bwww\.|[^\W_]\.[^\W\d_]{2}|[#!]\d|:(?:[a-z_+-][\w+-]*|100|1234):",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"([\"'(\[{<“]*)(.*?)([\"')\]}>”.,;:!?…]*)")
_SPECIAL = re.compile(r"[\\`*\[\]<|~#]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_FIRST = re.compile(r"\d{1,9}(?=[.)](?:\s|\Z))|(?=[-+=>:])")
_TICKS = re.compile(r"`+")
_UNSAFE = re.compile(r"[^A-Za-z0-9._~/:?#@!&*+,=%-]")


@lru_cache(maxsize=4096)
def plain(text: str) -> Markdown:
    """Give any text as it reads, on one line; nothing in it is obeyed.

    A word that a forge would turn into a link, a mention or a formula (`a@b.org`,
    `#12`, `$x$`) is shown as code, which no forge touches.
    """
    return _begun(_inline(text))


def prose(
    text: str,
    names: Mapping[str, str] | None = None,
    in_code: Mapping[str, str] | None = None,
) -> Markdown:
    """Give a checklist's text, on one line; what stands between backticks is code.

    Args:
        text: as the checklist says it. An odd number of backticks means none of them.
        names: what stands for `{source.name}` and the like; never read as Markdown.
        in_code: what stands for them between backticks; `names` by default.
    """
    names = names or {}
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _begun(_inline(_named(text, names)))
    written = ""
    for at, part in enumerate(parts):
        is_code = at % 2 == 1
        filled = _named(part, (in_code or names) if is_code else names)
        piece = (code(filled) or r"\`\`") if is_code else _inline(filled)
        apart = " " if written.endswith("`") and piece.startswith("`") else ""
        written += apart + piece
    return _begun(written)


def code(text: str) -> Markdown:
    """Give a text as code, on one line.

    A pipe can't stand in code both inside and outside a table, so it stands between
    two pieces of code.
    """
    pieces = _line(text).strip().split("|")
    return Markdown(r"\|".join(map(_span, pieces)))


def fence(text: str, language: str = "") -> Markdown:
    """Give lines of code as a block that nothing inside can close."""
    shown = visible(text)
    longest = max((len(run) for run in _TICKS.findall(shown)), default=0)
    marks = "`" * max(3, longest + 1)
    return Markdown(f"{marks}{language}\n{shown.strip(chr(10))}\n{marks}")


def link(text: str, target: str) -> Markdown:
    """Give a link to a page, a file or an anchor; only code where it is neither."""
    scheme, found, _ = target.partition(":")
    strange = found and scheme.isalpha() and scheme.lower() not in ("http", "https")
    if strange or target.startswith("//"):
        return code(target)
    shown = text if isinstance(text, Markdown) else _begun(_escaped(_line(text)))
    return Markdown(f"[{shown}]({_UNSAFE.sub(_percent, target)})")


def joined(between: str, parts: Iterable[str]) -> Markdown:
    """Give parts in a row, escaped unless they are Markdown, as `between` is."""
    return Markdown(between.join(map(written, parts)))


def written(value: object) -> Markdown:
    """Give what a template writes for a value.

    Raises:
        TypeError: it is neither a text nor a number.
    """
    if isinstance(value, Markdown):
        return value
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Markdown(value)
    raise TypeError(f"a template writes texts and numbers, not {type(value).__name__}")


def _named(text: str, names: Mapping[str, str]) -> str:
    return NAMED.sub(lambda match: names.get(match.group(), match.group()), text)


def _inline(text: str) -> str:
    if "_" not in text and "  " not in text and _CALM.fullmatch(text):
        return text
    return _TOKEN.sub(_token, _line(text))


def _line(text: str) -> str:
    return _SPACE.sub(" ", visible(text))


def _token(match: re.Match[str]) -> str:
    word = match.group()
    if _LINKED.search(word) is None:
        return _escaped(word)
    wrapped = _WRAPPED.fullmatch(word)
    if wrapped is not None and _LINKED.search(wrapped[2]):
        before, core, after = wrapped.groups()
        return f"{_escaped(before)}`{core}`{_escaped(after)}"
    return f"`{word}`"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _begun(text: str) -> Markdown:
    """Escape what would open a list, a quotation or a table at the start of a line."""
    text = text.strip()
    opens = _FIRST.match(text)
    return Markdown(f"{opens[0]}\\{text[opens.end() :]}" if opens else text)


def _span(piece: str) -> str:
    text = piece.strip()
    if not text:
        return piece
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    marks = "`" * (longest + 1)
    room = " " if text[0] == "`" or text[-1] == "`" else ""
    before = piece[: len(piece) - len(piece.lstrip())]
    after = piece[len(piece.rstrip()) :]
    return f"{before}{marks}{room}{text}{room}{marks}{after}"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))
