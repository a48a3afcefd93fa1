"""What the answers add up to: every finding with its reasons and what mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.assess.model import Finding, Reason
from ninelives.assess.risk import assess_subject
from ninelives.review.interview import Key, fill

from ..desk import Desk
from ..reasons import told
from ..views import where
from ..weigh import all_weighed
from ..widgets.lines import Line, flow, piece, prose, ruled, shorten
from .items import Item
from .pick import Pick

_RISK = 10


def findings_screen(desk: Desk) -> Pick:
    """Give the list; choosing a finding gives its id."""
    found = all_findings(desk)

    def details(finding_id: str, width: int) -> Sequence[Line]:
        one = next(one for one in found if one.id == finding_id)
        return tuple(_details(desk, one, width))

    many = "finding" if len(found) == 1 else "findings"
    return Pick(
        f"{len(found)} {many}",
        [_item(desk, one) for one in found],
        details,
        "Nothing was found, as far as the questions are answered.",
    )


def all_findings(desk: Desk) -> tuple[Finding, ...]:
    """Give what has been found so far, the gravest first, known before assumed."""
    return all_weighed(desk.pack, desk.review, desk.known.values())


def question_behind(desk: Desk, finding: Finding) -> Key | None:
    """Give the question whose answer raised a finding, or None."""
    for reason in (*finding.raised_by, *finding.would_cap):
        key = (reason.subject, reason.question)
        if reason.question and desk.asked.interview.find(key):
            return key
    return None


def _item(desk: Desk, one: Finding) -> Item:
    risk = f"{one.risk.upper()}{'?' if one.assumed else ''}"
    return Item(
        one.id,
        piece((f"{risk:<{_RISK}}", one.risk), one.pitfall.title),
        piece((shorten(where(desk, one.subject), 36), "muted")),
    )


def _details(desk: Desk, one: Finding, width: int) -> Iterator[Line]:
    yield from flow(piece((one.pitfall.title, "strong")), width)
    yield from flow(piece((where(desk, one.subject), "muted")), width)
    yield from flow(prose(one.pitfall.about), width)
    yield from ruled("Because", _reasons(desk, one, one.raised_by, width))
    yield from ruled("Bounded by", _reasons(desk, one, one.capped_by, width))
    part = assess_subject(desk.pack, desk.review, one.subject)
    full = [found for found in part.findings if found.id == one.id] if part else []
    yield from ruled("To mend", (line for f in full for line in _mends(desk, f, width)))


def _reasons(
    desk: Desk, one: Finding, reasons: Sequence[Reason], width: int
) -> Iterator[Line]:
    for reason in reasons:
        text = prose(told(desk, one.subject, reason), "unknown" * reason.assumed)
        origin = f"  {reason.origin}" if reason.origin else ""
        yield from flow(piece(text, (origin, "code")), width, first="· ")


def _mends(desk: Desk, one: Finding, width: int) -> Iterator[Line]:
    for left in one.remainders:
        title = fill(left.mitigation.title, desk.pack, desk.review, one.subject)
        leaves = "closes it" if left.risk == "none" else f"leaves {left.risk}"
        aside = f"  {left.mitigation.effort}, {leaves}"
        yield from flow(piece(prose(title), (aside, "muted")), width, first="· ")
