"""Draws what was measured: cost against size, one line a thing, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_LEFT, _TOP, _WIDE, _HIGH, _TAIL = 60, 20, 480, 300, 160
_APART = 16
_COLOURS = (
    "#0550ae",
    "#b3141f",
    "#1a7f37",
    "#8250df",
    "#9a6700",
    "#57606a",
    "#bf3989",
    "#1b7c83",
)


def lines(
    found: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str
) -> str:
    """Give a chart from nought on: a straight line through nought is linear cost."""
    spots = [one for many in found.values() for one in many]
    most_x = max(x for x, _ in spots)
    most_y = max(y for _, y in spots)
    width, height = _LEFT + _WIDE + _TAIL, _TOP + _HIGH + 50

    def at(x: float, y: float) -> tuple[float, float]:
        return _LEFT + _WIDE * x / most_x, _TOP + _HIGH * (1 - y / most_y)

    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f"<title>{escape(up)} against {escape(across)}</title>"
    )
    made = [opening]
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y = at(most_x * share, most_y * share)
        right, foot = _LEFT + _WIDE, _TOP + _HIGH
        made.append(f'<path d="M{_LEFT} {y:.1f}H{right}" stroke="#d0d7de"/>')
        made.append(_text(_LEFT - 8, y + 4, f"{most_y * share:.2f}", "end"))
        made.append(_text(x, foot + 18, f"{most_x * share:,.0f}", "middle"))
    made.append(_text(_LEFT + _WIDE / 2, height - 10, across, "middle"))
    made.append(_text(_LEFT, 12, up, "start"))
    named = _TOP - _APART
    last = sorted(found.items(), key=lambda one: -one[1][-1][1])
    for (name, many), colour in zip(last, _COLOURS, strict=False):
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*one) for one in many))
        made.append(f'<path d="M{path}" fill="none" stroke="{colour}"/>')
        for x, y in (at(*one) for one in many):
            made.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
        x, y = at(*many[-1])
        named = max(y + 4, named + _APART)
        made.append(_text(x + 10, named, name, "start", colour))
    return "\n".join((*made, "</svg>")) + "\n"


def _text(x: float, y: float, says: str, anchor: str, colour: str = "#1f2328") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(says)}</text>"
    )
