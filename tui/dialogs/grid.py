"""A table in lines: as wide as it needs, at most as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from ..widgets.lines import Part, piece

_WIDE, _TIGHT = " │ ", "│"
"""What stands between columns; tight where the wide one would take too much."""
_SHARE = 3
"""Wide separators may take at most one cell in so many."""
_LEAST = 1


def grid(rows: Sequence[Sequence[Content]], width: int) -> Iterator[Content]:
    """Give the lines of a table; its first row is the head.

    Args:
        rows: cells, as many in each row.
        width: cells of the terminal there are.

    Yields:
        The lines; a row takes as many as its longest cell once that is wrapped.
    """
    if not rows or not rows[0]:
        return
    gaps = len(rows[0]) - 1
    between = _TIGHT if len(_WIDE) * gaps * _SHARE > width else _WIDE
    widths = _widths(rows, width - len(between) * gaps)
    cross = between.replace(" ", "─").replace("│", "┼")
    for number, row in enumerate(rows):
        cells = [cell.stylize("strong") for cell in row] if not number else row
        yield from _row(cells, widths, between)
        if not number:
            rule = cross.join("─" * one for one in widths)
            yield piece((rule, "muted"))


def _widths(rows: Sequence[Sequence[Content]], room: int) -> list[int]:
    """Give each column its need; the widest give way until all fit."""
    columns = range(len(rows[0]))
    widths = [
        max(_LEAST, *(row[at].cell_length for row in rows if at < len(row)))
        for at in columns
    ]
    fair = max(room // len(widths), _LEAST)
    excess = sum(widths) - room
    while excess > 0 and max(widths) > fair:
        widest = widths.index(max(widths))
        others = [one for one in widths if one < widths[widest]]
        least = max([*others, fair])
        less = max(1, min(excess, widths[widest] - least))
        widths[widest] -= less
        excess -= less
    return widths


def _row(
    cells: Sequence[Content], widths: Sequence[int], between: str
) -> Iterator[Content]:
    wrapped = [
        cell.wrap(width) if cell else [cell]
        for cell, width in zip(cells, widths, strict=False)
    ]
    for at in range(max(map(len, wrapped), default=0)):
        parts: list[Part] = []
        for lines, width in zip(wrapped, widths, strict=False):
            line = lines[at] if at < len(lines) else piece()
            parts += [line, " " * (width - line.cell_length), (between, "muted")]
        yield piece(*parts[:-1])
