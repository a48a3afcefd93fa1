"""What the interface says, in the language of the reader; English is the source.

The report, the help of the command line and every `Problem` stay English; what they
share with the interface is said here only where it is shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

ENGLISH = "en"
LANGUAGE = "NINELIVES_LANGUAGE"
"""The variable that chooses the language, before those of the machine."""
_ASKED = (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG")
_HERE = Path(__file__).parent
CONTEXT = "\4"
"""Stands between a context and its text, as gettext has it."""
_ISO = 10
"""So many characters has a day as the files have it."""


class _Catalogue(NamedTuple):
    """The texts of one language."""

    one: Callable[[str], str]
    many: Callable[[str, str, int], str]


_MARKS = {"de": str.maketrans(",.", ".,")}
"""Where thousands and fractions are marked another way than in English."""
_DAYS = {"de": "{2}.{1}.{0}", "ja": "{0}年{1}月{2}日"}
"""How a day is written: 0 the year, 1 the month, 2 the day; else as the files do."""


@cache
def language() -> str:
    """Give the language of the interface: one that has a catalogue, else English."""
    wanted = next((found for name in _ASKED if (found := os.environ.get(name))), "")
    name = wanted.partition(".")[0].partition("_")[0].partition("-")[0].lower()
    return name if name != ENGLISH and name in languages() else ENGLISH


@cache
def languages() -> tuple[str, ...]:
    """Give the languages there are, English first."""
    return (ENGLISH, *sorted(one.stem for one in _HERE.glob("*.mo")))


@cache
def _catalogue() -> _Catalogue | None:
    """Give the texts of the language; None, with nothing imported, for English."""
    if language() == ENGLISH:
        return None
    from gettext import GNUTranslations

    with (_HERE / f"{language()}.mo").open("rb") as file:
        found = GNUTranslations(file)
    return _Catalogue(found.gettext, found.ngettext)


def say(text: str, /, **values: object) -> str:
    """Say a text, its `{placeholders}` filled; it is written out where it is said."""
    found = _catalogue()
    return (found.one(text) if found else text).format_map(values)


def many(one: str, several: str, /, count: int, **values: object) -> str:
    """Say a text with a `{count}` in the number that it takes."""
    found = _catalogue()
    if found is None:
        text = one if count == 1 else several
    else:
        text = found.many(one, several, count)
    return text.format_map({"count": number(count), **values})


def marked(text: str) -> str:
    """Mark a text that is written out here and said elsewhere, with `worded`."""
    return text


def worded(text: str, context: str = "") -> str:
    """Say a text that was marked where it was written; one unknown stays as it is.

    Args:
        text: as it was marked.
        context: where another translation is wanted than elsewhere, such as `home`.
    """
    found = _catalogue()
    if not found or not text:
        return text
    key = f"{context}{CONTEXT}{text}" if context else text
    told = found.one(key)
    return text if told == key else told


def number(value: float, form: str = ",.15g") -> str:
    """Give a number with the marks of the language."""
    text = format(value, form)
    marks = _MARKS.get(language())
    return text.translate(marks) if marks else text


def day(iso: str) -> str:
    """Give a day as it is read; what is no `2026-11-24` stays as it is."""
    parts = iso.split("-")
    if len(iso) != _ISO or list(map(len, parts)) != [4, 2, 2]:
        return iso
    order = _DAYS.get(language(), "{0}-{1}-{2}")
    return order.format(*parts)


def clear() -> None:
    """Forget the language; the environment is asked again."""
    for known in (language, languages, _catalogue):
        known.cache_clear()
