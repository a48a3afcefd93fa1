"""Markdown laid out in lines for a width: quick, however long a report is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.token import Token
from textual.content import Content

from ninelives.report.anchors import slug

from ..widgets.lines import BLANK, Line, flow, linked, piece
from .grid import grid

LINK = "#"
"""What the target of a link inside the text begins with."""
_TITLES = 2
"""Headings of these levels stand out most."""
_DRAWN = "(A picture, drawn where the report is read on a forge or in a browser.)"
_LEAST = 20
"""However deep a list is nested, so many cells are left for its text."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A laid text."""

    lines: tuple[Line, ...]
    anchors: dict[str, int]
    """The line of each heading, by what a link calls it."""


@dataclass(slots=True)
class _Press:
    """Where the laying stands."""

    width: int
    lines: list[Line] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    indents: list[str] = field(default_factory=list)
    """What stands before each line: of lists and quotes, the outermost first."""
    marker: str = ""
    """What stands before the next line instead: the mark of a list's entry."""
    counts: list[int] = field(default_factory=list)
    """The next number of each list, the outermost first; 0: it has none."""

    @property
    def room(self) -> int:
        """Cells left of the indents."""
        return max(self.width - len(self.indent), _LEAST)

    @property
    def indent(self) -> str:
        """What stands before a line."""
        return "".join(self.indents)

    def gap(self) -> None:
        """Leave a line free, but not two."""
        if self.lines and self.lines[-1] is not BLANK:
            self.lines.append(BLANK)

    def text(self, content: Content) -> None:
        """Lay a paragraph, behind the mark of its entry where one waits."""
        width = max(self.width, len(self.indent) + _LEAST)
        first = self.indent
        if self.marker:
            first = "".join(self.indents[:-1]) + self.marker
            self.marker = ""
        self.lines += flow(content, width, first=first, rest=self.indent)

    def rows(self, rows: Iterator[Content]) -> None:
        """Lay lines that are not wrapped."""
        self.lines += [Line(piece(self.indent, row)) for row in rows]


def laid(text: str, width: int) -> Paper:
    """Lay Markdown out for a width in cells."""
    press = _Press(width)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    at = 0
    while at < len(tokens):
        at = _block(press, tokens, at)
    return Paper(tuple(press.lines), press.anchors)


def _block(press: _Press, tokens: Sequence[Token], at: int) -> int:
    """Lay the block that begins at a token; give where the next begins."""
    token = tokens[at]
    kind = token.type
    if kind == "heading_open":
        _heading(press, tokens[at + 1], int(token.tag[1]))
        return at + 3
    if kind == "paragraph_open":
        if not token.hidden and not press.marker:
            press.gap()
        press.text(inline(tokens[at + 1].children or ()))
        return at + 3
    if kind == "table_open":
        return _table(press, tokens, at)
    if kind in ("fence", "code_block", "html_block"):
        press.gap()
        shown = _DRAWN if token.info == "mermaid" else token.content.rstrip("\n")
        code = piece((shown, "muted" if shown is _DRAWN else "code"))
        folded = (part for row in code.split("\n") for part in row.fold(press.room))
        press.rows(folded)
        press.gap()
    elif kind == "hr":
        press.gap()
        press.rows(iter([piece(("─" * press.room, "muted"))]))
        press.gap()
    else:
        _nesting(press, token)
    return at + 1


def _heading(press: _Press, words: Token, level: int) -> None:
    content = inline(words.children or ())
    press.gap()
    name = slug(content.plain)
    again = next(n for n in count() if f"{name}-{n}" not in press.anchors)
    press.anchors[f"{name}-{again}"] = len(press.lines)
    press.anchors.setdefault(name, len(press.lines))
    press.text(content.stylize("head" if level > _TITLES else "title"))
    if level == 1:
        press.rows(iter([piece(("─" * press.room, "muted"))]))
    press.gap()


def _nesting(press: _Press, token: Token) -> None:
    """Go into or out of a list, an entry or a quotation."""
    kind = token.type
    if kind in ("bullet_list_open", "ordered_list_open"):
        if not press.indents:
            press.gap()
        start = token.attrGet("start")
        press.counts.append(int(start or 1) if kind.startswith("ordered") else 0)
    elif kind in ("bullet_list_close", "ordered_list_close"):
        press.counts.pop()
        if not press.indents:
            press.gap()
    elif kind == "list_item_open":
        number = press.counts[-1]
        mark = f"{number}. " if number else "• "
        press.counts[-1] += bool(number)
        press.indents.append(" " * len(mark))
        press.marker = mark
    elif kind == "list_item_close":
        press.indents.pop()
        press.marker = ""
    elif kind == "blockquote_open":
        press.gap()
        press.indents.append("▌ ")
    elif kind == "blockquote_close":
        press.indents.pop()
        press.gap()


def _table(press: _Press, tokens: Sequence[Token], at: int) -> int:
    rows: list[list[Content]] = []
    while tokens[at].type != "table_close":
        if tokens[at].type == "tr_open":
            rows.append([])
        elif tokens[at].type == "inline":
            rows[-1].append(inline(tokens[at].children or ()))
        at += 1
    press.gap()
    press.rows(grid(rows, press.room))
    press.gap()
    return at + 1


_STYLES = {"strong_open": "strong", "em_open": "em", "link_open": "link"}


def inline(tokens: Sequence[Token]) -> Content:
    """Give the words of a paragraph, a heading or a cell."""
    found: list[Content] = []
    open_: list[tuple[str, str]] = []
    for token in tokens:
        if token.type in _STYLES:
            open_.append((_STYLES[token.type], str(token.attrGet("href") or "")))
        elif token.type.endswith("_close"):
            open_.pop()
        else:
            found.append(_dressed(_word(token), open_))
    return piece(*found)


def _word(token: Token) -> Content:
    if token.type == "softbreak":
        return piece(" ")
    if token.type == "hardbreak":
        return piece("\n")
    return piece((token.content, "code" if token.type == "code_inline" else ""))


def _dressed(word: Content, open_: Sequence[tuple[str, str]]) -> Content:
    for style, to in open_:
        word = word.stylize(style)
        if to.startswith(LINK):
            word = linked(word, to)
    return word
