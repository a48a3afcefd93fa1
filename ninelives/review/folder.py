"""A review folder → a Review; tells every problem of every file, with its place."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml

from ninelives import document, shape
from ninelives.checklist.model import SERVICE
from ninelives.errors import Place, Problem, Unusable, nearest, unusable
from ninelives.review import canon, files
from ninelives.review.bounds import kept_inside, readable
from ninelives.review.model import (
    Answer,
    Component,
    Integration,
    Kept,
    Review,
    Settings,
)
from ninelives.shape import Got, Record

MAP = "review.yaml"
"""The file that makes a folder a review."""
ANSWERS = "answers"
"""The folder of the answers, one file a subject."""
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_MARKS = "<<<<<<< "
_FRESH = 0.1
"""Seconds after which a file's stamp is sure to differ when it changes again."""

Answers = Mapping[str, Answer]
Stamp = tuple[int, ...]
"""What differs when a file was changed: inode, size, times."""


def load(folder: Path) -> Review:
    """Load a review.

    Raises:
        Unusable: it is no review, or with every problem of every file.
    """
    for remembered in (_map_file, _answers_file):
        remembered.cache_clear()
    return _loaded(folder)


def refresh(folder: Path, known: Review) -> Review:
    """Give the review as it is on the disk, the same value where nothing changed.

    Only files that changed since they were last read are read again.

    Raises:
        Unusable: as `load` does.
    """
    found = _loaded(folder)
    return known if found == known else found


def _loaded(folder: Path) -> Review:
    path = folder / MAP
    if not path.is_file():
        raise _no_review(folder)
    review, problems = _map_file(path, folder, _stamp(path))
    answers = {SERVICE: review.answers[SERVICE]}
    for one in answer_files(folder):
        answers[one.stem], wrong = _answers_file(one, folder, _stamp(one))
        problems += wrong
    if problems:
        raise Unusable(problems)
    kept = {subject: given for subject, given in answers.items() if given}
    return replace(review, answers=kept)


def _no_review(folder: Path) -> Unusable:
    """Say what stands where a review was looked for, and what to type instead."""
    import shlex

    def typed(command: str, path: Path) -> str:
        return f"ninelives {command} {shlex.quote(str(path))}"

    if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        around = folder.resolve().parent
        held = (one for one in (around, around.parent) if (one / MAP).is_file())
        remedy = "name the folder of a review"
        if whole := next(held, None):
            remedy = f"name the folder it is in: {typed('review', whole)}"
        return unusable(folder, "a file, and no folder of a review", remedy=remedy)
    found = (
        f"no review: it has no {MAP}" if folder.is_dir() else "there is no such folder"
    )
    return unusable(folder, found, remedy=f"start one with: {typed('new', folder)}")


def _stamp(path: Path) -> Stamp:
    """Give what differs when a file was changed; always, where it just was."""
    try:
        found = path.stat()
    except OSError:
        return ()
    stamp = found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    age = time.time() - max(found.st_mtime, found.st_ctime)
    return stamp if age > _FRESH else (*stamp, time.monotonic_ns())


def answer_files(folder: Path) -> tuple[Path, ...]:
    """Give the files of answers, in order; raises `Unusable` for a misnamed one."""
    home = folder / ANSWERS
    if not home.is_dir():
        if home.exists():
            raise unusable(home, "no folder", remedy="move it out of the review")
        return ()
    kept_inside(home, folder)
    found = sorted(one for one in home.iterdir() if not one.name.startswith("."))
    for one in found:
        if one.suffix == ".yml":
            remedy = f"rename it to {one.stem}.yaml"
            raise unusable(one, "the file would not be read", remedy=remedy)
    return tuple(one for one in found if one.suffix == ".yaml")


@lru_cache(maxsize=64)
def _map_file(path: Path, folder: Path, _: Stamp) -> tuple[Review, tuple[Problem, ...]]:
    problems: list[Problem] = []
    try:
        root = _mapping(text_at(path, folder)[1], path)
    except Unusable as error:
        return Review("").with_answer(SERVICE, "", None), tuple(error.problems)
    return map_of(root, path, problems), tuple(problems)


@lru_cache(maxsize=4096)
def _answers_file(
    path: Path, folder: Path, _: Stamp
) -> tuple[Answers, tuple[Problem, ...]]:
    problems: list[Problem] = []
    try:
        text = document.read_text(readable(path, folder))
        found = canon.answers(text, path.stem)
        if found is None:
            found = answers_of(_mapping(_node(text, path), path), path, problems)
    except Unusable as error:
        return {}, tuple(error.problems)
    return found, tuple(problems)


def _mapping(root: yaml.Node | None, path: Path) -> yaml.MappingNode:
    if isinstance(root, yaml.MappingNode):
        return root
    found = document.kind_of(root) if root else "the file is empty"
    raise Unusable(Problem(Place(str(path)), found, "a mapping of keys"))


