"""The findings as JUnit XML: one flat suite an integration, a case a finding."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ninelives.assess.model import SubjectAssessment
from ninelives.report.formats.record import Record, Row
from ninelives.report.formats.text import clean
from ninelives.review.interview import fill

LEFT_OUT = (
    "risk and certainty as fields of their own: they stand in the message",
    "open questions on their own",
    "waivers that no finding fits, and what vanished from the code",
    "what the team agreed to do",
    "answers, the map, snippets, proofs and sources",
)
"""What the report says and this format does not."""


def write(record: Record, failing: frozenset[str] | None = None) -> str:
    """Give the findings as XML that ends with a newline.

    A finding fails, what was ruled out passes, an accepted risk is skipped.

    Args:
        record: what is written.
        failing: ids of the findings that fail, where not all do; the others pass.
    """
    if failing is None:
        failing = frozenset(one.finding.id for one in record.rows if not one.accepted)
    return "\n".join(_lines(record, failing)) + "\n"


def _lines(record: Record, ids: frozenset[str]) -> Iterator[str]:
    failing = sum(one.finding.id in ids for one in record.rows)
    cases = len(record.rows) + len(record.assessment.ruled_out)
    skipped = sum(one.accepted for one in record.rows)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<!-- left out: {'; '.join(LEFT_OUT)} -->"
    counts = _counts(cases, failing, skipped)
    yield f"<testsuites name={_quoted(record.service)} {counts}>"
    by_subject: dict[str, list[Row]] = {}
    for row in record.rows:
        by_subject.setdefault(row.finding.subject, []).append(row)
    for subject in record.assessment.subjects.values():
        yield from _suite(record, subject, by_subject.get(subject.subject, []), ids)
    yield "</testsuites>"


def _suite(
    record: Record, subject: SubjectAssessment, rows: list[Row], ids: frozenset[str]
) -> Iterator[str]:
    failing = sum(one.finding.id in ids for one in rows)
    skipped = sum(one.accepted for one in rows)
    cases = len(rows) + len(subject.ruled_out)
    name = _quoted(subject.subject)
    yield f"  <testsuite name={name} {_counts(cases, failing, skipped)}>"
    for row in rows:
        yield from _case(row, fails=row.finding.id in ids)
    about, review = subject.checklist.id, record.assessment.review
    for one in subject.ruled_out:
        said = fill(one.pitfall.title, record.assessment.pack, review, subject.subject)
        title = f"{one.pitfall.id}: {clean(said)}"
        yield f"    <testcase classname={_quoted(about)} name={_quoted(title)}/>"
    yield "  </testsuite>"


def _case(row: Row, *, fails: bool) -> Iterator[str]:
    one = row.finding
    title = f"{one.pitfall.id}: {row.title}"
    yield (
        f"    <testcase classname={_quoted(row.checklist)} name={_quoted(title)} "
        f'file={_quoted(row.line.path)} line="{row.line.number}">'
    )
    if row.accepted and row.waiver is not None:
        said = f"accepted until {row.waiver.expires}: {row.waiver.reason}"
        yield f"      <skipped message={_quoted(said)}/>"
    elif fails:
        sure = " (assumed: nobody knows)" if one.assumed else ""
        said = f"{one.risk}{sure} at {row.where}"
        yield f"      <failure type={_quoted(one.risk)} message={_quoted(said)}>"
        yield f"{escape(_told(row))}</failure>"
    yield "    </testcase>"


def _told(row: Row) -> str:
    tell = [row.finding.id, row.about, *(f"because: {one}" for one in row.reasons)]
    tell.extend(f"{one.title} ({one.effort} effort)" for one in row.options)
    if row.waiver is not None:
        tell.append(f"its waiver holds no longer: {row.decision}")
    return "\n".join(map(clean, tell))


def _counts(tests: int, failures: int, skipped: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}"'


def _quoted(text: str) -> str:
    return quoteattr(clean(text))
