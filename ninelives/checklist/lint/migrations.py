"""Migrations lead somewhere: to a question and choices of today, or to a later step."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.checklist.former import release
from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN, Migration, Pack, Question
from ninelives.errors import Problem, nearest


def targets(pack: Pack) -> Iterator[Problem]:
    """Give a problem for each migration whose answers would end nowhere."""
    for one in pack.migrations:
        if one.checklist and one.checklist not in pack.checklists:
            found = f"there is no checklist {one.checklist!r}"
            near = nearest(one.checklist, pack.checklists)
            yield Problem(one.place, found, nearest=near)
        elif not any(_continues(later, one) for later in pack.migrations):
            yield from _ends(pack, one)
        versions = {part.name: part.version for part in pack.parts}
        if release(one.since) > release(versions.get(one.pack, one.since)):
            found = f"since is {one.since}, and {one.pack} is {versions[one.pack]}"
            yield Problem(one.place, found, "a version of this pack that exists")


def _ends(pack: Pack, one: Migration) -> Iterator[Problem]:
    """Give what is wrong with a migration that no later one goes on from."""
    questions = _asked(pack, one)
    if not questions:
        every = [question.id for question in _questions(pack, one)]
        found = f"no checklist asks {one.after!r} today"
        yield Problem(one.place, found, nearest=nearest(one.after, every))
    for question in questions:
        known = [choice.id for choice in question.choices]
        for choice in one.choices.values():
            if choice not in (*known, UNKNOWN, NOT_APPLICABLE):
                found = f"{one.after!r} has no choice {choice!r}"
                yield Problem(one.place, found, nearest=nearest(choice, known))


def _continues(later: Migration, one: Migration) -> bool:
    shared = not (later.checklist and one.checklist) or later.checklist == one.checklist
    newer = release(later.since) > release(one.since)
    return shared and newer and later.before == one.after


def _asked(pack: Pack, one: Migration) -> list[Question]:
    return [it for it in _questions(pack, one) if it.id == one.after]


def _questions(pack: Pack, one: Migration) -> Iterator[Question]:
    for checklist in pack.checklists.values():
        if one.checklist in ("", checklist.id):
            yield from checklist.questions
