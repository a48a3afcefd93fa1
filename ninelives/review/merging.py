"""Three versions of one file of a review → one, merged by meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import yaml

from ninelives import amend, document
from ninelives.amend import Change
from ninelives.errors import Problem, Unusable
from ninelives.review import files
from ninelives.review.changes import answer_changes, map_changes, orders, section
from ninelives.review.folder import ANSWERS, MAP, answers_of, map_of
from ninelives.review.merge import merge
from ninelives.review.model import Answer, Review

_SUBJECT = "subject"
"""What the answers of a file are kept under while they are merged."""


class Merged(NamedTuple):
    """One file, merged."""

    text: str
    disputes: int
    """How many answers are disputed in it."""


class _Version(NamedTuple):
    """One version of a file."""

    page: amend.Page
    review: Review
    header: Mapping[str, object]


def mergeable(path: str) -> bool:
    """Whether a path is that of a file of a review."""
    name = PurePosixPath(path)
    return name.name == MAP or (name.parent.name == ANSWERS and name.suffix == ".yaml")


def merged(base: str, ours: str, theirs: str, path: str, lines: str | None) -> Merged:
    """Give one file from two descendants of another.

    No answer of either side is dropped; where the sides differ on one, both are kept
    as a dispute.

    Args:
        base: what both descend from; empty where both are new.
        ours: one version; where the texts can't be joined, its layout is kept.
        theirs: the other.
        path: where the file stands in the repository.
        lines: what a merge by lines gives, where it found no conflict. It is taken
            where it says the same, because it has the comments of both sides.

    Raises:
        Unusable: one of them is no file of a review.
    """
    old = _version(base, path)
    mine, other = _version(ours, path), _version(theirs, path)
    wanted = merge(old.review, mine.review, other.review)
    header = {**mine.header, **_newer(old.header, mine.header, other.header)}
    if lines is not None:
        found = _try(lines, path)
        if found and found.header == header and _same(found.review, wanted):
            return Merged(lines, _disputes(wanted))
    changes = [Change((key,), header[key]) for key in header]
    changes = [one for one in changes if mine.header.get(str(one.path[0])) != one.value]
    changes.extend(_changes(mine, wanted, path))
    new = amend.edited(mine.page, changes, orders(()), path)
    _version(new.text, path)
    return Merged(new.text, _disputes(wanted))


def _changes(mine: _Version, wanted: Review, path: str) -> Iterator[Change]:
    if PurePosixPath(path).name == MAP:
        yield from map_changes(mine.page.root, mine.review, wanted)
        return
    old = mine.review.answers.get(_SUBJECT, {})
    new = wanted.answers.get(_SUBJECT, {})
    for question in dict.fromkeys((*old, *new)):
        if old.get(question) != new.get(question):
            way = (section(_SUBJECT, question), question)
            found, final = old.get(question), new.get(question)
            yield from answer_changes(mine.page.root, way, found, final)


def _version(text: str, path: str) -> _Version:
    page = amend.page_of(text, path)
    root = page.root
    if root is None:
        return _Version(page, Review(""), {})
    if not isinstance(root, yaml.MappingNode):
        raise Unusable(Problem(document.place_of(root, path), "no file of a review"))
    problems: list[Problem] = []
    header: dict[str, object] = {}
    if PurePosixPath(path).name == MAP:
        review = map_of(root, Path(path), problems)
    else:
        given = answers_of(root, Path(path), problems)
        review = Review("", answers={_SUBJECT: given})
        header = {
            key: document.plain(node)
            for key, _, node in document.pairs(root)
            if key in files.ANSWERS.keys and key != ANSWERS
        }
    if problems:
        raise Unusable(problems)
    return _Version(page, review, header)


def _try(text: str, path: str) -> _Version | None:
    try:
        return _version(text, path)
    except Unusable:
        return None


def _newer(
    base: Mapping[str, object], ours: Mapping[str, object], theirs: Mapping[str, object]
) -> dict[str, object]:
    """Give what only the other side changed of the lines above the answers."""
    return {
        key: value
        for key, value in theirs.items()
        if base.get(key) != value and ours.get(key) == base.get(key)
    }


def _same(one: Review, two: Review) -> bool:
    def kept(it: Review) -> dict[str, Mapping[str, Answer]]:
        return {name: given for name, given in it.answers.items() if given}

    # the order of a list is the reader's; what a merge by lines gives will do
    return (
        kept(one) == kept(two)
        and sorted(map(repr, map(files.component, one.components)))
        == sorted(map(repr, map(files.component, two.components)))
        and sorted(map(repr, map(files.integration, one.integrations)))
        == sorted(map(repr, map(files.integration, two.integrations)))
        and (one.service, one.team, one.pack, one.pack_version, one.packs, one.dialect)
        == (two.service, two.team, two.pack, two.pack_version, two.packs, two.dialect)
    )


def _disputes(review: Review) -> int:
    return sum(one.disputed for it in review.answers.values() for one in it.values())
