"""Each format carries the same findings, and says what it leaves out."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from ninelives.commands import run
from ninelives.exports import NAMES, Wanted, written
from ninelives.jsonschema import json_schema
from ninelives.report.formats import junit, sarif
from ninelives.report.formats.shape import REPORT
from ninelives.review.model import Answer, Component, Integration, Review
from tests.exports.folders import kept, recorded, text_of, told, waive
from tests.report import reading, sample

FORMS = sorted(set(NAMES) - {"html", "pdf", "decisions"})
HOSTILE = (
    '=HYPERLINK("http://evil","x")',
    "@SUM(1)",
    "-2+3",
    "\uff1d1+1",
    "]]><x/>&amp;",
    "a\x07b\x1b[31m\u202ec\ufffe",
    "|`<script>`|\r\n# head",
    "\ud800",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return kept(tmp_path / "orders")


@pytest.fixture
def oasis(root: Path) -> dict[str, object]:
    path = root.parent / "shared" / "formats" / "schemas" / "sarif-schema-2.1.0.json"
    if not path.is_file():
        pytest.skip("the OASIS schema is not beside this checkout")
    schema: dict[str, object] = json.loads(path.read_text("utf-8"))
    return schema


@pytest.mark.parametrize("form", FORMS)
def test_each_format_carries_the_same_findings(folder: Path, form: str) -> None:
    accepted, _ = waive(folder)
    found = recorded(folder)
    expected = [
        (
            one.finding.id,
            one.finding.risk,
            f"{one.line.path}:{one.line.number}",
            one.finding.id == accepted,
        )
        for one in found.rows
    ]
    assert len(expected) == len(found.assessment.findings) > 5
    assert told(found, form) == expected


@pytest.mark.parametrize("form", NAMES)
def test_each_format_says_what_it_leaves_out(folder: Path, form: str) -> None:
    assert written(recorded(folder), Wanted(form)).left_out


@pytest.mark.parametrize("form", NAMES)
def test_the_same_review_gives_the_same_bytes(folder: Path, form: str) -> None:
    assert text_of(recorded(folder), form) == text_of(recorded(folder), form)


def test_what_is_agreed_is_in_json_and_html(folder: Path) -> None:
    agreed = {"id": "a", "says": "Do <b>", "owner": "Ana", "due": "2026-12-01"}
    (folder / "actions.yaml").write_text(json.dumps({"actions": [agreed]}), "utf-8")
    found = json.loads(text_of(recorded(folder), "json"))
    jsonschema.validate(found, json_schema(REPORT))
    assert found["agreed"] == [{**agreed, "state": "open", "at": "actions.yaml:1"}]
    assert "What is agreed" in text_of(recorded(folder), "html")


def test_the_json_satisfies_its_schema(folder: Path) -> None:
    waive(folder)
    jsonschema.validate(
        json.loads(text_of(recorded(folder), "json")), json_schema(REPORT)
    )


@pytest.mark.parametrize("reader", ["", "github"])
def test_the_sarif_satisfies_the_oasis_schema(
    folder: Path, oasis: dict[str, object], reader: str
) -> None:
    waive(folder)
    found = json.loads(text_of(recorded(folder), "sarif", reader))
    jsonschema.Draft7Validator(oasis).validate(found)


def test_a_comparison_satisfies_the_oasis_schema(
    folder: Path, oasis: dict[str, object]
) -> None:
    found = recorded(folder)
    states = {one.finding.id: "new" for one in found.rows}
    text = sarif.write(found, states=states)
    jsonschema.Draft7Validator(oasis).validate(json.loads(text))


def test_a_finding_points_at_the_code_or_at_its_answer(folder: Path) -> None:
    rows = recorded(folder).rows
    in_code = [one for one in rows if one.in_code]
    assert {one.line.path for one in in_code} == {"template.yaml"}
    answered = [one for one in rows if not one.in_code]
    assert answered
    for one in answered:
        lines = (folder / one.line.path).read_text("utf-8").splitlines()
        assert 0 < one.line.number <= len(lines)
    direct = next(
        one
        for one in answered
        if one.finding.raised_by[0].question == "idempotent"
        and not one.finding.raised_by[0].assumed
    )
    text = (folder / direct.line.path).read_text("utf-8").splitlines()
    assert text[direct.line.number - 1].strip() == "idempotent:"


def test_a_path_is_relative_to_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = kept(tmp_path / "reviews" / "orders")
    answered = [one for one in recorded(folder).rows if not one.in_code]
    assert all(one.line.path.startswith("reviews/orders/") for one in answered)


def test_what_nobody_knows_is_open_in_sarif(folder: Path) -> None:
    found = recorded(folder)
    results = json.loads(text_of(found, "sarif"))["runs"][0]["results"]
    for row, one in zip(found.rows, results, strict=True):
        assert one["kind"] == ("open" if row.finding.assumed else "fail")
        assert (one["level"] == "none") == row.finding.assumed
    assert {one["kind"] for one in results} == {"open", "fail"}
    prints = [one["partialFingerprints"]["ninelives/v1"] for one in results]
    assert len(set(prints)) == len(prints)


def test_github_gets_no_accepted_risk_and_nothing_it_ignores(folder: Path) -> None:
    waive(folder)
    found = recorded(folder)
    run_ = json.loads(text_of(found, "sarif", "github"))["runs"][0]
    assert len(run_["results"]) == len(found.rows) - 1
    for one in run_["results"]:
        assert one["level"] in ("error", "warning", "note")
        assert not {"kind", "suppressions", "rank"} & one.keys()
    for rule in run_["tool"]["driver"]["rules"]:
        assert len(rule["fullDescription"]["text"]) <= sarif.MAX_TEXT
        assert len(rule["properties"]["tags"]) <= 20


def test_github_gets_no_more_results_than_it_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 2)
    run_ = json.loads(text_of(recorded(folder), "sarif", "github"))["runs"][0]
    assert len(run_["results"]) == 2
    assert "over GitHub's limit" in run_["properties"]["leftOut"][-1]


def test_an_expired_waiver_suppresses_nothing(folder: Path) -> None:
    _, expired = waive(folder)
    found = json.loads(text_of(recorded(folder), "sarif"))["runs"][0]["results"]
    one = next(one for one in found if one["properties"]["id"] == expired)
    assert one["suppressions"][0]["status"] == "rejected"
    assert one["properties"]["decision"] == "expired"


def test_an_issue_is_found_again_by_its_marker(folder: Path) -> None:
    waive(folder)
    found = recorded(folder)
    issues = json.loads(text_of(found, "github-issues"))
    marks = {one["body"].splitlines()[0] for one in issues}
    assert len(marks) == len(issues) == len(found.rows)
    for one in issues:
        assert one["body"].startswith("<!-- ninelives:finding ")
        assert "--" not in one["body"].splitlines()[0][4:-3]
        assert len(one["title"]) <= 256


def test_each_waiver_is_a_decision_record(folder: Path) -> None:
    accepted, expired = waive(folder)
    text = text_of(recorded(folder), "decisions")
    parts = reading.sections(text)
    assert list(parts) == [
        f"Accept `{one}`" for one in (accepted, expired, "gone-queue--*/nothing")
    ]
    states = [re.search(r"Status: (\w+)", one) for one in parts.values()]
    assert [one[1] for one in states if one] == ["accepted", "deprecated", "deprecated"]
    assert all("### Decision Outcome" in one for one in parts.values())


def test_without_waivers_nothing_was_decided(folder: Path) -> None:
    assert text_of(recorded(folder), "decisions").endswith("None.\n")


def test_junit_counts_what_it_holds(folder: Path) -> None:
    waive(folder)
    root = ET.fromstring(text_of(recorded(folder), "junit"))  # noqa: S314 - our own
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite)
        failing = suite.findall("testcase/failure")
        assert int(suite.get("failures", "")) == len(failing)
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    assert int(root.get("tests", "")) == sum(map(len, root))
    assert all("--" not in one for one in junit.LEFT_OUT)


def hostile(text: str) -> Review:
    """Give a review whose every free text is a stranger's."""
    review = Review(
        service=text,
        team=text,
        components=(
            Component("a", "sqs-queue", text),
            Component("b", "lambda-function", text),
        ),
        integrations=(Integration(sample.ORDERS, "a", "b", "kit/queue-function"),),
    )
    said = Answer("unknown", note=text, by=text, origin=text, owner=text, due=text)
    return review.with_answer(sample.ORDERS, "partial-batch", said)


