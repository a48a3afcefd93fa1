"""A review folder → a Review; tells every problem of every file, with its place."""

from __future__ import annotations

from pathlib import Path

from ninelives import document
from ninelives.checklist.model import SERVICE
from ninelives.errors import Place, Problem, Unusable, nearest, unusable
from ninelives.review import files
from ninelives.review.model import Answer, Component, Integration, Review
from ninelives.shape import Got, Record

MAP = "review.yaml"
"""The file that makes a folder a review."""
ANSWERS = "answers"
"""The folder of the answers, one file a subject."""


def load(folder: Path) -> Review:
    """Load a review.

    Raises:
        Unusable: it is no review, or with every problem of every file.
    """
    if not (folder / MAP).is_file():
        if not folder.is_dir():
            raise unusable(folder, "there is no such folder", remedy=_start(folder))
        found = f"no review: it has no {MAP}"
        raise unusable(folder, found, remedy=_start(folder))
    problems: list[Problem] = []
    got = _read(folder / MAP, files.REVIEW, problems)
    answers = {SERVICE: _service(got, problems)}
    components = tuple(_component(one) for one in got.get("components", ()))
    integrations = tuple(_integration(one) for one in got.get("integrations", ()))
    _check_map(got, components, problems)
    for path in answer_files(folder):
        answers[path.stem] = subject_answers(path, problems)
    if problems:
        raise Unusable(problems)
    pack = got.get("pack", {})
    return Review(
        service=got.get("service", ""),
        team=got.get("team", ""),
        pack=pack.get("name", ""),
        pack_version=pack.get("version", ""),
        packs=tuple(got.get("packs", ())),
        dialect=got.get("dialect", ""),
        components=components,
        integrations=integrations,
        answers=answers,
    )


def _start(folder: Path) -> str:
    return f"start one with: ninelives new {folder}"


def answer_files(folder: Path) -> tuple[Path, ...]:
    """Give the files of answers, in order."""
    found = sorted((folder / ANSWERS).glob("*.yaml"))
    return tuple(path for path in found if not path.name.startswith("."))


def subject_answers(path: Path, problems: list[Problem]) -> dict[str, Answer]:
    """Give the answers of one integration's or component's file."""
    got = _read(path, files.ANSWERS, problems)
    for key in ("integration", "component"):
        if key in got and got[key] != path.stem:
            found = f"{key} is {got[key]!r}"
            expected = f"{path.stem!r}, the name of the file"
            problems.append(Problem(got.at(key), found, expected))
    given = got.get("answers", {})
    return {name: files.answer(one, problems) for name, one in given.items()}


def service_answers(path: Path, problems: list[Problem]) -> dict[str, Answer]:
    """Give the answers about the service itself."""
    return _service(_read(path, files.REVIEW, problems), problems)


def _service(got: Got, problems: list[Problem]) -> dict[str, Answer]:
    given = {**got.get("impact", {}), **got.get("about", {})}
    return {name: files.answer(one, problems) for name, one in given.items()}


def _read(path: Path, kind: Record, problems: list[Problem]) -> Got:
    try:
        node = document.read(path)
    except Unusable as error:
        problems.extend(error.problems)
        return Got(Place(str(path)))
    return files.checked(node, kind, str(path), problems) or Got(Place(str(path)))


def _component(got: Got) -> Component:
    return Component(
        id=got.get("id", ""),
        type=got.get("type", ""),
        name=got.get("name", ""),
        checklist=got.get("checklist", ""),
        origin=got.get("from", ""),
    )


def _integration(got: Got) -> Integration:
    return Integration(
        id=got.get("id", ""),
        source=got.get("source", ""),
        target=got.get("target", ""),
        checklist=got.get("checklist", ""),
        impact=got.get("impact", {}),
        origin=got.get("from", ""),
    )


def _check_map(
    got: Got, components: tuple[Component, ...], problems: list[Problem]
) -> None:
    """Note ids that are there twice, unsafe as file names, or lead nowhere."""
    known = {one.id for one in components}
    seen: dict[str, Place] = {}
    for one in (*got.get("components", ()), *got.get("integrations", ())):
        name = one.get("id", "")
        if name and (not files.safe(name) or name == SERVICE):
            found = f"{name!r} can't be an id"
            problems.append(Problem(one.at("id"), found, "another name"))
        if name in seen:
            found = f"{name!r} is on the map already, at {seen[name]}"
            problems.append(Problem(one.at("id"), found))
        seen.setdefault(name, one.place)
        for end in ("source", "target"):
            if end in one and one[end] not in known:
                found = f"there is no component {one[end]!r}"
                near = nearest(one[end], known)
                problems.append(Problem(one.at(end), found, nearest=near))
