"""Proves and imports a folder of custom lenses; writes what it finds to lenses.md.

    python docs/lenses.py [--to FILE] [FOLDER]

Without FOLDER the samples that lie beside the checkout are read, and the tables of
docs/lenses.md are made new; a test finds them fresh. With FOLDER they are printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from ninelives.exchange.importing import read
from ninelives.exchange.opening import open_lens
from ninelives.exchange.verdict import dead, proofs, verdict

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "lenses.md"
SAMPLES = ROOT.parent / "shared" / "formats" / "lenses"
AZURE = SAMPLES.parent / "azure"
START, END = "<!-- generated: begin -->", "<!-- generated: end -->"
IMPORT_START, IMPORT_END = "<!-- imported: begin -->", "<!-- imported: end -->"
KINDS = ("never changes the risk", "can raise the risk", "whatever is ticked")
"""What a proof says → a column of the table, behind the dead rules."""


def table(folder: Path) -> Iterator[str]:
    """Give the lines of the table: lens by lens, then all."""
    yield (
        "| lens | questions | with a dead rule | a choice never matters "
        "| ticking can raise the risk | one verdict only | no default |"
    )
    yield f"| --- {'| ---: ' * 6}|"
    total = [0] * 6
    for path in sorted(folder.glob("*.json")):
        lens = open_lens(path, [])
        said = [one.found for one in proofs(lens)]
        found = [
            sum(1 for _ in lens.questions),
            sum(any(dead(verdict(one))) for one in lens.questions),
            *(_questions(said, kind) for kind in KINDS),
            _questions(said, "has no default rule"),
        ]
        yield _row(path.stem.strip(), found)
        total = [one + more for one, more in zip(total, found, strict=True)]
    yield _row("**all**", total)


def imported(files: Iterable[Path]) -> Iterator[str]:
    """Give the lines of the table of what `import` carries: file by file, then all."""
    yield (
        "| file | its questions | asked | as questions | rules | mitigations "
        "| choices that never matter |"
    )
    yield f"| --- {'| ---: ' * 6}|"
    total = [0] * 6
    for path in files:
        what = read(path, [])
        found = [
            what.found,
            sum(len(one.pitfalls) for one in what.chapters),
            sum(len(one.questions) for one in what.chapters),
            sum(len(one.rules) for one in what.chapters),
            sum(len(one.mitigations) for one in what.chapters),
            sum("the risk never changes" in one for one in what.left_out),
        ]
        yield _row(path.stem.strip(), found)
        total = [one + more for one, more in zip(total, found, strict=True)]
    yield _row("**all**", total)


def _questions(said: list[str], kind: str) -> int:
    """Give how many questions a proof says something about."""
    return len({one.split("'")[1] for one in said if kind in one})


def _row(name: str, numbers: list[int]) -> str:
    return f"| {name} | {' | '.join(map(str, numbers))} |"


def page(folder: Path) -> str:
    """Give docs/lenses.md with its tables made new."""
    azure = sorted(AZURE.glob("*_checklist.en.json"))
    carried = imported([*sorted(folder.glob("*.json")), *azure])
    text = _filled(PAGE.read_text("utf-8"), START, END, table(folder))
    return _filled(text, IMPORT_START, IMPORT_END, carried)


def _filled(text: str, start: str, end: str, lines: Iterable[str]) -> str:
    """Give a page with new lines between two marks."""
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{chr(10).join(lines)}\n{end}{after}"


def main() -> None:
    """Print the table of a folder, or write the page."""
    parser = argparse.ArgumentParser(description="The proofs over custom lenses.")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--to", type=Path, default=PAGE, metavar="FILE")
    given = parser.parse_args()
    if given.folder is not None:
        files = sorted(given.folder.glob("*.json"))
        lines = (*table(given.folder), "", *imported(files))
        print("\n".join(lines))  # noqa: T201 - what was asked for
    elif SAMPLES.is_dir():
        given.to.write_text(page(SAMPLES), "utf-8")
    else:
        parser.error(f"the samples do not lie at {SAMPLES}")


if __name__ == "__main__":
    main()
