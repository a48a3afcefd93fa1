"""A build fails on news only: new, worse, open again, overdue."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ninelives.commands import run
from ninelives.errors import Unusable
from ninelives.report.gate import Before, Verdict, verdict
from ninelives.review.model import Review
from tests.exports.folders import kept, recorded, text_of
from tests.report import sample

PACK = ["--pack", str(sample.FOLDER)]
DAY = "2026-11-23"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return kept(tmp_path / "orders")


def known(folder: Path, name: str = "base.json") -> Path:
    path = folder.parent / name
    path.write_text(text_of(recorded(folder), "json"), "utf-8")
    return path


def judged(folder: Path, before: dict[str, Before] | None, day: str = DAY) -> Verdict:
    return verdict(recorded(folder, day), "low", before)


def as_before(folder: Path) -> dict[str, Before]:
    rows = recorded(folder, DAY).rows
    return {one.finding.id: Before(one.finding.risk, one.decision) for one in rows}


def why(found: Verdict) -> dict[str, str]:
    return {row.finding.id: why for row, why in found.failing}


def test_without_a_baseline_all_that_is_grave_fails(folder: Path) -> None:
    found = judged(folder, None)
    assert len(found.failing) == len(found.record.rows)
    assert not found.states


def test_what_was_known_before_passes(folder: Path) -> None:
    found = judged(folder, as_before(folder))
    assert found.passed
    assert set(found.states.values()) == {"unchanged"}


def test_new_and_worse_fail_and_milder_does_not(folder: Path) -> None:
    before = as_before(folder)
    new = next(name for name, one in before.items() if one.risk == "critical")
    worse, milder = [name for name, one in before.items() if one.risk == "high"][:2]
    del before[new]
    before[worse] = Before("low", "open")
    before[milder] = Before("critical", "open")
    found = judged(folder, {**before, "gone/finding": Before("high", "open")})
    assert why(found) == {new: "new", worse: "worse: it was low"}
    assert found.gone == ("gone/finding",)
    assert found.states[milder] == "updated"


def test_an_unknown_past_its_day_fails(folder: Path) -> None:
    before = as_before(folder)
    assert judged(folder, before, "2026-12-01").passed
    found = judged(folder, before, "2026-12-02")
    assert set(why(found).values()) == {"unknown past its day, 2026-12-01"}


def waive(folder: Path, text: str) -> None:
    (folder / "waivers.yaml").write_text(text, "utf-8")


def waiver(finding: str, /, **more: str) -> str:
    fields = {
        "finding": finding,
        "reason": "few events",
        "approver": "Cleo",
        "control": "a daily count",
        "expires": "2027-01-31",
        **more,
    }
    lines = [
        f"    {name}: {json.dumps(value)}" for name, value in fields.items() if value
    ]
    return "  -\n" + "\n".join(lines) + "\n"


def test_an_accepted_risk_passes_until_the_end_of_its_last_day(folder: Path) -> None:
    before = as_before(folder)
    grave = next(iter(before))
    waive(folder, "waivers:\n" + waiver(grave))
    assert grave not in why(judged(folder, None, "2027-01-31"))
    assert why(judged(folder, before, "2027-02-01"))[grave] == "its waiver has expired"


def test_a_waiver_by_pattern_covers_what_it_fits(folder: Path) -> None:
    waive(folder, "waivers:\n" + waiver(f"{sample.ORDERS}/*"))
    for row in recorded(folder, DAY).rows:
        assert row.accepted == (row.finding.subject == sample.ORDERS)


@pytest.mark.parametrize(
    ("reopen", "state"),
    [
        ("answers['batch-size'] == 'one'", "accepted"),
        ("answers['batch-size'] == 'many'", "triggered"),
        ("answers['nobody-asks'] == 'many'", "triggered"),
    ],
)
def test_a_waiver_ends_when_what_it_hangs_on_comes_true(
    folder: Path, reopen: str, state: str
) -> None:
    grave = next(one for one in as_before(folder) if one.startswith(sample.ORDERS))
    waive(folder, "waivers:\n" + waiver(grave, reopen=reopen))
    row = next(one for one in recorded(folder, DAY).rows if one.finding.id == grave)
    assert row.decision == state


def test_a_waiver_taken_back_opens_the_risk_again(folder: Path) -> None:
    grave = next(iter(as_before(folder)))
    before = {**as_before(folder), grave: Before("critical", "accepted")}
    assert why(judged(folder, before)) == {grave: "no longer accepted"}


def test_a_waiver_of_nothing_is_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waive(folder, "waivers:\n" + waiver("gone/*"))
    run(["check", str(folder), *PACK])
    assert "no finding is gone/*" in capsys.readouterr().out


@pytest.mark.parametrize(
    "missing", ["finding", "reason", "approver", "control", "expires"]
)
def test_nobody_waives_without_saying_why_and_until_when(
    folder: Path, missing: str
) -> None:
    waive(folder, "waivers:\n" + waiver("a/b", **{missing: ""}))
    with pytest.raises(Unusable, match=missing):
        recorded(folder)


@pytest.mark.parametrize(
    "more", [{"expires": "next year"}, {"expires": "2026-13-01"}, {"reopen": "1 +"}]
)
def test_a_waiver_that_cannot_be_read_is_told_with_its_line(
    folder: Path, more: dict[str, str]
) -> None:
    waive(folder, "waivers:\n" + waiver("a/b", **more))
    with pytest.raises(Unusable, match=r"waivers\.yaml:\d+"):
        recorded(folder)


def test_the_command_compares_with_an_earlier_report_or_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = known(folder)
    check = ["check", str(folder), *PACK]
    assert run(check) == 1
    assert run([*check, "--baseline", str(base)]) == 0
    other = kept(tmp_path / "main")
    assert run([*check, "--baseline", str(other)]) == 0
    empty = json.loads(base.read_text("utf-8"))
    base.write_text(json.dumps({**empty, "findings": []}), "utf-8")
    capsys.readouterr()
    assert run([*check, "--baseline", str(base)]) == 1
    assert " - new  [" in capsys.readouterr().out


def test_a_milestone_or_a_git_revision_is_a_baseline(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = ["check", str(folder), *PACK, "--fail-on", "low", "--baseline"]
    assert run(["milestone", str(folder), "agreed", *PACK]) == 0
    git = ["git", "-C", str(folder.parent), "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *words], check=True)
    assert run([*check, "agreed"]) == run([*check, "HEAD"]) == 0
    path = folder / "answers" / f"{sample.RETURNS}.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("failed-only", "whole-batch"), "utf-8")
    capsys.readouterr()
    assert run([*check, "agreed"]) == run([*check, "HEAD"]) == 1
    assert capsys.readouterr().out.count(" - new  [") == 2
    waive(folder, "waivers:\n" + waiver("*"))
    assert run([*check, "agreed", "--day", DAY]) == 0
    assert run(["milestone", str(folder), "accepted", *PACK]) == 0
    waive(folder, "waivers: []\n")
    capsys.readouterr()
    assert run([*check, "accepted"]) == 1
    assert " - no longer accepted  [" in capsys.readouterr().out
    with pytest.raises(Unusable, match="nowhere"):
        run([*check, "nowhere"])


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "markdown"])
def test_every_form_tells_the_same_failures(
    folder: Path, form: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = json.loads(known(folder).read_text("utf-8"))
    dropped = [one["id"] for one in before["findings"][:3]]
    before["findings"] = before["findings"][3:]
    base = folder.parent / "less.json"
    base.write_text(json.dumps(before), "utf-8")
    given = ["--baseline", str(base), "--fail-on", "low", "--format", form]
    assert run(["check", str(folder), *PACK, *given]) == 1
    out = capsysbinary.readouterr().out.decode("utf-8")
    told = failures(out, form)  # JUnit's order is that of the map
    assert sorted(told) == sorted(dropped)


def failures(out: str, form: str) -> list[str]:
    if form == "text":
        return re.findall(r" - new  \[(.+)\]$", out, flags=re.MULTILINE)
    if form == "json":
        return [one["id"] for one in json.loads(out)["failing"]]
    if form == "markdown":
        return re.findall(r"`([^`]+)` \| new \|$", out, flags=re.MULTILINE)
    if form == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        new = [one for one in results if one["baselineState"] == "new"]
        return [one["properties"]["id"] for one in new]
    texts = [one.text or "" for one in ET.fromstring(out).iter("failure")]  # noqa: S314 - ours
    return [one.strip().splitlines()[0] for one in texts]


def test_the_policy_of_a_review_holds_where_nothing_is_said(folder: Path) -> None:
    path = folder / "review.yaml"
    known(folder)
    text = path.read_text("utf-8")
    path.write_text(text + "gate: {fail-on: low, baseline: ../base.json}\n", "utf-8")
    assert run(["check", str(folder), *PACK]) == 0
    path.write_text(text + "gate: {fail-on: lwo}\n", "utf-8")
    with pytest.raises(Unusable, match=r"review\.yaml:\d+.*'low'"):
        run(["check", str(folder), *PACK])


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": "ninelives/report", "version": "9"}']
)
def test_what_is_no_report_is_no_baseline(folder: Path, text: str) -> None:
    base = folder.parent / "base.json"
    base.write_text(text, "utf-8")
    with pytest.raises(Unusable, match=r"base\.json.*--format json"):
        run(["check", str(folder), *PACK, "--baseline", str(base)])


def test_a_stranger_s_name_stays_text_in_a_comment(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    review = sample.answered()
    first = replace(review.components[0], name="a | b <script> `x` @you #1")
    named: Review = replace(review, components=(first, *review.components[1:]))
    folder = kept(tmp_path / "orders", named)
    run(["check", str(folder), *PACK, "--format", "markdown"])
    out = capsysbinary.readouterr().out.decode("utf-8")
    rows = [line for line in out.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {5}
    assert "<script" not in out.replace(r"\<script", "")
