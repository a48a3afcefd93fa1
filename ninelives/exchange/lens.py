"""An AWS Well-Architected custom lens, read from JSON of the schema 2021-11-01.

Limits: the user guide's specification of the lens format, and the service model of
botocore (wellarchitected 2020-03-31).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ninelives.errors import Place, Problem, unusable
from ninelives.evidence.tree import Tree

SCHEMA = "2021-11-01"
MAX_BYTES = 500_000
MAX_PILLARS = 10
MAX_QUESTIONS = 20
"""In one pillar."""
MAX_CHOICES = 15
"""Of one question, “None of these” among them."""
MAX_RULES = 3
_MOST = 1_000
"""More questions than this, five times what a lens may hold, are refused."""
RISKS = ("NO_RISK", "MEDIUM_RISK", "HIGH_RISK")
"""Mildest first."""
ID = re.compile(r"[A-Za-z0-9_]{3,64}\Z")
NONE = "_no"
"""What the id of “None of these” ends in."""


class Link(NamedTuple):
    """A text to show, and where it leads."""

    text: str = ""
    url: str = ""


class LensChoice(NamedTuple):
    """Something that can be ticked."""

    id: str
    title: str
    about: str
    """Help about it, or empty."""
    plan: Link
    """What to do where it is not ticked."""
    links: tuple[Link, ...]
    """Where to read more."""
    place: Place

    @property
    def none(self) -> bool:
        """Whether it stands for “None of these”."""
        return self.id.endswith(NONE)


class LensRule(NamedTuple):
    """One risk rule: the first one that holds decides."""

    condition: str
    risk: str
    place: Place


class LensQuestion(NamedTuple):
    """A question of a lens, which any number of its choices may answer."""

    id: str
    title: str
    about: str
    link: Link
    choices: tuple[LensChoice, ...]
    rules: tuple[LensRule, ...]
    place: Place


class Pillar(NamedTuple):
    """A group of questions."""

    id: str
    name: str
    questions: tuple[LensQuestion, ...]


class Lens(NamedTuple):
    """A custom lens."""

    name: str
    about: str
    pillars: tuple[Pillar, ...]
    extras: tuple[str, ...]
    """Keys of the lens itself that the format does not have."""
    place: Place

    @property
    def questions(self) -> Iterator[LensQuestion]:
        """Every question, pillar by pillar."""
        for pillar in self.pillars:
            yield from pillar.questions


def is_lens(tree: Tree) -> bool:
    """Whether a JSON file looks like a custom lens."""
    return tree.get("pillars") is not None


def read_lens(tree: Tree) -> Lens:
    """Give the lens a tree describes; what is missing in it is empty.

    Raises:
        Unusable: it is of another schema, or holds more than any lens can.
    """
    version = _text(tree, "schemaVersion")
    if version != SCHEMA:
        said = (
            f"schemaVersion is {version!r}" if version else "schemaVersion is missing"
        )
        raise unusable(tree.file, said, expected=repr(SCHEMA))
    known = {"schemaVersion", "name", "description", "pillars"}
    lens = Lens(
        name=_text(tree, "name"),
        about=_text(tree, "description"),
        pillars=tuple(_pillar(one) for one in _list(tree, "pillars")),
        extras=tuple(key for key, _ in tree.items() if key not in known),
        place=tree.place,
    )
    questions = tuple(lens.questions)
    if len(questions) > _MOST:
        found = f"the lens has {len(questions):,} questions"
        raise unusable(tree.file, found, expected=f"at most {_MOST:,}")
    for question in questions:
        if len(question.choices) > MAX_CHOICES + 1:
            found = f"question {question.id!r} has {len(question.choices)} choices"
            raise unusable(
                str(question.place), found, expected=f"at most {MAX_CHOICES}"
            )
    return lens


def wrong(lens: Lens) -> Iterator[Problem]:
    """Give a problem for what the format does not allow."""
    if len(lens.pillars) > MAX_PILLARS:
        found = f"{len(lens.pillars)} pillars"
        yield Problem(lens.place, found, expected=f"at most {MAX_PILLARS}")
    for pillar in lens.pillars:
        if len(pillar.questions) > MAX_QUESTIONS:
            found = f"pillar {pillar.id!r} has {len(pillar.questions)} questions"
            yield Problem(lens.place, found, expected=f"at most {MAX_QUESTIONS}")
    for question in lens.questions:
        yield from _wrong_question(question)


def _wrong_question(question: LensQuestion) -> Iterator[Problem]:
    name = f"question {question.id!r}"
    if len(question.choices) > MAX_CHOICES:
        found = f"{name} has {len(question.choices)} choices"
        yield Problem(question.place, found, expected=f"at most {MAX_CHOICES}")
    if len(question.rules) > MAX_RULES:
        found = f"{name} has {len(question.rules)} risk rules"
        yield Problem(question.place, found, expected=f"at most {MAX_RULES}")
    yield from _wrong_id(question.id, question.place)
    seen: set[str] = set()
    for choice in question.choices:
        yield from _wrong_id(choice.id, choice.place)
        if choice.id in seen:
            yield Problem(choice.place, f"{name} has {choice.id!r} twice")
        seen.add(choice.id)
        if not (choice.none or choice.plan.text):
            found = f"choice {choice.id!r} of {name} has no improvement plan"
            yield Problem(choice.place, found)
    for rule in question.rules:
        if rule.risk not in RISKS:
            found = f"{rule.risk!r} is no risk of a lens"
            yield Problem(rule.place, found, expected=", ".join(RISKS))


def _wrong_id(name: str, place: Place) -> Iterator[Problem]:
    if not ID.match(name):
        expected = "3 to 64 letters, digits and _"
        yield Problem(place, f"{name!r} is no id of a lens", expected)


def _text(tree: Tree, key: str) -> str:
    found = tree.get(key)
    return found.text().strip() if found is not None else ""


def _list(tree: Tree, key: str) -> tuple[Tree, ...]:
    """Give the mappings of a list; what is none of them is passed over."""
    found = tree.get(key)
    entries = found.entries() if found is not None else ()
    return tuple(one for one in entries if isinstance(one.value, dict))


def _link(tree: Tree | None) -> Link:
    return (
        Link() if tree is None else Link(_text(tree, "displayText"), _text(tree, "url"))
    )


def _pillar(tree: Tree) -> Pillar:
    questions = tuple(_question(one) for one in _list(tree, "questions"))
    return Pillar(_text(tree, "id"), _text(tree, "name"), questions)


def _question(tree: Tree) -> LensQuestion:
    return LensQuestion(
        id=_text(tree, "id"),
        title=_text(tree, "title"),
        about=_text(tree, "description"),
        link=_link(tree.get("helpfulResource")),
        choices=tuple(_choice(one) for one in _list(tree, "choices")),
        rules=tuple(
            LensRule(_text(one, "condition"), _text(one, "risk"), one.place)
            for one in _list(tree, "riskRules")
        ),
        place=tree.place,
    )


def _choice(tree: Tree) -> LensChoice:
    more = [
        _link(content)
        for resource in _list(tree, "additionalResources")
        for content in _list(resource, "content")
    ]
    links = (_link(tree.get("helpfulResource")), *more)
    return LensChoice(
        id=_text(tree, "id"),
        title=_text(tree, "title"),
        about=_text(tree, "description") or links[0].text,
        plan=_link(tree.get("improvementPlan")),
        links=tuple(dict.fromkeys(one for one in links if one.text or one.url)),
        place=tree.place,
    )
