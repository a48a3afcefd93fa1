"""Which choices of a lens make one question of ours, and how it is worded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN
from ninelives.exchange.imported import NO, YES
from ninelives.exchange.lens import LensChoice, LensQuestion
from ninelives.exchange.naming import Names, our_id, split
from ninelives.exchange.strangers import is_url, ours, sentence

NEITHER = "none-of-these"
"""What is answered where no choice of a question of ours holds."""
_WHERE = " Where to look: "


class Asked(NamedTuple):
    """A question of ours, made from choices of a lens."""

    id: str
    ask: str
    why: str
    find_out: str
    offers: Mapping[str, LensChoice]
    """Choice of ours → the choice of the lens that is ticked with it."""
    otherwise: str
    """The choice with which none of them is ticked."""
    says: tuple[tuple[str, str], ...]
    """Each choice with its text."""
    said: str
    """What it is called in a list."""

    def standing(self, choices: Sequence[str]) -> str:
        """Say that one of some choices was answered."""
        if self.otherwise == NO:
            title = ours(self.offers[YES].title, 120)
            return f"“{title}” is so" if YES in choices else f"not “{title}”"
        texts = dict(self.says)
        said = " or ".join(f"“{ours(texts[one], 80)}”" for one in choices)
        return f"{ours(self.ask, 120)} {said}"


def grouped(questions: Sequence[LensQuestion], *, own: bool) -> Mapping[str, Asked]:
    """Give the questions of ours for the questions of a pillar, by their ids.

    Args:
        questions: of one pillar.
        own: whether the lens was written by us, so that the id of a choice names the
            question and the choice of ours it was made from.
    """
    return _restored(questions) if own else _yes_or_no(questions)


def variables(
    question: LensQuestion, asked: Mapping[str, Asked], *, own: bool
) -> Mapping[str, tuple[str, ...]]:
    """Give the questions of ours that a question of a lens reads, with its choices."""
    found: dict[str, list[str]] = {}
    places = {
        id(one): name for name, what in asked.items() for one in what.offers.values()
    }
    for choice in _ticked(question):
        name = split(choice.id)[0] if own else places[id(choice)]
        found.setdefault(name, []).append(choice.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _ticked(question: LensQuestion) -> Iterator[LensChoice]:
    """Give the choices of a question but “None of these”, each id once."""
    seen: set[str] = set()
    for one in question.choices:
        if not one.none and one.id not in seen:
            seen.add(one.id)
            yield one


def _yes_or_no(questions: Sequence[LensQuestion]) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    names = Names()
    for question in questions:
        stem = our_id(question.id)
        for choice in _ticked(question):
            own = our_id(choice.id)
            both = own if own.startswith(stem) else our_id(f"{stem}-{own}")
            name = names.once(both)
            found[name] = _yes(name, question, choice)
    return found


def _yes(name: str, question: LensQuestion, choice: LensChoice) -> Asked:
    title = ours(choice.title or choice.id, 400)
    about = choice.about or question.about
    asked = ours(question.title, 400)
    return Asked(
        id=name,
        ask=f"{asked} Is this so: {title.rstrip('.?')}?".strip(),
        why=sentence(about, f"The lens asks for it: {title}"),
        find_out=_look(choice),
        offers={YES: choice},
        otherwise=NO,
        says=((YES, "Yes, this is so"), (NO, "No")),
        said=f"{question.id}, {choice.id or choice.place} ({ours(choice.title, 80)})",
    )


def _look(choice: LensChoice) -> str:
    """Give the page that a choice leads to."""
    if is_url(choice.links[0].url if choice.links else ""):
        return f"Read {choice.links[0].url}"
    return "Ask whoever runs this part of the service."


def _restored(questions: Sequence[LensQuestion]) -> dict[str, Asked]:
    """Put the choices of each question of ours together again."""
    offers: dict[str, dict[str, LensChoice]] = {}
    for question in questions:
        for choice in _ticked(question):
            name, own = split(choice.id)
            own = own or YES
            if own in (UNKNOWN, NOT_APPLICABLE, NEITHER):
                own = f"{own}-2"
            offers.setdefault(name, {}).setdefault(own, choice)
    return {name: _again(name, some) for name, some in offers.items()}


def _again(name: str, offers: Mapping[str, LensChoice]) -> Asked:
    worded = [_worded(one) for one in offers.values()]
    known = next((one for one in worded if one is not None), None)
    fallback = f"Which of these holds: {name}?", "The lens asks for it.", ""
    ask, why, where = known[1:] if known else fallback
    texts = [
        (own, ours(said[0] if said else choice.title, 400) or own)
        for (own, choice), said in zip(offers.items(), worded, strict=True)
    ]
    return Asked(
        id=name,
        ask=ours(ask, 800),
        why=sentence(why, "The lens asks for it."),
        find_out=sentence(where, "Ask whoever runs this part of the service."),
        offers=offers,
        otherwise=NEITHER,
        says=(*texts, (NEITHER, "None of these")),
        said=name,
    )


def _worded(choice: LensChoice) -> tuple[str, str, str, str] | None:
    """Give what a choice of ours says, its question, why, and where to look.

    The exporter wrote `ASK SAYS. WHY. Where to look: …` and titled it `ASK SAYS`, the
    question cut where there was no room. None where that can't be taken apart.
    """
    for mark in re.finditer(r"[?] ", choice.about):
        ask, rest = choice.about[: mark.end() - 1], choice.about[mark.end() :]
        cut = choice.title.rpartition("… ")[2]
        says = choice.title.removeprefix(f"{ask} ") if ask in choice.title else cut
        if says.endswith("…") and rest.startswith(says[:-1]):
            says = rest[: rest.find(". ", len(says) - 1)]
        if says and rest.startswith(f"{says}."):
            why, _, where = rest[len(says) + 2 :].partition(_WHERE)
            return says, ask, why, where
    return None
