"""Scores the scan against labels that people made by reading the same code.

    python benchmarks/evidence.py LABELS.jsonl [--dialect sam] [--unit TEXT] [--json]

Each line of LABELS.jsonl is one unit: its files (relative to the folder of the labels),
its edges, and what the code says of each edge, topic by topic: yes, no, unknown, cond
(it hangs on a condition) or n/a. The scan's own answers come from the settings of its
graph by the definitions in `TOPICS`, not from checklists. Every disagreement is listed:
labels are data to argue with by reading the source.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labels import TOPICS, pair

from ninelives.evidence.model import Graph
from ninelives.evidence.scan import scan

DEFINITE = ("yes", "no")


@dataclass
class Score:
    """What was counted over all units."""

    right_edges: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    answers: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(topic, label, answer) → how often."""
    disagreements: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)


def main() -> None:
    """Score the labels given and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labels", type=Path)
    parser.add_argument("--dialect", action="append", help="only units of this dialect")
    parser.add_argument(
        "--unit", default="", help="only units whose name has this text"
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args()
    score = Score()
    for record in _records(given.labels, given.dialect, given.unit):
        _unit(record, given.labels.parent, score)
    if given.json:
        print(json.dumps(figures(score), indent=1))
    else:
        _print(score)


def _records(
    path: Path, dialects: Sequence[str] | None, unit: str
) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        if record.get("label") == "none" or unit not in record["unit"]:
            continue
        if not dialects or record["dialect"] in dialects:
            yield record


def _unit(record: Mapping[str, Any], root: Path, score: Score) -> None:
    files = [root / name for name in record["files"]]
    start = time.perf_counter()
    try:
        graph = scan(files)
    except Exception as error:  # noqa: BLE001 - counted: no crash is a promise
        score.crashes.append(f"{record['unit']}: {error!r}")
        return
    score.seconds.append(time.perf_counter() - start)
    _compare(record, graph, score)


def _compare(record: Mapping[str, Any], graph: Graph, score: Score) -> None:
    name = record["unit"]
    pairs, missed, invented = pair(record["edges"], graph)
    score.right_edges += len(pairs)
    score.missed.extend(f"{name}: {one['e']} by {one['via']}" for one in missed)
    if record.get("label") != "draft":
        score.invented.extend(f"{name}: {one}" for one in invented)
    for label, found in pairs:
        for topic, said in label["answers"].items():
            answer = found.answer(topic)
            score.answers[topic, said, answer] += 1
            if answer != said:
                score.disagreements.append(
                    f"{name}: {label['e']}: {topic} is {said} by the label, "
                    f"{answer} by the scan ({found.why(topic)})"
                )
        if found.answer("filter") == "yes" and "filter" not in label["answers"]:
            score.answers["filter", "no", "yes"] += 1
            score.disagreements.append(f"{name}: {label['e']}: filter not labelled")


def figures(score: Score) -> dict[str, Any]:
    """Give every figure as plain values."""
    found = score.right_edges
    return {
        "edges": {
            "found": found,
            "missed": len(score.missed),
            "invented": len(score.invented),
            "precision": _share(found, found + len(score.invented)),
            "recall": _share(found, found + len(score.missed)),
        },
        "topics": {topic: _topic(score, topic) for topic in TOPICS},
        "seconds a unit": {
            "median": statistics.median(score.seconds) if score.seconds else None,
            "p95": _p95(score.seconds),
            "most": max(score.seconds, default=None),
        },
        "crashes": score.crashes,
        "disagreements": len(score.disagreements),
    }


def _topic(score: Score, topic: str) -> dict[str, Any]:
    counted = {
        (label, answer): count
        for (name, label, answer), count in score.answers.items()
        if name == topic
    }
    row: dict[str, Any] = {}
    for word in (*DEFINITE, "unknown", "cond", "n/a"):
        right = counted.get((word, word), 0)
        said = sum(count for (_, answer), count in counted.items() if answer == word)
        labelled = sum(count for (label, _), count in counted.items() if label == word)
        if said or labelled:
            row[word] = {
                "true": right,
                "false": said - right,
                "labelled": labelled,
                "precision": _share(right, said),
                "recall": _share(right, labelled),
            }
    return row


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _p95(values: Sequence[float]) -> float | None:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else None


def _print(score: Score) -> None:
    made = figures(score)
    edges = made["edges"]
    print(
        f"edges: {edges['found']} found, {edges['missed']} missed, "
        f"{edges['invented']} invented; precision {_said(edges['precision'])}, "
        f"recall {_said(edges['recall'])}"
    )
    for kind in ("missed", "invented"):
        for one in getattr(score, kind):
            print(f"  {kind}: {one}")
    head = f"{'topic':24} {'answer':8} {'true':>5} {'false':>5} {'labelled':>8}"
    print(f"\n{head} {'precision':>9} {'recall':>7}")
    for topic, rows in made["topics"].items():
        for word, row in rows.items():
            print(
                f"{topic:24} {word:8} {row['true']:5} {row['false']:5} "
                f"{row['labelled']:8} {_said(row['precision']):>9} "
                f"{_said(row['recall']):>7}"
            )
    times = [one * 1000 for one in score.seconds]
    if len(times) > 1:
        p95 = _p95(times) or 0
        print(
            f"\n{len(times)} units, ms each: median {statistics.median(times):.1f}, "
            f"p95 {p95:.1f}, most {max(times):.1f}"
        )
    print(f"crashes: {len(score.crashes)}", *score.crashes, sep="\n  ")
    print(
        f"disagreements: {len(score.disagreements)}", *score.disagreements, sep="\n  "
    )


def _said(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


if __name__ == "__main__":
    main()
