"""What a team accepts on purpose stands in the report, with who, why and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.assess.waived import waived
from ninelives.checklist.grammar import parse
from ninelives.commands import run
from ninelives.errors import Place
from ninelives.report.markdown import write
from ninelives.review.model import Answer
from ninelives.review.waivers import Waiver
from tests.exports.folders import kept, waive
from tests.report import sample
from tests.report.reading import sections, tables

DAY = "2026-11-23"


def waiver(finding: str, expires: str = "2027-01-31", reopen: str = "") -> Waiver:
    return Waiver(
        finding,
        reason="drained by hand | daily",
        approver="Cleo",
        control="a count",
        expires=expires,
        reopen=parse(reopen) if reopen else None,
        place=Place("waivers.yaml", 1),
    )


def reported(found: Assessment, waivers: Sequence[Waiver], *, full: bool = True) -> str:
    return write(found, full=full, waived=waived(found, waivers, DAY))


def test_each_state_of_a_waiver_is_told() -> None:
    found = assess(sample.pack(), sample.answered())
    first, second, third, fourth = (one.id for one in found.findings[:4])
    report = reported(
        found,
        (
            waiver(first),
            waiver(second, "2026-06-30"),
            waiver(third, reopen="'always' == 'always'"),
            waiver("gone--*/nothing"),
            waiver(fourth),
            waiver(fourth),
        ),
    )
    table = tables(sections(report)["Accepted risks"])[0]
    assert [row[1] for row in table[1:]] == [
        "accepted",
        "expired",
        "triggered",
        "orphaned: no finding is so called",
        "accepted",
        "not needed: another waiver holds",
    ]
    assert table[1][3:6] == ["drained by hand | daily", "a count", "Cleo"]
    told = sections(report)["Findings"]
    assert "Decision: accepted until 2027-01-31 by Cleo" in told
    assert "Decision: open again: the waiver of Cleo expired on 2026-06-30" in told
    assert "2 [accepted](#accepted-risks); 2 open again" in report


def test_what_is_accepted_is_not_what_to_look_at_first() -> None:
    found = assess(sample.pack(), sample.answered())
    worst = found.findings[0]
    before, after = write(found), reported(found, (waiver(worst.id),))
    assert f"{worst.risk}) at" in before.partition("Findings:")[0]
    assert before.partition("Findings:")[0] != after.partition("Findings:")[0]
    report = reported(found, (waiver("*"),))
    assert "**Every risk that is left was accepted.**" in report
    assert "accepted until 2027-01-31) at" in report
    assert "**First:** find out" in report.partition("## Map")[0]


def test_a_question_that_changed_reopens_what_rests_on_it() -> None:
    review = sample.answered()
    told = review.answer(sample.ORDERS, "partial-batch") or Answer("")
    changed = review.with_answer(
        sample.ORDERS, "partial-batch", replace(told, asked="000000")
    )
    found = assess(sample.pack(), changed)
    id_ = f"{sample.ORDERS}/partial-batch"
    assert waived(found, (waiver(id_),), DAY).decisions[id_].state == "triggered"
    calm = assess(sample.pack(), review)
    assert waived(calm, (waiver(id_),), DAY).decisions[id_].state == "accepted"


def test_who_finds_out_stands_with_the_finding() -> None:
    found = assess(sample.pack(), sample.answered())
    assert "- To find out: ops, until 2026-12-01" in write(found, full=True)


def test_the_command_reads_the_waivers(tmp_path: Path) -> None:
    folder = kept(tmp_path / "orders")
    accepted, _ = waive(folder)
    assert run(["report", str(folder), "--pack", str(sample.FOLDER)]) == 0
    report = (folder / "report.md").read_text("utf-8")
    assert f"`{accepted}`" in sections(report)["Accepted risks"]
