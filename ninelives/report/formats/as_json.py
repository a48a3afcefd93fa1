"""The report as JSON; its schema is `ninelives/schemas/report.json`."""

from __future__ import annotations

import json

from ninelives.report.formats.record import Record, Row, Unsettled
from ninelives.report.formats.shape import NAME, VERSION
from ninelives.report.formats.text import clean
from ninelives.review.actions import ACTION_KEYS, FILE, Action
from ninelives.review.lines import Line
from ninelives.review.waivers import Waiver

LEFT_OUT = (
    "what was ruled out, and why",
    "settled answers and disputes word for word",
    "the map, snippets, proofs and sources",
)
"""What the report says and this format does not."""


def write(record: Record) -> str:
    """Give the report as JSON text that ends with a newline."""
    found = {
        "format": NAME,
        "version": VERSION,
        "service": record.service,
        "team": record.team,
        "day": clean(record.day),
        "packs": [
            {"name": one.name, "version": one.version, "digest": one.digest}
            for one in record.packs
        ],
        "risk": record.risk,
        "asked": record.asked,
        "answered": record.answered,
        "findings": [finding(one) for one in record.rows],
        "open": [_open(one) for one in record.unsettled],
        "vanished": [one._asdict() for one in record.vanished],
        "orphaned-waivers": [waiver(one) for one in record.orphaned],
        "agreed": [_agreed(one) for one in record.agreed],
        "left-out": list(LEFT_OUT),
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"


def _agreed(one: Action) -> dict[str, str]:
    found = {key: clean(getattr(one, key)) for key in ACTION_KEYS}
    return {
        **{key: text for key, text in found.items() if text},
        "at": f"{FILE}:{one.place.line}",
    }


def finding(row: Row) -> dict[str, object]:
    """Give one finding as JSON has it."""
    one = row.finding
    found: dict[str, object] = {
        "id": one.id,
        "subject": one.subject,
        "also": list(one.also),
        "where": row.where,
        "checklist": row.checklist,
        "pitfall": one.pitfall.id,
        "way": one.pitfall.way,
        "title": row.title,
        "about": row.about,
        "risk": one.risk,
        "exposure": one.exposure,
        "impact": one.impact,
        "harm": one.harm,
        "certainty": row.certainty,
        "decision": row.decision,
        "reasons": list(row.reasons),
        "options": [option._asdict() for option in row.options],
        "seen": _line(row.line),
        "seen-in": "code" if row.in_code else "answers",
    }
    if row.waiver is not None:
        found["waiver"] = waiver(row.waiver)
    return found


def waiver(one: Waiver) -> dict[str, object]:
    """Give one waiver as JSON has it."""
    return {
        "finding": clean(one.finding),
        "reason": clean(one.reason),
        "approver": clean(one.approver),
        "control": clean(one.control),
        "expires": one.expires,
        "at": f"waivers.yaml:{one.place.line}",
    }


def _open(one: Unsettled) -> dict[str, object]:
    return {
        "subject": one.question.subject,
        "where": one.where,
        "question": one.question.question.id,
        "asks": one.asks,
        "state": one.question.why,
        "risk": one.question.worst,
        "owner": one.owner,
        "due": one.due,
        "seen": _line(one.line),
    }


def _line(line: Line) -> dict[str, object]:
    return {"path": line.path, "line": line.number}
