"""Makes many reviews, and measures what a portfolio of them takes.

    python benchmarks/portfolio.py FOLDER [--reviews 100000] [--engine URL]

Prints how many reviews a second are read the first time, how many when one in a hundred
changed, how long the report takes from Parquet, and the most memory any process took.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ninelives import history
from ninelives.checklist.load import load_pack
from ninelives.portfolio import engine, page, questions, shelf
from ninelives.review import store
from ninelives.review.catalogue import add_edges
from ninelives.review.interview import interview
from ninelives.review.model import Answer, Review

_EDGES = (
    "orders:sqs-queue -> place-order:lambda-function",
    "bus:eventbridge-bus -> mail:lambda-function",
    "prices:dynamodb-table -> index:lambda-function",
    "place-order:lambda-function -> ledger:dynamodb-table by write",
    "news:sns-topic -> inbox:sqs-queue",
)
_TEAMS = 40
_SHAPES = 60
_DAY, _SOON = "2026-11-23", "2026-12-23"
_WAIVER = """\
waivers:
  - finding: "*/duplicate-delivery"
    reason: the ledger takes the same entry twice without harm
    approver: {team}
    control: a nightly comparison
    expires: {day}
"""

Files = Mapping[str, str]
"""Path below a review's folder → text."""


def shapes(seed: int) -> tuple[Files, ...]:
    """Give the files of some reviews, made and frozen as a team would."""
    dice = random.Random(seed)  # noqa: S311 - made-up reviews
    pack = load_pack()
    found = []
    with tempfile.TemporaryDirectory() as spare:
        for at in range(_SHAPES):
            folder = Path(spare) / str(at)
            review = Review("SERVICE", "TEAM", pack.name, pack.version)
            edges = dice.sample(_EDGES, dice.randint(1, 3))
            review = add_edges(pack, review, edges)
            for one in interview(pack, review).items:
                if dice.random() < 0.7:  # noqa: PLR2004 - the rest is not answered yet
                    day = f"2026-{dice.randint(1, 11):02}-{dice.randint(1, 28):02}"
                    choices = [it.id for it in one.question.choices]
                    said = Answer(
                        dice.choice([*choices, "unknown"]),
                        by=f"person-{dice.randint(1, 9)}",
                        at=f"{day}T10:00:00Z",
                        asked=one.question.asked,
                    )
                    review = review.with_answer(one.holder, one.question.id, said)
            store.create(folder, review)
            if at % 3 == 0:
                with contextlib.redirect_stdout(None):
                    history.milestone(folder, "agreed")
            found.append(dict(_read(folder)))
    return tuple(found)


def _read(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not hidden and "packs" not in inside.parts:
            yield str(inside), path.read_text("utf-8")


def make(home: Path, count: int, seed: int = 1) -> None:
    """Write many reviews, a hundred to a folder; the same seed gives the same."""
    known = shapes(seed)
    dice = random.Random(seed)  # noqa: S311 - made-up reviews
    for at in range(count):
        folder = home / f"{at // 100:04}" / f"review-{at:06}"
        team = f"team-{dice.randrange(_TEAMS):02}"
        month = f"2026-{dice.randint(1, 11):02}"
        for name, text in dice.choice(known).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            said = text.replace("SERVICE", f"service-{at}").replace("TEAM", team)
            if name.endswith("milestone.yaml"):
                said = said.replace("2026-11-23T", f"{month}-15T")
            path.write_text(said, "utf-8")
        if at % 5 == 0:
            day = f"{month}-28"
            (folder / "waivers.yaml").write_text(_WAIVER.format(team=team, day=day))


def touch(home: Path, count: int, every: int) -> None:
    """Change one review of so many."""
    for at in range(0, count, every):
        path = home / f"{at // 100:04}" / f"review-{at:06}" / "review.yaml"
        path.write_text(path.read_text("utf-8").replace("service-", "system-"), "utf-8")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def _megabytes(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--engine", default="")
    given = parser.parse_args()
    home, kept, count = given.folder / "all", given.folder / "kept", given.reviews
    if not home.is_dir():
        make(home, count)
    shutil.rmtree(kept, ignore_errors=True)
    from ninelives.home import reviews

    spent, found = _timed(lambda: tuple(map(str, reviews(home))))
    print(f"found {len(found)} reviews in {spent:.1f} s")
    spent, built = _timed(lambda: shelf.build(kept, found))
    print(f"first build: {built.read / spent:.0f} reviews a second ({spent:.1f} s)")
    touch(home, count, 100)
    spent, built = _timed(lambda: shelf.build(kept, found))
    rate = len(found) / spent
    print(f"{built.read} changed: {rate:.0f} reviews a second ({spent:.1f} s)")
    spent, _ = _timed(lambda: _report(kept, given.engine))
    print(f"report from Parquet: {spent:.1f} s")
    here, there = map(_megabytes, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"most memory: {here:.0f} MB here, {there:.0f} MB in a child")


def _report(kept: Path, url: str) -> str:
    with engine.opened(kept, url) as asked:
        said = questions.say(asked, _DAY, _SOON)
    return page.markdown(page.Portfolio(_DAY, _SOON, said, ()))


if __name__ == "__main__":
    sys.exit(main())
