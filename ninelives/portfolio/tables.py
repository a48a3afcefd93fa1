"""The tables a portfolio is made of: their columns, and the rows of one review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

TEXT, COUNT, YES = "string", "int64", "bool"
"""The types of a column, as Parquet and Ibis call them. A day is text, YYYY-MM-DD: it
sorts and compares as it should on every engine, and an unknown one is empty."""


class Table(NamedTuple):
    """One table."""

    says: str
    """What a row is."""
    columns: Mapping[str, str]
    """Name → type, in order."""


TABLES: Mapping[str, Table] = {
    "reviews": Table(
        "a review as it stands",
        {
            "review": TEXT,
            "service": TEXT,
            "team": TEXT,
            "pack": TEXT,
            "day": TEXT,
            "risk": TEXT,
            "asked": COUNT,
            "answered": COUNT,
            "integrations": COUNT,
        },
    ),
    "integrations": Table(
        "an integration on the map of a review",
        {
            "review": TEXT,
            "integration": TEXT,
            "checklist": TEXT,
            "source_type": TEXT,
            "target_type": TEXT,
            "risk": TEXT,
        },
    ),
    "findings": Table(
        "a pitfall one place is exposed to",
        {
            "review": TEXT,
            "team": TEXT,
            "finding": TEXT,
            "subject": TEXT,
            "checklist": TEXT,
            "pitfall": TEXT,
            "title": TEXT,
            "way": TEXT,
            "way_title": TEXT,
            "harm": TEXT,
            "impact": TEXT,
            "exposure": TEXT,
            "risk": TEXT,
            "rank": COUNT,
            "assumed": YES,
            "decision": TEXT,
            "accepted_until": TEXT,
        },
    ),
    "answers": Table(
        "an answer somebody gave; of a dispute, each voice",
        {
            "review": TEXT,
            "team": TEXT,
            "subject": TEXT,
            "question": TEXT,
            "choice": TEXT,
            "status": TEXT,
            "by": TEXT,
            "day": TEXT,
            "owner": TEXT,
            "due": TEXT,
            "from_code": YES,
        },
    ),
    "waivers": Table(
        "a risk that is accepted for a while",
        {
            "review": TEXT,
            "team": TEXT,
            "finding": TEXT,
            "reason": TEXT,
            "approver": TEXT,
            "expires": TEXT,
            "state": TEXT,
        },
    ),
    "incidents": Table(
        "something that did go wrong, as the team wrote it down",
        {
            "review": TEXT,
            "team": TEXT,
            "incident": TEXT,
            "title": TEXT,
            "day": TEXT,
            "places": COUNT,
            "harms": TEXT,
            "failure": TEXT,
            "noticed_after": COUNT,
            "ended_after": COUNT,
            "recovered_after": COUNT,
        },
    ),
    "milestones": Table(
        "how many findings of a way and a risk a frozen review had",
        {
            "review": TEXT,
            "team": TEXT,
            "milestone": TEXT,
            "day": TEXT,
            "way": TEXT,
            "way_title": TEXT,
            "risk": TEXT,
            "findings": COUNT,
        },
    ),
}
"""Name → table. `review` is the way to its folder and the key of every one."""

Row = tuple[str | int | bool, ...]
Rows = Mapping[str, list[Row]]
"""Table → its rows; each has the columns of its table, in order."""
