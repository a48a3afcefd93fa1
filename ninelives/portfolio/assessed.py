"""One review folder → the rows it adds to the tables."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.model import Assessment
from ninelives.assess.risk import RISK_RANK, assess
from ninelives.assess.waived import Waived, last_day, waived
from ninelives.checklist.load import load_packs
from ninelives.checklist.model import Pack
from ninelives.errors import Unusable
from ninelives.portfolio.tables import TABLES, Row, Rows
from ninelives.review import milestones
from ninelives.review.folder import load
from ninelives.review.incidents import incident_files, load_incident
from ninelives.review.model import Review
from ninelives.review.packs import named_by, pack_of
from ninelives.review.waivers import Waiver, load_waivers

_OPEN = "open"
_ANY_DAY = ""
"""Before every day, so that no waiver has ended."""


class Told(NamedTuple):
    """What came of reading one review."""

    review: str
    rows: Rows
    """Empty where it can't be read."""
    packs: tuple[Path, ...]
    """The packs it names, or those that were given instead."""
    problems: tuple[str, ...]
    """Why it can't be read, a line each."""


def told(name: str, packs: Sequence[Path] = ()) -> Told:
    """Assess a review and give its rows.

    The rows hold on any day: a waiver that ended is told by its last day, not by its
    state.

    Args:
        name: the way to its folder, which names it in every table.
        packs: used instead of those it names.
    """
    folder, named = Path(name), tuple(packs)
    try:
        review = load(folder)
        named = named_by(folder, review, packs)
        pack = pack_of(folder, review, packs) if named else _ours()
        return Told(name, _rows(name, pack, review), named, ())
    except Unusable as error:
        problems = tuple(str(one) for one in error.problems)
        return Told(name, {}, named, problems)


@lru_cache(maxsize=1)
def _ours() -> Pack:
    """Give our own pack whole; a thousand reviews need it."""
    return load_packs()


def _rows(name: str, pack: Pack, review: Review) -> Rows:
    folder = Path(name)
    # Of several that hold the last one counts: then that is the one that ends last.
    waivers = sorted(load_waivers(folder), key=lambda one: one.expires)
    found = assess(pack, review, remainders=False)
    accepted = waived(found, waivers, _ANY_DAY)
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    rows["reviews"] = [_review(name, found)]
    rows["integrations"] = list(_integrations(name, found))
    rows["findings"] = list(_findings(name, found, accepted))
    rows["answers"] = list(_answers(name, found))
    rows["waivers"] = list(_waivers(name, review, waivers, accepted))
    rows["incidents"] = list(_incidents(name, folder, review))
    rows["milestones"] = list(_milestones(name, folder, found))
    return rows


def _review(name: str, found: Assessment) -> Row:
    review = found.review
    return (
        name,
        review.service,
        review.team,
        f"{found.pack.name} {found.pack.version}",
        last_day(review),
        found.risk,
        found.asked,
        found.answered,
        len(review.integrations),
    )


def _integrations(name: str, found: Assessment) -> Iterator[Row]:
    review = found.review
    types = {one.id: one.type for one in review.components}
    for one in review.integrations:
        part = found.subjects.get(one.id)
        yield (
            name,
            one.id,
            one.checklist,
            types.get(one.source, ""),
            types.get(one.target, ""),
            part.risk if part else "none",
        )


def _titles(pack: Pack) -> Mapping[str, str]:
    return {one.id: one.title for one in pack.ways}


def _findings(name: str, found: Assessment, accepted: Waived) -> Iterator[Row]:
    titles = _titles(found.pack)
    for one in found.findings:
        decision = accepted.decisions.get(one.id)
        yield (
            name,
            found.review.team,
            one.id,
            one.subject,
            found.subjects[one.subject].checklist.id,
            one.pitfall.id,
            one.pitfall.title,
            one.pitfall.way,
            titles.get(one.pitfall.way, one.pitfall.way),
            one.harm,
            one.impact,
            one.exposure,
            one.risk,
            RISK_RANK[one.risk],
            one.assumed,
            decision.state if decision else _OPEN,
            decision.waiver.expires if decision else "",
        )


def _answers(name: str, found: Assessment) -> Iterator[Row]:
    review = found.review
    status = {
        (one.holder, one.question.id): one.status.value
        for one in found.interview().items
    }
    for subject, given in review.answers.items():
        for question, answer in given.items():
            for voice in answer.voices:
                yield (
                    name,
                    review.team,
                    subject,
                    question,
                    voice.choice,
                    status.get((subject, question), "hidden"),
                    voice.by,
                    voice.at[:10],
                    voice.owner,
                    voice.due,
                    bool(voice.origin),
                )


def _waivers(
    name: str, review: Review, waivers: Sequence[Waiver], accepted: Waived
) -> Iterator[Row]:
    states = {one.waiver: one.state for one in accepted.decisions.values()}
    states.update(dict.fromkeys(accepted.orphaned, "orphaned"))
    for one in waivers:
        yield (
            name,
            review.team,
            one.finding,
            one.reason,
            one.approver,
            one.expires,
            states.get(one, "superseded"),
        )


def _incidents(name: str, folder: Path, review: Review) -> Iterator[Row]:
    """Give the incidents of a review; times are minutes since one started.

    What is not over, or is not told, is -1: no engine has to know of missing values.
    """
    for path in incident_files(folder):
        one = load_incident(path, folder)
        yield (
            name,
            review.team,
            one.name,
            one.title,
            one.started.astimezone(UTC).date().isoformat(),
            len(one.where),
            ", ".join(sorted(one.harms)),
            one.failure,
            _minutes(one.started, one.noticed),
            _minutes(one.started, one.over),
            _minutes(one.started, one.recovered),
        )


def _minutes(start: datetime, end: datetime | None) -> int:
    return -1 if end is None else max(0, round((end - start).total_seconds() / 60))


def _milestones(name: str, folder: Path, found: Assessment) -> Iterator[Row]:
    """Give what each milestone had found; one that can't be read adds nothing."""
    titles = {"": "", **_titles(found.pack)}
    for frozen in milestones.names(folder):
        try:
            one = milestones.find(folder, frozen)
            said = json.loads((one.folder / "assessment.json").read_text("utf-8"))
            kept = [(each["id"], each["risk"]) for each in said["findings"]]
        except (Unusable, OSError, ValueError, LookupError, TypeError):
            continue
        counts = Counter((_way(found.pack, which), risk) for which, risk in kept)
        head = (name, found.review.team, frozen, one.at[:10])
        for (way, risk), count in sorted(counts.items()):
            yield (*head, way, titles[way], risk, count)
        if not counts:
            yield (*head, "", "", "none", 0)


def _way(pack: Pack, finding: str) -> str:
    """Give the way of a finding's pitfall, empty where the pack no longer has it."""
    known = pack.pitfalls.get(str(finding).rpartition("/")[2])
    return known.way if known else ""
