"""Loss windows before and after mitigations: each alone, and all of them together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ninelives.assess.afterwards import mitigated
from ninelives.assess.window.model import Failure
from ninelives.assess.window.plain import margin_plain, span_plain
from ninelives.assess.window.summary import Row, summary
from ninelives.checklist.model import Checklist, Pack
from ninelives.errors import nearest, unusable
from ninelives.review.model import Review
from ninelives.review.standing import checklist_of, standings

ALL = "all"
"""Stands for every mitigation that changes a window where it is offered."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One window, as it is and as it would be."""

    before: Row
    each: Mapping[str, Row]
    """Mitigation → the window once it alone is done; those that change nothing left
    out."""
    together: Row
    """The window once all of them are done."""

    @property
    def changed(self) -> bool:
        """Whether anything is different once all are done."""
        return _times(self.before) != _times(self.together)


def compared(pack: Pack, review: Review, wanted: Sequence[str]) -> tuple[Compared, ...]:
    """Give each window of a review before and after mitigations, in map order.

    Args:
        pack: with the checklists of the review.
        review: as it is.
        wanted: ids of mitigations, taken for done wherever they can be; or `all`.

    Raises:
        Unusable: a mitigation is not offered by any checklist of the review.
    """
    before = summary(pack, review).rows
    names = tuple(dict.fromkeys(wanted))
    if ALL in names:
        names = tuple(
            dict.fromkeys(it.mitigation for row in before for it in row.lifts)
        )
    together = _rows(pack, done_by(pack, review, names))
    alone = {name: _rows(pack, done_by(pack, review, (name,))) for name in names}
    found = []
    for row in before:
        key = row.subject, row.failure
        each = {
            name: rows[key]
            for name, rows in alone.items()
            if _times(rows.get(key, row)) != _times(row)
        }
        found.append(Compared(row, each, together.get(key, row)))
    return tuple(found)


def plain(found: Sequence[Compared]) -> list[dict[str, object]]:
    """Give comparisons as JSON can hold them; all times in seconds."""
    return [
        {
            "integration": one.before.subject,
            "failure": one.before.failure.value,
            "before": _plain(one.before),
            "each": [{"id": name, **_plain(row)} for name, row in one.each.items()],
            "after": _plain(one.together),
            "changed": one.changed,
        }
        for one in found
    ]


def _plain(row: Row) -> dict[str, object]:
    return {
        "survives": span_plain(row.survives),
        "rescue": span_plain(row.rescue),
        "margin": margin_plain(row.margin),
    }


def _times(row: Row) -> tuple[object, object]:
    return row.survives, row.rescue


def _rows(pack: Pack, review: Review) -> Mapping[tuple[str, Failure], Row]:
    return {(row.subject, row.failure): row for row in summary(pack, review).rows}


def done_by(pack: Pack, review: Review, names: Collection[str]) -> Review:
    """Give the review as it would read once these mitigations are done.

    Raises:
        Unusable: one of them is offered nowhere.
    """
    offered: set[str] = set()
    done = review
    for integration in review.integrations:
        checklist = checklist_of(pack, review, integration.id)
        if checklist is None:
            continue
        offered.update(one.id for one in checklist.mitigations)
        for one in _possible(checklist, review, integration.id):
            if one in names:
                mitigation = next(it for it in checklist.mitigations if it.id == one)
                done = mitigated(checklist, done, integration.id, mitigation)
    for name in names:
        if name not in offered:
            raise unusable(
                "--what-if",
                f"no mitigation {name!r} is offered here",
                expected=f"one of the checklists' mitigations, or {ALL}",
                nearest=nearest(name, offered),
            )
    return done


def _possible(checklist: Checklist, review: Review, subject: str) -> Iterator[str]:
    """Give the mitigations that are not ruled out where they are offered."""
    _, scope = standings(checklist, review, subject)
    for one in checklist.mitigations:
        if one.when is None or one.when.truth(scope) is not False:
            yield one.id
