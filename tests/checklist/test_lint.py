"""Packs that are wrong on purpose, and what the proofs say of them."""

import shutil
from pathlib import Path

import pytest

from ninelives.checklist.lint.pack import lint
from tests.designs import TINY

QUEUE = "aws/queue-function.yaml"
ONCE = "blocks/once.yaml"
DAY = "2026-11-23"


def said(folder: Path) -> list[str]:
    return [
        str(one).removeprefix(f"{folder}/")
        for one in lint(folder, DAY)
        if one.level != "note"
    ]


def test_the_tiny_pack_holds() -> None:
    assert said(TINY) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            QUEUE,
            "when: answers['batch'] != 'one'\n    choices",
            "when: answers['batch'] == 'two'\n    choices",
            "question 'partial' is never asked",
        ),
        (
            QUEUE,
            "when: answers['dead-letter'] == 'dlq'\n    choices",
            "when: answers['dead-letter'] in ['dlq', 'nowhere']\n    choices",
            "question 'watched' is always asked",
        ),
        (
            QUEUE,
            "  - id: at-least-once-delivery\n",
            "  - id: at-least-once-delivery\n    when: answers['batch'] == 'x'\n",
            "rule 'at-least-once-delivery' is never in force",
        ),
        (
            QUEUE,
            "when: answers['dead-letter'] == 'dlq'\n    effort",
            "when: answers['dead-letter'] == 'x'\n    effort",
            "mitigation 'alarm-on-dlq' is never offered",
        ),
        (
            ONCE,
            "caps: {twice: possible}",
            "exposes: {twice: rare}",
            "never becomes rare",
        ),
        (
            QUEUE,
            "answers: {partial: failed-only}",
            "answers: {partial: all}",
            "'return-failed-only' does not clear whole-batch",
        ),
        (
            QUEUE,
            "answers: {partial: failed-only}\n",
            "answers: {partial: failed-only, watched: nobody}\n",
            "'return-failed-only' makes expired worse (possible → likely)",
        ),
        (
            QUEUE,
            "clears: [whole-batch]",
            "clears: [whole-batch, too-early]",
            "clears too-early, which nothing here raises",
        ),
        (QUEUE, "{target.name} get at", "{traget.name} get at", "{traget.name}"),
        (QUEUE, "{facts.retention}", "{facts.retnetion}", "'facts.retention'?"),
        (
            QUEUE,
            "why: Otherwise the whole batch runs again.",
            "why: Bad.",
            "partial: why",
        ),
        (
            QUEUE,
            "find-out: The response types of the mapping.",
            "find-out: Code",
            "find-out",
        ),
        (
            QUEUE,
            "    find-out: The batch size of the mapping.\n    cites: [retention]\n",
            "    find-out: The batch size of the mapping.\n",
            "question 'batch' cites no fact",
        ),
        (
            QUEUE,
            '    sources:\n      - {url: "https://example.org/visibility", '
            "checked: 2026-11-23}\n",
            "",
            "fact 'visibility-multiple' has no source",
        ),
        (
            QUEUE,
            'visibility", checked: 2026-11-23',
            'visibility", checked: 2025-11-01',
            "was last checked on 2025-11-01",
        ),
        (
            QUEUE,
            "suggests: failed-only}\n",
            "suggests: failed-only}\n"
            "      - {if: \"'Report' in settings.function_response_types\", "
            "answers: all}\n",
            "says both 'failed-only' and 'all'",
        ),
        (
            QUEUE,
            '      - {if: "known(settings.function_response_types)", answers: all}\n',
            '      - {if: "known(settings.function_response_types)", answers: all}\n'
            "      - {if: \"'X' in settings.function_response_types\", answers: all}\n",
            "never fires",
        ),
        (
            "pitfalls/transport.yaml",
            "[aws/queue-function]",
            "[aws/queue]",
            "no checklist",
        ),
        (
            "pitfalls/transport.yaml",
            "[aws/queue-function]",
            "[aws/function]",
            "aws/function never exposes 'twice'",
        ),
        (
            "aws/function.yaml",
            "clears: [too-early]",
            "clears: []",
            "no mitigation clears",
        ),
        (
            QUEUE,
            "mechanism: queue-poll\n  visibility: source.visibility_timeout",
            "mechanism: none",
            "does not say why",
        ),
        (
            QUEUE,
            "visibility: source.visibility_timeout",
            "visibility: values['bach']",
            "there is no values['bach']",
        ),
        (
            QUEUE,
            "visibility: source.visibility_timeout",
            "visibility: open('x')",
            "delivery, visibility",
        ),
        (
            "pitfalls/transport.yaml",
            "[aws/queue-function]",
            "[aws/queue-function]\n    follows: loss-window",
            "no choice may raise it",
        ),
    ],
)
def test_a_pack_that_is_wrong(
    tmp_path: Path, file: str, old: str, new: str, problem: str
) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "pack"))
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = said(folder)
    assert [one for one in found if problem in one], found
    assert all(one.split(":")[1].isdecimal() for one in found)


def test_a_file_that_can_not_be_loaded_is_all_there_is_to_say(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "pack"))
    (folder / "risk.yaml").write_text("harms: [", "utf-8")
    assert all(one.startswith("risk.yaml:") for one in said(folder)[:1])


EXTENSION = """\
extends: aws/queue-function
questions:
  - id: order-kept
    ask: Does anything behind {source.name} need the messages in order?
    why: A message that comes back stands behind younger ones.
    choices:
      - {id: not-needed, says: Nothing does, caps: {twice: rare}}
      - {id: needed, says: Something does, exposes: {twice: %s}}
    find-out: Read what reads the table.
    cites: [retention]
"""


def extension(folder: Path, level: str) -> Path:
    (folder / "extends" / "aws").mkdir(parents=True)
    book = (
        "pack: team/orders\nversion: 0.1.0\ntitle: Ours on top\nextends: tests/tiny\n"
    )
    (folder / "pack.yaml").write_text(book, "utf-8")
    path = folder / "extends" / "aws" / "queue-function.yaml"
    path.write_text(EXTENSION % level, "utf-8")
    return folder


def test_a_pack_that_extends_another_is_proven_on_top_of_it(tmp_path: Path) -> None:
    team = extension(tmp_path / "team", "likely")
    assert lint(team, "2026-11-23", below=[TINY]) == ()
    ours = lint(team, "2026-11-23")
    assert any("which is not loaded" in one.found for one in ours)


def test_what_an_extension_adds_and_takes_away_is_told(tmp_path: Path) -> None:
    team = extension(tmp_path / "team", "certain")
    found = lint(team, "2026-11-23", below=[TINY])
    assert len(found) == 3
    assert all("always outdone or capped" in one.found for one in found)
