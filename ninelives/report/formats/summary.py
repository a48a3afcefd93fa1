"""What a gate says: to people, in a pull request, and to programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ninelives.report.escape import Markdown, code, joined, plain
from ninelives.report.formats import as_json
from ninelives.report.gate import Failing, Verdict

MARK = "<!-- ninelives: check -->"
"""First line of the Markdown, so that a later run finds the comment to replace."""
SHOWN = 30
"""How many findings a comment lists."""


def text(found: Verdict) -> str:
    """Give lines for people."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Verdict) -> Iterator[str]:
    for row, why in found.failing:
        assumed = " (assumed: nobody knows)" if row.finding.assumed else ""
        because = "" if why == "at risk" else f" - {why}"
        yield (
            f"{row.finding.risk:8}  {row.where}: {row.title}{assumed}{because}  "
            f"[{row.finding.id}]"
        )
    for waiver in found.record.orphaned:
        yield f"waiver of nothing: no finding is {waiver.finding}  [{waiver.place}]"
    yield closing(found)


def closing(found: Verdict) -> str:
    """Give the last line: how many of how many."""
    record = found.record
    accepted = sum(one.accepted for one in record.rows)
    tail = f"; {accepted} accepted" if accepted else ""
    grave = f"{found.level} or worse"
    if found.compared:
        grave += " and news: new, worse, open again or overdue"
    return (
        f"{len(found.failing)} of {len(record.rows)} findings are {grave}{tail}; "
        f"{len(record.unsettled)} questions are open."
    )


def markdown(found: Verdict) -> str:
    """Give a comment for a pull request."""
    word = "passed" if found.passed else "failed"
    lines = [MARK, f"### Data-loss review {word}", "", plain(closing(found))]
    if found.failing:
        lines += ["", "| Risk | Where | Finding | Why |", "| --- | --- | --- | --- |"]
        lines += [_row(one) for one in found.failing[:SHOWN]]
    if len(found.failing) > SHOWN:
        lines += ["", f"And {len(found.failing) - SHOWN} more."]
    if found.gone:
        lines += ["", f"No longer found: {len(found.gone)}."]
    for waiver in found.record.orphaned:
        lines += [
            "",
            joined(Markdown(" "), ["A waiver of nothing:", code(waiver.finding)]),
        ]
    return "\n".join(lines) + "\n"


def _row(one: Failing) -> str:
    row = one.row
    sure = "?" if row.finding.assumed else ""
    finding = joined(Markdown(" "), [plain(row.title), code(row.finding.id)])
    cells = [
        plain(f"{row.finding.risk}{sure}"),
        plain(row.where),
        finding,
        plain(one.why),
    ]
    return f"| {' | '.join(cells)} |"


def as_text_json(found: Verdict) -> str:
    """Give the verdict as JSON; each finding as in the report's JSON, and why."""
    body = {
        "format": "ninelives/check",
        "version": "1",
        "verdict": "pass" if found.passed else "fail",
        "fail-on": found.level,
        "compared": found.compared,
        "day": found.record.day,
        "failing": [{**as_json.finding(row), "why": why} for row, why in found.failing],
        "gone": list(found.gone),
        "orphaned-waivers": [as_json.waiver(one) for one in found.record.orphaned],
        "findings": len(found.record.rows),
        "open": len(found.record.unsettled),
    }
    return f"{json.dumps(body, ensure_ascii=False, indent=2)}\n"
