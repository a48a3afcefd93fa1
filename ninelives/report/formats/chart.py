"""Share of events lost against the length of an outage, as an SVG picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from ninelives.report.formats.text import clean
from ninelives.report.outages import Lost, Windows

_LEFT, _TOP, _WIDE, _HIGH, _STEP = 56, 16, 520, 220, 25
_TAIL = 176
"""Room for the names of the lines, to their right."""
_APART = 18
"""How far apart two names stand at least."""
_NOW, _THEN = "today", "all done that helps"


def chart(windows: Windows | None) -> str:
    """Give the chart of a report, empty where nothing is drawn there."""
    if windows is None or not windows.lost:
        return ""
    points = windows.lost
    width, height = _LEFT + _WIDE + _TAIL, _TOP + _HIGH + 52
    title = f"Events lost at worst, by length of the outage: {clean(windows.charted)}"
    says = _told(points, mended=windows.mended)
    opening = (
        f'<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="chart-title chart-says">'
    )
    lines = [
        opening,
        f'<title id="chart-title">{escape(title)}</title>',
        f'<desc id="chart-says">{escape(says)}</desc>',
        *_axes(points),
        *_line("then", [one.then for one in points] if windows.mended else ()),
        *_line("now", [one.today for one in points]),
        *_names(points, mended=windows.mended),
        "</svg>",
    ]
    return "\n".join(lines)


def _told(points: Sequence[Lost], *, mended: bool) -> str:
    """Give the same in words, for who does not see it."""
    parts = (
        f"{one.outage}: {one.today} %{f', then {one.then} %' if mended else ''}"
        for one in points
    )
    return "; ".join(parts)


def _x(at: int, count: int) -> float:
    return _LEFT + _WIDE * at / max(1, count - 1)


def _y(percent: int) -> float:
    return _TOP + _HIGH * (100 - percent) / 100


def _axes(points: Sequence[Lost]) -> Iterator[str]:
    right = _LEFT + _WIDE
    for percent in range(0, 101, _STEP):
        y = _y(percent)
        yield f'<path class="grid" d="M{_LEFT} {y:g}H{right}"/>'
        yield f'<text class="left" x="{_LEFT - 8}" y="{y + 4:g}">{percent} %</text>'
    foot = _TOP + _HIGH
    for at, one in enumerate(points):
        x = _x(at, len(points))
        yield f'<text x="{x:g}" y="{foot + 20}">{escape(one.outage)}</text>'
    x = _LEFT + _WIDE / 2
    yield f'<text class="kind" x="{x:g}" y="{foot + 42}">Length of the outage</text>'


def _line(name: str, percents: Sequence[int]) -> Iterator[str]:
    if not percents:
        return
    spots = [(_x(at, len(percents)), _y(one)) for at, one in enumerate(percents)]
    path = "L".join(f"{x:g} {y:g}" for x, y in spots)
    yield f'<path class="{name}" d="M{path}"/>'
    mark: Callable[[float, float], str] = _dot if name == "now" else _square
    yield from (mark(x, y) for x, y in spots)


def _dot(x: float, y: float) -> str:
    return f'<circle class="now" cx="{x:g}" cy="{y:g}" r="4"/>'


def _square(x: float, y: float) -> str:
    return f'<rect class="then" x="{x - 4:g}" y="{y - 4:g}" width="8" height="8"/>'


def _names(points: Sequence[Lost], *, mended: bool) -> Iterator[str]:
    """Name each line at its end; where the two end together, one below the other."""
    x, last = _LEFT + _WIDE + 12, points[-1]
    now, then = _y(last.today), _y(last.then)
    if mended:
        then = max(then, now + _APART)
        yield f'<text class="then" x="{x}" y="{then + 4:g}">{_THEN}</text>'
    yield f'<text class="now" x="{x}" y="{now + 4:g}">{_NOW}</text>'
