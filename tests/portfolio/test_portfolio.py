"""Many reviews as one page: what it says, what it reads again, and on which engine."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from ninelives.cli import main
from ninelives.portfolio.tables import TABLES
from ninelives.review import store
from ninelives.review.model import Answer
from tests.designs import QUEUE, TINY, orders

pytest.importorskip("ibis", reason="the extra `portfolio` is not installed")
pytest.importorskip("duckdb", reason="the extra `portfolio` is not installed")

pytestmark = [
    # Ibis 12 calls what DuckDB 2 and pandas 3 will drop one day; no user is shown it.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

Run = Callable[..., tuple[int, dict[str, Any], str]]
GIVEN = "2026-11-20T08:00:00Z"
WAIVER = """\
waivers:
  - finding: "{finding}"
    reason: the ledger takes the same entry twice
    approver: Ana
    control: a nightly comparison
    expires: {day}
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def portfolio(*given: object) -> tuple[int, dict[str, Any], str]:
        capsys.readouterr()  # what other commands have said
        code = main(["portfolio", *map(str, given), "--format", "json"])
        said = capsys.readouterr()
        return code, json.loads(said.out), said.err

    return portfolio


def made(folder: Path, team: str = "payments", **choices: str) -> Path:
    packs = (os.path.relpath(TINY, folder),)
    review = replace(orders(), service=folder.name, team=team, packs=packs)
    for question, choice in choices.items():
        said = Answer(choice, by="Ana", at=GIVEN, owner="ops")
        review = review.with_answer(QUEUE, question, said)
    store.create(folder, review)
    return folder


def of(found: Mapping[str, Any], table: str, **wanted: object) -> dict[str, Any]:
    """Give the one line of a table that fits."""
    (line,) = (
        one
        for one in found[table]
        if all(one[name] == value for name, value in wanted.items())
    )
    return dict(line)


def test_it_counts_reviews_and_their_questions_by_team(
    tmp_path: Path, run: Run
) -> None:
    made(tmp_path / "a", "payments", batch="one")
    made(tmp_path / "b", "payments")
    made(tmp_path / "c", "")
    code, found, _ = run(tmp_path)
    assert code == 0
    assert found["reviews"] == 3
    assert of(found, "teams", team="payments")["reviews"] == 2
    assert of(found, "teams", team="no team")["reviews"] == 1
    answered = of(found, "teams", team="payments")["answered"]
    assert answered == of(found, "teams", team="no team")["answered"] * 2 + 1


def test_the_review_at_most_risk_comes_first(tmp_path: Path, run: Run) -> None:
    made(tmp_path / "calm")
    made(tmp_path / "wild", batch="many", partial="all")
    _, found, _ = run(tmp_path)
    calm, wild = (of(found, "worst", service=name) for name in ("calm", "wild"))
    known = [one["critical"] + one["high"] for one in (calm, wild)]
    assert known[0] < known[1]
    assert found["worst"][0]["service"] == "wild"


def test_what_nobody_knows_is_listed_with_its_owner(tmp_path: Path, run: Run) -> None:
    made(tmp_path / "a", batch="unknown")
    _, found, _ = run(tmp_path)
    one = of(found, "unknowns", question="batch")
    assert (one["owner"], one["day"], one["status"]) == ("ops", GIVEN[:10], "unknown")


@pytest.mark.parametrize(
    ("day", "state"), [("2026-11-23", "accepted"), ("2026-11-22", "expired")]
)
def test_a_waiver_holds_until_the_end_of_its_last_day(
    tmp_path: Path, run: Run, day: str, state: str
) -> None:
    folder = made(tmp_path / "a", batch="many", partial="all")
    _, before, _ = run(tmp_path)
    text = WAIVER.format(finding="*", day=day)
    (folder / "waivers.yaml").write_text(text)
    _, found, _ = run(tmp_path)
    assert of(found, "waivers", finding="*")["state"] == state
    if state == "accepted":
        assert found["worst"] == []
        assert found["pitfalls"] == []
    else:
        assert found["worst"] == before["worst"]


