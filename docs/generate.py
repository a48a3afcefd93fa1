"""Writes what is generated from the pack and the models; a test finds it fresh.

    python docs/generate.py [FOLDER]

Without FOLDER the files are written where they belong in this checkout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ninelives.assess.window.windows import reads
from ninelives.checklist import schema
from ninelives.checklist.knowledge import Pitfall
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Checklist, Pack
from ninelives.jsonschema import json_schema
from ninelives.report.formats.shape import REPORT
from ninelives.review import files
from ninelives.review.actions import ACTIONS
from ninelives.review.incidents import INCIDENT
from ninelives.review.waivers import WAIVERS
from ninelives.sheet import SHEET

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = {
    "checklist": schema.CHECKLIST,
    "block": schema.BLOCK,
    "extension": schema.EXTENSION,
    "pitfalls": schema.PITFALLS,
    "pack": schema.PACK,
    "risk": schema.SCALE,
    "review": files.REVIEW,
    "answers": files.ANSWERS,
    "answers-file": SHEET,
    "report": REPORT,
    "waivers": WAIVERS,
    "actions": ACTIONS,
    "incident": INCIDENT,
}
"""Kind of file → its shape."""


def generated(pack: Pack) -> Mapping[str, str]:
    """Give every generated file: its place in the checkout → its text."""
    made = {
        f"ninelives/schemas/{name}.json": json.dumps(
            json_schema(shape), indent=2, ensure_ascii=False
        )
        + "\n"
        for name, shape in SCHEMAS.items()
    }
    made["docs/coverage.md"] = "\n".join(coverage(pack)) + "\n"
    return made


def coverage(pack: Pack) -> Iterator[str]:
    """Give the lines of docs/coverage.md."""
    checklists = [one for one in pack.checklists.values() if one.id != SERVICE]
    yield "# What the checklists cover"
    yield ""
    yield (
        f"Generated from pack {pack.name} {pack.version} by `python docs/generate.py`: "
        f"{len(pack.pitfalls)} pitfalls, {len(checklists)} checklists. "
        "A test finds this page fresh."
    )
    yield ""
    yield "## Pitfall by pitfall"
    yield ""
    yield "| pitfall | exposed by | lowered by | evidence answers | evidence suggests |"
    yield "| --- | --- | --- | --- | --- |"
    for way in pack.ways:
        yield f"| **{way.title}** | | | | |"
        for pitfall in pack.pitfalls.values():
            if pitfall.way == way.id:
                yield _row(pitfall, list(pack.checklists.values()))
    yield ""
    yield "## Checklist by checklist"
    yield ""
    heads = "connects | questions | pitfalls | mitigations | answered by evidence"
    yield f"| checklist | {heads} |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for one in checklists:
        known = sum(1 for question in one.questions if question.evidence)
        yield (
            f"| `{one.id}` {one.title} | {_ends(one)} | {len(one.questions)} "
            f"| {len(one.pitfalls())} | {len(one.mitigations)} | {known} |"
        )
    yield from _review()


def _row(one: Pitfall, checklists: list[Checklist]) -> str:
    pitfall = one.id
    if one.follows:
        windows = [one.id for one in checklists if reads(one)]
        exposed = ", ".join(name.removeprefix("aws/") for name in windows)
        return f"| `{pitfall}` | the loss window: {exposed} | what gives longer | | |"
    exposed = [one.id for one in checklists if pitfall in one.pitfalls()]
    lowered = dict.fromkeys(
        mitigation.id
        for one in checklists
        for mitigation in one.mitigations
        if pitfall in mitigation.clears
    )
    questions = {
        question.id: question
        for one in checklists
        for question in one.questions
        if any(
            pitfall in choice.effects.exposes or pitfall in choice.effects.caps
            for choice in question.choices
        )
    }
    answers = [
        name
        for name, question in questions.items()
        if any(not rule.suggests for rule in question.evidence)
    ]
    suggests = [
        name
        for name, question in questions.items()
        if question.evidence and name not in answers
    ]
    cells = (
        ", ".join(name.removeprefix("aws/") for name in exposed),
        ", ".join(lowered),
        ", ".join(answers),
        ", ".join(suggests),
    )
    return f"| `{pitfall}` | " + " | ".join(cells) + " |"


def _ends(one: Checklist) -> str:
    if one.connects is None:
        return f"about a {one.describes}"
    sources, targets = one.connects.sources, one.connects.targets
    return f"{', '.join(sources)} → {', '.join(targets)}, by {one.connects.by}"


def _review() -> Iterator[str]:
    """Give the record of the second reader's pass, kept by hand beside this script."""
    kept = Path(__file__).with_name("second-reading.md")
    if kept.is_file():
        yield ""
        yield kept.read_text("utf-8").rstrip("\n")


def main() -> None:
    """Write every generated file."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    for name, text in generated(load_pack()).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
