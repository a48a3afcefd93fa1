"""The findings as SARIF 2.1.0, whole or as GitHub's code scanning takes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from ninelives import __version__
from ninelives.report.formats.record import Record, Row
from ninelives.report.formats.text import clean
from ninelives.review.lines import Line

LEFT_OUT = (
    "open questions on their own",
    "waivers that no finding fits, and what vanished from the code",
    "what the team agreed to do",
    "what was ruled out, answers, the map, snippets, proofs and sources",
)
"""What the report says and this format does not."""
LEFT_OUT_FOR_GITHUB = ("accepted findings", *LEFT_OUT)
"""What is left out besides in what GitHub is given."""
SCHEMA = (
    "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main"
    "/Schemata/sarif-schema-2.1.0.json"
)
MAX_RESULTS = 5_000
"""How many results of a run GitHub shows; it takes 25,000."""
MAX_TEXT = 1_024
"""How long GitHub lets a description of a rule be."""
LEVELS: Mapping[str, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
}
RANKS: Mapping[str, float] = {"critical": 95, "high": 80, "medium": 50, "low": 20}
_SEVERITY: Mapping[str, str] = {
    "critical": "9.5",
    "high": "8.0",
    "medium": "5.0",
    "low": "2.0",
}
"""What GitHub reads as critical (over 9.0), high (7.0), medium (4.0) and low."""


_NO_STATES: Mapping[str, str] = {}


def write(
    record: Record, *, github: bool = False, states: Mapping[str, str] = _NO_STATES
) -> str:
    """Give the findings as SARIF text that ends with a newline.

    Args:
        record: what is written.
        github: whether to keep to what GitHub reads and how much: no accepted
            findings, the gravest first, what nobody knows as a note.
        states: finding → its `baselineState`, where it was compared.
    """
    rows = [one for one in record.rows if not (github and one.accepted)]
    shown = rows[:MAX_RESULTS] if github else rows
    rules = _rules(shown, github=github)
    place = {str(one["id"]): at for at, one in enumerate(rules)}
    left_out = list(LEFT_OUT_FOR_GITHUB if github else LEFT_OUT)
    if len(shown) < len(rows):
        left_out.append(f"{len(rows) - len(shown)} findings over GitHub's limit")
    run = {
        "tool": {
            "driver": {
                "name": "ninelives",
                "semanticVersion": __version__,
                "rules": rules,
            }
        },
        "automationDetails": {"id": f"ninelives/{quote(record.service, safe='')}/"},
        "columnKind": "unicodeCodePoints",
        "properties": {
            "packs": [f"{one.name} {one.version}" for one in record.packs],
            "leftOut": left_out,
        },
        "results": [
            _result(one, place, states.get(one.finding.id, ""), github=github)
            for one in shown
        ],
    }
    found = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"


def _rules(rows: Iterable[Row], *, github: bool) -> list[dict[str, object]]:
    """Give a rule for each pitfall, as grave as its gravest finding."""
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        one = row.finding.pitfall
        if one.id in found:
            continue
        pages = [source.url for source in one.sources]
        rule: dict[str, object] = {
            "id": one.id,
            "shortDescription": {"text": _cut(clean(one.title))},
            "fullDescription": {"text": _cut(clean(one.about))},
            "help": {"text": _cut("\n".join((clean(one.about), *pages)))},
            "defaultConfiguration": {"level": LEVELS[row.finding.risk]},
            "properties": {
                "tags": ["data-loss", one.way],
                "security-severity": _SEVERITY[row.finding.risk],
            },
        }
        if pages and not github:
            rule["helpUri"] = pages[0]
        found[one.id] = rule
    return list(found.values())


def _result(
    row: Row, place: Mapping[str, int], state: str, *, github: bool
) -> dict[str, object]:
    one = row.finding
    found: dict[str, object] = {
        "ruleId": one.pitfall.id,
        "ruleIndex": place[one.pitfall.id],
        "level": _level(row, github=github),
        "message": {"text": _message(row)},
        "locations": [
            {
                "physicalLocation": _physical(row.line),
                "logicalLocations": [{"name": row.where, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"ninelives/v1": fingerprint(one.id)},
    }
    if github:
        # kept apart by subject, or two findings of one line count as one
        found["partialFingerprints"] = {"primaryLocationLineHash": fingerprint(one.id)}
        location = {"physicalLocation": _physical(row.line)}
        return {**found, "locations": [location]}
    found["kind"] = "open" if one.assumed else "fail"
    found["rank"] = RANKS[one.risk]
    if state:
        found["baselineState"] = state
    if row.waiver is not None:
        waiver = row.waiver
        found["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted" if row.accepted else "rejected",
                "justification": clean(
                    f"{waiver.reason} Instead: {waiver.control} "
                    f"Approved by {waiver.approver}, until {waiver.expires}."
                ),
            }
        ]
    found["properties"] = {
        "id": one.id,
        "risk": one.risk,
        "certainty": row.certainty,
        "decision": row.decision,
    }
    return found


def fingerprint(finding_id: str) -> str:
    """Give what tells one finding from another, however its file is moved about."""
    return hashlib.sha256(finding_id.encode()).hexdigest()[:32]


def _level(row: Row, *, github: bool) -> str:
    if row.finding.assumed:
        return "note" if github else "none"  # the standard wants none beside `open`
    return LEVELS[row.finding.risk]


def _message(row: Row) -> str:
    why = f" {row.reasons[0]}" if row.reasons else ""
    return f"{row.where}: {row.title}. Risk {row.finding.risk}.{why}"


def _physical(line: Line) -> dict[str, object]:
    return {
        "artifactLocation": {"uri": quote(line.path, safe="/")},
        "region": {"startLine": line.number},
    }


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"
