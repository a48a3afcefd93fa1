"""The example: its report is fresh, its answers rest on what they name."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ninelives.checklist.model import SERVICE
from ninelives.review import store
from ninelives.review.interview import interview
from ninelives.review.packs import pack_of
from ninelives.review.standing import Status

EXAMPLE = "examples/serverless-coffee"
TEMPLATES = {
    "00-baseCore/template.yaml": "00-baseCore__template.yaml",
    "01-appCore/template.yaml": "01-appCore__template.yaml",
    "extensions/PersistOrderMetricsToDynamoDB/template.yaml": (
        "extensions__PersistOrderMetricsToDynamoDB__template.yaml"
    ),
}


def test_the_report_is_the_one_that_is_written_now(root: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(root / EXAMPLE, tmp_path / "again")
    command = [sys.executable, "-m", "ninelives", "report", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    fresh, kept = (folder / "report.md"), (root / EXAMPLE / "report.md")
    assert fresh.read_text("utf-8") == kept.read_text("utf-8"), (
        f"stale; run: ninelives report {EXAMPLE}"
    )


def test_only_the_team_s_own_stakes_are_open(root: Path) -> None:
    review = store.load(root / EXAMPLE)
    asked = interview(pack_of(root / EXAMPLE, review), review)
    assert len(asked.items) > 100
    assert {one.holder for one in asked.open} == {SERVICE}
    assert {one.status for one in asked.open} == {Status.UNANSWERED}


def test_what_is_known_says_where_it_stands(root: Path) -> None:
    review = store.load(root / EXAMPLE)
    known = [
        answer
        for answers in review.answers.values()
        for answer in answers.values()
        if answer.known
    ]
    assert len(known) > 30
    assert all(answer.origin for answer in known)
    assert all(one.origin for one in review.components)


def test_the_places_are_in_the_templates(root: Path, corpus: Path) -> None:
    lines = {}
    for name, file in TEMPLATES.items():
        (path,) = (corpus / "dev" / "sam").glob(f"*serverless-coffee__{file}")
        lines[name] = path.read_text("utf-8").splitlines()
    review = store.load(root / EXAMPLE)
    for component in review.components:
        file, _, line = component.origin.rpartition(":")
        text = lines[file][int(line) - 1]
        logical = component.label
        assert logical in text or logical == "Serverlesspresso", component.id
    for answers in review.answers.values():
        for answer in answers.values():
            if answer.origin:
                file, _, line = answer.origin.rpartition(":")
                assert lines[file][int(line) - 1].strip()


@pytest.mark.parametrize("found", ["permission-silent-drop", "visibility-timeout"])
def test_what_was_found_is_in_the_report(root: Path, found: str) -> None:
    assert found in (root / EXAMPLE / "report.md").read_text("utf-8")
