"""Every text of the interface is there in every language, with its placeholders."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest

from ninelives import words
from ninelives.words import catalogue, gather

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(words.__file__).parent
LANGUAGES = ("de", "ja")


@cache
def wanted() -> dict[tuple[str, str], str]:
    return gather.texts(gather.sources(ROOT / "ninelives", ROOT / "tui"))


@cache
def entries(language: str) -> tuple[catalogue.Entry, ...]:
    return catalogue.read((HERE / f"{language}.po").read_text("utf-8"))


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(words.LANGUAGE, "de")
    words.clear()
    yield
    monkeypatch.undo()
    words.clear()


def test_a_catalogue_for_each_language_is_there() -> None:
    assert words.languages() == ("en", *LANGUAGES)
    assert len(wanted()) > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    assert not list(gather.wrong(wanted(), entries(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    path = HERE / f"{language}.mo"
    made = catalogue.compiled(entries(language))
    assert path.read_bytes() == made, "stale; run: make words"
    with path.open("rb") as file:
        read = GNUTranslations(file)
    for one in entries(language)[1:]:
        if one.several:
            assert read.ngettext(one.text, one.several, 1) == one.told[0]
            assert read.ngettext(one.text, one.several, 2) == one.told[-1]
        else:
            assert read.gettext(one.text) == one.told[0]


def test_a_missing_and_a_misspelt_placeholder_are_told() -> None:
    code = {("{a} of {b}", ""): "x.py:1", ("Gone", ""): "x.py:2"}
    kept = (
        catalogue.Entry("{a} of {b}", "", ("{a} von {c}",)),
        catalogue.Entry("Never said", "", ("Nie gesagt",)),
    )
    found = "\n".join(gather.wrong(code, kept))
    assert "not translated: 'Gone' (x.py:2)" in found
    assert "filled in another way: '{a} von {c}'" in found
    assert "nobody says it any more: 'Never said'" in found


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "ja_JP.UTF-8", "NINELIVES_LANGUAGE": "de"}, "de"),
        ({"LANG": "de_DE", "NINELIVES_LANGUAGE": "en"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"NINELIVES_LANGUAGE": "../../etc/passwd"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for(
    environment: dict[str, str], language: str
) -> None:
    code = (
        "import sys; from ninelives import words; words.say('Note');"
        "print(words.language(), 'gettext' in sys.modules, 'locale' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert said[0] == language
    assert said[1:] == ([str(False)] * 2 if language == "en" else ["True", said[2]])


@pytest.mark.usefixtures("german")
def test_numbers_days_and_plurals_follow_the_language() -> None:
    assert words.number(1234.5) == "1.234,5"
    assert words.day("2026-12-01") == "01.12.2026"
    assert words.day("soon") == "soon"
    assert words.many("{count} finding", "{count} findings", 1) == "1 Befund"
    assert words.many("{count} finding", "{count} findings", 2000) == "2.000 Befunde"
    assert words.worded("a title of somebody else") == "a title of somebody else"
