"""An issue for each finding, as JSON; a marker lets a later run find it again."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ninelives.report.escape import code, plain, prose
from ninelives.report.formats.record import Record, Row
from ninelives.report.formats.sarif import fingerprint

LEFT_OUT = (
    "open questions on their own",
    "waivers that no finding fits, and what vanished from the code",
    "what the team agreed to do",
    "what was ruled out, answers, the map, snippets, proofs and sources",
)
"""What the report says and this format does not."""
MAX_TITLE = 256
"""How long GitHub lets a title be."""
MAX_BODY = 65_536
"""And a body, in characters."""


def write(record: Record) -> str:
    """Give a list of issues as JSON: id, state, title, labels, body.

    An accepted finding is `closed`, any other `open`. Each body begins with a comment
    that stands for the finding's id, so that a run updates what an earlier one opened.
    """
    found = [_issue(one) for one in record.rows]
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"


def marker(finding_id: str) -> str:
    """Give the first line of an issue's body."""
    return f"<!-- ninelives:finding {fingerprint(finding_id)} -->"


def _issue(row: Row) -> dict[str, object]:
    one = row.finding
    title = f"{row.where}: {row.title}"
    short = title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"
    labels = ["ninelives", f"risk: {one.risk}"]
    body = "\n".join(_body(row))
    return {
        "id": one.id,
        "state": "closed" if row.accepted else "open",
        "title": short,
        "labels": [*labels, "assumed"] if one.assumed else labels,
        "body": body if len(body) <= MAX_BODY else f"{body[: MAX_BODY - 1]}…",
    }


def _body(row: Row) -> Iterator[str]:
    one = row.finding
    yield marker(one.id)
    yield ""
    yield prose(row.about)
    yield ""
    yield f"- Risk: **{plain(one.risk)}** ({plain(row.certainty)})"
    yield f"- Where: {plain(row.where)}, {code(f'{row.line.path}:{row.line.number}')}"
    yield f"- Finding: {code(one.id)}"
    if row.waiver is not None:
        waiver = row.waiver
        said = f"{row.decision}, until {waiver.expires}, by {waiver.approver}: "
        yield f"- Waiver: {plain(said + waiver.reason)}"
    yield ""
    yield "Why:"
    yield ""
    for reason in row.reasons:
        yield f"- {prose(reason)}"
    if row.options:
        yield ""
        yield "What can be done:"
        yield ""
        for option in row.options:
            tail = f"({option.effort} effort, leaves {option.leaves})"
            yield f"- [ ] {prose(option.title)} {plain(tail)}"
