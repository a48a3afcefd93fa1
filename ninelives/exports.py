"""The report for other programs: written beside report.md, or to where is said."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives.errors import unusable
from ninelives.report.formats.record import Record
from ninelives.surfaces import read
from ninelives.text import visible

NAMES = {
    "json": "report.json",
    "csv": "report.csv",
    "sarif": "report.sarif",
    "junit": "report.junit.xml",
    "html": "report.html",
    "pdf": "report.pdf",
    "github-issues": "report.issues.json",
    "decisions": "decisions.md",
}
"""Format → the file it is written to where nothing is said."""
FROM_MARKDOWN = ("html", "pdf")
"""The formats that are made from the Markdown report."""


class Wanted(NamedTuple):
    """What is to be written, and where to."""

    form: str
    output: str = ""
    """A file; `-` for standard output; empty: beside the review's report.md."""
    reader: str = ""
    """Who reads it, where the format has more than one reading: github."""
    full: bool = False
    """Whether to leave nothing out of what is made from the Markdown."""
    template: Path | None = None
    """What that Markdown is written by; ours by default."""


class Written(NamedTuple):
    """A text, and what of the report is not in it."""

    text: str
    left_out: tuple[str, ...]


def export(folder: Path, wanted: Wanted, packs: Sequence[Path] = ()) -> int:
    """Write the report of a review in one format; give the exit code.

    Raises:
        Unusable: the review can't be read, or the file can't be written.
    """
    if wanted.template is not None and wanted.form not in FROM_MARKDOWN:
        what = f"--format {wanted.form} is written by no template"
        raise unusable("--template", what, expected="md, html or pdf")
    from ninelives.assess.risk import assess
    from ninelives.report.formats.record import record

    listed = wanted.form not in FROM_MARKDOWN
    known = record(assess(*read(folder, packs)), folder, listed=listed)
    found = written(known, wanted)
    text = found.text if wanted.form != "pdf" else _printed(found.text)
    put(text, wanted.output, folder / NAMES[wanted.form])
    _tell(f"Not in this format: {'; '.join(found.left_out)}.")
    return 0


def written(record: Record, wanted: Wanted) -> Written:
    """Give a review's record in one format; for PDF the page that is printed."""
    if wanted.form == "json":
        from ninelives.report.formats import as_json

        return Written(as_json.write(record), as_json.LEFT_OUT)
    if wanted.form == "csv":
        from ninelives.report.formats import as_csv

        return Written(as_csv.write(record), as_csv.LEFT_OUT)
    if wanted.form == "junit":
        from ninelives.report.formats import junit

        return Written(junit.write(record), junit.LEFT_OUT)
    if wanted.form in ("github-issues", "decisions"):
        return _to_keep(record, wanted.form)
    if wanted.form in FROM_MARKDOWN:
        return _page(record, wanted)
    from ninelives.report.formats import sarif

    github = wanted.reader == "github"
    left_out = sarif.LEFT_OUT_FOR_GITHUB if github else sarif.LEFT_OUT
    return Written(sarif.write(record, github=github), left_out)


def plan(folder: Path, wanted: Wanted, packs: Sequence[Path] = ()) -> int:
    """Write what to do first, as a task list or CSV; give the exit code.

    Raises:
        Unusable: the review can't be read, or the file can't be written.
    """
    from ninelives.assess.risk import assess
    from ninelives.assess.waived import last_day, waived
    from ninelives.report.formats import todo
    from ninelives.review.waivers import load_waivers

    assessed = assess(*read(folder, packs))
    held = waived(assessed, load_waivers(folder), last_day(assessed.review))
    found = todo.planned(assessed, held.accepted)
    write = todo.table if wanted.form == "csv" else todo.markdown
    put(write(found), wanted.output or "-", folder)
    return 0


def _to_keep(record: Record, form: str) -> Written:
    from ninelives.report.formats import decisions, issues

    if form == "decisions":
        return Written(decisions.write(record), decisions.LEFT_OUT)
    return Written(issues.write(record), issues.LEFT_OUT)


def _page(record: Record, wanted: Wanted) -> Written:
    from ninelives.report.formats import chart, html, pdf, picture
    from ninelives.report.markdown import render
    from ninelives.report.view import view

    found = record.assessment
    page = view(found, full=wanted.full, agreed=record.agreed, waived=record.waived)
    text = render(page, wanted.template)
    pictures = picture.picture(found), chart.chart(page.windows)
    left_out = pdf.LEFT_OUT if wanted.form == "pdf" else html.LEFT_OUT
    return Written(html.write(text, record.service, *pictures), left_out)


def _printed(page: str) -> bytes:
    from ninelives.report.formats import pdf

    return pdf.write(page)


def put(text: str | bytes, output: str, default: Path) -> None:
    """Write it to a file, or to standard output where `-` is said."""
    if output == "-":
        sys.stdout.flush()
        data = text.encode("utf-8") if isinstance(text, str) else text
        sys.stdout.buffer.write(data)
        return
    from ninelives.review.store import write_durably

    path = Path(output) if output else default
    write_durably(path, text)
    _tell(f"Written: {path}")


def _tell(line: str) -> None:
    print(visible(line), file=sys.stderr)  # noqa: T201 - what a person reads
