"""Two assessments → which findings opened, closed, got worse or better, and by what.

Causes are found by replay: one thing that differs is changed alone in the review as it
was, and undone alone in the review as it is. What moves a finding then is a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ninelives.assess.exposure import RANK
from ninelives.assess.mixture import Piece, Side, mixed, pieces
from ninelives.assess.model import Finding
from ninelives.assess.risk import RISK_RANK, assess_subject
from ninelives.assess.waived import Waived
from ninelives.assess.window.response import RESPONSE
from ninelives.checklist.knowledge import Pitfall
from ninelives.checklist.model import SERVICE
from ninelives.checklist.schema import HARMS

Grave = tuple[int, int]
"""How grave a finding is: the ranks of its risk and its exposure."""
_NOT_THERE: Grave = (0, 0)


class Changed(NamedTuple):
    """What became of one finding."""

    id: str
    subject: str
    pitfall: Pitfall
    became: str
    """opened, closed, worse or better."""
    before: Finding | None
    after: Finding | None
    causes: tuple[Piece, ...]
    """Everything that had a part in it, each named once."""


class Difference(NamedTuple):
    """What changed between two states of a review."""

    before: Side
    after: Side
    changed: tuple[Changed, ...]
    """Opened and worse ones first, the gravest first."""
    same: int
    """How many findings are as they were."""
    pieces: tuple[Piece, ...]
    """Everything that differs, whether it moved a finding or not."""
    waived: tuple[Waived, Waived] | None = None
    """What the waivers of both sides mean, where there are any."""


def differ(before: Side, after: Side) -> Difference:
    """Give what changed between two states of a review, each change with its causes."""
    every = pieces(before, after)
    changed: list[Changed] = []
    same = 0
    subjects = (*before.review.subjects(), *after.review.subjects())
    for subject in dict.fromkeys(subjects):
        old, new = _findings(before, subject), _findings(after, subject)
        moved = [
            name
            for name in dict.fromkeys((*new, *old))
            if _grave(old.get(name)) != _grave(new.get(name))
        ]
        same += len(old.keys() & new.keys()) - len(set(moved) & old.keys() & new.keys())
        if moved:
            near = _near(every, before, after, subject)
            holders = _holders(before, after, subject)
            then, now = (_around(one, holders) for one in (before, after))
            replay = _Replay(then, now, subject, near)
            changed.extend(
                _changed(subject, old.get(name), new.get(name), replay)
                for name in moved
            )
    return Difference(
        before, after, tuple(sorted(changed, key=by_gravity)), same, every
    )


def _findings(side: Side, subject: str) -> Mapping[str, Finding]:
    found = assess_subject(side.pack, side.review, subject, remainders=False)
    return {one.id: one for one in found.findings} if found else {}


def _grave(finding: Finding | None) -> Grave:
    if finding is None:
        return _NOT_THERE
    return RISK_RANK[finding.risk], RANK[finding.exposure]


def _near(
    every: Sequence[Piece], before: Side, after: Side, subject: str
) -> tuple[Piece, ...]:
    """Give the pieces that can bear on one subject."""
    holders, checklists = _holders(before, after, subject), set()
    for side in (before, after):
        integration = side.review.integration(subject)
        component = side.review.component(subject)
        if integration is not None:
            checklists.add(integration.checklist)
        elif component is not None:
            checklists.add(component.checklist)
    if subject == SERVICE:
        checklists.add(SERVICE)

    def bears(one: Piece) -> bool:
        if one.kind == "answer" and one.owner == SERVICE:
            return subject == SERVICE or one.name in (*HARMS, *RESPONSE)
        if one.kind in ("answer", "impact"):
            return one.owner in holders
        if one.kind in ("integration", "component"):
            return one.name in holders
        return one.kind in ("scale", "pitfall") or one.owner in checklists

    return tuple(filter(bears, every))


def _holders(before: Side, after: Side, subject: str) -> frozenset[str]:
    """Give whose answers can bear on a subject, on either side."""
    found = {subject}
    for side in (before, after):
        integration = side.review.integration(subject)
        if integration is not None:
            found |= {integration.source, integration.target}
    return frozenset(found)


def _around(side: Side, near: Collection[str]) -> Side:
    """Give a side with no more of its map than stands near one subject."""
    review = side.review
    small = replace(
        review,
        components=tuple(one for one in review.components if one.id in near),
        integrations=tuple(one for one in review.integrations if one.id in near),
        answers={
            name: it
            for name, it in review.answers.items()
            if name in near or name == SERVICE
        },
    )
    return Side(side.pack, small)


class _Replay:
    """What the findings of one subject are with some pieces changed."""

    def __init__(
        self, before: Side, after: Side, subject: str, near: Sequence[Piece]
    ) -> None:
        self._before, self._after, self._subject = before, after, subject
        self.near = tuple(near)
        self._known: dict[frozenset[Piece], Mapping[str, Finding]] = {}

    def grave(self, finding: str, taken: Collection[Piece]) -> Grave:
        """Give how grave a finding is once some pieces are as they are afterwards."""
        key = frozenset(taken)
        if key not in self._known:
            side = mixed(self._before, self._after, key)
            self._known[key] = _findings(side, self._subject)
        return _grave(self._known[key].get(finding))


def _changed(
    subject: str, old: Finding | None, new: Finding | None, replay: _Replay
) -> Changed:
    one = new or old
    assert one is not None  # noqa: S101 - it moved, so it was there or is
    if old is None or new is None:
        became = "opened" if old is None else "closed"
    else:
        became = "worse" if _grave(new) > _grave(old) else "better"
    causes = tuple(_causes(one.id, _grave(old), _grave(new), replay))
    return Changed(one.id, subject, one.pitfall, became, old, new, causes)


def _causes(finding: str, old: Grave, new: Grave, replay: _Replay) -> Iterator[Piece]:
    """Give what had a part in a change, in the order of the pieces.

    A piece has one where it alone moves the finding from what it was towards what it
    is, or where the finding falls back when it alone is undone. Where neither holds
    for any, a least set of pieces that does it together is given.
    """
    every = replay.near
    worse = new > old

    def towards(one: Grave, two: Grave) -> bool:
        return two > one if worse else two < one

    found = [
        piece
        for piece in every
        if towards(old, replay.grave(finding, (piece,)))
        or towards(replay.grave(finding, [it for it in every if it != piece]), new)
    ]
    yield from found or _least(every, lambda it: replay.grave(finding, it) == new)


def _least(
    every: Sequence[Piece], does: Callable[[Collection[Piece]], bool]
) -> list[Piece]:
    """Give pieces none of which can be spared; all where even all don't do it."""
    left = list(every)
    for piece in every if does(every) else ():
        without = [one for one in left if one != piece]
        if does(without):
            left = without
    return left


def by_gravity(one: Changed) -> tuple[bool, int, str]:
    """Give what changes are sorted by: bad news first, the gravest first."""
    bad = one.became in ("opened", "worse")
    grave = max(_grave(one.before), _grave(one.after))
    return not bad, -grave[0], one.id
