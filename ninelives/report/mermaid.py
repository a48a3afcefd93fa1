"""The map as a Mermaid flowchart: components, integrations, the risk on each edge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ninelives.report.escape import Markdown, fence
from ninelives.text import one_line

MAX_EDGES = 400
"""Mermaid refuses a diagram of more than 500 edges, unless a page says otherwise."""
MAX_TEXT = 40_000
"""And one of more than 50,000 characters."""
_LONGEST = 60
_OBEYED = re.compile(r"(?!(?<=[^\W_])[-_](?=[^\W_]))[^\w →…]|(?<![^\W_])_|_(?![^\W_])")
_PAIRED = frozenset("$:\\")
_APART = "#8204;"
_LINES: Mapping[str, str] = {
    "critical": "stroke:#cf222e,stroke-width:4px",
    "high": "stroke:#d9480f,stroke-width:3px",
    "medium": "stroke:#bf8700,stroke-width:2px",
    "low": "stroke:#6e7781,stroke-width:2px",
}
"""Risk → how its edge is drawn: middle tones, which read on white and on black."""
_BOXES: Mapping[str, str] = {
    "critical": "fill:#82071e,color:#ffffff,stroke:#cf222e,stroke-width:4px",
    "high": "fill:#7d2d00,color:#ffffff,stroke:#d9480f,stroke-width:3px",
    "medium": "fill:#633c01,color:#ffffff,stroke:#bf8700,stroke-width:2px",
    "low": "fill:#424a53,color:#ffffff,stroke:#6e7781,stroke-width:2px",
}
"""Risk → how a component is drawn: in its own colours, on either page."""
_GRAVEST = (*_BOXES, "none")


class Box(NamedTuple):
    """A component."""

    id: str
    label: str
    kind: str
    """What it is, in a word."""
    risk: str
    """The risk of what concerns it alone."""


class Arrow(NamedTuple):
    """An integration."""

    source: str
    target: str
    label: str
    """The risk, as letter and word."""
    risk: str
    assumed: bool
    """True where the risk rests on what nobody knows: a dotted line."""


def diagram(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> tuple[Markdown, int]:
    """Give the map as a fenced block, and how many integrations are left out of it.

    Args:
        boxes: all components, in the order of the map.
        arrows: all integrations; where they are too many for Mermaid, the mildest go.
    """
    gravest = sorted(arrows, key=lambda one: _GRAVEST.index(one.risk))
    count = min(len(arrows), MAX_EDGES)
    while True:
        kept = {id(one) for one in gravest[:count]}
        text = _flowchart(boxes, [one for one in arrows if id(one) in kept])
        if len(text) <= MAX_TEXT or not count:
            return fence(text, "mermaid"), len(arrows) - count
        count = count * MAX_TEXT // (len(text) + 1)


def label(text: str) -> str:
    r"""Give any text as a Mermaid label shows it, with nothing in it obeyed.

    All but letters, digits, spaces and what stands inside a word is written by its
    number (`#35;`), as Mermaid's manual asks. Formulas, icons and `\n` are looked for
    after that, so something invisible is put between their characters. A long text is
    cut.
    """
    shown = one_line(text)
    if len(shown) > _LONGEST:
        shown = f"{shown[: _LONGEST - 1]}…"
    return _OBEYED.sub(_number, shown)


def _number(match: re.Match[str]) -> str:
    char = match.group()
    return f"#{ord(char)};{_APART if char in _PAIRED else ''}"


def _flowchart(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> str:
    drawn = {end for one in arrows for end in (one.source, one.target)}
    shown = [one for one in boxes if one.id in drawn or one.risk != "none"]
    names = {one.id: f"c{at}" for at, one in enumerate(shown, start=1)}
    lines = ["flowchart LR"]
    for one in shown:
        kind = f"<br>{label(one.kind)}" if one.kind else ""
        text = f'["{label(one.label)}{kind}"]'
        drawn_as = f":::{one.risk}" if one.risk in _BOXES else ""
        lines.append(f"  {names[one.id]}{text}{drawn_as}")
    for at, arrow in enumerate(arrows):
        said = f'|"{label(arrow.label)}"|' if arrow.label else ""
        line = "-.->" if arrow.assumed else "-->"
        ends = names[arrow.source], names[arrow.target]
        lines.append(f"  {ends[0]} {line}{said} {ends[1]}")
        if arrow.risk in _LINES:
            lines.append(f"  linkStyle {at} {_LINES[arrow.risk]}")
    used = dict.fromkeys(one.risk for one in shown)
    lines.extend(f"  classDef {risk} {_BOXES[risk]}" for risk in _BOXES if risk in used)
    return "\n".join(lines)
