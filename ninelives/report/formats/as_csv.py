"""The findings as a table for spreadsheets: RFC 4180, a finding a row."""

from __future__ import annotations

import csv
import io

from ninelives.report.formats.record import Record, Row
from ninelives.report.formats.text import cell

LEFT_OUT = (
    "open questions on their own",
    "waivers that no finding fits, and what vanished from the code",
    "what the team agreed to do",
    "what was ruled out, answers, the map, snippets, proofs and sources",
)
"""What the report says and this format does not."""
HEADS = (
    "id",
    "risk",
    "certainty",
    "decision",
    "where",
    "title",
    "way",
    "harm",
    "impact",
    "exposure",
    "reasons",
    "mitigations",
    "seen",
    "waiver reason",
    "waiver approver",
    "waiver control",
    "waiver expires",
)
"""The columns; new ones are added at the end."""


def write(record: Record) -> str:
    """Give the table; its lines end with CR and LF, as the standard has it."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADS)
    for row in record.rows:
        table.writerow(map(cell, _cells(row)))
    return text.getvalue()


def _cells(row: Row) -> tuple[str, ...]:
    one, waiver = row.finding, row.waiver
    return (
        one.id,
        one.risk,
        row.certainty,
        row.decision,
        row.where,
        row.title,
        one.pitfall.way,
        one.harm,
        one.impact,
        one.exposure,
        " / ".join(row.reasons),
        " / ".join(
            f"{option.title} ({option.effort} effort, leaves {option.leaves})"
            for option in row.options
        ),
        f"{row.line.path}:{row.line.number}",
        waiver.reason if waiver else "",
        waiver.approver if waiver else "",
        waiver.control if waiver else "",
        waiver.expires if waiver else "",
    )