def test_a_waiver_that_ends_later_is_not_told(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path / "a", batch="many", partial="all")
    text = WAIVER.format(finding="*", day="2026-12-24")
    (folder / "waivers.yaml").write_text(text)
    assert run(tmp_path)[1]["waivers"] == []
    assert len(run(tmp_path, "--within", "31")[1]["waivers"]) == 1


def test_the_trend_takes_the_last_milestone_of_a_month(
    tmp_path: Path, run: Run
) -> None:
    folder = made(tmp_path / "a", batch="many", partial="all")
    assert main(["milestone", str(folder), "agreed"]) == 0
    assert main(["milestone", str(folder), "built"]) == 0
    _, found, _ = run(tmp_path)
    (one,) = found["trend"]
    assert (one["month"], one["reviews"]) == ("2026-11", 1)
    by_team = of(found, "trend_by_team", team="payments")
    assert by_team["findings"] == one["findings"]
    by_way = sum(line["findings"] for line in found["trend_by_way"])
    assert by_way == one["findings"] > 0


INCIDENT = """\
title: Orders | lost
started: 2026-11-01T08:00:00+01:00
noticed: 2026-11-01T08:10:00+01:00
ended: 2026-11-01T09:30:00+01:00
where: [orders-queue--place-order]
harms: [lost]
amount: 40 orders
how-found: a customer called
what-happened: the table refused writes
"""


def test_an_incident_is_told_with_how_long_it_took(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path / "a")
    kept = tmp_path / "kept"
    assert run(folder, "--into", kept)[1]["incidents"] == []
    (folder / "incidents").mkdir()
    (folder / "incidents" / "2026-11-01-orders.yaml").write_text(INCIDENT)
    (one,) = run(folder, "--into", kept)[1]["incidents"]
    assert one["title"] == "Orders | lost"
    assert (one["noticed_after"], one["ended_after"]) == (10, 90)


def test_only_what_changed_is_read_again(tmp_path: Path, run: Run) -> None:
    home, kept = tmp_path / "all", tmp_path / "kept"
    first, second = made(home / "a"), made(home / "b")
    assert "2 reviews read, 0 as they were" in run(home, "--into", kept)[2]
    assert "0 reviews read, 2 as they were" in run(home, "--into", kept)[2]
    review = store.load(first)
    store.save_answer(first, review, QUEUE, "batch", Answer("many"), ())
    _, found, said = run(home, "--into", kept)
    assert "1 reviews read, 1 as they were" in said
    assert found == run(home)[1]
    shutil.rmtree(second)
    _, found, said = run(home, "--into", kept)
    assert "1 gone" in said
    assert found == run(home)[1]


def test_a_changed_pack_is_seen(tmp_path: Path, run: Run) -> None:
    home, kept = tmp_path / "all", tmp_path / "kept"
    pack = Path(shutil.copytree(TINY, tmp_path / "pack"))
    folder = made(home / "a")
    review = replace(store.load(folder), packs=(os.path.relpath(pack, folder),))
    shutil.rmtree(folder)
    store.create(folder, review)
    run(home, "--into", kept)
    book = pack / "pack.yaml"
    book.write_text(f"{book.read_text()}\n# looked at\n")
    assert "1 reviews read" in run(home, "--into", kept)[2]


def test_a_build_that_was_cut_short_counts_for_nothing(
    tmp_path: Path, run: Run
) -> None:
    home, kept = tmp_path / "all", tmp_path / "kept"
    made(home / "a", batch="many", partial="all")
    _, before, _ = run(home, "--into", kept)
    (part,) = kept.glob("findings-*.parquet")
    stray = kept / "findings-99-0.parquet"
    shutil.copy(part, stray)
    _, after, _ = run(home, "--into", kept)
    assert after == before
    assert not stray.exists()


