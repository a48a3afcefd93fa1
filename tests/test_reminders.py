"""What is due is listed with its day and its owner, for a job that runs every night."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.cli import main
from ninelives.review import store
from ninelives.review.model import Answer
from tests.designs import QUEUE, TINY, orders

Run = Callable[..., tuple[int, list[dict[str, str]]]]
KEPT = Answer("one", by="Ana", at="2026-11-20T08:00:00Z")
"""The tests' clock says 2026-11-23."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def due(*given: str) -> tuple[int, list[dict[str, str]]]:
        code = main(["due", *given, "--format", "json"])
        return code, json.loads(capsys.readouterr().out)["due"]

    return due


def made(folder: Path, **answers: Answer) -> str:
    review = replace(orders(), packs=(str(TINY),))
    review = review.with_answer(QUEUE, "batch", KEPT)
    for question, one in answers.items():
        review = review.with_answer(QUEUE, question, one)
    store.create(folder, review)
    return str(folder)


def test_nothing_is_due_in_a_fresh_review(tmp_path: Path, run: Run) -> None:
    assert run(made(tmp_path / "a")) == (0, [])


@pytest.mark.parametrize(
    ("day", "within", "code"),
    [
        ("2026-11-23", "0", 1),
        ("2026-11-24", "0", 0),
        ("2026-11-24", "1", 1),
        ("", "0", 1),
        ("next week", "0", 1),
    ],
)
def test_an_unknown_is_due_on_its_day(
    tmp_path: Path, run: Run, day: str, within: str, code: int
) -> None:
    unknown = Answer("unknown", owner="ops", due=day, at="2026-11-20T08:00:00Z")
    folder = made(tmp_path / "a", batch=unknown)
    got, found = run(folder, "--within", within)
    assert got == code
    assert [(one["kind"], one["owner"]) for one in found] == [("unknown", "ops")] * code


def test_what_is_stale_or_disputed_is_due_at_once(tmp_path: Path, run: Run) -> None:
    ben = Answer("many", by="Ben", at="2026-11-21T08:00:00Z")
    folder = made(
        tmp_path / "a",
        batch=replace(KEPT, others=(ben,)),
        partial=replace(KEPT, choice="all", asked="0ddba1"),
    )
    code, found = run(folder)
    assert code == 1
    assert {(one["kind"], one["owner"]) for one in found} == {
        ("disputed", "Ana, Ben"),
        ("stale", ""),
    }


def test_facts_and_the_review_itself_come_of_age(tmp_path: Path, run: Run) -> None:
    pack = Path(shutil.copytree(TINY, tmp_path / "pack"))
    file = pack / "aws" / "queue-function.yaml"
    text = file.read_text("utf-8")
    old = text.replace("checked: 2026-11-23", "checked: 2024-01-01", 1)
    file.write_text(old, "utf-8")
    folder = made(tmp_path / "a", batch=replace(KEPT, at="2026-01-01T00:00:00Z"))
    code, found = run(folder, "--pack", str(pack))
    assert code == 1
    assert [(one["kind"], one["day"]) for one in found] == [
        ("fact", "2024-12-31"),
        ("review", "2026-06-30"),
    ]
    late = ("--facts-after", "2000", "--review-after", "2000")
    assert run(folder, "--pack", str(pack), *late) == (0, [])


def test_one_review_that_can_not_be_read_does_not_hide_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "a", batch=Answer("unknown", owner="ops"))
    assert main(["due", str(tmp_path / "none"), folder]) == 2
    told = capsys.readouterr()
    assert "there is no such folder" in told.err
    assert "no day is set" in told.out
    assert "1 thing is due in 1 review." in told.out


def test_a_number_of_days_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", made(tmp_path / "a"), "--within", "-1"]) == 2
    assert "out of range" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("expires", "reopen", "found"),
    [
        ("2026-11-23", "", ["2026-11-23"]),
        ("2026-11-24", "", []),
        ("2027-01-01", "answers['batch'] == 'one'", [""]),
        ("2027-01-01", "answers['batch'] == 'many'", []),
    ],
)
def test_a_waiver_is_due_when_it_ends(
    tmp_path: Path, run: Run, expires: str, reopen: str, found: list[str]
) -> None:
    folder = made(tmp_path / "a")
    waiver = {
        "finding": f"{QUEUE}/twice",
        "reason": "rare",
        "approver": "Cy",
        "control": "counted",
        "expires": expires,
        **({"reopen": reopen} if reopen else {}),
    }
    text = json.dumps({"waivers": [waiver]})
    (Path(folder) / "waivers.yaml").write_text(text, "utf-8")
    code, listed = run(folder)
    assert code == len(found)
    assert [(one["kind"], one["day"], one["owner"]) for one in listed] == [
        ("waiver", day, "Cy") for day in found
    ]


ACTION = {"id": "dlq", "says": "Add one", "owner": "Ana", "due": "2026-11-23"}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, [("action", "2026-11-23", "Ana")]),
        ({"due": "2026-11-24"}, []),
        ({"state": "done", "closed": "2026-11-22"}, []),
        ({"state": "dropped", "reason": "the queue is gone"}, []),
    ],
)
def test_an_open_action_is_due_on_its_day(
    tmp_path: Path, run: Run, more: dict[str, str], found: list[tuple[str, str, str]]
) -> None:
    folder = made(tmp_path / "a")
    text = json.dumps({"actions": [{**ACTION, **more}]})
    (Path(folder) / "actions.yaml").write_text(text, "utf-8")
    code, listed = run(folder)
    assert code == len(found)
    assert [(one["kind"], one["day"], one["owner"]) for one in listed] == found


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"state": "dropped"}, "dropped without a reason"),
        ({"closed": "2026-11-22"}, "an open action has a day it was closed"),
        ({"owner": ""}, "empty"),
        ({"due": "soon"}, "YYYY-MM-DD"),
    ],
)
def test_an_action_that_says_too_little_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: dict[str, str],
    told: str,
) -> None:
    folder = made(tmp_path / "a")
    text = json.dumps({"actions": [{**ACTION, **more}]})
    (Path(folder) / "actions.yaml").write_text(text, "utf-8")
    assert main(["due", folder]) == 2
    assert told in capsys.readouterr().err
