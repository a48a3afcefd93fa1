"""Translations of checklists: laid over by id, proved by lint, fallen back from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ninelives import house
from ninelives.checklist.languages import digest, in_language, originals
from ninelives.checklist.lint.pack import lint
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import Pack
from ninelives.checklist.shelf import digest as of_files
from tests.designs import TINY

QUEUE = "aws/queue-function"


def translated(folder: Path, body: str) -> Path:
    """Give a copy of the tiny pack with a translation; `%…%` becomes a digest."""
    pack = folder / "pack"
    shutil.copytree(TINY, pack)
    path = pack / "languages" / "de" / f"{QUEUE}.yaml"
    path.parent.mkdir(parents=True)
    for text in originals(load_pack(TINY).checklists[QUEUE]).values():
        body = body.replace(f"%{text}%", f'"{digest(text)}"')
    path.write_text(f"translates: {QUEUE}\n{body}", "utf-8")
    return pack


def in_german(folder: Path) -> Pack:
    return in_language(load_pack(folder), (folder,), "de")


def title() -> str:
    return load_pack(TINY).checklists[QUEUE].title


def test_a_translated_text_takes_the_place_of_ours(tmp_path: Path) -> None:
    pack = translated(tmp_path, f"title: {{of: %{title()}%, says: Warteschlange}}\n")
    found, before = in_german(pack).checklists[QUEUE], load_pack(pack).checklists[QUEUE]
    assert found.title == "Warteschlange"
    assert found.questions == before.questions  # what is not translated stays
    assert of_files(pack) == of_files(TINY)
    assert not [one for one in lint(pack) if one.level != "note"]


def test_a_stale_text_gives_way_to_the_original_and_lint_says_so(
    tmp_path: Path,
) -> None:
    pack = translated(tmp_path, 'title: {of: "00000000", says: Alt}\n')
    assert in_german(pack).checklists[QUEUE].title == title()
    (found,) = [one for one in lint(pack) if one.level == "warning"]
    assert "the original of title is another one" in str(found)
    assert digest(title()) in found.remedy


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            'questions: {bacth: {ask: {of: "00000000", says: x}}}\n',
            "there is no questions bacth; did you mean 'batch'?",
        ),
        (
            'questions: {batch: {aks: {of: "00000000", says: x}}}\n',
            "'ask'",
        ),
        (
            'questions: {batch: {choices: {onne: {of: "00000000", says: x}}}}\n',
            "there is no questions batch choices onne; did you mean 'one'?",
        ),
        ("title: {of: short, says: x}\n", "8 digits of a digest"),
        ("title: Warteschlange\n", "a translation"),
    ],
)
def test_what_names_nothing_is_a_problem(tmp_path: Path, body: str, said: str) -> None:
    pack = translated(tmp_path, body)
    assert any(said in str(one) for one in lint(pack) if one.level == "error")


def test_a_lost_placeholder_is_a_problem(tmp_path: Path) -> None:
    checklist = load_pack(TINY).checklists[QUEUE]
    ask = next(one for one in checklist.questions if "{" in one.ask)
    body = f"questions: {{{ask.id}: {{ask: {{of: %{ask.ask}%, says: Wie?}}}}}}\n"
    pack = translated(tmp_path, body)
    assert any("other placeholders" in str(one) for one in lint(pack))


@pytest.mark.parametrize("language", ["de", "ja"])
def test_a_checklist_of_ours_is_there_in_full(language: str) -> None:
    name = "aws/dynamodb-global-table"
    ours = load_pack(None, {name})
    told = in_language(ours, (house.checklists(),), language).checklists[name]
    before, after = originals(ours.checklists[name]), originals(told)
    assert not [at for at, text in before.items() if after[at] == text]
    for one, other in zip(ours.checklists[name].questions, told.questions, strict=True):
        assert (one.id, one.asked) == (other.id, other.asked)
