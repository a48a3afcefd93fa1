"""The review on disk: every answer merged with what others wrote, and durable.

What another process changed meanwhile is kept; two answers to one question that
differ become a dispute that holds both. A save that fails keeps what was typed in a
recovery file, and names it. Nothing is written that could not be loaded again.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import yaml

from ninelives import document
from ninelives.checklist.model import SERVICE
from ninelives.errors import Problem, Unusable, unusable
from ninelives.review import durable, files
from ninelives.review.bounds import kept_inside
from ninelives.review.durable import write_file as write_durably
from ninelives.review.folder import (
    ANSWERS,
    MAP,
    Answers,
    answers_of,
    load,
    map_of,
    refresh,
    service_answers_of,
    text_at,
)
from ninelives.review.lock import PRIVATE, locked
from ninelives.review.merge import merge, settled
from ninelives.review.model import Answer, Review
from ninelives.review.place import left_at, remember

if TYPE_CHECKING:
    from ninelives import amend

__all__ = [
    "create",
    "left_at",
    "load",
    "refresh",
    "remember",
    "rewrite",
    "save_answer",
    "save_map",
    "write_durably",
]

Found = TypeVar("Found")


def create(folder: Path, review: Review) -> None:
    """Write a new review into a folder, made where it is missing.

    Raises:
        Unusable: the folder has something in it already, or can't be written; then
            the map is in the recovery file it names.
    """
    from ninelives import amend
    from ninelives.review.recovery import keep_map

    if folder.is_dir():
        _refuse_taken(folder)
    text = amend.written(files.review(review))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        durable.settle(folder.parent)
        with locked(folder):
            _refuse_taken(folder)
            texts = {folder / MAP: text}
            for subject, given in review.answers.items():
                if subject != SERVICE and given:
                    body = files.subject(review, subject)
                    texts[_file(folder, subject)] = amend.written(body)
            for path, one in texts.items():
                read = map_of if path.name == MAP else answers_of
                _read(document.compose_any(one, str(path)), path, read)
            for path, one in texts.items():
                _write(path, folder, one)
    except (OSError, Unusable) as error:
        raise keep_map(folder, text, error) from None


def _refuse_taken(folder: Path) -> None:
    try:
        there = {one.name for one in folder.iterdir()} - {PRIVATE}
    except OSError as error:
        reason = (error.strerror or "no folder").lower()
        raise unusable(folder, f"can't be read: {reason}") from None
    if MAP in there:
        raise unusable(folder, "there is a review already", remedy="name another")
    if there:
        found = "the folder is not empty"
        raise unusable(folder, found, remedy="name another, or empty it first")


def save_answer(
    folder: Path,
    before: Review,
    subject: str,
    question: str,
    answer: Answer | None,
    order: Sequence[str],
) -> Review:
    """Save one answer, or take one back; it is on the disk when this returns.

    Args:
        folder: the review.
        before: the review as the one who answers saw it.
        subject: the integration, component or `service` that owns the answer.
        question: the question's id.
        answer: what was said, or None to take it back.
        order: ids of the subject's questions; a new answer is written in its place.

    Returns:
        The review with the answer and with what others answered about this subject.

    Raises:
        Unusable: it can't be saved; what was typed is in the recovery file it names.
    """
    try:
        with locked(folder):
            given = _saved(folder, before, (subject, question), answer, order)
    except (OSError, Unusable) as error:
        from ninelives.review.recovery import keep_answer

        raise keep_answer(folder, subject, question, answer, error) from None
    others = {one: said for one, said in before.answers.items() if one != subject}
    return replace(before, answers={**others, subject: given} if given else others)


def _saved(
    folder: Path,
    before: Review,
    key: tuple[str, str],
    answer: Answer | None,
    order: Sequence[str],
) -> Answers:
    """Give the answers of a subject once one is merged into its file."""
    from ninelives import amend
    from ninelives.review.changes import answer_changes, orders, section

    subject, question = key
    path = _file(folder, subject)
    read = service_answers_of if subject == SERVICE else answers_of
    there: Answers = {}
    if subject == SERVICE or path.exists():
        page = amend.Page(*text_at(path, folder))
        there = _read(page.root, path, read)
    else:
        page = amend.page_of(amend.written(files.header(before, subject)), str(path))
    found = there.get(question)
    final = settled(before.answer(subject, question), found, answer)
    if final == found:
        return there
    way = (section(subject, question), question)
    changes = answer_changes(page.root, way, found, final)
    new = amend.edited(page, changes, orders(order), str(path))
    now = _read(new.root, path, read)
    _write(path, folder, new.text)
    return now


def rewrite(
    folder: Path, subject: str, change: Callable[[amend.Page], amend.Page]
) -> None:
    """Change the file that keeps a subject's answers; the caller holds the lock.

    Raises:
        OSError: it can't be written.
        Unusable: it can't be read, or could not be once it is changed.
    """
    from ninelives import amend

    path = _file(folder, subject)
    page = amend.Page(*text_at(path, folder))
    new = change(page)
    if subject == SERVICE:
        _read(new.root, path, map_of)
    else:
        _read(new.root, path, answers_of)
    if new.text != page.text:
        _write(path, folder, new.text)


def _read(
    root: yaml.Node | None,
    path: Path,
    read: Callable[[yaml.Node, Path, list[Problem]], Found],
) -> Found:
    """Give what a file says; raises `Unusable` with all that is wrong with it."""
    problems: list[Problem] = []
    if root is None:
        raise unusable(path, "the file is empty", remedy="remove it")
    found = read(root, path, problems)
    if problems:
        raise Unusable(problems)
    return found


def _file(folder: Path, subject: str) -> Path:
    if subject == SERVICE:
        return folder / MAP
    if not files.safe(subject):
        raise unusable(folder, f"{subject!r} can't be the name of a file")
    return folder / ANSWERS / f"{subject}.yaml"


def _write(path: Path, folder: Path, text: str) -> None:
    """Write a file of a review that was read, and not changed by anybody since."""
    real = kept_inside(path, folder).resolve()
    if len(text.encode()) > document.MAX_BYTES:
        raise unusable(path, "the file would grow too large to be read again")
    if real.exists() and real.read_bytes().startswith(BOM_UTF8):
        text = "\ufeff" + text
    if not path.parent.is_dir():
        path.parent.mkdir()
        durable.settle(folder)
    durable.sweep(real)
    durable.write(real, text)


def save_map(folder: Path, before: Review, after: Review) -> Review:
    """Save what changed of the map, the names and the answers about the service.

    What others changed meanwhile is merged; entries keep the order they have.

    Returns:
        The review with the map as it is on the disk now.

    Raises:
        Unusable: it can't be saved; the map is in the recovery file it names.
    """
    from ninelives import amend
    from ninelives.review.changes import map_changes, orders
    from ninelives.review.recovery import keep_map

    path = folder / MAP
    try:
        with locked(folder):
            page = amend.Page(*text_at(path, folder))
            found = _read(page.root, path, map_of)
            wanted = merge(_map_only(before), _map_only(after), found)
            changes = map_changes(page.root, found, wanted)
            new = amend.edited(page, changes, orders(()), str(path))
            saved = _read(new.root, path, map_of)
            if new.text != page.text:
                _write(path, folder, new.text)
    except (OSError, Unusable) as error:
        text = amend.written(files.review(after))
        raise keep_map(folder, text, error) from None
    answers = {**after.answers, **saved.answers}
    return replace(saved, answers={one: said for one, said in answers.items() if said})


def _map_only(review: Review) -> Review:
    return replace(review, answers={SERVICE: review.answers.get(SERVICE, {})})
