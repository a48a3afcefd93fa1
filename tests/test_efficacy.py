"""What a question is worth is counted from reviews and incidents, never made up."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from ninelives.cli import main
from ninelives.review import store
from ninelives.review.model import Answer, Review
from tests.designs import QUEUE, TINY, orders
from tests.test_merge_driver import git

Row = dict[str, Any]
Run = Callable[..., dict[str, Row]]
INCIDENT = {
    "title": "Orders are gone",
    "started": "2026-11-20T08:10:00Z",
    "noticed": "2026-11-20T11:00:00Z",
    "where": [QUEUE],
    "harms": ["lost"],
    "amount": "312 orders",
    "pitfalls": ["dropped"],
    "how-found": "a customer called",
    "what-happened": "The handler raised every time.",
}


def said(choice: str, minute: int = 0, by: str = "Ana", **more: Any) -> Answer:
    return Answer(choice, by=by, at=f"2026-11-01T08:{minute:02}:00Z", **more)


def made(folder: Path, *given: tuple[str, str, Answer]) -> Path:
    review: Review = replace(orders(), packs=(str(TINY),))
    for subject, question, one in given:
        review = review.with_answer(subject, question, one)
    store.create(folder, review)
    return folder


def told(folder: Path, **more: object) -> None:
    (folder / "incidents").mkdir(exist_ok=True)
    name = str(more.get("title", "gone")).replace(" ", "-")
    text = yaml.safe_dump({**INCIDENT, **more})
    (folder / "incidents" / f"{name}.yaml").write_text(text, "utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def worth(*paths: Path, code: int = 0, more: Sequence[str] = ()) -> dict[str, Row]:
        capsys.readouterr()
        given = [*(str(one) for one in paths), *more]
        assert main(["efficacy", *given, "--format", "json"]) == code
        found = json.loads(capsys.readouterr().out)
        return {one["id"]: one for one in found["questions"]}

    return worth


def test_what_became_of_a_question_is_counted(tmp_path: Path, run: Run) -> None:
    made(
        tmp_path / "a",
        (QUEUE, "batch", said("one", 1)),
        ("orders-queue", "dead-letter", said("nowhere", 3)),
        ("place-order", "idempotent", said("unknown", 4, owner="Ben")),
    )
    made(
        tmp_path / "b",
        (QUEUE, "batch", said("many", 1, others=(said("one", by="Ben"),))),
        (
            "orders-queue",
            "dead-letter",
            said("dlq", 2, origin="template.yaml:16 says nowhere"),
        ),
    )
    found = run(tmp_path)
    batch = found["batch"]  # of two queues in each of two reviews
    assert (batch["asked"], batch["answered"], batch["disputed"]) == (4, 1, 1)
    assert found["idempotent"]["unknown"] == 1
    assert found["dead-letter"]["contradicted"] == 1
    assert found["dead-letter"]["raised"] > 0


def test_minutes_are_those_between_two_answers_of_one_person(
    tmp_path: Path, run: Run
) -> None:
    made(
        tmp_path / "a",
        (QUEUE, "batch", said("many", 1)),
        (QUEUE, "partial", said("all", 3)),  # two minutes later
        ("orders-queue", "dead-letter", said("dlq", 3, by="Ben")),  # his first
        ("orders-queue", "watched", said("alarm", 50)),  # a break lies between
        ("place-order", "idempotent", said("same", 51, origin="app.py:3")),
    )
    found = run(tmp_path / "a")
    minutes = {name: one["minutes"] for name, one in found.items() if one["minutes"]}
    assert minutes == {"partial": 2.0}


def test_a_flip_is_an_answer_that_became_another(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path / "a", (QUEUE, "batch", said("one")))
    assert main(["milestone", str(folder), "first"]) == 0
    before = store.load(folder)
    store.save_answer(folder, before, QUEUE, "batch", said("many"), ())
    store.save_answer(folder, store.load(folder), QUEUE, "partial", said("all"), ())
    found = run(folder)
    assert (found["batch"]["flips"], found["partial"]["flips"]) == (1, 0)


def test_a_flip_is_found_in_the_commits_too(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path / "work" / "a", (QUEUE, "batch", said("one")))
    git(folder.parent, "init", "-q")
    for number, choice in enumerate(("one", "many", "one", "one")):
        now = said(choice, number)
        store.save_answer(folder, store.load(folder), QUEUE, "batch", now, ())
        git(folder.parent, "add", ".")
        git(folder.parent, "commit", "-qm", choice)
    assert run(folder)["batch"]["flips"] == 2
    assert run(folder, more=["--commits", "0"])["batch"]["flips"] == 0
    broken = folder / "answers" / f"{QUEUE}.yaml"
    kept = broken.read_text("utf-8")
    broken.write_text("answers: [", "utf-8")
    git(folder.parent, "commit", "-qam", "broken")
    broken.write_text(kept, "utf-8")
    assert run(folder)["batch"]["flips"] == 2


@pytest.mark.parametrize(
    ("choice", "caught", "missed"),
    [("nowhere", 1, 0), ("unknown", 1, 0), ("dlq", 0, 1)],
)
def test_an_incident_says_what_would_have_caught_it(
    tmp_path: Path, run: Run, choice: str, caught: int, missed: int
) -> None:
    folder = made(tmp_path / "a", ("orders-queue", "dead-letter", said(choice)))
    told(folder)
    found = run(folder)
    assert next(iter(found)) == "dead-letter"
    one = found["dead-letter"]
    assert (one["caught"], one["missed"]) == (caught, missed)


def test_an_incident_that_names_no_pitfall_teaches_nothing(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "a", ("orders-queue", "dead-letter", said("nowhere")))
    told(folder, pitfalls=[])
    assert not any(one["caught"] for one in run(folder).values())
    assert main(["efficacy", str(folder)]) == 0
    assert "1 incidents name no pitfalls" in capsys.readouterr().out


def test_a_waiver_is_counted_where_it_holds(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path / "a", ("orders-queue", "dead-letter", said("nowhere")))
    waiver = {
        "finding": f"{QUEUE}/dropped",
        "reason": "a dozen a day",
        "approver": "Cleo",
        "control": "a daily count",
        "expires": "2026-11-23",
    }
    file = folder / "waivers.yaml"
    file.write_text(json.dumps({"waivers": [waiver]}), "utf-8")
    assert run(folder)["dead-letter"]["waived"] == 1
    late = {**waiver, "expires": "2026-11-22"}
    file.write_text(json.dumps({"waivers": [late]}), "utf-8")
    assert run(folder)["dead-letter"]["waived"] == 0


def test_advice_is_given_once_a_question_was_asked_often_enough(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "abcde":
        made(
            tmp_path / name,
            (QUEUE, "batch", said("one")),
            ("returns-queue--place-order", "batch", said("one")),
            ("orders-queue", "dead-letter", said("dlq", origin="template.yaml:4")),
            ("orders-queue", "watched", said("alarm", origin="template.yaml:9")),
            ("returns-queue", "dead-letter", said("dlq", origin="template.yaml:7")),
            ("returns-queue", "watched", said("alarm", origin="template.yaml:8")),
            ("place-order", "idempotent", said("unknown")),
        )
    found = run(tmp_path)
    advice = {name: one["advice"] for name, one in found.items() if one["advice"]}
    assert advice["idempotent"] == "reword"
    assert advice["batch"] == "drop"
    assert advice["watched"] == "drop"
    assert main(["efficacy", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "To drop: every answer is the same" in out
    assert not any(one["advice"] for one in run(tmp_path / "a").values())


def test_a_question_the_code_answers_anyhow_goes_to_evidence(
    tmp_path: Path, run: Run
) -> None:
    for name in "abcde":
        choice = "alarm" if name == "a" else "nobody"
        made(
            tmp_path / name,
            ("orders-queue", "dead-letter", said("dlq")),
            ("orders-queue", "watched", said(choice, origin="template.yaml:9")),
        )
    assert run(tmp_path)["watched"]["advice"] == "to-evidence"


def test_what_can_not_be_read_is_told_and_the_rest_counts(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "a", ("orders-queue", "dead-letter", said("nowhere")))
    told(folder)
    told(folder, title="second", started="soon")
    made(tmp_path / "b")
    (tmp_path / "b" / "review.yaml").write_text("service: [", "utf-8")
    assert main(["efficacy", str(tmp_path), "--format", "json"]) == 2
    shown = capsys.readouterr()
    assert "a time with its zone" in shown.err
    assert "review.yaml" in shown.err
    body = json.loads(shown.out)
    assert (body["reviews"], body["incidents"]) == (1, 1)
    assert run(tmp_path, code=2)["dead-letter"]["caught"] == 1


def test_a_number_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["efficacy", ".", "--fewest", "0"]) == 2
    assert "out of range" in capsys.readouterr().err
