"""A review is taken to the version of the pack it is worked through with today."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import yaml

from ninelives import amend, document
from ninelives.amend import GONE, Change
from ninelives.checklist.model import SERVICE, Pack
from ninelives.review import store
from ninelives.review.carry import BEFORE, traced
from ninelives.review.changes import answer_changes, map_changes, orders, section
from ninelives.review.folder import answers_of, map_of, service_answers_of
from ninelives.review.interview import order
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing, Status, checklist_of, standings


class Move(NamedTuple):
    """An answer that is carried over."""

    subject: str
    question: str
    """The question's id today."""
    sources: tuple[str, ...]
    """Ids it was answered under."""
    answer: Answer
    """As it is from now on."""


class Again(NamedTuple):
    """An answer that is stale: its question is asked again."""

    subject: str
    question: str
    ask: str
    why: str


class Upgrade(NamedTuple):
    """What it takes to bring a review to a pack."""

    before: str
    """The pack and version it was written with."""
    after: str
    moves: tuple[Move, ...]
    again: tuple[Again, ...]

    @property
    def needed(self) -> bool:
        """Whether a file has to change."""
        return bool(self.moves) or self.before != self.after


def upgrade(pack: Pack, review: Review) -> Upgrade:
    """Give what it takes to bring a review to a pack; nothing is written."""
    moves, again = [], []
    for one in _every(pack, review):
        found = traced(one.question, review, one.holder)
        if found.answer is not None and found.sources:
            sources = tuple(sorted(found.sources))
            moves.append(Move(one.holder, one.question.id, sources, found.answer))
        if one.status is Status.STALE and one.answer is not None:
            why = _why(one, one.answer)
            again.append(Again(one.holder, one.question.id, one.question.ask, why))
    before = f"{review.pack} {review.pack_version}".strip()
    after = f"{pack.name} {pack.version}"
    return Upgrade(before, after, tuple(moves), tuple(again))


def _every(pack: Pack, review: Review) -> Iterator[Standing]:
    """Give every question once, those that don't apply included."""
    seen: set[tuple[str, str]] = set()
    for subject in review.subjects():
        checklist = checklist_of(pack, review, subject)
        if checklist is None:
            continue
        for one in standings(checklist, review, subject)[0]:
            key = (one.holder, one.question.id)
            if key not in seen:
                seen.add(key)
                yield one


def _why(one: Standing, answer: Answer) -> str:
    """Say why an answer is stale."""
    since = answer.asked.removeprefix(BEFORE)
    for former in one.question.formerly:
        if answer.asked.startswith(BEFORE) and former.step.since == since:
            return f"since {since}: {former.step.changed}"
    if one.question.choice(answer.choice) is None:
        return f"its choice {answer.choice!r} is gone"
    return "its words or choices changed since it was answered"


def carry_out(folder: Path, pack: Pack, review: Review, wanted: Upgrade) -> None:
    """Write an upgrade into the files of a review; the caller holds the lock.

    Comments, keys nobody knows and all else stay as they are. The version is written
    last: an upgrade that was cut short is done again from where it stopped.

    Raises:
        OSError: a file can't be written.
        Unusable: a file can't be read.
    """
    for subject in dict.fromkeys(one.subject for one in wanted.moves):
        moves = tuple(one for one in wanted.moves if one.subject == subject)
        places = order(pack, review, subject)
        store.rewrite(folder, subject, partial(_moved, subject, moves, places))
    store.rewrite(folder, SERVICE, partial(_stamped, pack))


def _stamped(pack: Pack, page: amend.Page) -> amend.Page:
    """Give review.yaml with the pack and version it is worked through with."""
    name = "review.yaml"
    found = map_of(_root(page), Path(name), [])
    new = replace(found, pack=pack.name, pack_version=pack.version)
    return amend.edited(page, map_changes(page.root, found, new), orders(()), name)


def _moved(
    subject: str, moves: Sequence[Move], places: Sequence[str], page: amend.Page
) -> amend.Page:
    """Give a file of answers with answers moved to the questions of today.

    An answer that moves whole keeps its place and all that stands in it: only its key
    is another. What it is split into, or merged from, is written anew.
    """
    name = f"{subject}.yaml"
    used = {one for move in moves for one in move.sources}
    renamed: dict[str, str] = {}
    for move in moves:
        free = [one for one in move.sources if one not in renamed]
        if move.question not in move.sources and free:
            renamed[free[0]] = move.question
    page = _with_keys(page, {section(subject, one) for one in used}, renamed, name)
    read = service_answers_of if subject == SERVICE else answers_of
    there = read(_root(page), Path(name), [])
    changes: list[Change] = []
    for move in moves:
        way = (section(subject, move.question), move.question)
        found = there.get(move.question)
        changes.extend(answer_changes(page.root, way, found, move.answer))
    kept = {move.question for move in moves}
    changes.extend(
        Change((section(subject, one), one), GONE)
        for one in sorted(used - kept - renamed.keys())
    )
    return amend.edited(page, changes, orders(places), name)


def _with_keys(
    page: amend.Page, sections: Collection[str], renamed: Mapping[str, str], name: str
) -> amend.Page:
    """Give a page in which some keys of its sections have other names."""
    spots = []
    for one in sections:
        _, _, under = next(it for it in document.pairs(_root(page)) if it[0] == one)
        if isinstance(under, yaml.MappingNode):
            for key, node, _ in document.pairs(under):
                if key in renamed:
                    start, end = node.start_mark.index, node.end_mark.index
                    spots.append((start, end, renamed[key]))
    text = page.text
    for start, end, new in sorted(spots, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return amend.page_of(text, name)


def _root(page: amend.Page) -> yaml.MappingNode:
    if isinstance(page.root, yaml.MappingNode):
        return page.root
    return yaml.MappingNode("", [])
