"""Measures what the questionnaire costs, against the size of the review.

    python benchmarks/app.py [--plot docs/pictures/app-speed.svg]

Everything is taken on a pseudo-terminal, beside a bare Textual app of one Static.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import designs
import measure
import plot

NINELIVES = str(Path(sys.executable).parent / "ninelives")
BARE = (
    sys.executable,
    "-c",
    (
        "from textual.app import App\n"
        "from textual.widgets import Static\n"
        "class Bare(App):\n"
        "    def compose(self):\n"
        "        yield Static('ready to answer')\n"
        "Bare().run()\n"
    ),
)
READY = "ready to answer"
SIZES = (125, 250, 500)
"""Integrations; at 500, over 7,000 answers to 13,000 questions."""
PRESSED = 60
"""Keys of a kind."""
PICTURE = "M"
"""Opens the map as a picture."""
WHEEL = "\x1b[<65;60;20M"
"""One turn of the wheel, down, as a terminal tells it (SGR, xterm's mode 1006)."""


class Cost(NamedTuple):
    """What one review costs."""

    first: float
    """CPU seconds to the first question, with nothing kept from the last time."""
    whole: float
    """CPU seconds until every file is read and every finding known."""
    memory: float
    """MiB at most."""
    keys: tuple[float, ...]
    """Seconds from a key that moves to its frame."""
    answers: tuple[float, ...]
    """Seconds from an answer to its frame."""
    walked: tuple[float, ...]
    """Seconds from a key that walks on in the drawn map to its frame."""
    scrolled: tuple[float, ...]
    """Seconds from a turn of the wheel over the drawn map to its frame."""


def main() -> None:
    """Print the costs of each size, and draw them where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", type=Path, metavar="SVG")
    given = parser.parse_args()
    bare = begun(BARE, READY)[1]
    print(f"a bare app: {bare:.0f} MiB")
    drawn: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES:
            found = cost(designs.large(Path(scratch) / str(size), size))
            told = {
                "first question, CPU ms": found.first * 1000,
                "all read, CPU ms": found.whole * 1000,
                "key, median ms": statistics.median(found.keys) * 1000,
                "key, p95 ms": p95(found.keys),
                "answer, median ms": statistics.median(found.answers) * 1000,
                "answer, p95 ms": p95(found.answers),
                "walk on in the picture, median ms": statistics.median(found.walked)
                * 1000,
                "walk on in the picture, p95 ms": p95(found.walked),
                "scroll the picture, median ms": statistics.median(found.scrolled)
                * 1000,
                "scroll the picture, p95 ms": p95(found.scrolled),
            }
            print(f"{size} integrations, {found.memory:.0f} MiB")
            for what, number in told.items():
                print(f"  {what:34} {number:6.1f}", flush=True)
                drawn.setdefault(what, []).append((size, number))
    if given.plot is not None:
        text = plot.lines(drawn, "integrations", "milliseconds")
        given.plot.write_text(text, "utf-8")


def rows(scratch: Path) -> Iterator[tuple[str, str, str]]:
    """Give a row for each promise: what, what was measured, what was promised."""
    _, bare = begun(BARE, READY)
    size = SIZES[-1]
    found = cost(designs.large(scratch / "largest", size))
    yield f"key to painted, {size} integrations, ms", f"{p95(found.keys):.1f}", "<= 16"
    yield "  scrolling the map as a picture, ms", f"{p95(found.scrolled):.1f}", "<= 16"
    yield "  opening it, until all is known, s", f"{found.whole:.2f}", "<= 1"
    yield "  memory / bare app", f"{found.memory / bare:.2f}", "<= 1.3"


def cost(folder: Path) -> Cost:
    """Give what a review costs that nobody opened before."""
    command = (NINELIVES, "review", str(folder))
    screen = measure.Screen(command)
    try:
        screen.until(designs.ANY_QUESTION)
        first = screen.cpu()
        screen.quiet(2.0)
        whole, memory = screen.cpu(), screen.memory()
    finally:
        screen.kill()
    keys = measure.key_to_paint(command, designs.ANY_QUESTION, "jk" * (PRESSED // 2))
    answers = measure.key_to_paint(command, designs.ANY_QUESTION, "1" * PRESSED)
    walked = measure.key_to_paint(command, designs.ANY_QUESTION, "j" * PRESSED, PICTURE)
    wheel = (WHEEL,) * PRESSED
    scrolled = measure.key_to_paint(command, designs.ANY_QUESTION, wheel, PICTURE)
    return Cost(
        first,
        whole,
        memory,
        tuple(keys),
        tuple(answers),
        tuple(walked),
        tuple(scrolled),
    )


def begun(command: Sequence[str], words: str) -> tuple[float, float]:
    """Give CPU seconds and MiB of a program once it shows these words."""
    screen = measure.Screen(command)
    try:
        screen.until(words)
        screen.quiet(0.5)
        return screen.cpu(), screen.memory()
    finally:
        screen.kill()


def p95(seconds: Sequence[float]) -> float:
    """Give what 95 of 100 stay below, in milliseconds."""
    return statistics.quantiles([one * 1000 for one in seconds], n=20)[-1]


if __name__ == "__main__":
    main()
