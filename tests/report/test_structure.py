"""A report holds what it must, in an order that a forge can show."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.checklist.model import Disabled, PackPart
from ninelives.report import settled
from ninelives.report.markdown import write
from ninelives.review.model import Answer, Component, Integration
from tests.report import sample
from tests.report.reading import (
    Heading,
    anchors,
    headings,
    inline,
    links,
    said,
    sections,
    tables,
    tokens,
)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(sample.pack(), sample.answered())


@pytest.fixture(scope="module")
def short(assessment: Assessment) -> str:
    return write(assessment)


@pytest.fixture(scope="module")
def full(assessment: Assessment) -> str:
    return write(assessment, full=True)


@pytest.fixture(scope="module", params=["short", "full", "fresh"])
def report(request: pytest.FixtureRequest, assessment: Assessment) -> str:
    if request.param == "fresh":
        return write(assess(sample.pack(), sample.fresh()))
    return write(assessment, full=request.param == "full")


def test_the_sections_come_in_the_order_they_are_read(short: str) -> None:
    assert [one.text for one in headings(short) if one.level < 3] == [
        "Data-loss review: orders",
        "Map",
        "Where the risk lies",
        "Findings",
        "What to do",
        "What nobody knows",
        "Where people differ",
        "What was ruled out",
        "Answers",
        "What does not apply",
        "Sources",
        "How risk follows",
    ]


def test_a_heading_is_never_more_than_one_level_deeper(report: str) -> None:
    levels = [one.level for one in headings(report)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_link_inside_the_report_hits_a_heading(report: str) -> None:
    inside = {one.target[1:] for one in links(report) if one.target.startswith("#")}
    assert inside
    assert inside <= anchors(report)


def test_every_table_has_rows_as_wide_as_its_head(report: str) -> None:
    found = tables(report)
    assert found
    for table in found:
        assert {len(row) for row in table} == {len(table[0])}
    # what was meant as a table is one: no line begins with a pipe but in tables
    assert not [line for line in map(said, inline(report)) if line.startswith("|")]


def test_there_is_no_line_that_a_reader_would_stumble_over(report: str) -> None:
    assert report.endswith("\n")
    assert not report.endswith("\n\n")
    assert "\n\n\n" not in report
    assert not re.search(r"[ \t]+$", report, flags=re.MULTILINE)
    assert "\r" not in report
    assert not [one for one in tokens(report) if one.type.startswith("html")]


def test_every_finding_is_there_once(assessment: Assessment, full: str) -> None:
    ids = re.findall(r"`([a-z-]+/[a-z-]+)`$", full, flags=re.MULTILINE)
    assert sorted(ids) == sorted(one.id for one in assessment.findings)


def test_findings_are_grouped_by_risk_the_gravest_first(full: str) -> None:
    under = sections(full)["Findings"]
    groups = [one.text for one in headings(under) if one.level == 3]
    ranks = ["Critical", "High", "Medium", "Low"]
    assert groups == [one for one in ranks if one in groups]
    assert groups[0] == "Critical"


def test_what_is_low_or_merely_not_known_is_a_table_in_a_short_report(
    assessment: Assessment,
) -> None:
    review = assessment.review.with_answer("service", "lost", sample.said("minor"))
    mild = assess(assessment.pack, review)
    low = [one for one in mild.findings if one.risk == "low"]
    assert low
    _, *rows = tables(sections(write(mild))["Findings"])[-1]
    titles = [row[1] for row in rows if row[3].startswith("low")]
    assert titles == [one.pitfall.title for one in low]
    graver = [row[3] for row in rows if not row[3].startswith("low")]
    assert graver
    assert all(risk.endswith(" (assumed)") for risk in graver)
    assert "Further findings" not in write(mild, full=True)


def test_the_verdict_says_what_where_how_many_and_what_first(short: str) -> None:
    worst, counts, first = [said(one) for one in inline(short)][2:5]
    assert worst == (
        "orders can lose data today. One bad record sends the whole batch back "
        "(F1, critical) at orders-queue → place-order. When one message of a batch "
        "fails, does only that message go back to orders-queue? "
        "“The whole batch returns”."
    )
    assert counts == (
        "Findings: 2 critical, 6 high; 3 of them rest only on what nobody knows. "
        "Open questions: 3 (1 unanswered, 1 unknown, 1 disputed)."
    )
    assert first == (
        "First: Return only the messages that failed at orders-queue → place-order "
        "(small effort): closes 1 finding."
    )


def test_where_nothing_is_known_the_verdict_asks_first() -> None:
    report = write(assess(sample.pack(), sample.fresh()))
    worst, counts, first = [said(one) for one in inline(report)][2:5]
    assert worst.startswith("Nobody knows whether orders can lose data today.")
    assert "; all rest only on what nobody knows." in counts
    assert first.startswith("First: find out, for orders as a whole: How bad is it")


def test_where_nothing_is_found_the_verdict_says_so() -> None:
    review = sample.fresh()
    edges = tuple(replace(one, impact={}) for one in review.integrations)
    review = replace(review, integrations=edges)
    for harm in ("lost", "duplicated"):
        review = review.with_answer("service", harm, sample.said("none"))
    assert "**Nothing was found that loses data.**" in write(
        assess(sample.pack(), review)
    )


def test_a_finding_tells_who_said_what_and_where_it_stands(short: str) -> None:
    under = sections(short, 4)["F1. One bad record sends the whole batch back"]
    assert (
        "**The whole batch returns** → certain (Ana, 2026-11-23, `template.yaml:44`)"
    ) in under
    assert "critical = severe if lost × certain" in under


def test_evidence_is_linked_where_the_way_to_the_code_is_known(
    assessment: Assessment,
) -> None:
    report = write(assessment, source_root="../..")
    assert ("template.yaml:44", "../../template.yaml#L44") in links(report)


def test_what_takes_two_mitigations_says_so(short: str) -> None:
    under = sections(short, 4)[
        "F4. A message reappears while it is still being worked on"
    ]
    assert "Hide a message for six times the timeout" in under
    assert "closes it, together with [M5]" in under


def test_a_mitigation_is_described_once_with_its_proof(short: str) -> None:
    names = [one.text for one in headings(short) if re.match(r"M\d", one.text)]
    assert len(names) == len({one.partition(" ")[2] for one in names})
    under = sections(short, 3)["M1. Return only the messages that failed"]
    for part in ("Proof, break:", "Proof, watch:", "Proof, expect:", "1. Set"):
        assert part in under


def test_a_mitigation_of_a_block_names_the_end_that_it_is_for(short: str) -> None:
    assert Heading(3, "M2. Store a key with each effect of place-order") in headings(
        short
    )


def test_snippets_are_in_the_dialect_of_the_team(assessment: Assessment) -> None:
    def infos(report: str) -> list[str]:
        return [one.info for one in tokens(report) if one.type == "fence"]

    assert infos(write(assessment)) == [
        "mermaid",
        "yaml",
        "python",
        "typescript",
        "yaml",
    ]
    assert infos(write(assessment, full=True)).count("hcl") == 1


def test_what_nobody_knows_has_an_owner_and_a_place_to_look(short: str) -> None:
    under = sections(short)["What nobody knows"]
    assert "Owner: ops, due 2026-12-01" in under
    assert "Where to look: Compare `VisibilityTimeout` with `Timeout`." in under


def test_a_dispute_gives_both_voices(short: str) -> None:
    under = sections(short)["Where people differ"]
    assert "Ana: **4 d, as it comes**" in under
    assert "Ben: **Two weeks** (2026-11-23, `template.yaml:9`)" in under


def test_what_is_ruled_out_names_the_answer_that_did_it(short: str) -> None:
    rows = tables(sections(short)["What was ruled out"])[0][1:]
    assert len(rows) == len(assess(sample.pack(), sample.answered()).ruled_out)
    where, because, pitfall = rows[0]
    assert where == "Returns (EU) → place-order"
    assert because.endswith("Only the failed messages return (Ben)")
    assert pitfall == "One bad record sends the whole batch back"


def test_every_answer_is_listed_hidden_ones_in_full(short: str, full: str) -> None:
    review = sample.answered()
    voices = sum(
        len(answer.voices)
        for answers in review.answers.values()
        for answer in answers.values()
    )

    def listed(report: str) -> int:
        return sum(len(one) - 1 for one in tables(sections(report)["Answers"]))

    assert listed(short) == voices - 1
    assert "before the change" not in short
    assert listed(full) == voices
    assert "Many *(hidden)*" in full


def test_an_unconfirmed_source_is_called_so_wherever_it_is_used(short: str) -> None:
    (number,) = re.findall(
        r"^\| (S\d+) \| A message is kept.*Unverified", short, re.MULTILINE
    )
    assert f"[{number}, unverified](#sources)" in short
    assert f"[{number}](#sources)" not in short


def test_every_source_listed_is_cited_and_every_cited_one_listed(report: str) -> None:
    cited = set(re.findall(r"\[(S\d+)(?:, unverified)?\]\(#sources\)", report))
    listed = set(re.findall(r"^\| (S\d+) \|", report, flags=re.MULTILINE))
    assert cited == listed


def test_the_pack_is_named_with_version_and_digest(short: str) -> None:
    pack = sample.pack()
    assert f"Pack tests/report {pack.version}" in short
    assert f"`{pack.digest}`" in short


def test_the_map_shows_each_component_and_each_risk(short: str) -> None:
    (chart,) = [one.content for one in tokens(short) if one.info == "mermaid"]
    assert chart.startswith("flowchart LR\n")
    assert 'c1["orders-queue<br>SQS"]' in chart
    assert 'c1 -->|"C critical"| c3' in chart
    assert 'c3 -.->|"C#63; critical"| c4' in chart


def test_the_table_tells_nothing_found_from_not_looked_for(short: str) -> None:
    _, *rows = tables(sections(short)["Where the risk lies"])[0]
    assert rows[0] == ["orders-queue → place-order", "C", "C", "H", "", "5 of 6"]
    assert rows[3] == ["orders-table", "–", "", "", "–", "1 of 1"]


def test_two_integrations_never_read_the_same() -> None:
    review = sample.fresh()
    again = replace(review.integrations[0], id="again", checklist="kit/other")
    pack = sample.pack()
    other = pack.checklists["kit/queue-function"]._replace(title="Queue, once more")
    pack = pack._replace(checklists={**pack.checklists, "kit/other": other})
    review = replace(review, integrations=(*review.integrations, again))
    rows = tables(sections(write(assess(pack, review)))["Where the risk lies"])[0]
    places = [row[0] for row in rows]
    assert "orders-queue → place-order (Queue → function)" in places
    assert "orders-queue → place-order (Queue, once more)" in places
    assert len(set(places)) == len(places)


def test_of_equal_risks_the_verdict_names_the_loss() -> None:
    review = sample.answered()
    for harm in ("lost", "duplicated"):
        review = review.with_answer("service", harm, sample.said("serious"))
    known = review.with_answer(sample.TABLE, "left-out", sample.said("nothing"))
    assert "**orders can lose data today.**" in write(assess(sample.pack(), known))


def test_what_a_pack_leaves_out_is_told_with_its_reason() -> None:
    pack = sample.pack()
    place = pack.checklists["kit/table"].place
    left_out = Disabled("kit/table", "point-in-time", "we copy `it` | nightly", place)
    elsewhere = left_out._replace(checklist="kit/unused")
    part = PackPart("acme/orders", "0.3.0", "abc123")
    pack = pack._replace(parts=(*pack.parts, part), disabled=(left_out, elsewhere))
    report = write(assess(pack, sample.fresh()))
    assert "Pack tests/report 1.2.3 and acme/orders 0.3.0 ·" in report
    line = r"- `point-in-time` of `kit/table`: we copy `it` \| nightly"
    assert line in report.splitlines()
    assert "kit/unused" not in report


def test_answers_saved_with_another_pack_are_said_to_be() -> None:
    review = replace(sample.answered(), pack_version="1.0.0")
    report = write(assess(sample.pack(), review))
    assert "the answers were last saved with tests/report 1.0.0" in report


def test_an_answer_to_another_wording_is_stale_and_still_shown() -> None:
    review = sample.answered()
    stale = replace(sample.said("nothing", "Cleo"), asked="000000")
    gone = replace(sample.said("maybe", "Dan"), asked="000000")
    review = review.with_answer(sample.TABLE, "left-out", stale)
    review = review.with_answer("orders-table", "backup", gone)
    report = write(assess(sample.pack(), review))
    under = sections(report)["What nobody knows"]
    assert "Answered before the question changed: Nothing (Cleo, 2026-11-23)" in under
    assert "`maybe` (no longer a choice) (Dan, 2026-11-23)" in under
    # somebody did say so: what to do about it is described in full
    assert "Write again what was left out" in {
        one.text.partition(" ")[2] for one in headings(report)
    }


def test_a_harm_that_does_not_apply_weighs_nothing() -> None:
    never = Answer("not-applicable", reason="copies only", by="Ana")
    review = sample.answered().with_answer("service", "duplicated", never)
    report = write(assess(sample.pack(), review))
    assert "lost severe, duplicated none." in report
    assert "A message takes effect twice" in sections(report)["What was ruled out"]


def test_what_helps_at_many_places_names_them_together() -> None:
    review = sample.fresh()
    for harm in ("lost", "duplicated"):
        review = review.with_answer("service", harm, sample.said("severe"))
    for at in range(4):
        queue, edge = f"queue-{at}", f"queue-{at}--place-order"
        review = replace(
            review,
            components=(*review.components, Component(queue, "sqs-queue")),
            integrations=(
                *review.integrations,
                Integration(edge, queue, "place-order", "kit/queue-function"),
            ),
        )
        review = review.with_answer(edge, "visibility", sample.said("short"))
        review = review.with_answer(edge, "slow-work", sample.said("never"))
    report = write(assess(sample.pack(), review))
    assert "1. Set `VisibilityTimeout` of each source." in report
    assert "1. Set `FunctionResponseTypes` on the mapping of place-order." in write(
        assess(sample.pack(), review), full=True
    )


def test_an_end_that_is_not_on_the_map_is_drawn_all_the_same() -> None:
    lost = Integration("a--b", "a", "b", "kit/queue-function")
    review = replace(sample.fresh(), integrations=(lost,), components=())
    report = write(assess(sample.pack(), review))
    assert 'c1["a"]' in report
    assert "| a → b | **C?** |" in report


def test_a_review_without_questions_has_a_report_too() -> None:
    review = replace(sample.fresh(), integrations=(), components=())
    for harm in ("lost", "duplicated"):
        review = review.with_answer("service", harm, None)
    report = write(assess(sample.pack(), review))
    assert "**Nothing is known yet:** the map of orders has no integration" in report
    assert "## Findings" not in report


def test_a_short_report_counts_what_it_has_no_room_for(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settled, "ROOM", 1)
    report = write(assessment)
    told = sections(report)
    assert "The 13 answers stand in the folder of the review" in told["Answers"]
    assert not tables(told["Answers"])
    counted = tables(told["What was ruled out"])[0][1:]
    assert sum(int(row[1]) for row in counted) == len(assessment.ruled_out)
    assert "drained by hand" in told["What does not apply"]
    assert write(assessment, full=True).count("### Answers: ") > 3
