"""A report read as a forge reads it: headings, tables, links, the shape of it all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

WORDS = frozenset({"text", "code_inline", "softbreak", "text_special"})
"""What stands in a line and changes nothing about the document's structure."""


class Heading(NamedTuple):
    level: int
    text: str


class Link(NamedTuple):
    text: str
    target: str


def tokens(markdown: str) -> list[Token]:
    """Parse as forges do: tables, links without brackets, raw HTML."""
    return MarkdownIt("gfm-like").parse(markdown)


def inline(markdown: str) -> Iterator[Token]:
    """Give every line's content."""
    return (one for one in tokens(markdown) if one.type == "inline")


def said(token: Token) -> str:
    """Give what is read in a line."""
    return "".join(one.content for one in token.children or ())


def headings(markdown: str) -> list[Heading]:
    """Give the headings, in order."""
    found = tokens(markdown)
    return [
        Heading(int(one.tag[1]), said(found[at + 1]))
        for at, one in enumerate(found)
        if one.type == "heading_open"
    ]


def anchors(markdown: str) -> set[str]:
    """Give where a forge puts its headings: GitHub's rule, as GitHub states it."""
    seen: Counter[str] = Counter()
    found = set()
    for one in headings(markdown):
        slug = "".join(filter(_kept, one.text.strip().lower())).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def _kept(char: str) -> bool:
    return (
        char in " -"
        or unicodedata.category(char)[0] in "LM"
        or char.isdecimal()
        or (unicodedata.category(char) == "Pc")
    )


def links(markdown: str) -> list[Link]:
    """Give the links, in order."""
    found = []
    for line in inline(markdown):
        target, text = None, ""
        for one in line.children or ():
            if one.type == "link_open":
                target, text = unquote(str(one.attrGet("href"))), ""
            elif one.type == "link_close" and target is not None:
                found.append(Link(text, target))
            else:
                text += one.content
    return found


def sections(markdown: str, level: int = 2) -> dict[str, str]:
    """Give the Markdown below each heading of a level, without the fenced blocks."""
    mark = "#" * level
    bare = re.sub(
        r"^(`{3,})[^\n]*\n.*?\n\1$", "", markdown, flags=re.MULTILINE | re.DOTALL
    )
    parts = re.split(rf"^{mark} (.+)$", bare, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def tables(markdown: str) -> list[list[list[str]]]:
    """Give each table as rows of cells."""
    found: list[list[list[str]]] = []
    for one, following in zip(tokens(markdown), tokens(markdown)[1:], strict=False):
        if one.type == "table_open":
            found.append([])
        elif one.type == "tr_open":
            found[-1].append([])
        elif one.type in ("td_open", "th_open"):
            found[-1][-1].append(said(following))
    return found


def shape(markdown: str) -> list[str]:
    """Give the structure of a document: all but the words."""
    found = []
    for token in tokens(markdown):
        found.append(f"{token.type} {token.tag} {token.level}")
        found.extend(
            f"  {one.type} {one.level}"
            for one in token.children or ()
            if one.type not in WORDS
        )
    return found
