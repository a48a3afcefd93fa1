"""Checklists in another language: texts laid over ours by id, nothing else changed.

`languages/de/aws/sns-lambda.yaml` of a pack translates its checklist `aws/sns-lambda`.
Each text keeps the digest of the original it was made from; where the original has
changed since, the original is shown.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives import document, shape
from ninelives.checklist.model import Checklist, Choice, Mitigation, Pack, Question
from ninelives.checklist.schema import TRANSLATION
from ninelives.errors import Place, Problem, Unusable, nearest
from ninelives.shape import Got

ROOM = "languages"
"""The folder of a pack in which its translations lie, a folder for each language."""
_LETTERS = 8
"""So many digits of its SHA-256 tell an original from another."""
_HOLE = re.compile(r"\{[^{}]*\}")
_ASKED = ("ask", "why", "find-out")

Spot = tuple[str, ...]
"""Where a text stands: `("questions", "batch", "choices", "one")`."""


class Told(NamedTuple):
    """One translated text."""

    of: str
    """Digest of the original."""
    says: str
    place: Place


class Overlay(NamedTuple):
    """The translation of one checklist."""

    checklist: str
    texts: Mapping[Spot, Told]
    place: Place


def digest(text: str) -> str:
    """Give what tells an original text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:_LETTERS]


def in_language(pack: Pack, folders: Sequence[Path], language: str) -> Pack:
    """Give a pack with its checklists in a language, as far as they are translated.

    Args:
        pack: the pack, as it was loaded.
        folders: those it was read from; what a later one says comes first.
        language: such as `de`.

    Raises:
        Unusable: a translation can't be read.
    """
    problems: list[Problem] = []
    found = dict(pack.checklists)
    for folder in folders:
        for name, one in found.items():
            path = folder / ROOM / language / f"{name}.yaml"
            if path.is_file():
                found[name] = _laid_over(one, _read(path, name, problems).texts)
    if problems:
        raise Unusable(problems)
    return pack._replace(checklists=found, original=pack)


def _read(path: Path, name: str, problems: list[Problem]) -> Overlay:
    try:
        node = document.read(path)
    except Unusable as error:
        problems.extend(error.problems)
        return Overlay(name, {}, Place(str(path)))
    got: Got | None = shape.check(node, TRANSLATION, str(path), problems)
    if got is None:
        return Overlay(name, {}, Place(str(path)))
    if got.get("translates", name) != name:
        found = f"translates is {got['translates']!r}"
        expected = f"{name!r}, the name of the file"
        problems.append(Problem(got.at("translates"), found, expected))
    return Overlay(name, dict(_texts(got, ())), got.place)


def _texts(got: Mapping[str, object], at: Spot) -> Iterator[tuple[Spot, Told]]:
    """Give every text below a record, with where it stands."""
    for key, value in got.items():
        if isinstance(value, Got) and "says" in value and "of" in value:
            yield (*at, key), Told(str(value["of"]), value["says"], value.place)
        elif isinstance(value, Mapping):
            yield from _texts(value, (*at, key))


def originals(checklist: Checklist) -> Mapping[Spot, str]:
    """Give every text of a checklist that may be translated, by where it stands."""
    found: dict[Spot, str] = {
        ("title",): checklist.title,
        ("about",): checklist.about,
    }
    for one in checklist.questions:
        at = ("questions", one.id)
        for key, text in zip(_ASKED, (one.ask, one.why, one.find_out), strict=True):
            found[*at, key] = text
        for choice in one.choices:
            found[*at, "choices", choice.id] = choice.says
    for two in checklist.mitigations:
        found["mitigations", two.id, "title"] = two.title
    return found


def _laid_over(checklist: Checklist, texts: Mapping[Spot, Told]) -> Checklist:
    def say(text: str, *at: str) -> str:
        told = texts.get(at)
        return told.says if told and told.of == digest(text) else text

    def choice(one: Choice, question: str) -> Choice:
        return one._replace(
            says=say(one.says, "questions", question, "choices", one.id)
        )

    def question(one: Question) -> Question:
        return one._replace(
            ask=say(one.ask, "questions", one.id, "ask"),
            why=say(one.why, "questions", one.id, "why"),
            find_out=say(one.find_out, "questions", one.id, "find-out"),
            choices=tuple(choice(two, one.id) for two in one.choices),
        )

    def mitigation(one: Mitigation) -> Mitigation:
        return one._replace(title=say(one.title, "mitigations", one.id, "title"))

    return checklist._replace(
        title=say(checklist.title, "title"),
        about=say(checklist.about, "about"),
        questions=tuple(map(question, checklist.questions)),
        mitigations=tuple(map(mitigation, checklist.mitigations)),
    )


def proofs(pack: Pack, folders: Sequence[Path]) -> Iterator[Problem]:
    """Give what is wrong with the translations of packs, and what is stale in them."""
    for folder in folders:
        for path in sorted((folder / ROOM).glob("*/**/*.yaml")):
            inside = path.relative_to(folder / ROOM).with_suffix("")
            yield from _proved(pack, path, "/".join(inside.parts[1:]))


def _proved(pack: Pack, path: Path, name: str) -> Iterator[Problem]:
    problems: list[Problem] = []
    overlay = _read(path, name, problems)
    yield from problems
    checklist = pack.checklists.get(name)
    if checklist is None:
        near = nearest(name, pack.checklists)
        yield Problem(overlay.place, f"there is no checklist {name!r}", nearest=near)
        return
    known = originals(checklist)
    for at, told in overlay.texts.items():
        if at not in known:
            yield _unknown(at, told, known)
        elif told.of != digest(known[at]):
            yield Problem(
                told.place,
                f"the original of {' '.join(at)} is another one",
                remedy=f"look at it again, then write of: '{digest(known[at])}'",
                level="warning",
            )
        elif sorted(_HOLE.findall(told.says)) != sorted(_HOLE.findall(known[at])):
            holes = ", ".join(_HOLE.findall(known[at])) or "no placeholder"
            found = f"{' '.join(at)} has other placeholders than its original"
            yield Problem(told.place, found, holes)


def _unknown(at: Spot, told: Told, known: Mapping[Spot, str]) -> Problem:
    """Say which part of where a text stands is not there, and what is nearest."""
    good = 0
    while any(one[: good + 1] == at[: good + 1] for one in known):
        good += 1
    here = sorted({one[good] for one in known if one[:good] == at[:good]})
    found = f"there is no {' '.join(at[: good + 1])}"
    return Problem(told.place, found, nearest=nearest(at[good], here))
