"""A picture of the share lost against the length of the outage, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from ninelives.assess.window.curve import Point, curve
from ninelives.assess.window.span import Span, said
from ninelives.text import one_line

WIDTH, HEIGHT, MARGIN = 640, 320, 56
_SHORTEST, _LONGEST = 1.0, 1_209_600.0
"""Seconds at the left and right edge: the scale is logarithmic."""

_OPENING = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
    'role="img" font-family="sans-serif" font-size="12">'
)
_TODAY = 'fill="none" stroke="#b3261e" stroke-width="2"'
_THEN = 'fill="none" stroke="#1b5e20" stroke-width="2" stroke-dasharray="6 4"'


def picture(title: str, now: Span, after: Span | None = None) -> str:
    """Give the SVG; the band is what nobody knows, the dashes what a change gives.

    Args:
        title: what it is about; any text.
        now: what is survived today.
        after: what is survived once everything offered is done, or None.
    """
    outages = [
        10 ** (place / 40) for place in range(int(math.log10(_LONGEST) * 40) + 1)
    ]
    parts = [
        _OPENING,
        f"<title>{escape(one_line(title))}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_axes(),
        f'<path d="{_band(curve(now, outages))}" fill="#b3261e" fill-opacity="0.25"/>',
        f'<path d="{_line(curve(now, outages))}" {_TODAY}/>',
    ]
    if after is not None:
        parts.append(f'<path d="{_line(curve(after, outages))}" {_THEN}/>')
    parts.append(
        f'<text x="{MARGIN}" y="20" fill="#111">{escape(one_line(title))}</text>'
    )
    return "\n".join([*parts, "</svg>", ""])


def _axes() -> list[str]:
    lines = []
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        lines.append(
            f'<path d="M{MARGIN} {y}H{WIDTH - 16}" stroke="#999" stroke-width="0.5"/>'
            f'<text x="{MARGIN - 6}" y="{y + 4}" text-anchor="end" fill="#111">'
            f"{share:.0%}</text>"
        )
    for seconds in (60.0, 3_600.0, 86_400.0, _LONGEST):
        x = _x(seconds)
        lines.append(
            f'<text x="{x}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle" '
            f'fill="#111">{said(seconds)}</text>'
        )
    lines.append(
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 12}" text-anchor="middle" fill="#111">'
        "length of the outage; share of its events that is lost</text>"
    )
    return lines


def _line(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_x(one.outage)} {_y(one.high)}" for one in points)


def _band(points: Sequence[Point]) -> str:
    back = [f"{_x(one.outage)} {_y(one.low)}" for one in reversed(points)]
    return _line(points) + "L" + "L".join(back) + "Z"


def _x(seconds: float) -> float:
    inside = min(max(seconds, _SHORTEST), _LONGEST)
    share = math.log10(inside) / math.log10(_LONGEST)
    return round(MARGIN + share * (WIDTH - MARGIN - 32), 1)


def _y(share: float) -> float:
    return round(HEIGHT - MARGIN - share * (HEIGHT - MARGIN - 40), 1)
