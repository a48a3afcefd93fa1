"""Files laid out as we write them are read quickly, and just as YAML reads them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ninelives import document
from ninelives.errors import Problem
from ninelives.review import canon, files, folder, store
from ninelives.review.model import Answer
from tests.designs import QUEUE, orders

SAID = Answer(
    "failed-only",
    12.5,
    note="as the runbook has it: page #4, 'twice' (50 %) – naïve",
    by="Zoë O'Neil",
    at="2026-11-23T10:00:00Z",
    origin="infra/template.yaml:3754",
    owner="Ana",
    due="2026-12-01",
    asked="79e266",
)
WRITTEN = f"""\
integration: {QUEUE}
checklist: aws/sqs-lambda
answers:
  batch-size:
    choice: ten
    value: 10
    note: "#1, said: yes"
    by: Ana
    at: "2026-11-23T10:00:00Z"
    from: infra/template.yaml:3755
  partial-batch:
    choice: "on"
    reason: none at all
"""
PIECES = (
    *"\n:#\"'- ~|>&*!%@`{}[],\\\t\r?.é\x85\u2028\ufeff",
    *("\n  ", "\n    ", ": ", " #", "null", "choice", "value", "note: ", "dispute:\n"),
    *("<<<<<<< ", "---\n", "...\n", "other: 1\n", "    due: null\n", "  a:\n", '""'),
)


def slowly(text: str) -> tuple[dict[str, Answer], list[Problem]]:
    """Read a file of answers as any other YAML."""
    problems: list[Problem] = []
    root = document.compose(text, QUEUE)
    return folder.answers_of(root, Path(f"{QUEUE}.yaml"), problems), problems


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WRITTEN)),
            st.integers(0, 12),
            st.sampled_from(PIECES) | st.text(max_size=3),
        ),
        max_size=3,
    )
)
def test_what_is_read_quickly_is_what_yaml_says(
    changes: list[tuple[int, int, str]],
) -> None:
    text = WRITTEN
    for at, gone, put in changes:
        text = text[:at] + put + text[at + gone :]
    found = canon.answers(text, QUEUE)
    if found is not None:
        assert (found, []) == slowly(text)


@pytest.mark.parametrize(
    "line",
    [
        "note: null",
        "note: ~",
        "note: yes: no",
        "note: a #comment",
        "note: ends:",
        'note: "a\\n"',
        'value: "10"',
        "value: 0x10",
        "value: 010",
        "value: ten",
        "noted: yes",
        "choice: many",
        "note: |",
        "note: &a b",
        "note: *a",
        "note: !!str b",
        "note: 'it''s'",
        "note: - a",
        "note: {a: b}",
        "note: first\n      second",
        "by: Ana ",
        "by: Ana\r",
        "by: A\tna",
    ],
)
def test_what_yaml_could_read_otherwise_is_left_to_it(line: str) -> None:
    text = f"integration: {QUEUE}\nanswers:\n  batch-size:\n    choice: ten\n"
    assert canon.answers(text, QUEUE) == {"batch-size": Answer("ten")}
    assert canon.answers(f"{text}    {line}\n", QUEUE) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        WRITTEN.replace(QUEUE, "another"),
        WRITTEN.replace("partial-batch", "batch-size"),
        WRITTEN.replace("answers:", "remarks: none\nanswers:"),
        WRITTEN.replace("choice: ten", 'choice: " "'),
        WRITTEN.replace("    choice: ten\n", ""),
        WRITTEN.rstrip("\n"),
        f"# ours\n{WRITTEN}",
        f"{WRITTEN}# ours\n",
    ],
)
def test_another_layout_is_left_to_yaml(text: str) -> None:
    assert canon.answers(text, QUEUE) is None


def test_a_name_no_file_may_have_is_told() -> None:
    assert canon.answers("integration: con\nanswers:\n", "con") is None


def test_what_is_saved_is_laid_out_so(tmp_path: Path) -> None:
    review = orders()
    store.create(tmp_path / "orders", review)
    for question, said in (("batch", SAID), ("partial", replace(SAID, value=None))):
        review = store.save_answer(
            tmp_path / "orders", review, QUEUE, question, said, ("batch", "partial")
        )
    text = (tmp_path / "orders" / "answers" / f"{QUEUE}.yaml").read_text("utf-8")
    assert canon.answers(text, QUEUE) == {
        "batch": SAID,
        "partial": replace(SAID, value=None),
    }


@given(st.text(max_size=12), st.floats(-1e9, 1e9) | st.integers(0, 999))
def test_any_text_is_read_as_it_was_meant(said: str, number: float) -> None:
    one = Answer("ten", float(number), note=said, by=said)
    shown = {"integration": QUEUE, "answers": {"batch": files.plain(one)}}
    text = yaml.safe_dump(shown, sort_keys=False, allow_unicode=True)
    found = canon.answers(text, QUEUE)
    if found is not None:
        assert (found, []) == slowly(text)
