"""An answers file: the whole interview answered in one go, without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ninelives import document, shape
from ninelives.errors import Problem, Unusable, nearest
from ninelives.review.interview import given, interview, key_of
from ninelives.review.model import Answer
from ninelives.review.session import Session, answer
from ninelives.shape import Got, MapOf, Number, Record, Text

_ANSWER = Record(
    "an answer",
    {
        "choice": Text(),
        "value": Number(),
        "reason": Text(empty=True),
        "note": Text(empty=True),
        "owner": Text(empty=True),
        "due": Text(empty=True),
        "by": Text(empty=True),
        "at": Text(empty=True),
        "from": Text(empty=True),
        "asked": Text(empty=True),
    },
    short="choice",
)
SHEET = Record(
    "an answers file",
    {"by": Text(), "answers": MapOf(MapOf(_ANSWER))},
    ("answers",),
)


def fill_in(session: Session, path: Path) -> tuple[Session, int]:
    """Answer what a file says: subject → question → choice, or a whole answer.

    Questions are answered in the order of the interview, so that an answer may open
    the next one.

    Returns:
        The session with the answers, all on disk; and how many were given.

    Raises:
        Unusable: with every answer that fits nothing, by file and line. Nothing is
            saved then.
    """
    problems: list[Problem] = []
    got = shape.check(document.read(path), SHEET, str(path), problems)
    if problems or got is None:
        raise Unusable(problems)
    session = replace(session, by=got.get("by", session.by))
    # first without touching the disk, so that a wrong file changes nothing
    wanted = {
        (subject, question): one
        for subject, answers in got.get("answers", {}).items()
        for question, one in answers.items()
    }
    problems.extend(_unfit(session, dict(wanted)))
    if problems:
        raise Unusable(problems)
    count = 0
    while True:
        one = next(
            (one for one in session.interview.items if key_of(one) in wanted), None
        )
        if one is None:
            return session, count
        said = _answer(wanted.pop(key_of(one)))
        session, _ = answer(session, one, said)
        count += 1


def _answer(got: Got) -> Answer:
    return Answer(
        choice=got.get("choice", ""),
        value=got.get("value"),
        reason=got.get("reason", ""),
        note=got.get("note", ""),
        owner=got.get("owner", ""),
        due=got.get("due", ""),
        by=got.get("by", ""),
        at=got.get("at", ""),
        origin=got.get("from", ""),
    )


def _unfit(session: Session, wanted: dict[tuple[str, str], Got]) -> Iterator[Problem]:
    """Play the answers through in memory; give a problem for each that fits nowhere."""
    review = session.review
    while True:
        asked = interview(session.pack, review)
        one = next((one for one in asked.items if key_of(one) in wanted), None)
        if one is None:
            break
        entry = wanted.pop(key_of(one))
        try:
            said = given(one, _answer(entry))
        except ValueError as error:
            yield Problem(entry.place, f"{one.question.id}: {error}")
            continue
        review = review.with_answer(one.holder, one.question.id, said)
    subjects = review.subjects()
    keys = {key_of(one) for one in interview(session.pack, review).items}
    for (subject, question), entry in wanted.items():
        place = entry.place
        if subject not in subjects:
            found = f"there is no integration or component {subject!r}"
            yield Problem(place, found, nearest=nearest(subject, subjects))
        else:
            ids = [name for holder, name in keys if holder == subject]
            found = f"{subject} is not asked {question!r}"
            remedy = "it may be hidden by another answer"
            yield Problem(place, found, "", nearest(question, ids), remedy)
