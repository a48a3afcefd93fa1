"""What a slip at the prompt is answered with: the nearest that exists, what to type."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from ninelives.cli import main

EDGE = "q:sqs-queue -> f:lambda-function"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def review(tmp_path: Path) -> Path:
    found = tmp_path / "of the shop" / "orders"
    assert main(["new", str(found), "--add", EDGE]) == 0
    return found


def test_what_is_said_to_go_on_with_can_be_pasted(tmp_path: Path, capsys: Said) -> None:
    review = tmp_path / "of the shop" / "orders"
    assert main(["new", str(review), "--add", EDGE]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert shlex.split(said.split(": ", 1)[1]) == ["ninelives", "review", str(review)]


def test_a_command_that_is_none_is_told_with_the_nearest(
    review: Path, capsys: Said
) -> None:
    assert main(["milestones", str(review)]) == 2
    said = capsys.readouterr().err
    assert "there is no command 'milestones'; did you mean 'milestone'?" in said
    assert main([str(review)]) == 2
    said = capsys.readouterr().err
    assert said.rstrip().endswith(f"ninelives review {shlex.quote(str(review))}")


def test_a_file_in_place_of_a_review_is_answered_with_the_review(
    review: Path, tmp_path: Path, capsys: Said
) -> None:
    assert main(["report", str(review / "review.yaml")]) == 2
    said = capsys.readouterr().err
    assert "a file, and no folder of a review" in said
    assert shlex.quote(str(review)) in said
    (tmp_path / "notes").touch()
    assert main(["report", str(tmp_path / "notes")]) == 2
    assert "ninelives new" not in capsys.readouterr().err


def test_a_dialect_nobody_writes_is_told(tmp_path: Path, capsys: Said) -> None:
    given = ["new", str(tmp_path / "r"), "--dialect", "terrafrom", "--add", EDGE]
    assert main(given) == 2
    assert "did you mean 'terraform'?" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("kind", ["missing", "file", "folder"])
def test_what_is_no_pack_is_one_problem(
    tmp_path: Path, kind: str, capsys: Said
) -> None:
    found = tmp_path / "pack"
    if kind == "file":
        found.touch()
    elif kind == "folder":
        found.mkdir()
    assert main(["lint", str(found)]) == 2
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1
    assert "expected the folder of a pack" in told.err
    assert told.out == f"{found}: 1 problem\n"


def test_a_folder_without_code_says_what_was_looked_for(
    tmp_path: Path, capsys: Said
) -> None:
    assert main(["scan", str(tmp_path)]) == 2
    assert "expected a template of SAM" in capsys.readouterr().err
