"""The command that says what each question is worth, over many reviews."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.efficacy import COUNTED, FEWEST, Reviewed, Tally, efficacy
from ninelives.assess.replay import replay
from ninelives.assess.verdict import Then, Verdict
from ninelives.errors import Unusable, unusable
from ninelives.home import reviews
from ninelives.retro import as_it_stood
from ninelives.review import milestones, revisions
from ninelives.review.folder import load
from ninelives.review.incidents import Incident, incident_files, load_incident
from ninelives.review.model import Review
from ninelives.review.packs import pack_of
from ninelives.review.session import now
from ninelives.review.waivers import load_waivers
from ninelives.text import visible

FINE, UNUSABLE = 0, 2
COMMITS = 20
"""So many commits of a review are looked through where nothing is said."""
_ADVICE = {
    "drop": "To drop: every answer is the same and nothing ever follows from it",
    "to-evidence": "To move to evidence: the answers are in the code already",
    "reword": "To word otherwise, or to say where to look: half of them are unknown",
}
_COUNTS = (
    "asked",
    "answered",
    "unknown",
    "flips",
    "contradicted",
    "waived",
    "raised",
    "caught",
    "missed",
)
_HEADS = ("question", *_COUNTS, "minutes")


class Wanted(NamedTuple):
    """What is to be said, and from how much."""

    form: str = "text"
    """text or json."""
    fewest: int = FEWEST
    """A question asked less often gets no advice."""
    commits: int = COMMITS
    """So many of the last commits of a review are looked through for flips."""
    packs: tuple[Path, ...] = ()
    """Used instead of those the reviews name."""


class _Read(NamedTuple):
    """What could be read."""

    reviewed: list[Reviewed]
    incidents: int
    unnamed: int
    """Incidents of which nobody names the pitfalls."""
    code: int


def worth(paths: Sequence[Path], wanted: Wanted) -> int:
    """Print what each question is worth; give the exit code.

    Args:
        paths: reviews, or folders with reviews below them.
        wanted: how.

    Returns:
        2 where a review or an incident can't be read; the others count all the same.
    """
    if wanted.fewest < 1:
        found = f"{wanted.fewest} is out of range"
        raise unusable("--fewest", found, expected="1 or more")
    read = _read(paths, wanted)
    tallies = efficacy(read.reviewed)
    if wanted.form == "json":
        text = _json(read, tallies, wanted.fewest)
    else:
        lines = _lines(read, tallies, wanted.fewest)
        text = "".join(f"{visible(it)}\n" for it in lines)
    sys.stdout.write(text)
    return read.code


def _read(paths: Sequence[Path], wanted: Wanted) -> _Read:
    reviewed: list[Reviewed] = []
    incidents: list[Incident] = []
    code = FINE
    for folder in dict.fromkeys(_folders(paths)):
        told, wrong = _incidents(folder)
        try:
            reviewed.append(_reviewed(folder, told, wanted))
        except Unusable as error:
            wrong.append(error)
        else:
            incidents.extend(told)
        for problem in (it for one in wrong for it in one.problems):
            print(str(problem), file=sys.stderr)  # noqa: T201 - what a person reads
            code = UNUSABLE
    unnamed = sum(not one.pitfalls for one in incidents)
    return _Read(reviewed, len(incidents), unnamed, code)


def _incidents(folder: Path) -> tuple[list[Incident], list[Unusable]]:
    """Give the incidents of a review, and what is wrong with others."""
    found, wrong = [], []
    for path in incident_files(folder):
        try:
            found.append(load_incident(path, folder))
        except Unusable as error:
            wrong.append(error)
    return found, wrong


def _folders(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        found = tuple(reviews(path))
        yield from found or (path,)


def _reviewed(folder: Path, incidents: Sequence[Incident], wanted: Wanted) -> Reviewed:
    """Give a review with its past; incidents that name no pitfall teach nothing."""
    review = load(folder)
    pack = pack_of(folder, review, wanted.packs)
    verdicts: list[tuple[Verdict, ...]] = []
    for incident in incidents:
        if incident.pitfalls:
            with as_it_stood(folder, incident, wanted.packs) as (loaded, _):
                side = loaded.side
            day = incident.started.date().isoformat()
            then = Then(side.pack, side.review, loaded.waivers, loaded.actions, day)
            verdicts.append(replay(then, incident))
    return Reviewed(
        pack=pack,
        review=review,
        earlier=tuple(_earlier(folder, wanted.commits)),
        waivers=load_waivers(folder),
        day=now()[:10],
        incidents=tuple(verdicts),
    )


def _earlier(folder: Path, commits: int) -> Iterator[Review]:
    """Give a review as its last commits have it, else as its milestones do."""
    known = revisions.changing(folder, commits)
    for commit in known:
        with tempfile.TemporaryDirectory() as into:
            try:
                yield load(revisions.checked_out(folder, commit, Path(into)))
            except Unusable:
                continue  # it was broken then, or not there: no answer became another
    if not known:
        frozen = [milestones.find(folder, name) for name in milestones.names(folder)]
        frozen.sort(key=lambda it: (it.at, it.name))
        yield from (load(it.folder) for it in frozen)


def _lines(found: _Read, tallies: Sequence[Tally], fewest: int) -> Iterator[str]:
    rows = [_HEADS, *map(_row, tallies)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEADS))]
    for row in rows:
        first, *rest = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join((first, *rest)).rstrip()
    yield ""
    for kind, says in _ADVICE.items():
        named = [it.question.id for it in tallies if it.advice(fewest) == kind]
        if named:
            yield f"{says}: {', '.join(named)}."
    yield (
        f"{len(tallies)} questions, {len(found.reviewed)} reviews, {found.incidents} "
        f"incidents. Asked less than {fewest} times, a question gets no advice."
    )
    if found.unnamed:
        yield (
            f"{found.unnamed} incidents name no pitfalls, so nobody knows which "
            "question would have caught them."
        )


def _row(one: Tally) -> tuple[str, ...]:
    counts = (str(one.counts[name] or "") for name in _COUNTS)
    shown = "" if one.minutes is None else f"{one.minutes:.1f}"
    return (one.question.id, *counts, shown)


def _json(found: _Read, tallies: Sequence[Tally], fewest: int) -> str:
    said = {
        "reviews": len(found.reviewed),
        "incidents": found.incidents,
        "incidents-without-pitfalls": found.unnamed,
        "fewest": fewest,
        "questions": [
            {
                "id": it.question.id,
                "asks": it.question.ask,
                **{name: it.counts[name] for name in COUNTED},
                "minutes": None if it.minutes is None else round(it.minutes, 2),
                "timed": len(it.seconds),
                "advice": it.advice(fewest) or None,
            }
            for it in tallies
        ],
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"