@pytest.mark.parametrize("text", [one for one in HOSTILE if one != "\ud800"])
def test_a_stranger_s_text_changes_no_structure(tmp_path: Path, text: str) -> None:
    import yaml

    folder = kept(tmp_path / "orders", hostile("calm"))
    found = recorded(folder)
    calm = {form: told(found, form) for form in FORMS}
    path = folder / "review.yaml"
    named = yaml.safe_load(path.read_text("utf-8"))
    printable = "".join(char for char in text if char.isprintable() or char == "\u202e")
    named["service"] = printable
    named["components"][0]["name"] = printable
    path.write_text(yaml.safe_dump(named, allow_unicode=False), "utf-8")
    found = recorded(folder)
    for form in FORMS:
        ids = [one[:2] for one in told(found, form)]
        assert ids == [one[:2] for one in calm[form]]
        assert not {char for char in text_of(found, form) if char in "\x07\x1b\u202e"}
    for row in csv.reader(io.StringIO(text_of(found, "csv"), newline="")):
        assert not [
            cell for cell in row if cell.startswith(("=", "+", "-", "@", "\uff1d"))
        ]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_fit_for_every_format(text: str) -> None:
    from ninelives.report.formats.text import cell, clean

    root = ET.fromstring(f"<a b={junit._quoted(text)}/>")  # noqa: S314, SLF001 - ours
    assert root.get("b") == clean(text)
    clean(text).encode("utf-8")
    assert not cell(text).startswith(("=", "+", "-", "@", "\uff1d"))


@pytest.mark.parametrize("form", sorted(set(NAMES) - {"pdf"}))
def test_the_command_writes_beside_the_report(
    root: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made"
    example = root / "examples" / "serverless-coffee"
    assert run(["report", str(example), "--format", form, "-o", str(out)]) == 0
    assert out.stat().st_size > (20 if form == "decisions" else 1000)
    assert "Not in this format" in capsys.readouterr().err
