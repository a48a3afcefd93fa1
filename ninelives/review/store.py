"""The review on disk: every answer merged with what others wrote, and durable.

What another process changed meanwhile is kept; two answers to one question that
differ become a dispute that holds both. A save that fails keeps what was typed in a
recovery file, and names it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ninelives import amend, document, emit
from ninelives.checklist.model import SERVICE
from ninelives.checklist.schema import HARMS
from ninelives.errors import Problem, Unusable, unusable
from ninelives.review import durable, files, recovery
from ninelives.review.folder import ANSWERS, MAP, load, service_answers, subject_answers
from ninelives.review.lock import locked, private
from ninelives.review.merge import settled
from ninelives.review.model import Answer, Review

__all__ = [
    "create",
    "left_at",
    "load",
    "refresh",
    "remember",
    "save_answer",
    "save_map",
    "write_durably",
]

_MAP_KEYS = ("service", "team", "pack", "packs", "dialect", "impact", "about")


def create(folder: Path, review: Review) -> None:
    """Write a new review into a folder, made where it is missing.

    Raises:
        Unusable: the folder has something in it already, or can't be written.
    """
    if folder.is_dir() and any(folder.iterdir()):
        found = "the folder is not empty"
        raise unusable(folder, found, remedy="name another, or empty it first")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        private(folder)
        durable.write(folder / MAP, emit.block(_map(review), 0), folder)
        for subject, answers in review.answers.items():
            if subject != SERVICE and answers:
                _write_new(folder, review, subject, answers)
    except OSError as error:
        raise unusable(folder, f"can't be written: {error.strerror}") from None


def _map(review: Review) -> dict[str, Any]:
    given = review.answers.get(SERVICE, {})
    harms = {name: files.plain(given[name]) for name in HARMS if name in given}
    about = {name: files.plain(one) for name, one in given.items() if name not in HARMS}
    body = {
        "service": review.service,
        "team": review.team,
        "pack": {"name": review.pack, "version": review.pack_version},
        "packs": list(review.packs),
        "dialect": review.dialect,
        "impact": harms,
        "about": about,
        "components": [files.component(one) for one in review.components],
        "integrations": [files.integration(one) for one in review.integrations],
    }
    return {key: value for key, value in body.items() if value}


def _header(review: Review, subject: str) -> dict[str, Any]:
    integration = review.integration(subject)
    if integration is not None:
        return {"integration": subject, "checklist": integration.checklist}
    return {"component": subject}


def _write_new(
    folder: Path, review: Review, subject: str, answers: dict[str, Answer] | Any
) -> None:
    body = {
        **_header(review, subject),
        "answers": {name: files.plain(one) for name, one in answers.items()},
    }
    (folder / ANSWERS).mkdir(exist_ok=True)
    durable.write(_file(folder, subject), emit.block(body, 0), folder)


def _file(folder: Path, subject: str) -> Path:
    if not files.safe(subject):
        raise unusable(folder, f"{subject!r} can't be the name of a file")
    return folder / ANSWERS / f"{subject}.yaml"


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
            return _save(folder, before, subject, question, answer, order)
    except (OSError, Unusable) as error:
        raise recovery.kept(folder, subject, question, answer, error) from None


def _save(
    folder: Path,
    before: Review,
    subject: str,
    question: str,
    answer: Answer | None,
    order: Sequence[str],
) -> Review:
    path = folder / MAP if subject == SERVICE else _file(folder, subject)
    there = _on_disk(path, subject)
    seen, found = before.answer(subject, question), there.get(question)
    final = settled(seen, found, answer)
    if final != found:
        text = _text(path, before, subject)
        new = _edited(text, _way(subject, question), final, found, order)
        path.parent.mkdir(exist_ok=True)
        durable.write(path, new, folder)
    now = dict(there)
    now.pop(question, None)
    if final is not None:
        now[question] = final
    return replace(before, answers={**before.answers, subject: now})


def _on_disk(path: Path, subject: str) -> dict[str, Answer]:
    problems: list[Problem] = []
    if subject == SERVICE:
        found = service_answers(path, problems)
    else:
        found = subject_answers(path, problems) if path.exists() else {}
    if problems:
        raise Unusable(problems)
    return found


def _text(path: Path, review: Review, subject: str) -> str:
    if path.exists():
        return document.read_text(path)
    return emit.block({**_header(review, subject), "answers": {}}, 0)


def _way(subject: str, question: str) -> list[str | int]:
    if subject != SERVICE:
        return ["answers", question]
    return ["impact" if question in HARMS else "about", question]


def _edited(
    text: str,
    way: list[str | int],
    final: Answer | None,
    found: Answer | None,
    order: Sequence[str],
) -> str:
    """Give the text with one answer changed, key by key where it stays one answer."""
    if final is None:
        return amend.drop(text, way)
    body = files.plain(final)
    root = document.compose_any(text, "the file")
    at: Any = document.plain(root) if root is not None else {}
    for step in way:
        at = at.get(step) if isinstance(at, dict) else None
    if found is None or not isinstance(at, dict) or final.others or found.others:
        if way[0] in ("impact", "about"):
            text = _room(text, str(way[0]))
        return amend.put(text, way, body, order)
    for key in files.KEYS:
        if key in body and at.get(key) != body[key]:
            text = amend.put(text, [*way, key], body[key], tuple(files.KEYS))
        elif key in at and key not in body:
            text = amend.drop(text, [*way, key])
    return text


def _room(text: str, section: str) -> str:
    """Give the text of review.yaml with a section of answers where it belongs."""
    root = document.compose(text, MAP)
    if any(key == section for key, _, _ in document.pairs(root)):
        return text
    return amend.put(text, [section], {}, _MAP_KEYS)


def save_map(folder: Path, before: Review, after: Review) -> Review:
    """Save what changed of the map, the names and the impacts of integrations.

    What others changed meanwhile stays, unless it is the very same thing.

    Returns:
        The review as it is on the disk now.

    Raises:
        Unusable: it can't be written.
    """
    from ninelives.review.mapping import edited

    try:
        with locked(folder):
            path = folder / MAP
            text = document.read_text(path)
            durable.write(path, edited(text, before, after), folder)
            return load(folder)
    except OSError as error:
        raise unusable(folder, f"can't be written: {error.strerror}") from None


def refresh(folder: Path, known: Review) -> Review:
    """Give the review as it is on the disk; the same value where nothing changed."""
    found = load(folder)
    return known if found == known else found


def write_durably(path: Path, text: str) -> None:
    """Write a generated file; raises `Unusable` where that can't be done."""
    try:
        durable.write(path, text)
    except OSError as error:
        raise unusable(path, f"can't be written: {error.strerror}") from None


def remember(folder: Path, subject: str, question: str) -> None:
    """Keep the question a review was left at; losing it does no harm."""
    with contextlib.suppress(OSError):
        text = emit.block({"subject": subject, "question": question}, 0)
        (private(folder) / "place.yaml").write_text(text, encoding="utf-8")


def left_at(folder: Path) -> tuple[str, str] | None:
    """Give (subject, question) of where a review was left, or None."""
    with contextlib.suppress(OSError, Unusable):
        found = document.plain(document.read(private(folder) / "place.yaml"))
        if isinstance(found, dict) and {"subject", "question"} <= found.keys():
            return str(found["subject"]), str(found["question"])
    return None
