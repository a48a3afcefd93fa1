"""One interview, three surfaces: the same answers give the same files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ninelives import words
from ninelives.assess.risk import assess
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import Pack
from ninelives.plain.state import Voice
from ninelives.plain.talk import talk
from ninelives.report import whole
from ninelives.review import store
from ninelives.review.interview import interview
from ninelives.review.model import Answer
from ninelives.review.session import Session
from ninelives.sheet import fill_in
from tests.designs import TINY, orders
from tui.questionnaire import Questionnaire

Walk = list[tuple[tuple[str, str], int]]
"""(subject, question) → the number of the choice, in the order of the interview."""


def walk(pack: Pack, pick: int) -> Walk:
    """Give a whole walk: the choice of each question, counted on from `pick`."""
    review = orders()
    found: Walk = []
    while (one := interview(pack, review).next()) is not None:
        at = (pick + len(found)) % len(one.question.choices)
        found.append(((one.holder, one.question.id), at + 1))
        said = Answer(one.question.choices[at].id)
        review = review.with_answer(one.holder, one.question.id, said)
    return found


def files(folder: Path) -> dict[str, str]:
    """Give the text of every file a team owns."""
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ninelives" not in path.parts
    }


def session(pack: Pack, folder: Path) -> Session:
    return Session(folder, pack, store.load(folder), "Ana")


def by_lines(pack: Pack, folder: Path, walked: Walk) -> None:
    lines: Iterator[str] = iter([str(number) for _, number in walked])
    talk(session(pack, folder), Voice(lambda _: None, lambda _: next(lines, "quit")))


def by_file(pack: Pack, folder: Path, walked: Walk) -> None:
    questions = {
        (subject, question.id): question
        for subject in orders().subjects()
        for checklist in pack.checklists.values()
        for question in checklist.questions
    }
    answers: dict[str, dict[str, str]] = {}
    for (subject, name), number in reversed(walked):  # any order will do
        choice = questions[subject, name].choices[number - 1]
        answers.setdefault(subject, {})[name] = choice.id
    sheet = folder.parent / f"{folder.name}.yaml"
    sheet.write_text(yaml.safe_dump({"answers": answers}), "utf-8")
    fill_in(session(pack, folder), sheet)


async def by_screen(folder: Path, walked: Walk) -> None:
    app = Questionnaire(folder, (TINY,))
    async with app.run_test(size=(120, 40)) as pilot:
        for _, number in walked:
            await pilot.press(str(number))
            await pilot.pause()


@pytest.mark.parametrize("pick", [0, 1])
async def test_three_surfaces_write_the_same_folder(
    tmp_path: Path, pick: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NINELIVES_BY", "Ana")
    pack = load_pack(TINY)
    walked = walk(pack, pick)
    assert len(walked) > 10
    folders = {name: tmp_path / name for name in ("lines", "file", "screen")}
    for folder in folders.values():
        store.create(folder, orders())
    by_lines(pack, folders["lines"], walked)
    by_file(pack, folders["file"], walked)
    await by_screen(folders["screen"], walked)
    lines, file, screen = (files(folders[name]) for name in folders)
    assert len(lines) > 3
    assert lines == file
    assert lines == screen
    assert interview(pack, store.load(folders["screen"])).open == ()


async def test_every_language_writes_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NINELIVES_BY", "Ana")
    walked = walk(load_pack(TINY), 1)
    written = []
    for language in words.languages():
        monkeypatch.setenv(words.LANGUAGE, language)
        words.clear()
        folder = tmp_path / language / "orders"
        folder.parent.mkdir()
        store.create(folder, orders())
        await by_screen(folder, walked)
        report = whole.report(folder, assess(load_pack(TINY), store.load(folder)))
        written.append((files(folder), report))
    words.clear()
    assert len(written) == 3
    assert written[0] == written[1] == written[2]
