"""The map as an SVG picture: layers from left to right, each arrow with its risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from ninelives.assess.model import Assessment
from ninelives.report.formats.layers import Edge, Spot, layered
from ninelives.report.formats.text import clean
from ninelives.review.spoken import label

MAX_ARROWS = 400
"""More than that nobody can follow; the table below the map has them all."""
_WIDE, _HIGH, _ACROSS, _DOWN, _EDGE = 188, 48, 76, 30, 12
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" '
    'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
    '<path d="M0 0L8 4L0 8Z"/></marker></defs>'
)
_LONGEST = 22
"""How many characters of a name fit into a box."""


class _At(NamedTuple):
    x: float
    y: float


def picture(assessment: Assessment) -> str:
    """Give the map as SVG, empty where nothing can be drawn."""
    review = assessment.review
    boxes = tuple(one.id for one in review.components)
    known = frozenset(boxes)
    arrows = [one for one in review.integrations if {one.source, one.target} <= known]
    if not boxes or len(arrows) > MAX_ARROWS:
        return ""
    edges = tuple(Edge(one.source, one.target) for one in arrows)
    spots = layered(boxes, edges)
    places = {name: _place(spot) for name, spot in spots.items()}
    width = max(one.x for one in places.values()) + _WIDE + _EDGE
    height = max(one.y for one in places.values()) + _HIGH + _EDGE + _DOWN
    says = f"The map: {len(boxes)} components and {len(arrows)} integrations"
    opening = (
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="map-title">'
    )
    lines = [
        opening,
        f'<title id="map-title">{escape(says)}; the table below names each.</title>',
        _TIP,
        *(
            _arrow(assessment, one.id, places, edges[at])
            for at, one in enumerate(arrows)
        ),
        *_boxes(assessment, places),
        "</svg>",
    ]
    return "\n".join(lines)


def _place(spot: Spot) -> _At:
    return _At(
        _EDGE + spot.layer * (_WIDE + _ACROSS), _EDGE + spot.row * (_HIGH + _DOWN)
    )


def _arrow(
    assessment: Assessment, subject: str, places: Mapping[str, _At], edge: Edge
) -> str:
    start, end = places[edge.source], places[edge.target]
    first = _At(start.x + _WIDE, start.y + _HIGH / 2)
    last = _At(end.x, end.y + _HIGH / 2)
    bend = _ACROSS / 2
    one, two = _At(first.x + bend, first.y), _At(last.x - bend, last.y)
    if last.x <= first.x:  # back to an earlier layer, or to itself: below the boxes
        first = _At(start.x + _WIDE / 2, start.y + _HIGH)
        last = _At(end.x + _WIDE / 2 - _EDGE, end.y + _HIGH)
        low = max(first.y, last.y) + _DOWN
        one, two = _At(first.x + _EDGE, low), _At(last.x - _EDGE, low)
    middle = _middle((first, one, two, last))
    risk, assumed = _risk(assessment, subject)
    name = clean(label(assessment.review, subject))
    said = f"{name}: {risk}{', assumed' if assumed else ''}"
    dashed = ' stroke-dasharray="5 4"' if assumed else ""
    path = (
        f"M{first.x:g} {first.y:g}C{one.x:g} {one.y:g} "
        f"{two.x:g} {two.y:g} {last.x:g} {last.y:g}"
    )
    found = (
        f'<g class="arrow {risk}"><title>{escape(said)}</title>'
        f'<path d="{path}"{dashed} marker-end="url(#tip)"/>'
    )
    if risk != "none":
        found += (
            f'<circle cx="{middle.x:g}" cy="{middle.y:g}" r="12"/>'
            f'<text x="{middle.x:g}" y="{middle.y + 4:g}">'
            f"{_letter(assessment, risk)}{'?' if assumed else ''}</text>"
        )
    return f"{found}</g>"


def _middle(curve: Sequence[_At]) -> _At:
    """Give the point half-way along a cubic curve."""
    shares = (1, 3, 3, 1)
    xs = sum(share * one.x for share, one in zip(shares, curve, strict=True))
    ys = sum(share * one.y for share, one in zip(shares, curve, strict=True))
    return _At(xs / 8, ys / 8)


def _boxes(assessment: Assessment, places: Mapping[str, _At]) -> Iterator[str]:
    types = assessment.pack.component_types
    for one in assessment.review.components:
        at = places[one.id]
        risk, _ = _risk(assessment, one.id)
        name, kind = clean(one.label), types.get(one.type)
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        said = clean(kind.short) if kind else ""
        if risk != "none":
            said = f"{said} · {_letter(assessment, risk)} {risk}"
        yield (
            f'<g class="box {risk}"><title>{escape(name)}</title>'
            f'<rect x="{at.x:g}" y="{at.y:g}" width="{_WIDE}" height="{_HIGH}" rx="6"/>'
            f'<text x="{at.x + _WIDE / 2:g}" y="{at.y + 20:g}">{escape(short)}</text>'
            f'<text x="{at.x + _WIDE / 2:g}" y="{at.y + 37:g}" class="kind">'
            f"{escape(said)}</text></g>"
        )


def _risk(assessment: Assessment, subject: str) -> tuple[str, bool]:
    part = assessment.subjects.get(subject)
    if part is None or not part.findings:
        return "none", False
    return part.findings[0].risk, part.findings[0].assumed


def _letter(assessment: Assessment, risk: str) -> str:
    risks = assessment.pack.scale.risks
    return next((clean(one.letter) for one in risks if one.id == risk), "")
