"""The sample review as a folder, with waivers, and what each format says of it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.exports import Wanted, written
from ninelives.report.formats.record import Record, record
from ninelives.review import store
from ninelives.review.model import Review
from tests.report import sample

WAIVERS = """\
waivers:
  - finding: {accepted}
    reason: the team drains it by hand
    approver: Cleo
    control: a daily count against the source
    expires: 2027-01-31
  - finding: {expired}
    reason: it was to be gone by summer
    approver: Cleo
    control: none but luck
    expires: 2026-06-30
  - finding: gone-queue--*/nothing
    reason: long gone
    approver: Cleo
    control: none
    expires: 2027-01-31
"""


def kept(folder: Path, review: Review | None = None) -> Path:
    """Write a review to disk; the sample by default."""
    store.create(folder, review or sample.answered())
    return folder


def assessed(folder: Path) -> Assessment:
    return assess(sample.pack(), store.load(folder))


def recorded(folder: Path, day: str = "") -> Record:
    return record(assessed(folder), folder, day)


def waive(folder: Path) -> tuple[str, str]:
    """Accept the gravest finding, and let a waiver of the next one run out."""
    accepted, expired = (one.id for one in assessed(folder).findings[:2])
    text = WAIVERS.format(accepted=accepted, expired=expired)
    (folder / "waivers.yaml").write_text(text, "utf-8")
    return accepted, expired


def text_of(found: Record, form: str, reader: str = "") -> str:
    return written(found, Wanted(form, reader=reader)).text


def told(found: Record, form: str) -> list[tuple[str, str, str, bool]]:
    """Give (id, risk, file:line, accepted) of each finding, as a format says it."""
    text = text_of(found, form)
    if form == "json":
        return [
            (
                one["id"],
                one["risk"],
                f"{one['seen']['path']}:{one['seen']['line']}",
                one["decision"] == "accepted",
            )
            for one in json.loads(text)["findings"]
        ]
    if form == "github-issues":
        return [
            (
                one["id"],
                one["labels"][1].removeprefix("risk: "),
                _found(r", `([^`]+:\d+)`$", one["body"]),
                one["state"] == "closed",
            )
            for one in json.loads(text)
        ]
    if form == "csv":
        return [
            (one["id"], one["risk"], one["seen"], one["decision"] == "accepted")
            for one in csv.DictReader(io.StringIO(text, newline=""))
        ]
    if form == "sarif":
        return [_result(one) for one in json.loads(text)["runs"][0]["results"]]
    root = ET.fromstring(text)  # noqa: S314 - our own text
    order = [one.finding for one in found.rows]
    cases = {
        f"{suite.get('name')}/{(case.get('name') or '').partition(':')[0]}": case
        for suite in root
        for case in suite
    }
    met = [(one, cases[one.id]) for one in order]
    return [
        (
            one.id,
            one.risk if case.find("skipped") is not None else _type(case),
            f"{case.get('file')}:{case.get('line')}",
            case.find("skipped") is not None,
        )
        for one, case in met
    ]


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, flags=re.MULTILINE)
    return match[1] if match else ""


def _type(case: ET.Element) -> str:
    failure = case.find("failure")
    return failure.get("type", "") if failure is not None else "passed"


def _result(one: dict[str, object]) -> tuple[str, str, str, bool]:
    read = json.loads(json.dumps(one))
    physical = read["locations"][0]["physicalLocation"]
    at = f"{physical['artifactLocation']['uri']}:{physical['region']['startLine']}"
    suppressed = [it["status"] for it in read.get("suppressions", ())] == ["accepted"]
    return read["properties"]["id"], read["properties"]["risk"], at, suppressed
