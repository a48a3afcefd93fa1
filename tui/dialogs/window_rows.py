"""The table of loss windows in lines, and what stands behind one of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from textual.content import Content

from ninelives.assess.window.curve import bars
from ninelives.assess.window.model import Failure, Input
from ninelives.assess.window.span import Span
from ninelives.assess.window.summary import Lift, Row
from ninelives.assess.window.words import FAILS

from ..lasts import Lasts, id_of, late_ones
from ..widgets.lines import BLANK, Line, flow, piece, prose, ruled, shorten
from ..widgets.window import LATE, turned
from .items import Item, Items

_SIGNS = {
    "too-late": ("✗ too late", "bad"),
    "unsure": ("? may be late", "warn"),
    "safe": ("✓ in time", "good"),
}
"""Verdict → how the table says whether people come in time, and its style."""
_FAILURE, _PEOPLE, _TIME = 21, 15, 18
"""Cells of columns; a time takes more where there is room."""
_BOUND = 112
"""From this width on the table says what binds a window."""
_COUNTED = frozenset({"receives", "retries", "attempts", "resends", "most-retries"})
"""Inputs that are no times."""
_IN = "  "


class WindowItems(Items):
    """Shows windows in columns, under the integration they belong to."""

    found: Lasts

    def lay(self, width: int) -> Sequence[Line]:
        """Give the rows in lines of a width."""
        if not self.rows:
            return super().lay(width)
        lines: list[Line] = []
        numbered = enumerate(self.rows)
        for title, group in groupby(numbered, key=lambda one: one[1].aside.plain):
            if lines:
                lines.append(BLANK)
            lines.append(Line(piece((shorten(title, width), "head"))))
            for number, row in group:
                lines += self._row(row, width, here=number == self.at)
        return lines

    def _row(self, row: Item, width: int, *, here: bool) -> Sequence[Line]:
        mark = piece(("▸ " if here else "  ", "accent"))
        fill = "cursor" if here else ""
        both = self.found.row(row.id) if row.id.startswith("window:") else None
        if both is None:
            text = row.text
            if len(text) > width - 2:
                text = text.truncate(width - 2, ellipsis=True)
        else:
            text = _cells(*both, width - 2)
        return (Line(piece(mark, text), row.id, fill),)


def rows_of(found: Lasts, *, late: bool) -> Iterator[Item]:
    """Give the rows: windows by integration, flows, integrations without a window."""
    rows = list(late_ones(found.then.rows)) if late else found.then.rows
    for row in rows:
        title = found.called(row.subject)
        yield Item(id_of(row), piece(FAILS[row.failure]), piece(title))
    if late:
        return
    for at, weak in enumerate(found.weak()):
        first = next(iter(weak.places))
        named = f"{first[1]}: survives {first[2]}, rescue {first[3]}"
        title = "Where each flow gives way first"
        yield Item(f"flow:{at}", piece(named), piece(title))
    for one in found.now.silent:
        text = piece(found.called(one.subject))
        yield Item(f"none:{one.subject}", text, piece("Without a window"))


def head(found: Lasts, width: int, *, late: bool) -> Iterator[Line]:
    """Give what people need, what is shown, and the names of the columns."""
    needed = found.then.response
    asked = f"; not answered: {', '.join(needed.unknown)}" if needed.unknown else ""
    text = piece("Your team needs ", (str(needed.span), "strong"), (asked, "unknown"))
    yield Line(text.truncate(width, ellipsis=True))
    before, after = (len(list(late_ones(one.rows))) for one in (found.now, found.then))
    count = f"{before} → {after}" if found.done else f"{after}"
    only = " · only these are shown" if late else ""
    done = f" · what if: {', '.join(found.done)}" if found.done else ""
    said_ = piece(
        (f"{count} of {len(found.then.rows)} windows can be too short", "warn"),
        (only, "muted"),
        (done, "accent"),
    )
    yield Line(said_.truncate(width, ellipsis=True))
    time = _time(width - 2)
    names = piece(
        _IN,
        _padded(piece("Failure"), _FAILURE),
        _padded(piece("Survives"), time),
        _padded(piece("Rescue"), time),
        "People",
    )
    if width >= _BOUND:
        names = piece(_padded(names, _until_bound(time)), "Bound by")
    yield Line(names.stylize("muted"))


def _time(width: int) -> int:
    """Give the cells of a time: more where there is room."""
    taken = _FAILURE + _PEOPLE + (_BOUND // 3 if width + 2 >= _BOUND else 0)
    return max(_TIME - 3, (width - taken) // 2)


def _until_bound(time: int) -> int:
    return 2 + _FAILURE + 2 * time + _PEOPLE


def _cells(now: Row, then: Row, width: int) -> Content:
    time = _time(width)
    sign = _SIGNS[then.margin.verdict]
    people = sign if width >= _FAILURE + 2 * time + _PEOPLE else (sign[0][:1], sign[1])
    cells = piece(
        _padded(piece(FAILS[then.failure]), _FAILURE),
        _padded(_changed(now.survives, then.survives, time - 1), time),
        _padded(_changed(now.rescue, then.rescue, time - 1), time),
        _padded(piece(people), _PEOPLE),
    )
    if width + 2 < _BOUND:
        return cells.truncate(width)
    bound = then.survives_by or then.rescue_by
    by = _input(bound[0]) if bound else "nothing one can set"
    return piece(cells, (by, "muted")).truncate(width, ellipsis=True)


def _changed(now: Span, then: Span, room: int) -> Content:
    """Give a time before and after; only after, with an arrow, where it is narrow."""
    old, new = (now.low, now.high), (then.low, then.high)
    turn = (new > old) - (new < old)
    whole = turned((str(now), str(then)), turn)
    if whole.cell_length <= room or not turn:
        return whole.truncate(room, ellipsis=True)
    arrow = ("↑ ", "good") if turn > 0 else ("↓ ", "bad")
    return piece(arrow, (str(then), arrow[1])).truncate(room, ellipsis=True)


def _padded(text: Content, width: int) -> Content:
    return piece(text, " " * max(width - text.cell_length, 0))


def _input(one: Input) -> str:
    if not one.known:
        return f"{one.name}, which nobody knows"
    value = f"{one.span.low:g}" if one.name in _COUNTED else str(one.span)
    return f"{one.name} {value} ({one.origin})"


def details(found: Lasts, row_id: str, width: int) -> Iterator[Line]:
    """Give what stands behind a row."""
    kind, _, rest = row_id.partition(":")
    both = found.row(row_id)
    if both is not None:
        yield from _window(found, *both, width)
    elif kind == "flow":
        yield from _flow(found, int(rest), width)
    else:
        yield from flow(piece((found.called(rest), "strong")), width)
        because = next(one.because for one in found.now.silent if one.subject == rest)
        yield from flow(prose(f"No window: {found.filled(because, rest)}"), width)


def _flow(found: Lasts, at: int, width: int) -> Iterator[Line]:
    weak = found.weak()[at]
    yield from ruled_first("The flow", [piece(one) for one in weak.stations], width)
    for failure, named, survives, rescue in weak.places:
        text = f"at {named}: survives {survives}, rescue {rescue}"
        yield from flow(piece((f"{failure}  ", "strong"), text), width, rest=_IN)


def ruled_first(title: str, lines: Sequence[Content], width: int) -> Iterator[Line]:
    """Give a heading and a line each below it."""
    yield Line(piece((title, "head")))
    for one in lines:
        yield from flow(one, width, first="· ")
    yield BLANK


def _window(found: Lasts, now: Row, then: Row, width: int) -> Iterator[Line]:
    name = found.called(then.subject)
    yield from flow(piece((f"{FAILS[then.failure]}  ", "strong"), name), width)
    for title, old, new, by in (
        ("Survives", now.survives, then.survives, then.survives_by),
        ("Rescue", now.rescue, then.rescue, then.rescue_by),
    ):
        turn = _sign(old, new)
        text = piece((f"{title}  ", "head"), turned((str(old), str(new)), turn))
        yield from flow(text, width)
        bound = "; ".join(map(_input, by)) or "nothing one can set lengthens it"
        yield from flow(piece((f"bound by {bound}", "muted")), width, first=_IN)
    yield from flow(prose(f"Meanwhile the event rests {then.rests}."), width)
    if then.margin.verdict in LATE:
        needed = found.then.response.span
        text = piece(LATE[then.margin.verdict], f": they need {needed}")
        yield from flow(text, width)
    if then.bounded:
        yield from flow(piece((f"A range: {then.bounded}.", "muted")), width)
    if then.unknown:
        names = ", ".join(one.name for one in then.unknown)
        yield from flow(
            piece((f"It hangs on what nobody knows: {names}.", "unknown")), width
        )
    yield from ruled("To lengthen it", _lifts(found, then, width))
    if then.failure is Failure.ERRORS:
        after = then.survives if then.survives != now.survives else None
        chart = (Line(piece(f"{_IN}{one}")) for one in bars(now.survives, after, 20))
        yield from ruled("Events lost, by length of the outage", chart)


def _sign(old: Span, new: Span) -> int:
    before, after = (old.low, old.high), (new.low, new.high)
    return (after > before) - (after < before)


def _lifts(found: Lasts, row: Row, width: int) -> Iterator[Line]:
    for one in row.lifts:
        yield from flow(_lift(found, row, one), width, first="· ")


def _lift(found: Lasts, row: Row, one: Lift) -> Content:
    title = found.filled(one.title, row.subject)
    return piece(
        prose(title),
        (f"  {one.effort}: ", "muted"),
        f"survives {one.survives}, rescue {one.rescue}",
    )
