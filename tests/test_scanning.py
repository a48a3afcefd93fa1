"""Code read from the command line: looked at, brought in, compared."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.cli import main
from ninelives.evidence.voice import SCAN
from ninelives.review import store
from ninelives.review.model import Answer, Kept

EDGE = "orders-queue--place-order"
TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  OrdersQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.13
      CodeUri: src/
      Timeout: 20
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt OrdersQueue.Arn
            BatchSize: 10
"""
MORE = """\
  ReturnsQueue:
    Type: AWS::SQS::Queue
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a template, and work in it."""
    (tmp_path / "template.yaml").write_text(TEMPLATE, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795428000")
    return tmp_path


def run(*given: str) -> int:
    return main(list(given))


def scanned(*more: str) -> int:
    return run("scan", "template.yaml", "--into", "review", *more)


def say(folder: Path, question: str, said: Answer) -> None:
    review = store.load(folder)
    store.save_answer(folder, review, EDGE, question, said, ())


def test_a_look_prints_the_map_the_answers_and_what_is_sure(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("scan", "template.yaml") == 0
    told = capsys.readouterr().out
    assert "orders-queue → place-order  [aws/sqs-lambda]  template.yaml:16:9" in told
    assert "partial-batch" in told
    assert "findings are sure from the code alone" in told
    assert [one.name for one in here.iterdir()] == ["template.yaml"]


def test_a_new_review_has_the_map_and_the_answers_with_their_places(
    here: Path,
) -> None:
    assert scanned() == 0
    review = store.load(here / "review")
    assert [one.id for one in review.integrations] == [EDGE]
    assert review.integrations[0].origin == "template.yaml:16"
    said = review.answer(EDGE, "partial-batch")
    assert said is not None
    assert (said.by, said.choice) == (SCAN, "whole-batch")
    assert said.origin.startswith("template.yaml:")


def test_scanning_again_changes_nothing(here: Path) -> None:
    scanned()
    before = {one: one.read_bytes() for one in (here / "review").rglob("*.yaml")}
    assert scanned() == 0
    assert {one: one.read_bytes() for one in before} == before
    assert scanned("--check") == 0


def test_what_people_said_stays_and_a_contradiction_keeps_both(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / ".git").mkdir()
    scanned()
    say(here / "review", "partial-batch", Answer("failed-only", by="Ana"))
    assert scanned("--check") == 1
    assert "People say otherwise than the code" in capsys.readouterr().out
    assert scanned() == 0
    said = store.load(here / "review").answer(EDGE, "partial-batch")
    assert said is not None
    assert {(one.by, one.choice) for one in said.voices} == {
        ("Ana", "failed-only"),
        (SCAN, "whole-batch"),
    }
    assert run("report", "review", "-o", "-") == 0
    report = capsys.readouterr().out
    assert "## Where people differ" not in report
    _, _, part = report.partition("## Where the code says otherwise\n")
    part = part.partition("\n## ")[0]
    assert "  - Ana: **Only the failed messages go back" in part
    assert re.search(r"\[`template.yaml:\d+`\]\(\.\./template.yaml#L\d+\): \*\*", part)
    assert "stands by the answer" not in part
    assert scanned("--check") == 0  # it is in the review: nothing new to bring in


def test_who_settles_it_has_overruled_the_code(here: Path) -> None:
    folder = here / "review"
    scanned()
    say(folder, "partial-batch", Answer("failed-only", by="Ana"))
    scanned()
    said = store.load(folder).answer(EDGE, "partial-batch")
    assert said is not None
    own = next(one for one in said.voices if one.by == "Ana")
    say(folder, "partial-batch", replace(own, others=()))
    assert scanned() == 0
    after = store.load(folder).answer(EDGE, "partial-batch")
    assert after is not None
    assert not after.disputed
    assert run("report", "review") == 0
    report = (folder / "report.md").read_text("utf-8")
    part = report.partition("## Where the code says otherwise\n")[2]
    assert "somebody has seen it and stands by the answer" in part.partition("\n## ")[0]


@pytest.mark.parametrize("form", ["json", "csv", "sarif", "junit", "github-issues"])
def test_every_format_has_the_contradiction_as_a_finding(
    here: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    scanned()
    say(here / "review", "partial-batch", Answer("failed-only", by="Ana"))
    scanned()
    capsys.readouterr()
    assert run("report", "review", "--format", form, "-o", "-") == 0
    told = capsys.readouterr().out
    assert told.count(f"{EDGE}/contradicts-code.partial-batch") >= 1
    assert "Ana: Only the failed messages go back" in told
    assert "template.yaml" in told


def test_a_link_leads_from_the_report_to_the_code(here: Path) -> None:
    (here / ".git").mkdir()
    inner = here / "docs" / "reviews" / "orders"
    assert run("scan", "template.yaml", "--into", str(inner)) == 0
    assert run("report", str(inner)) == 0
    text = (inner / "report.md").read_text("utf-8")
    found = re.findall(r"\]\(([^)#]*template\.yaml)#L(\d+)\)", text)
    assert found
    assert all((inner / way).resolve() == here / "template.yaml" for way, _ in found)
    assert run("report", str(inner), "-o", "report.md") == 0
    assert "](./template.yaml#L" in (here / "report.md").read_text("utf-8")


def test_code_scanned_from_within_the_repository_is_found(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = here / "orders"
    service.mkdir()
    (here / ".git").mkdir()
    (here / "template.yaml").rename(service / "template.yaml")
    monkeypatch.chdir(service)
    assert scanned() == 0
    assert run("report", "review") == 0
    assert "](../template.yaml#L" in (service / "review" / "report.md").read_text()


def test_what_vanished_is_marked_keeps_its_answers_and_comes_back(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / ".git").mkdir()
    folder = here / "review"
    template = here / "template.yaml"
    template.write_text(TEMPLATE + MORE, "utf-8")
    scanned()
    template.write_text(TEMPLATE, "utf-8")
    assert scanned("--check") == 1
    assert scanned() == 0
    assert "Vanished on the map:" in capsys.readouterr().out
    gone = store.load(folder).component("returns-queue")
    assert gone is not None
    assert gone.vanished == "2026-11-23"
    capsys.readouterr()
    assert run("report", "review", "-o", "-") == 0
    report = capsys.readouterr().out
    part = report.partition("## Gone from the code\n")[2].partition("\n## ")[0]
    assert re.search(
        r"^\| returns-queue \| 2026-11-23 \| \[`template.yaml:", part, re.MULTILINE
    )
    assert run("report", "review", "--format", "json", "-o", "-") == 0
    listed = json.loads(capsys.readouterr().out)["vanished"]
    assert {one["id"] for one in listed} >= {"returns-queue"}
    template.write_text(TEMPLATE + MORE, "utf-8")
    scanned()
    back = store.load(folder).component("returns-queue")
    assert back is not None
    assert not back.vanished


def test_an_answer_the_code_no_longer_gives_is_listed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scanned()
    changed = TEMPLATE.replace("VisibilityTimeout: 30", "VisibilityTimeout: !Ref V")
    changed = changed.replace(
        "Resources:", "Parameters: {V: {Type: Number}}\nResources:"
    )
    (here / "template.yaml").write_text(changed, "utf-8")
    assert scanned() == 0
    assert "Taken from code that does not say so any more" in capsys.readouterr().out


def test_json_tells_everything_and_is_the_same_twice(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert here.is_dir()
    run("scan", "template.yaml", "--format", "json")
    first = capsys.readouterr().out
    run("scan", "template.yaml", "--format", "json")
    assert capsys.readouterr().out == first
    found = json.loads(first)
    assert found["version"] == 1
    (edge,) = found["integrations"]
    assert (edge["by"], edge["file"], edge["line"]) == (
        "event-source-mapping",
        "template.yaml",
        16,
    )
    queue = next(one for one in found["components"] if one["id"] == "OrdersQueue")
    assert queue["settings"]["visibility_timeout"]["value"] == 30


def test_where_nothing_can_be_read_the_exit_code_is_two(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "broken.yaml").write_text("Resources: {", "utf-8")
    assert run("scan", "broken.yaml") == 2
    assert "broken.yaml:2" in capsys.readouterr().err
    assert run("scan", "no-such-file") == 2


def test_what_is_broken_does_not_stop_the_rest(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "broken.yaml").write_text("Resources: {", "utf-8")
    assert run("scan", "broken.yaml", "template.yaml") == 0
    told = capsys.readouterr()
    assert "orders-queue → place-order" in told.out
    assert "broken.yaml:2" in told.err


def test_to_compare_takes_a_review(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert here.is_dir()
    assert run("scan", "template.yaml", "--check") == 2
    assert "add --into" in capsys.readouterr().err


def test_what_a_loss_window_reads_is_kept_with_its_line(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scanned() == 0
    queue = store.load(here / "review").component("orders-queue")
    assert queue is not None
    assert queue.settings["visibility_timeout"] == Kept(30, "template.yaml:7")
    assert queue.settings["retention"] == Kept(345_600)
    # what the code does not say any more is not kept
    (here / "template.yaml").write_text(TEMPLATE.replace("30", "!Ref Hidden"), "utf-8")
    assert scanned() == 0
    queue = store.load(here / "review").component("orders-queue")
    assert queue is not None
    assert "visibility_timeout" not in queue.settings
    capsys.readouterr()
