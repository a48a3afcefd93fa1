"""One checklist with its blocks and what a team's pack changes in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ninelives.checklist import build, schema
from ninelives.checklist.compose import extend
from ninelives.checklist.model import SERVICE, Checklist, Connects, Disabled
from ninelives.checklist.resolve import in_order
from ninelives.checklist.shelf import Shelf
from ninelives.errors import Place, Problem
from ninelives.shape import Got


def gather(shelf: Shelf, name: str) -> tuple[Checklist, list[Disabled]]:
    """Give a checklist, and what a team's pack leaves out of it.

    What is wrong with its files is added to the shelf's problems.
    """
    got = shelf.checklist(name, schema.CHECKLIST)
    connects, describes = got.get("connects"), got.get("describes", "")
    if got and (connects is None) == (not describes):
        found = "a checklist either connects or describes something"
        shelf.problems.append(Problem(got.place, found))
    written, ends = _written(shelf, got, describes)
    disabled: list[Disabled] = []
    for extension in shelf.extensions(name, schema.EXTENSION):
        written, gone = extend(written, extension, shelf.problems)
        ends.append("")
        disabled.extend(gone)
    parts = _Parts(shelf.problems)
    for part, end in zip(written, ends, strict=True):
        parts.take(part, build.Builder(shelf.problems, end))
    questions = in_order(parts.lists["questions"], shelf.problems)
    if name == SERVICE:
        questions = tuple(one._replace(under="about") for one in questions)
    checklist = Checklist(
        id=name,
        title=got.get("title", ""),
        about=got.get("about", ""),
        connects=_connects(connects),
        describes=describes,
        facts=parts.facts,
        questions=questions,
        rules=tuple(parts.lists["rules"]),
        mitigations=tuple(parts.lists["mitigations"]),
        delivery=got.get("delivery", {}),
        place=got.place,
    )
    return checklist, disabled


def _written(shelf: Shelf, got: Got, describes: str) -> tuple[list[Got], list[str]]:
    """Give a checklist and its blocks as written, and the end each is bound to."""
    written, ends = [got], [""]
    for use in got.get("use", ()):
        block = shelf.block(use, schema.BLOCK)
        if block is not None:
            written.append(block)
            ends.append(use.get("component", "component" if describes else "target"))
    return written, ends


def _connects(got: Got | None) -> Connects | None:
    if got is None:
        return None
    return Connects(
        tuple(got.get("source", ())), tuple(got.get("target", ())), got.get("by", "")
    )


class _Parts:
    """The facts, questions, rules and mitigations of a checklist and its blocks."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self.facts: dict[str, Any] = {}
        self.lists: dict[str, list[Any]] = {
            "questions": [],
            "rules": [],
            "mitigations": [],
        }
        self._seen: dict[tuple[str, str], Place] = {}

    def take(self, got: Got, builder: build.Builder) -> None:
        """Add what one file says."""
        for fact_id, one in got.get("facts", {}).items():
            self._once("fact", fact_id, one.place)
            self.facts[fact_id] = build.fact(fact_id, one)
        kinds: Iterable[tuple[str, Any]] = (
            ("questions", builder.question),
            ("rules", builder.rule),
            ("mitigations", builder.mitigation),
        )
        for kind, make in kinds:
            for one in got.get(kind, ()):
                self._once(kind[:-1], one.get("id", ""), one.place)
                self.lists[kind].append(make(one))

    def _once(self, kind: str, name: str, place: Place) -> None:
        first = self._seen.setdefault((kind, name), place)
        if first != place:
            found = f"{kind} {name!r} is there already, at {first}"
            self._problems.append(Problem(place, found))
