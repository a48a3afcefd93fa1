"""Checklist → pillars of a custom lens: a question for each pitfall it can raise.

What can be ticked are the answers that lower the risk. Nothing ticked is what nobody
answered: the worst. The rules give for every set of ticks the risk that the assessment
comes to with these answers and no other; where several choices of one of our questions
are ticked, never a lower risk than the worst of them has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ninelives.checklist.knowledge import Pitfall, Source
from ninelives.checklist.model import Checklist, Choice, Mitigation, Pack, Question
from ninelives.exchange.condition import DEFAULT
from ninelives.exchange.lens import MAX_CHOICES, MAX_QUESTIONS, RISKS
from ninelives.exchange.level import Levels, levels
from ninelives.exchange.naming import lens_id
from ninelives.exchange.plain_text import Reader, cut
from ninelives.exchange.table import Table, Term, cover

TITLE, ABOUT, PLAN = 128, 1_024, 2_048
"""The most characters of a title, of a description, of an improvement plan."""
_LINKS = 5

Json = dict[str, object]


class Made(NamedTuple):
    """What came of a checklist."""

    pillars: tuple[Json, ...]
    left_out: tuple[str, ...]
    """What could not be carried, and why, each a sentence."""


def pillars(pack: Pack, checklist: Checklist, impact: str) -> Made:
    """Give the pillars of a checklist: twenty questions in each but the last."""
    questions: list[Json] = []
    left_out: list[str] = []
    writer = _Writer(pack, checklist, impact)
    for name in checklist.pitfalls():
        question, missing = writer.question(pack.pitfalls[name])
        if question is not None:
            questions.append(question)
        left_out.extend(missing)
    groups = [
        questions[at : at + MAX_QUESTIONS]
        for at in range(0, len(questions), MAX_QUESTIONS)
    ]
    made: list[Json] = []
    for number, group in enumerate(groups, start=1):
        many = len(groups) > 1
        title = cut(checklist.title, TITLE - 16)
        made.append(
            {
                "id": lens_id(checklist.id, *((str(number),) if number > 1 else ())),
                "name": f"{title} ({number} of {len(groups)})" if many else title,
                "questions": group,
            }
        )
    return Made(tuple(made), tuple(left_out))


def rules(found: Levels, ids: Sequence[Sequence[str]]) -> list[Json]:
    """Give the risk rules: a condition for each risk but the highest, then default.

    Args:
        found: what the answers make of the pitfall.
        ids: for each question the ids of its choices in the lens.
    """
    reached = [one for one in RISKS if found.points[one]]
    made: list[Json] = []
    allowed = 0
    for risk in reached[:-1]:
        allowed |= found.points[risk]
        terms = cover(found.table, found.points[risk], allowed)
        text = " || ".join(f"({_term(found.table, ids, one)})" for one in terms)
        made.append({"condition": text, "risk": risk})
    made.append({"condition": DEFAULT, "risk": reached[-1]})
    return made


def _term(table: Table, ids: Sequence[Sequence[str]], term: Term) -> str:
    parts = []
    for variable in range(len(table.sizes)):
        some = term.get(variable)
        if some is None:
            continue
        own = ids[variable]
        wanted = [one for at, one in enumerate(own, start=1) if at in some]
        if 0 not in some:
            parts.append(wanted[0] if len(wanted) == 1 else f"({' || '.join(wanted)})")
        parts.extend(f"!{one}" for at, one in enumerate(own, start=1) if at not in some)
    return " && ".join(parts)


class _Writer:
    """One checklist on its way into a lens."""

    def __init__(self, pack: Pack, checklist: Checklist, impact: str) -> None:
        self._pack = pack
        self._checklist = checklist
        self._impact = impact
        self._reader = Reader(pack, checklist)

    def question(self, pitfall: Pitfall) -> tuple[Json | None, tuple[str, ...]]:
        """Give the question about a pitfall, and what of it is left out."""
        where = f"{self._checklist.id}, {pitfall.id}"
        found = levels(self._checklist, pitfall.id, self._pack.scale, self._impact)
        if found is None:
            return None, (f"{where}: there are too many ways to answer.",)
        found, dropped = fitted(found)
        if not found.questions:
            idle = f"no answer changes the risk where the harm is {self._impact}"
            return None, (f"{where}: {idle}.",)
        choices: list[Json] = []
        ids = []
        for question, offered in zip(found.questions, found.offered, strict=True):
            ids.append([lens_id(question.id, one) for one in offered])
            known = [one for one in question.choices if one.id in offered]
            choices.extend(self._choice(question, one) for one in known)
        choices.append(
            {"id": f"{lens_id(pitfall.id)[:61]}_no", "title": "None of these"}
        )
        made: Json = {
            "id": lens_id(self._checklist.id, pitfall.id),
            "title": cut(f"{self._read(pitfall.title)}: what prevents it?", TITLE),
            "description": cut(self._read(pitfall.about), ABOUT),
            **_resource("helpfulResource", "Where this is described", pitfall.sources),
            "choices": choices,
            "riskRules": rules(found, ids),
        }
        return made, tuple(
            f"{where}: {one!r} is not asked, there is no room for its choices."
            for one in dropped
        )

    def _read(self, text: str) -> str:
        return self._reader.read(text)

    def _choice(self, question: Question, choice: Choice) -> Json:
        says, ask = self._read(choice.says), self._read(question.ask)
        room = TITLE - len(says) - 1
        title = f"{cut(ask, room)} {says}" if room > TITLE // 4 else cut(says, TITLE)
        help_text = f"{ask} {says}. {self._ended(question.why)} Where to look: "
        sources = self._sources(question.cites)
        made: Json = {
            "id": lens_id(question.id, choice.id),
            "title": title,
            **_resource(
                "helpfulResource",
                cut(help_text + self._read(question.find_out), PLAN),
                sources,
            ),
            **self._plan(question, choice),
        }
        content = list(self._content(question.cites))[:_LINKS]
        if content:
            made["additionalResources"] = [
                {"type": "HELPFUL_RESOURCE", "content": content}
            ]
        return made

    def _content(self, facts: Iterable[str]) -> Iterator[Json]:
        """Give each fact with its first source."""
        for name in facts:
            fact = self._checklist.facts.get(name)
            if fact is None:
                continue
            says = self._ended(fact.says)
            if fact.unverified:
                says += f" Unverified: {self._ended(fact.unverified)}"
            for one in fact.sources[:1]:
                says += f" Read on {one.checked}."
            yield _shown(cut(says, PLAN), fact.sources)

    def _plan(self, question: Question, choice: Choice) -> Json:
        """Give what to do to come to a choice."""
        ways = [
            one
            for one in self._checklist.mitigations
            if one.answers.get(question.id) == choice.id
        ]
        if not ways:
            says, where = self._read(choice.says), self._read(question.find_out)
            text = f"Bring about that this holds: {says}. Where to look: {where}"
            return _resource("improvementPlan", cut(text, PLAN), ())
        text = " Or: ".join(self._prescribed(one) for one in ways)
        sources = self._sources(one for way in ways for one in way.cites)
        return _resource("improvementPlan", cut(text, PLAN), sources)

    def _prescribed(self, one: Mitigation) -> str:
        steps = (
            f"{at}. {self._ended(step)}" for at, step in enumerate(one.steps, start=1)
        )
        cost = f"Side effects: {self._ended(one.side_effects)}"
        proof = (
            f"Prove it: {self._ended(one.prove.fault)}",
            f"Watch: {self._ended(one.prove.watch)}",
            f"Expect: {self._ended(one.prove.expect)}",
        )
        title = f"{self._read(one.title)} (effort: {one.effort})."
        costs = (cost,) if one.side_effects else ()
        return " ".join((title, *steps, *costs, *proof))

    def _ended(self, text: str) -> str:
        return f"{self._read(text).rstrip('.')}."

    def _sources(self, facts: Iterable[str]) -> list[Source]:
        known = (self._checklist.facts.get(one) for one in facts)
        return [source for one in known if one is not None for source in one.sources]


def fitted(found: Levels) -> tuple[Levels, tuple[str, ...]]:
    """Leave questions open until the choices of the others fit in a lens.

    Gives the ids of those left open, too; open, they count as their worst choice.
    """
    dropped = []
    while sum(map(len, found.offered)) > MAX_CHOICES - 1:
        dropped.append(found.questions[-1].id)
        small = Table(found.table.sizes[:-1])
        found = Levels(
            found.questions[:-1],
            found.offered[:-1],
            small,
            {risk: points & small.every for risk, points in found.points.items()},
        )
    return found, tuple(dropped)


def _resource(key: str, text: str, sources: Sequence[Source]) -> Json:
    return {key: _shown(text, sources)}


def _shown(text: str, sources: Sequence[Source]) -> Json:
    """Give a text, and the first page it comes from."""
    url = next(_urls(sources), "")
    return {"displayText": text, **({"url": url} if url else {})}


def _urls(sources: Iterable[Source]) -> Iterator[str]:
    for one in sources:
        if one.url.startswith(("https://", "http://")):
            yield one.url
