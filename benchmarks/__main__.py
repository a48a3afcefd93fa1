"""Measures what we promise, as ratios of medians taken in one run.

    python benchmarks [--peers FOLDER] [--pairs 15]

FOLDER holds the commands of the peers (copier); without it their rows are left out.
Each pair runs A then B, so that a machine that slows down slows both.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import app
import designs
import measure
import outages
import reports
import scanning

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "serverless-coffee"


def main() -> None:
    """Run every benchmark and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="folder of the peers' commands")
    parser.add_argument("--pairs", type=int, default=15)
    given = parser.parse_args()
    print(f"{'what':58} {'measured':>10} {'promised':>10}")
    for what, found, promised in rows(given.peers, given.pairs):
        print(f"{what:58} {found:>10} {promised:>10}", flush=True)


def rows(peers: Path | None, pairs: int) -> Iterator[tuple[str, str, str]]:
    """Give a row for each promise: what, what was measured, what was promised."""
    python = sys.executable
    ninelives = str(Path(python).parent / "ninelives")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        designs.copied(EXAMPLE, folder / "example")
        example = (ninelives, "review", str(folder / "example"))
        ratio = measure.paired(
            lambda: measure.first_paint(example, designs.FIRST_QUESTION),
            lambda: measure.first_paint(app.BARE, app.READY),
            pairs,
        )
        yield "first question / bare Textual app, CPU", f"{ratio:.2f}", "<= 1.25"
        if peers is not None:
            yield from _copier(peers, example, folder, pairs)
        report = (ninelives, "report", str(folder / "example"), "-o", "-")
        floor = (python, "-c", "import yaml, jinja2")
        ratio = measure.paired(
            lambda: measure.cpu(report), lambda: measure.cpu(floor), pairs
        )
        yield "report / import yaml, jinja2, CPU", f"{ratio:.2f}", "<= 1.5"
        yield from reports.rows(folder)
        large = designs.large(folder / "large", integrations=100)
        wide = (ninelives, "review", str(large))
        keys = measure.key_to_paint(wide, designs.ANY_QUESTION, "jk" * 60)
        yield _p95("key to painted, 100 integrations, ms", keys, 30)
        answers = measure.key_to_paint(wide, designs.ANY_QUESTION, "1" * 60)
        yield _p95("answer to painted, 100 integrations, ms", answers, 30)
        yield from app.rows(folder)
        yield from scanning.rows(ninelives, folder)
        saves = list(designs.saves(folder / "saves", 200))
        yield _p95("save, durable, ms", saves, 20)
        yield from outages.rows()


def _copier(
    peers: Path, example: tuple[str, ...], folder: Path, pairs: int
) -> Iterator[tuple[str, str, str]]:
    template = designs.copier_template(folder / "template")
    other = (str(peers / "copier"), "copy", str(template), str(folder / "made"))
    ratio = measure.paired(
        lambda: measure.first_paint(example, designs.FIRST_QUESTION),
        lambda: measure.first_paint(other, "What is it called"),
        pairs,
    )
    yield "first question / copier's first question, CPU", f"{ratio:.2f}", "< 1"


def _p95(what: str, seconds: list[float], promised: int) -> tuple[str, str, str]:
    name = f"{what} (p95 of {len(seconds)})"
    return name, f"{app.p95(seconds):.1f}", f"<= {promised}"


main()
