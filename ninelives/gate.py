"""The command that a build runs: what is at risk, and whether that is news."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ninelives import document
from ninelives.checklist.schema import RISKS
from ninelives.errors import unusable
from ninelives.report.formats.record import record
from ninelives.report.formats.shape import NAME, VERSION
from ninelives.report.gate import Baseline, Before, Verdict, verdict
from ninelives.surfaces import read
from ninelives.text import visible

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Asked(NamedTuple):
    """What is to be checked; what is empty is taken from review.yaml."""

    level: str = ""
    """The lowest risk that counts."""
    baseline: str = ""
    """A report's JSON, another review's folder, a milestone, or a git revision."""
    form: str = "text"
    day: str = ""
    """By what day waivers and promises are judged; today where nothing is said."""


def check(folder: Path, asked: Asked, packs: Sequence[Path] = ()) -> int:
    """Say what a build fails on; give 1 where there is any of it, else 0.

    Raises:
        Unusable: the review or the baseline can't be read.
    """
    from ninelives.review.policy import policy

    if asked.day and not _DAY.fullmatch(asked.day):
        raise unusable("--day", f"{asked.day!r} is no day", expected="YYYY-MM-DD")
    pack, review = read(folder, packs)
    kept = policy(folder)
    day = asked.day or _today()
    known = asked.baseline or _kept_at(folder, kept.baseline)
    from ninelives.assess.risk import assess

    found = verdict(
        record(assess(pack, review), folder, day),
        asked.level or kept.fail_on,
        baseline(known, folder, day, packs) if known else None,
    )
    text = _written(found, asked.form)
    if asked.form == "text":
        print(visible(text), end="")  # noqa: T201 - what a person reads
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
    return 0 if found.passed else 1


def _kept_at(folder: Path, name: str) -> str:
    """Give the baseline of a policy: a path from the review's folder, or a name."""
    beside = folder / name
    return str(beside) if name and beside.exists() else name


def baseline(name: str, folder: Path, day: str, packs: Sequence[Path] = ()) -> Baseline:
    """Give what was known before.

    Args:
        name: the JSON of a report, the folder of another review, or else a milestone
            or git revision of this one; its waivers are judged by the day of then.
        folder: the review that is checked.
        day: by what day the waivers of another folder are judged.
        packs: used instead of those that the reviews name.

    Raises:
        Unusable: it is none of these, or can't be read.
    """
    path = Path(name)
    if not path.exists() and path.suffix != ".json":
        return _earlier(name, folder, packs)
    if path.is_dir():
        from ninelives.assess.risk import assess

        rows = record(assess(*read(path, packs)), path, day).rows
        return {
            name: Before(one.finding.risk, one.decision)
            for one in rows
            for name in one.finding.ids
        }
    remedy = "write one with: ninelives report FOLDER --format json"
    try:
        found = json.loads(document.read_text(path))
    except (ValueError, RecursionError):
        raise unusable(path, "not JSON", remedy=remedy) from None
    kind = (found.get("format"), found.get("version")) if _is(found) else ()
    if kind != (NAME, VERSION):
        expected = f"a report of version {VERSION}"
        raise unusable(path, "no report", expected=expected, remedy=remedy)
    given = found.get("findings")
    if not isinstance(given, list) or not all(map(_sound, given)):
        raise unusable(path, "its findings can't be read", remedy=remedy)
    return {
        name: Before(one["risk"], one["decision"])
        for one in given
        for name in (one["id"], *_also(one))
    }


def _also(one: Mapping[str, Any]) -> Iterator[str]:
    """Give the other ids of a finding that was told once for several places."""
    also = one.get("also", ())
    for subject in also if isinstance(also, list) else ():
        yield f"{subject}/{str(one['id']).rpartition('/')[2]}"


def _earlier(name: str, folder: Path, packs: Sequence[Path]) -> Baseline:
    """Give what a milestone or a git revision of a review held."""
    from ninelives.assess.risk import assess
    from ninelives.assess.waived import waived
    from ninelives.report.formats.record import OPEN
    from ninelives.review import milestones
    from ninelives.states import State, opened

    frozen = name in milestones.names(folder)
    state = State(folder, milestone=name) if frozen else State(folder, revision=name)
    with opened(state, State(folder), packs) as (before, _):
        found = assess(before.side.pack, before.side.review)
    decided = waived(found, before.waivers, before.day).decisions
    return {
        name: Before(one.risk, decided[one.id].state if one.id in decided else OPEN)
        for one in found.findings
        for name in one.ids
    }


def _is(found: object) -> bool:
    return isinstance(found, dict)


def _sound(one: object) -> bool:
    if not isinstance(one, dict):
        return False
    texts = (one.get(name) for name in ("id", "decision"))
    return all(isinstance(it, str) for it in texts) and one.get("risk") in RISKS


def _today() -> str:
    from ninelives.review.session import now

    return now()[:10]


def _written(found: Verdict, form: str) -> str:
    if form == "sarif":
        from ninelives.report.formats import sarif

        return sarif.write(found.record, states=found.states)
    if form == "junit":
        from ninelives.report.formats import junit

        failing = frozenset(one.row.finding.id for one in found.failing)
        return junit.write(found.record, failing)
    from ninelives.report.formats import summary

    write = {"json": summary.as_text_json, "markdown": summary.markdown}
    return write.get(form, summary.text)(found)
