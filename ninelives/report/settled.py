"""What is known: what was ruled out and every answer, or a count where it is long."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ninelives.assess.model import Assessment
from ninelives.report.entries import Answered, Excluded, Sheet
from ninelives.report.page import Often
from ninelives.report.questions import excluded, not_applicable, sheets
from ninelives.report.wording import Wording
from ninelives.review.interview import Interview

ROOM = 400
"""How many answers, and how many things ruled out, a short report has room for. More
nobody reads, and forges no longer show a page that long."""


class Settled(NamedTuple):
    """The last parts of a report."""

    excluded: tuple[Excluded, ...]
    excluded_often: tuple[Often, ...]
    sheets: tuple[Sheet, ...]
    sheets_left_out: int
    not_applicable: tuple[Answered, ...]


def settled(
    assessment: Assessment, asked: Interview, wording: Wording, *, full: bool
) -> Settled:
    """Give what is known; a short report counts what it has no room for."""
    given = sum(one.answer is not None for one in asked.items)
    listed = tuple(sheets(asked, wording, full=full)) if full or given <= ROOM else ()
    few = full or len(assessment.ruled_out) <= ROOM
    often = Counter(one.pitfall.id for one in assessment.ruled_out)
    titles = {one.id: wording.text(one.title) for one in wording.pack.pitfalls.values()}
    return Settled(
        excluded=tuple(excluded(assessment, asked, wording)) if few else (),
        excluded_often=()
        if few
        else tuple(Often(titles[name], many) for name, many in often.most_common()),
        sheets=listed,
        sheets_left_out=0 if listed else given,
        not_applicable=tuple(not_applicable(asked, wording)),
    )
