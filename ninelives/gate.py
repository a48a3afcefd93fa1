"""The command that a build runs: what is at risk, and whether that is news."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

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
    """The JSON of an earlier report, or the folder of another review."""
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
    known = asked.baseline or (kept.baseline and str(folder / kept.baseline))
    from ninelives.assess.risk import assess

    found = verdict(
        record(assess(pack, review), folder, day),
        asked.level or kept.fail_on,
        baseline(Path(known), day, packs) if known else None,
    )
    text = _written(found, asked.form)
    if asked.form == "text":
        print(visible(text), end="")  # noqa: T201 - what a person reads
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
    return 0 if found.passed else 1


def baseline(path: Path, day: str, packs: Sequence[Path] = ()) -> Baseline:
    """Give what was known before, from a folder or from a report's JSON.

    Raises:
        Unusable: it is neither.
    """
    if path.is_dir():
        from ninelives.assess.risk import assess

        rows = record(assess(*read(path, packs)), path, day).rows
        return {one.finding.id: Before(one.finding.risk, one.decision) for one in rows}
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
    return {one["id"]: Before(one["risk"], one["decision"]) for one in given}


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
