"""Measures what writing the report costs, against the size of the review.

    python benchmarks/reports.py [--plot docs/pictures/report-speed.svg]

CPU seconds and memory are those of the whole command, from the start of its process.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import designs
import plot

from ninelives.writers import FORMATS

NINELIVES = str(Path(sys.executable).parent / "ninelives")
FORMS = tuple(one for one in FORMATS if one != "pdf")
"""All formats but PDF, of which nobody promises a speed."""
SIZES = (125, 250, 500)
"""Integrations; half as many functions, and as many queues."""


class Cost(NamedTuple):
    """What one run took."""

    seconds: float
    """Of CPU."""
    memory: float
    """MiB at most."""


def main() -> None:
    """Print the costs of each format and size, and draw them where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", type=Path, metavar="SVG")
    given = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {form: [] for form in FORMS}
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES:
            folder = designs.reviewed(Path(scratch) / str(size), size)
            count = findings(folder)
            print(f"{size} integrations, {count} findings")
            for form, cost in costs(folder).items():
                found[form].append((count, cost.seconds))
                print(f"  {form:14} {cost.seconds:6.2f} s {cost.memory:6.0f} MiB")
    if given.plot is not None:
        text = plot.lines(found, "findings", "CPU seconds, from process start")
        given.plot.write_text(text, "utf-8")


def rows(scratch: Path) -> Iterator[tuple[str, str, str]]:
    """Give a row for each promise: what, what was measured, what was promised."""
    folder = designs.reviewed(scratch / "reviewed", SIZES[-1])
    size = f"{SIZES[-1]} integrations, {findings(folder)} findings"
    found = costs(folder)
    markdown = found.pop("md")
    yield f"report.md, {size}, s", f"{markdown.seconds:.2f}", "<= 1.5"
    yield "  and MiB", f"{markdown.memory:.0f}", "<= 200"
    form, worst = max(found.items(), key=lambda one: one[1].seconds)
    yield f"  slowest other format but PDF ({form}), s", f"{worst.seconds:.2f}", "<= 5"


def findings(folder: Path) -> int:
    """Give how many findings a review has."""
    path = folder / "count.json"
    run((NINELIVES, "report", str(folder), "--format", "json", "-o", str(path)))
    return len(json.loads(path.read_text("utf-8"))["findings"])


def costs(folder: Path) -> Mapping[str, Cost]:
    """Give what each format costs, the cheapest of three runs."""
    command = (NINELIVES, "report", str(folder), "-o", os.devnull, "--format")
    return {form: min(run((*command, form)) for _ in range(3)) for form in FORMS}


def run(command: Sequence[str]) -> Cost:
    """Give what one command costs; raises RuntimeError where it fails."""
    silent = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, silent, 1), (os.POSIX_SPAWN_DUP2, silent, 2)]
    child = os.posix_spawn(command[0], list(command), os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    os.close(silent)
    if status:
        raise RuntimeError(" ".join(command))
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
