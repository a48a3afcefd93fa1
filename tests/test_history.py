"""Milestones are frozen for good; an upgrade carries answers and nothing else."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.cli import main
from ninelives.review import milestones, store
from ninelives.review.model import Answer
from ninelives.review.upgrade import upgrade
from tests.designs import QUEUE, TINY, orders

STEPS = """
migrations:
  - {since: 2.1.0, from: size, to: batch, choices: {ten: many}}
  - {since: 2.1.0, from: retry, to: partial, choices: {whole: all}}
  - {since: 2.1.0, from: returns, to: partial, choices: {each: failed-only}}
  - {since: 2.1.0, from: dlq, to: dead-letter, choices: {none: nowhere, kept: dlq}}
  - {since: 2.1.0, from: dlq, to: watched, choices: {kept: alarm}}
  - {since: 2.1.0, from: twice, to: idempotent, changed: redrives count too}
"""
ANSWERS = """\
# Ana keeps this file
integration: orders-queue--place-order
checklist: aws/queue-function
answers:
  size:       # ten since spring
    choice: ten   # as measured
    ticket: OPS-17
    by: Ana
    at: 2026-01-02T03:04:05Z
  retry: {choice: whole, by: Ana, note: old handler}
  returns: {choice: all, by: Ben, note: seen in the log}
  gone: {choice: some}
"""
UPGRADED = """\
# Ana keeps this file
integration: orders-queue--place-order
checklist: aws/queue-function
answers:
  batch:       # ten since spring
    choice: many   # as measured
    ticket: OPS-17
    by: Ana
    at: 2026-01-02T03:04:05Z
    asked: %s
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    made = Path(shutil.copytree(TINY, tmp_path / "pack"))
    book = made / "pack.yaml"
    book.write_text(book.read_text("utf-8") + STEPS, "utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path, pack: Path) -> Path:
    made = tmp_path / "orders"
    review = replace(orders(), pack_version="2.0.0", packs=("../pack",))
    review = review.with_answer("orders-queue", "dlq", Answer("kept", by="Ana"))
    review = review.with_answer("place-order", "twice", Answer("same", by="Ben"))
    store.create(made, review)
    (made / "answers" / f"{QUEUE}.yaml").write_text(ANSWERS, "utf-8")
    assert pack.is_dir()
    return made


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.yaml")
        if "milestones" not in path.parts
    }


def test_an_upgrade_carries_answers_into_the_files_and_keeps_the_rest(
    folder: Path, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    assert main(["upgrade", str(folder)]) == 0
    after = files(folder)
    asked = {
        one.id: one.asked
        for one in load_pack(pack).checklists["aws/queue-function"].questions
    }
    text = after[f"answers/{QUEUE}.yaml"]
    assert text.startswith(UPGRADED % asked["batch"])
    assert text.endswith("  gone: {choice: some}\n")
    assert "retry" not in text
    assert "returns" not in text
    review = store.load(folder)
    merged = review.answer(QUEUE, "partial")
    assert merged is not None
    assert (merged.choice, merged.note) == ("all", "old handler\nseen in the log")
    for question, choice in (("dead-letter", "dlq"), ("watched", "alarm")):
        found = review.answer("orders-queue", question)
        assert found == Answer(choice, by="Ana", asked=asked[question])
    stale = review.answer("place-order", "idempotent")
    assert stale == Answer("same", by="Ben", asked="before 2.1.0")
    assert after["review.yaml"] == before["review.yaml"].replace("2.0.0", "2.1.0")
    out = capsys.readouterr().out
    assert "size → batch (many)" in out
    assert "idempotent, since 2.1.0: redrives count too" in out
    assert "5 answers carried, 1 to ask again; pack tests/tiny 2.1.0" in out


def test_an_upgrade_freezes_the_review_as_it_was_first(folder: Path) -> None:
    before = files(folder)
    assert main(["upgrade", str(folder)]) == 0
    frozen = milestones.find(folder, "before-2-1-0")
    for name, text in before.items():
        assert (frozen.folder / name).read_text("utf-8") == text


def test_an_upgrade_says_the_same_as_the_review_did_before_it(
    folder: Path, pack: Path
) -> None:
    loaded = load_pack(pack)
    assert upgrade(loaded, store.load(folder)).needed
    assert main(["upgrade", str(folder)]) == 0
    done = upgrade(loaded, store.load(folder))
    assert not done.needed
    before = files(folder)
    assert main(["upgrade", str(folder)]) == 0
    assert files(folder) == before
    assert milestones.names(folder) == ("before-2-1-0",)


def test_a_milestone_keeps_review_packs_and_findings(
    folder: Path, pack: Path, tmp_path: Path
) -> None:
    assert main(["milestone", str(folder), "design"]) == 0
    found = milestones.find(folder, "design")
    (pack / "pack.yaml").write_text("broken: [", "utf-8")
    (kept,) = milestones.packs(found, tmp_path / "unpacked")
    assert load_pack(kept).version == "2.1.0"
    assert store.load(found.folder) == store.load(folder)
    said = json.loads((found.folder / "assessment.json").read_text("utf-8"))
    assert f"{QUEUE}/whole-batch" in {one["id"] for one in said["findings"]}


def test_a_milestone_is_never_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["milestone", str(folder), "design"]) == 0
    before = (folder / "milestones/design/review.yaml").read_bytes()
    assert main(["milestone", str(folder), "design"]) == 2
    assert "is a milestone 'design' already" in capsys.readouterr().err
    assert (folder / "milestones/design/review.yaml").read_bytes() == before
    assert not list((folder / "milestones").glob(".*"))


@pytest.mark.parametrize("name", ["../out", "packs", "a/b", "", ".hidden"])
def test_a_name_that_is_no_name_is_refused(folder: Path, name: str) -> None:
    assert main(["milestone", str(folder), name]) == 2
    assert not (folder / "milestones").exists()


def test_a_pack_that_was_tampered_with_is_not_used(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["milestone", str(folder), "design"]) == 0
    found = milestones.find(folder, "design")
    (archive,) = (folder / "milestones" / "packs").glob("*.zip")
    archive.write_bytes(b"PK no archive")
    with pytest.raises(Exception, match="can't be read"):
        milestones.packs(found, tmp_path / "unpacked")
    assert capsys.readouterr().err == ""


def test_an_upgrade_that_was_cut_short_is_finished_by_the_next(folder: Path) -> None:
    before = files(folder)
    assert main(["upgrade", str(folder)]) == 0
    whole = files(folder)
    for name in ("review.yaml", "answers/orders-queue.yaml"):  # as if never reached
        (folder / name).write_text(before[name], "utf-8")
    assert main(["upgrade", str(folder)]) == 0
    assert files(folder) == whole


def test_an_upgrade_of_what_can_not_be_read_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "answers" / "orders-queue.yaml").write_text("answers: [", "utf-8")
    before = files(folder)
    assert main(["upgrade", str(folder)]) == 2
    assert "orders-queue.yaml" in capsys.readouterr().err
    assert files(folder) == before
    assert not (folder / "milestones").exists()
