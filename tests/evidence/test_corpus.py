"""Held against what people read in the same files: the promise, topic by topic."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = {"precision": 0.98, "recall": 0.95}
ARGUED = {"fn_async_failure_dest": 1}
"""Labels we hold to be wrong, by topic; docs/evidence.md says why."""


@pytest.fixture(scope="module")
def figures(corpus: Path) -> Any:
    """Give the figures of the benchmark for the dialects that one reader covers."""
    dialects = (
        "sam",
        "cloudformation",
        "cdk-synth",
        "terraform",
        "serverless-framework",
    )
    only = [part for one in dialects for part in ("--dialect", one)]
    done = subprocess.run(
        [
            sys.executable,
            "benchmarks/evidence.py",
            str(corpus / "LABELS.jsonl"),
            "--json",
            *only,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_edges_are_found_and_none_invented(figures: Any) -> None:
    assert figures["edges"]["precision"] >= 0.98
    assert figures["edges"]["recall"] >= 0.98
    assert figures["crashes"] == []


def test_every_topic_keeps_the_promise(figures: Any) -> None:
    for topic, rows in figures["topics"].items():
        for word in ("yes", "no"):
            row = rows.get(word)
            if row is None:
                continue
            argued = ARGUED.get(topic, 0)
            said, labelled = row["true"] + row["false"], row["labelled"]
            right = min(row["true"] + argued, said)
            assert right / said >= LIMITS["precision"], (topic, word)
            right = min(row["true"] + argued, labelled)
            assert right / labelled >= LIMITS["recall"], (topic, word)


def test_only_the_argued_labels_are_not_met(figures: Any) -> None:
    assert figures["disagreements"] == sum(ARGUED.values())
