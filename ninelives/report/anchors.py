"""Where a heading is found in its document, as forges name it."""

from __future__ import annotations

import re
import unicodedata

from ninelives.report.escape import Markdown

_WORDS = ("L", "M")
_MARKED = re.compile(
    r"\\([!-/:-@\[-`{-~])|(`+)(?!`)(.+?)(?<!`)\2(?!`)",
)


def slug(heading: str) -> str:
    """Give the anchor of a heading, by GitHub's rule.

    Letters in lower case, spaces as hyphens; what is no letter, mark, digit, hyphen or
    underscore is left out. Two headings that read the same are not told apart here.

    Args:
        heading: as it is read, without any Markdown.
    """
    kept = (char for char in heading.strip().lower() if _stays(char))
    return "".join(kept).replace(" ", "-")


def heading(number: str, title: Markdown) -> Markdown:
    """Give the link to a heading `F1. Title`, where the title holds words and code."""
    return Markdown(f"#{slug(f'{number}. {_MARKED.sub(_read, title)}')}")


def _read(match: re.Match[str]) -> str:
    escaped, _, code = match.groups()
    if escaped:
        return str(escaped)
    padded = code[:1] == code[-1:] == " "
    return str(code[1:-1] if padded else code)


def _stays(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in " -_"
    category = unicodedata.category(char)
    return char.isdecimal() or category == "Pc" or category.startswith(_WORDS)
