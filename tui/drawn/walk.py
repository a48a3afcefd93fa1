"""Which box or line is next to another: to its left, its right, above or below."""

from __future__ import annotations

from collections.abc import Iterable

from .layout import Box, Drawing, Path

_ASIDE = 3
"""A step aside counts as much as so many straight on."""


def beside(drawing: Drawing, at: str, by: int) -> str:
    """Give what is to the right, or to the left: a line of a box, the box it leads to.

    Where no line leads there: the nearest box; where there is none, where one is.
    """
    path = drawing.paths.get(at)
    if path is not None:
        ends = sorted((path.source, path.target), key=lambda one: drawing.boxes[one].x)
        return ends[by > 0]
    box = drawing.boxes[at]
    edge = box.x + box.width if by > 0 else box.x - 1
    lines = [
        (abs(end.y - middle(box)), name)
        for name, one in drawing.paths.items()
        for own, end in ((one.source, one.points[0]), (one.target, one.points[-1]))
        if own == at and end.x == edge
    ]
    if lines:
        return min(lines)[1]
    far = [
        (_ASIDE * abs(middle(one) - middle(box)) + abs(one.x - box.x), name)
        for name, one in drawing.boxes.items()
        if (one.x - box.x) * by > 0
    ]
    return min(far)[1] if far else at


def above(drawing: Drawing, at: str, by: int) -> str:
    """Give what is below, or above: a line from a line, a box from a box."""
    path = drawing.paths.get(at)
    if path is not None:
        y, x = path.letter.y, path.letter.x
        lines = {
            name: (one.letter.x, one.letter.y) for name, one in _alike(drawing, at)
        }
        return _nearest(lines, (x, y), by) or at
    box = drawing.boxes[at]
    column = {
        name: (one.x, middle(one))
        for name, one in drawing.boxes.items()
        if one.x == box.x
    }
    every = {name: (one.x, middle(one)) for name, one in drawing.boxes.items()}
    here = (box.x, middle(box))
    return _nearest(column, here, by) or _nearest(every, here, by) or at


def _alike(drawing: Drawing, at: str) -> Iterable[tuple[str, Path]]:
    """Give the lines between the same layers; every line where there is no other."""
    layers = _between(drawing, drawing.paths[at])
    found = [
        (name, one)
        for name, one in drawing.paths.items()
        if _between(drawing, one) == layers
    ]
    return found if len(found) > 1 else drawing.paths.items()


def _between(drawing: Drawing, path: Path) -> int:
    """Give the layer to the left of where the letter of a line is."""
    target = drawing.boxes[path.target]
    return target.layer - (path.letter.x < target.x)


def _nearest(
    places: dict[str, tuple[int, int]], here: tuple[int, int], by: int
) -> str | None:
    x, y = here
    far = [
        ((at[1] - y) * by + _ASIDE * abs(at[0] - x), at[1] * by, name)
        for name, at in places.items()
        if (at[1] - y) * by > 0
    ]
    return min(far)[2] if far else None


def middle(box: Box) -> int:
    """Give the row in the middle of a box."""
    return box.y + box.height // 2
