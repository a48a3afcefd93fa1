"""A decision record for each waiver, in MADR's form: one Markdown document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.report.escape import code, plain, prose
from ninelives.report.formats.record import Record, Row
from ninelives.review.waivers import Waiver

LEFT_OUT = (
    "findings that no waiver is about",
    "everything about the others but what was decided",
)
"""What the report says and this format does not."""
_STATUS = {
    "accepted": "accepted",
    "expired": "deprecated: it has expired",
    "triggered": "deprecated: what it hangs on has come true, or is unknown",
}
_ORPHANED = "deprecated: no finding is so called"


def write(record: Record) -> str:
    """Give the records, in the order of waivers.yaml; `None.` where there are none.

    A finding stands with the waiver that counts for it.
    """
    by_waiver: dict[Waiver, list[Row]] = {}
    for row in record.rows:
        if row.waiver is not None:
            by_waiver.setdefault(row.waiver, []).append(row)
    by_waiver.update((one, []) for one in record.orphaned)
    lines = [f"# Risks accepted for {plain(record.service)}"]
    if not by_waiver:
        lines += ["", "None."]
    ordered = sorted(by_waiver.items(), key=lambda one: one[0].place.line)
    for waiver, rows in ordered:
        lines += ["", *_record(waiver, rows)]
    return "\n".join(lines) + "\n"


def _record(waiver: Waiver, rows: Sequence[Row]) -> Iterator[str]:
    states = dict.fromkeys(_STATUS.get(one.decision, one.decision) for one in rows)
    yield f"## Accept {code(waiver.finding)}"
    yield ""
    yield f"- Status: {plain('; '.join(states) or _ORPHANED)}"
    yield f"- Decision-makers: {plain(waiver.approver)}"
    yield f"- Holds until: {plain(waiver.expires)}"
    yield ""
    yield "### Context and Problem Statement"
    yield ""
    if not rows:
        yield "No finding is meant by it (any more)."
    for row in rows:
        said = f"{row.where}: {row.title} ({row.finding.risk}, {row.certainty})"
        yield f"- {prose(said)} {code(row.finding.id)}"
    yield ""
    yield "### Considered Options"
    yield ""
    yield "- Accept the risk"
    titles = dict.fromkeys(option.title for row in rows for option in row.options)
    for title in titles:
        yield f"- {prose(title)}"
    yield ""
    yield "### Decision Outcome"
    yield ""
    yield f"Chosen option: accept the risk, because: {plain(waiver.reason)}"
    yield ""
    yield "### Confirmation"
    yield ""
    yield f"Instead: {plain(waiver.control)}"
