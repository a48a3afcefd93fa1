"""A custom lens → checklists of ours: a pillar each, a pitfall for each question.

What can be ticked becomes a question with yes and no, since a lens lets one tick many;
in a lens that we wrote, the choices of one question of ours come together again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.errors import Problem, Unusable
from ninelives.evidence.tree import Tree
from ninelives.exchange.effects import Effects
from ninelives.exchange.grouping import Asked, grouped, variables
from ninelives.exchange.imported import (
    Chapter,
    Imported,
    Json,
    checklist_id,
    fact,
    pack_id,
    pitfall,
    short_id,
)
from ninelives.exchange.lens import Lens, LensQuestion, Pillar
from ninelives.exchange.lenses import MARK
from ninelives.exchange.naming import JOIN, Names, our_id
from ninelives.exchange.plan import mitigations, together
from ninelives.exchange.strangers import Shape, ended, ours, sentence, unread
from ninelives.exchange.table import TooMany
from ninelives.exchange.ticks import Ticks, ticks

_SOURCE = "an AWS custom lens"
_LINK: Shape = {"displayText": None, "url": None}
_CHOICE: Shape = {
    "id": None,
    "title": None,
    "description": None,
    "helpfulResource": _LINK,
    "improvementPlan": _LINK,
    "additionalResources": [{"type": None, "content": [_LINK]}],
}
_QUESTION: Shape = {
    "id": None,
    "title": None,
    "description": None,
    "helpfulResource": _LINK,
    "choices": [_CHOICE],
    "riskRules": [{"condition": None, "risk": None}],
}
_FILE: Shape = {
    "schemaVersion": None,
    "name": None,
    "description": None,
    "pillars": [{"id": None, "name": None, "questions": [_QUESTION]}],
}


def from_lens(lens: Lens, tree: Tree, problems: list[Problem]) -> Imported:
    """Give what checklists can hold of a lens.

    Args:
        lens: as read.
        tree: the file it was read from.
        problems: gets a warning for each part of the file that is passed over.

    Raises:
        Unusable: it asks nothing.
    """
    found = sum(1 for _ in lens.questions)
    problems.extend(unread(tree, _FILE))
    if not found:
        nothing = Problem(lens.place, "no pillar asks anything", "a question")
        raise Unusable([nothing, *problems])
    title = ours(lens.name, 100) or "Custom lens"
    writer = _Lens(pack_id(title), title, problems, own=lens.about.startswith(MARK))
    names = Names()
    chapters = tuple(
        writer.chapter(names.once(short_id(name)), title, questions)
        for name, title, questions in _chapters(lens.pillars, own=writer.own)
    )
    about = sentence(lens.about, f"Taken over from the custom lens “{title}”.")
    left_out = (*_always(), *writer.left_out)
    return Imported(writer.id, title, about, _SOURCE, chapters, found, left_out)


def _always() -> Iterator[str]:
    yield "the kind of each resource link; all are pages to look at"
    yield "the order of pillars by priority, which a workload sets"
    yield "the harm: each question counts for all harms, the greatest impact decides"
    yield "nothing ticked at all: answering no throughout is “None of these”"


def _chapters(
    pillars: Sequence[Pillar], *, own: bool
) -> Iterator[tuple[str, str, list[LensQuestion]]]:
    """Give id, title and questions; numbered pillars of ours are one checklist."""
    found: dict[str, tuple[str, list[LensQuestion]]] = {}
    for at, pillar in enumerate(pillars):
        name, title = pillar.id or str(at), pillar.name or pillar.id or "Questions"
        if own:
            name = name.partition(JOIN)[0]
            title = title.rpartition(" (")[0] if title.endswith(")") else title
        elif name in found:
            name = f"{name}-{at}"
        found.setdefault(name, (ours(title, 100), []))[1].extend(pillar.questions)
    for name, (title, questions) in found.items():
        yield name, title, questions


class _Lens:
    """A lens on its way into checklists, and what of it is lost."""

    def __init__(
        self, name: str, title: str, problems: list[Problem], *, own: bool
    ) -> None:
        self.id = name
        self.own = own
        self._problems = problems
        self.left_out: list[str] = []
        self._title = title
        self._pitfalls = Names()

    def chapter(
        self, name: str, title: str, questions: Sequence[LensQuestion]
    ) -> Chapter:
        """Give the checklist of a pillar."""
        source = _SOURCE
        asked = grouped(questions, own=self.own)
        held: dict[str, tuple[LensQuestion, Ticks, list[str]]] = {}
        writer = Effects(asked)
        lost: set[str] = set()
        for question in questions:
            pitfall_id = self._named(question)
            groups = variables(question, asked, own=self.own)
            worked = ticks(question, list(groups.values()))
            said = self._worked(question, worked)
            try:
                if not said:
                    writer.take(pitfall_id, worked, list(groups))
            except TooMany:
                why = "its risk rules come to too many conditions"
                said = f"{_name(question)}: not asked, {why}"
            if said:
                self.left_out.append(said)
                lost.update(groups)
                continue
            held[pitfall_id] = (question, worked, list(groups))
        checklist = checklist_id(self.id, name)
        kept = [one for one in asked.values() if one.id in writer.used]
        facts = {"lens": fact(f"“{self._title}” asks this under “{title}”.", source)}
        for one in asked.values():
            if one.id not in writer.used | lost:
                why = "the risk never changes with it"
                self.left_out.append(f"{name}, {one.said}: not asked, {why}")
        made = [_question(one, writer, facts) for one in kept]
        ways = {one: (worked, ids) for one, (_, worked, ids) in held.items()}
        plans = mitigations(kept, ways)
        used = {one.id: one for one in kept}
        for name_of, (question, _, _) in held.items() if not self.own else ():
            plans += together(name_of, _asked(question), used, ways[name_of])
        return Chapter(
            id=name,
            title=title,
            about=f"What the custom lens “{self._title}” asks under “{title}”.",
            pitfalls=[
                pitfall(one, _asked(question), _about(question), checklist, source)
                for one, (question, _, _) in held.items()
            ],
            facts=facts,
            questions=made,
            rules=writer.rules,
            mitigations=plans,
        )

    def _named(self, question: LensQuestion) -> str:
        """Give the id of the pitfall behind a question, one that nobody else has."""
        wanted = our_id(f"{self.id}-{question.id}")
        name = self._pitfalls.once(wanted)
        if name != wanted:
            self._problems.append(
                Problem(
                    question.place,
                    f"question {question.id!r} is there already",
                    remedy=f"its pitfall is called {name}",
                    level="warning",
                )
            )
        return name

    def _worked(self, question: LensQuestion, worked: Ticks) -> str:
        """Say why a question can't be carried; empty where it can."""
        if not worked.constant:
            return ""
        risk = next((one for one, at in worked.points.items() if at), "NO_RISK")
        return f"{_name(question)}: not asked, it is {risk} whatever is ticked"


def _question(asked: Asked, writer: Effects, facts: dict[str, Json]) -> Json:
    cites = ["lens"]
    for choice in asked.offers.values():
        for link in choice.links[1:]:
            says = f"{ended(link.text)} {link.url}".strip()
            name = short_id(says)
            facts.setdefault(name, fact(says, _SOURCE))
            cites.append(name)
    choices: list[Json] = []
    for name, says in asked.says:
        does = writer.effects.get((asked.id, name))
        choices.append(
            {"id": name, "says": says, **({"exposes": does} if does else {})}
        )
    return {
        "id": asked.id,
        "ask": asked.ask,
        "why": asked.why,
        "choices": choices,
        "find-out": asked.find_out,
        "cites": list(dict.fromkeys(cites)),
    }


def _name(question: LensQuestion) -> str:
    return f"{question.id or question.place} ({ours(question.title, 80)})"


def _asked(question: LensQuestion) -> str:
    return question.title.removesuffix(": what prevents it?") or question.id


def _about(question: LensQuestion) -> str:
    parts = (question.about, question.link.text, question.link.url)
    return " ".join(ended(one) for one in dict.fromkeys(parts) if one)