def test_many_reviews_are_read_beside_each_other(tmp_path: Path, run: Run) -> None:
    for at in range(30):
        made(
            tmp_path / f"review-{at:02}", f"team {at % 3}", batch="many", partial="all"
        )
    _, found, _ = run(tmp_path)
    assert found["reviews"] == 30
    assert [one["reviews"] for one in found["teams"]] == [10, 10, 10]


def test_a_review_that_cannot_be_read_is_told_and_the_others_count(
    tmp_path: Path, run: Run
) -> None:
    made(tmp_path / "a")
    broken = made(tmp_path / "b")
    (broken / "review.yaml").write_text("service: [\n")
    code, found, said = run(tmp_path)
    assert code == 2
    assert found["reviews"] == 1
    assert found["unreadable"][0]["review"] == str(broken)
    assert f"{broken}/review.yaml:2" in said


def test_what_a_review_says_is_shown_and_never_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(
        tmp_path / "a",
        "| x | <b>y</b> [z](http://evil) `\x1b[31m`",
        batch="many",
        partial="all",
    )
    assert main(["portfolio", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    inline = [one for token in tokens for one in token.children or ()]
    assert not {one.type for one in inline} & {"html_inline", "link_open"}
    assert "\x1b" not in text
    rows = [line for line in text.split("\n") if "evil" in line and "|" in line]
    assert rows


def test_the_page_needs_no_network(tmp_path: Path) -> None:
    made(tmp_path / "a", batch="many", partial="all")
    page = tmp_path / "page.html"
    given = ["portfolio", str(tmp_path), "--format", "html", "-o", str(page)]
    assert main(given) == 0
    text = page.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["nowhere"], "there is no such folder"),
        (["."], "there is no review below"),
        ([".", "--day", "soon"], "a day as YYYY-MM-DD"),
        ([".", "--within", "-1"], "0 to 100000 days"),
    ],
)
def test_what_cannot_be_told_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["portfolio", *given]) == 2
    assert says in capsys.readouterr().err


def test_a_folder_of_something_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path / "all" / "a")
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.parquet").write_text("mine")
    given = ["portfolio", str(tmp_path / "all"), "--into", str(other)]
    assert main(given) == 2
    assert "what a portfolio was built to" in capsys.readouterr().err
    assert (other / "index.parquet").read_text() == "mine"


def test_an_engine_that_cannot_be_reached_is_named_without_its_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path / "a")
    given = ["portfolio", str(tmp_path), "--engine", "nonsense://ana:secret@host/db"]
    assert main(given) == 2
    said = capsys.readouterr().err
    assert "nonsense://host/db" in said
    assert "secret" not in said


ENGINES = {
    "PostgreSQL": ("NINELIVES_TEST_POSTGRESQL", "psycopg"),
    "Spark": ("NINELIVES_TEST_SPARK", "pyspark"),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_says_the_same(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    variable, driver = ENGINES[engine]
    url = os.environ.get(variable, "")
    if not url or importlib.util.find_spec(driver) is None:
        pytest.skip(f"no {engine}: {variable} names none, or {driver} is missing")
    monkeypatch.chdir(tmp_path)  # Spark puts its tables where it is started
    home = tmp_path / "all"
    for at, choice in enumerate(("one", "many", "unknown", "many")):
        folder = made(
            home / f"review-{at}", f"team {at % 2}", batch=choice, partial="all"
        )
        assert main(["milestone", str(folder), "agreed"]) == 0
        text = WAIVER.format(finding=f"*-{at}", day="2026-11-30")
        (folder / "waivers.yaml").write_text(text)
    here = run(home, "--day", "2026-11-23")[1]
    there = run(home, "--day", "2026-11-23", "--engine", url)[1]
    assert there == here
    assert all(here[table] for table in ("worst", "unknowns", "waivers", "trend"))


def test_the_page_about_it_names_every_column(root: Path) -> None:
    text = (root / "docs" / "portfolio.md").read_text("utf-8")
    for name, table in TABLES.items():
        columns = ", ".join(f"`{column}`" for column in table.columns)
        assert f"| `{name}` | {table.says} | {columns} |" in text
