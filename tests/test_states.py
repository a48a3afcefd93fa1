"""Any two states of a review are compared: folders, milestones, revisions of git."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.cli import main
from ninelives.review import store
from ninelives.review.model import Answer
from tests.designs import QUEUE, TINY, answered, orders

FINDING = f"{QUEUE}/whole-batch"


def git(folder: Path, *arguments: str) -> None:
    names = {
        f"GIT_{who}_{what}": "ana@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    subprocess.run(
        ["git", "-C", str(folder), "-c", "commit.gpgsign=false", *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a review in a repository, with its pack beside it."""
    top = tmp_path / "work"
    made = top / "reviews" / "orders"
    shutil.copytree(TINY, top / "pack")
    review = answered(orders(), (QUEUE, "batch", "many"), (QUEUE, "partial", "all"))
    made.parent.mkdir()
    store.create(made, replace(review, packs=("../../pack",)))
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    git(top, "tag", "v1")
    return made


def mend(folder: Path) -> None:
    before = store.load(folder)
    new = Answer("failed-only", by="Ben", at="2026-11-24T08:00:00Z")
    store.save_answer(folder, before, QUEUE, "partial", new, ())


def changed(capsys: pytest.CaptureFixture[str], *given: str) -> dict[str, str]:
    assert main(["diff", *given, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["changed"]
    return {one["id"]: one["became"] for one in found}


def test_a_milestone_against_what_is_there_now(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["milestone", str(folder), "design"]) == 0
    mend(folder)
    capsys.readouterr()
    there = changed(capsys, f"{folder}@design", str(folder))
    assert there[FINDING] == "closed"
    assert changed(capsys, str(folder), "--milestone", "design") == there
    back = changed(capsys, str(folder), f"{folder}@design")
    assert back[FINDING] == "opened"


def test_a_milestone_keeps_its_own_rules(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["milestone", str(folder), "design"]) == 0
    book = folder / "../../pack/pack.yaml"
    book.write_text(book.read_text("utf-8").replace("2.1.0", "3.0.0"), "utf-8")
    rules = folder / "../../pack/aws/queue-function.yaml"
    text = rules.read_text("utf-8")
    milder = text.replace("whole-batch: certain", "whole-batch: possible")
    rules.write_text(milder, "utf-8")
    capsys.readouterr()
    assert main(["diff", f"{folder}@design", str(folder)]) == 0
    told = capsys.readouterr().out
    words = "question partial of aws/queue-function changed, tests/tiny 2.1.0 → 3.0.0"
    assert words in told


def test_a_revision_is_read_from_git_with_its_pack(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mend(folder)
    work = folder / "../../pack/pack.yaml"
    git(folder, "commit", "-qam", "second")
    assert changed(capsys, str(folder), "--at", "v1") == changed(
        capsys, str(folder), "--at", "v1", "--at", "HEAD"
    )
    assert changed(capsys, str(folder), "--at", "v1")[FINDING] == "closed"
    assert not changed(capsys, str(folder), "--at", "HEAD")
    (folder / "review.yaml").write_text("not: [a review", "utf-8")
    work.write_text("not: [a pack", "utf-8")
    between = changed(capsys, str(folder), "--at", "v1", "--at", "HEAD")
    assert between[FINDING] == "closed"


def test_the_reasons_are_told_as_markdown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mend(folder)
    assert main(["diff", str(folder), "--at", "v1", "--format", "markdown"]) == 0
    page = capsys.readouterr().out
    assert "## Closed" in page
    assert "by Ben, 2026-11-24" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "1 state is named"),
        (["--at", "v1", "--at", "v1", "--milestone", "x"], "4 states are named"),
        (["--at", "v9"], "git knows no revision 'v9'"),
        (["--at=--help"], "git knows no revision '--help'"),
        (["--milestone", "nosuch"], "there is no milestone 'nosuch'"),
    ],
)
def test_a_state_that_is_not_there_is_told(
    folder: Path, given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(folder), *given]) == 2
    assert told in capsys.readouterr().err