def text_at(path: Path, folder: Path) -> tuple[str, yaml.Node | None]:
    """Give the text of one file of a review, and its node.

    Raises:
        Unusable: it leads out of the folder, or is no YAML that we read.
    """
    text = document.read_text(readable(path, folder))
    return text, _node(text, path)


def _node(text: str, path: Path) -> yaml.Node | None:
    conflict = _CONFLICT.search(text) if _MARKS in text else None
    if conflict is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        found = "two versions are in conflict here"
        remedy = "keep what is right and remove the <<<<<<<, ======= and >>>>>>> lines"
        raise Unusable(Problem(Place(str(path), line), found, remedy=remedy))
    return document.compose_any(text, str(path))


def answers_of(
    root: yaml.Node, path: Path, problems: list[Problem]
) -> dict[str, Answer]:
    """Give the answers that one integration's or component's file holds."""
    got = _checked(root, files.ANSWERS, str(path), problems)
    for key in ("integration", "component"):
        if key in got and got[key] != path.stem:
            found = f"{key} is {got[key]!r}"
            expected = f"{path.stem!r}, the name of the file"
            problems.append(Problem(got.at(key), found, expected))
    if not files.safe(path.stem):
        problems.append(Problem(Place(str(path)), "the name of the file is no id"))
    return _answers(got.get("answers", {}), problems)


def _answers(given: Mapping[str, Got], problems: list[Problem]) -> dict[str, Answer]:
    return {name: files.answer(one, problems) for name, one in given.items()}


def service_answers_of(root: yaml.Node, path: Path, problems: list[Problem]) -> Answers:
    """Give the answers about the service that review.yaml holds."""
    return _service(
        _checked(root, files.SERVICE_ANSWERS, str(path), problems), problems
    )


def _service(got: Got, problems: list[Problem]) -> Answers:
    impact, about = got.get("impact", {}), got.get("about", {})
    for question in sorted(impact.keys() & about.keys()):
        found = f"{question!r} is answered under impact too"
        problems.append(Problem(about[question].place, found))
    return _answers({**impact, **about}, problems)


def map_of(root: yaml.Node, path: Path, problems: list[Problem]) -> Review:
    """Give what review.yaml holds: the map, and the answers about the service."""
    got = _checked(root, files.REVIEW, str(path), problems)
    components = tuple(_component(one) for one in got.get("components", ()))
    _check_map(got, components, problems)
    pack = got.get("pack", {})
    return Review(
        service=got.get("service", ""),
        team=got.get("team", ""),
        pack=pack.get("name", ""),
        pack_version=pack.get("version", ""),
        packs=tuple(got.get("packs", ())),
        dialect=got.get("dialect", ""),
        components=components,
        integrations=tuple(_integration(one) for one in got.get("integrations", ())),
        answers={SERVICE: _service(got, problems)},
    )


def _checked(root: yaml.Node, kind: Record, name: str, problems: list[Problem]) -> Got:
    got: Got | None = shape.check(root, kind, name, problems)
    return Got(Place(name)) if got is None else got


def _component(got: Got) -> Component:
    return Component(
        id=got.get("id", ""),
        type=got.get("type", ""),
        name=got.get("name", ""),
        checklist=got.get("checklist", ""),
        origin=got.get("from", ""),
        vanished=got.get("vanished", ""),
        settings=_settings(got),
    )


def _integration(got: Got) -> Integration:
    return Integration(
        id=got.get("id", ""),
        source=got.get("source", ""),
        target=got.get("target", ""),
        checklist=got.get("checklist", ""),
        impact=got.get("impact", {}),
        origin=got.get("from", ""),
        vanished=got.get("vanished", ""),
        settings=_settings(got),
    )


def _settings(got: Got) -> Settings:
    return {
        name: Kept(one["value"], one.get("from", ""))
        for name, one in got.get("settings", {}).items()
        if "value" in one
    }


def _check_map(
    got: Got, components: Iterable[Component], problems: list[Problem]
) -> None:
    """Note ids that are there twice, unsafe as file names, or lead nowhere."""
    known = {one.id for one in components}
    seen: dict[str, Place] = {}
    for one in (*got.get("components", ()), *got.get("integrations", ())):
        name = one.get("id", "")
        if name and (not files.safe(name) or name == SERVICE):
            found = f"{name!r} can't be an id"
            problems.append(Problem(one.at("id"), found, "another name"))
        # two that differ in case alone would share a file on some systems
        if name and name.casefold() in seen:
            found = f"{name!r} is on the map already, at {seen[name.casefold()]}"
            problems.append(Problem(one.at("id"), found))
        seen.setdefault(name.casefold(), one.place)
        for end in ("source", "target"):
            if end in one and one[end] not in known:
                found = f"there is no component {one[end]!r}"
                near = nearest(one[end], known)
                problems.append(Problem(one.at(end), found, nearest=near))
