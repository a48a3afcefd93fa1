"""The plan: what removes most risk per effort first, as a task list and a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from ninelives.assess.risk import assess
from ninelives.commands import run
from ninelives.report.formats.todo import Plan, markdown, planned, table
from ninelives.review.model import Component, Review
from tests.exports.folders import kept, waive
from tests.report import reading, sample


@pytest.fixture(scope="module")
def found() -> Plan:
    return planned(assess(sample.pack(), sample.answered()))


def test_each_task_leaves_what_the_ones_before_it_left(found: Plan) -> None:
    left = found.total
    assert len(found.tasks) > 2
    for task in found.tasks:
        left -= task.gain
        assert task.gain > 0
        assert task.left == left >= 0
        assert task.closes or task.lowers
    assert all(one.gain == 0 for one in found.spare)


def test_list_and_table_name_the_same_tasks(found: Plan) -> None:
    rows = list(csv.DictReader(io.StringIO(table(found), newline="")))
    assert [one["id"] for one in rows if one["rank"]] == [one.id for one in found.tasks]
    assert len(rows) == len(found.tasks) + len(found.spare)
    assert len({one["id"] for one in rows}) == len(rows)
    text = markdown(found)
    tasks = [line for line in text.splitlines() if line.startswith("- [ ] **")]
    assert len(tasks) == len(found.tasks)
    assert f"leaves {found.tasks[-1].left} of {found.total}" in text
    assert text == markdown(found)


def test_what_can_get_worse_is_said(found: Plan) -> None:
    worse = [one for one in (*found.tasks, *found.spare) if one.worsens]
    assert worse
    if any(one.worsens for one in found.tasks):
        assert "can make worse" in markdown(found)


@pytest.mark.parametrize("name", ["=1+1 | <b>x</b> [a](b) `c`", "\u202e@SUM(1)", "-2"])
def test_a_stranger_s_name_changes_no_structure(name: str) -> None:
    review = sample.answered()
    parts = tuple(Component(one.id, one.type, name) for one in review.components)
    strange = Review(
        service=name,
        components=parts,
        integrations=review.integrations,
        answers=review.answers,
    )
    plain = planned(assess(sample.pack(), review))
    made = planned(assess(sample.pack(), strange))
    assert len(reading.tokens(markdown(made))) == len(reading.tokens(markdown(plain)))
    for row in csv.reader(io.StringIO(table(made), newline="")):
        assert not [one for one in row if one.startswith(("=", "+", "-", "@"))]


def test_the_command_prints_a_task_list_or_writes_a_table(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = kept(tmp_path / "orders")
    given = ["plan", str(folder), "--pack", str(sample.FOLDER)]
    assert run(given) == 0
    assert b"- [ ] **1. " in capsysbinary.readouterr().out
    out = tmp_path / "plan.csv"
    assert run([*given, "--format", "csv", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"rank,id,title")


def test_an_accepted_risk_is_nothing_to_do(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = kept(tmp_path / "orders")
    given = ["plan", str(folder), "--pack", str(sample.FOLDER)]
    assert run(given) == 0
    before = capsysbinary.readouterr().out.decode()
    accepted, _ = waive(folder)
    assert run(given) == 0
    after = capsysbinary.readouterr().out.decode()
    assert "Left out: 1 accepted by a waiver that holds." in after
    first = "- [ ] **1. Return only the messages that failed** at orders-queue"
    assert f"closes `{accepted}`" in before
    assert first in before
    assert first not in after