def test_a_pack_that_is_not_kept_is_said_to_be_read_in_todays_version(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = replace(store.load(folder), pack_version="1.9.0")
    store.save_map(folder, store.load(folder), review)
    assert main(["diff", str(folder), "--at", "v1"]) == 0
    told = capsys.readouterr().err
    assert "was saved with tests/tiny 1.9.0 and is read with tests/tiny 2.1.0" in told
    assert told.count("\n") == 1


def test_a_review_that_was_not_there_yet_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(folder.parent, "mv", "orders", "later")
    git(folder.parent, "commit", "-qm", "moved")
    later = folder.parent / "later"
    assert main(["diff", str(later), "--at", "v1"]) == 2
    assert "there was no review here at v1" in capsys.readouterr().err


def test_outside_a_repository_git_is_no_help(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "alone"
    store.create(made, orders())
    assert main(["diff", str(made), "--at", "HEAD"]) == 2
    assert "not a git repository" in capsys.readouterr().err


def test_links_in_a_revision_are_not_followed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("component: orders-queue\nanswers: {}\n", "utf-8")
    (folder / "answers" / "orders-queue.yaml").symlink_to(outside)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "a link")
    (folder / "answers" / "orders-queue.yaml").unlink()
    assert not changed(capsys, str(folder), "--at", "HEAD")


def waive(folder: Path, finding: str, expires: str, reopen: str = "") -> None:
    (folder / "waivers.yaml").write_text(
        "waivers:\n"
        f"  - finding: {finding}\n"
        "    reason: moves to a stream in spring\n"
        "    approver: Cy\n"
        "    control: counted by hand every night\n"
        f"    expires: {expires}\n" + (f"    reopen: {reopen}\n" if reopen else ""),
        "utf-8",
    )


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1797000000")  # 2026-12-11


def told(capsys: pytest.CaptureFixture[str], *given: str) -> list[str]:
    capsys.readouterr()
    assert main(["diff", *given]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_waiver_that_is_granted_closes_what_it_accepts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waive(folder, FINDING, "2026-12-01")
    head, reason, last = told(capsys, str(folder), "--at", "v1")
    assert head.startswith("closed")
    assert "waiver: accepted until 2026-12-01: moves to a stream" in reason
    assert "by Cy" in reason
    assert last.startswith("0 opened, 0 worse, 0 better, 1 closed")


def test_a_waiver_that_expired_opens_it_again(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waive(folder, FINDING, "2026-12-01")
    assert main(["milestone", str(folder), "design"]) == 0
    assert told(capsys, str(folder), "--milestone", "design")[0].startswith("0 opened")
    later(monkeypatch)
    head, reason, _ = told(capsys, str(folder), "--milestone", "design")
    assert head.startswith("opened")
    assert "waiver: the waiver expired on 2026-12-01" in reason


def test_a_waiver_and_an_answer_are_told_apart(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waive(folder, f"{QUEUE}/twice", "2026-12-01")
    assert main(["milestone", str(folder), "design"]) == 0
    later(monkeypatch)
    mend(folder)
    capsys.readouterr()
    command = ["diff", str(folder), "--milestone", "design", "--format", "json"]
    assert main(command) == 0
    data = json.loads(capsys.readouterr().out)["changed"]
    found = {one["id"]: [it["kind"] for it in one["causes"]] for one in data}
    assert found[FINDING] == ["answer"]
    assert found[f"{QUEUE}/twice"] == ["waiver"]


@pytest.mark.parametrize(
    ("reopen", "words"),
    [
        ("answers['partial'] == 'all'", "the waiver is void"),
        ("", "the waiver is gone"),
    ],
)
def test_a_waiver_that_ended_early_opens_it_again(
    folder: Path, reopen: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    waive(folder, FINDING, "2026-12-01")
    assert main(["milestone", str(folder), "design"]) == 0
    if reopen:
        waive(folder, FINDING, "2026-12-01", reopen)
    else:
        (folder / "waivers.yaml").unlink()
    head, reason, _ = told(capsys, str(folder), "--milestone", "design")
    assert head.startswith("opened")
    assert words in reason
