"""The commands that need no screen: plain, answers file, report, lint."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.checklist.model import Pack
from ninelives.errors import Place, Problem
from ninelives.review.folder import load
from ninelives.review.model import Review
from ninelives.review.packs import named_by, pack_of, shown
from ninelives.text import visible

if TYPE_CHECKING:
    from ninelives.review.session import Session


def read(folder: Path, packs: Sequence[Path] = ()) -> tuple[Pack, Review]:
    """Load a review and the checklists it uses; raises `Unusable`."""
    review = load(folder)
    return pack_of(folder, review, packs), review


def opened(folder: Path, by: str = "", packs: Sequence[Path] = ()) -> Session:
    """Load a review to work on it; raises `Unusable`."""
    from ninelives.review.session import Session, author

    pack, review = read(folder, packs)
    return Session(folder, pack, review, by or author(), tuple(packs))


def line_by_line(folder: Path, by: str = "", packs: Sequence[Path] = ()) -> int:
    """Lead the interview over standard input and output; give the exit code."""
    from ninelives.past.said import commands
    from ninelives.plain.state import Voice
    from ninelives.plain.talk import talk

    def say(line: str) -> None:
        print(line, flush=True)  # noqa: T201 - what a person reads

    session = opened(folder, by, packs)
    pack = shown(session.pack, named_by(folder, session.review, packs))
    session = replace(session, pack=pack)
    talk(session, Voice(say, input, commands(packs)))
    return 0


def from_file(
    folder: Path, path: Path, by: str = "", packs: Sequence[Path] = ()
) -> int:
    """Take the answers of a file; give the exit code."""
    from ninelives.sheet import fill_in

    session, count = fill_in(opened(folder, by, packs), path)
    left = len(session.interview.open)
    _say(f"{count} answers saved in {folder}; {left} questions left.")
    return 0


def report(
    folder: Path,
    output: str,
    packs: Sequence[Path] = (),
    *,
    full: bool = False,
    template: Path | None = None,
) -> int:
    """Write the Markdown report, to `report.md` of the review where nothing is said."""
    from ninelives.assess.risk import assess
    from ninelives.report import whole

    path = Path(output) if output not in ("", "-") else folder / "report.md"
    found = assess(*read(folder, packs))
    text = whole.report(folder, found, path, full=full, template=template)
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        return 0
    from ninelives.review.store import write_durably

    write_durably(path, text)
    _say(f"Written: {path}")
    return 0


def lint(packs: Sequence[Path]) -> int:
    """Prove packs and custom lenses; give 2 where something is wrong, else 0."""
    from ninelives.checklist.lint.pack import lint as prove
    from ninelives.house import checklists

    failed = False
    for at, folder in enumerate(packs or (checklists(),)):
        if folder.suffix == ".json":
            from ninelives.exchange.opening import prove_lens

            problems = prove_lens(folder)
        elif not (folder / "pack.yaml").is_file():
            problems = (_no_pack(folder),)
        else:
            problems = prove(folder, below=packs[:at])
        wrong = [one for one in problems if one.level == "error"]
        failed = failed or bool(wrong)
        for problem in problems:
            print(str(problem), file=sys.stderr)  # noqa: T201 - what a person reads
        count = "1 problem" if len(wrong) == 1 else f"{len(wrong)} problems"
        state = count if wrong else "nothing wrong"
        _say(f"{folder}: {state}")
    return 2 if failed else 0


def _no_pack(folder: Path) -> Problem:
    found = "a file, and no pack" if folder.is_file() else "there is no such folder"
    if folder.is_dir():
        found = "no pack: it has no pack.yaml"
    expected = "the folder of a pack, or a custom lens (.json)"
    return Problem(Place(str(folder)), found, expected=expected)


def _say(line: str) -> None:
    print(visible(line))  # noqa: T201 - what a person reads
