"""A pack loads, or every problem is told with its place."""

import shutil
from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.checklist.model import About
from ninelives.checklist.shelf import checklist_ids, digest
from ninelives.errors import Unusable
from tests.designs import TINY


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


def wrong(folder: Path, file: str, old: str, new: str) -> str:
    """Change a file of a pack and give what loading it says."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Unusable) as caught:
        load_pack(folder)
    return str(caught.value)


def test_a_pack_is_loaded_whole() -> None:
    pack = load_pack(TINY)
    assert (pack.name, pack.version) == ("tests/tiny", "2.1.0")
    assert [way.id for way in pack.ways] == ["transport", "handling"]
    assert set(pack.checklists) == {"service", *checklist_ids(TINY)}
    checklist = pack.checklists["aws/queue-function"]
    assert [one.id for one in checklist.questions] == [
        "batch",
        "partial",
        "dead-letter",
        "watched",
        "idempotent",
    ]
    assert checklist.pitfalls() == (
        "whole-batch",
        "twice",
        "dropped",
        "expired",
    )
    assert pack.scale.risk("severe", "certain") == "critical"


def test_only_the_checklists_asked_for_are_read(pack_folder: Path) -> None:
    (pack_folder / "aws" / "function-table.yaml").write_text("[", "utf-8")
    pack = load_pack(pack_folder, only=["aws/function"])
    assert set(pack.checklists) == {"service", "aws/function"}


def test_a_block_is_bound_to_an_end() -> None:
    checklist = load_pack(TINY).checklists["aws/queue-function"]
    question = checklist.question("idempotent")
    assert question is not None
    assert question.about is About.TARGET
    assert question.ask.startswith("What happens when {target.name} gets")


def test_the_impact_of_each_harm_is_asked_of_the_service() -> None:
    service = load_pack(TINY).checklists["service"]
    assert [one.id for one in service.questions] == [
        "lost",
        "duplicated",
        "reordered",
        "stale",
        "corrupted",
    ]
    assert {one.under for one in service.questions} == {"impact"}


def test_a_measured_value_falls_into_a_choice() -> None:
    question = load_pack(TINY).checklists["aws/queue-function"].question("dead-letter")
    assert question is not None
    assert [getattr(question.choice_for(one), "id", "") for one in (0, 1, 1000)] == [
        "nowhere",
        "dlq",
        "dlq",
    ]


def test_the_fingerprint_follows_the_question_not_its_effects(
    pack_folder: Path,
) -> None:
    def asked() -> str:
        found = load_pack(pack_folder).checklists["aws/queue-function"]
        question = found.question("partial")
        assert question is not None
        return question.asked

    first = asked()
    path = pack_folder / "aws" / "queue-function.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("{whole-batch: certain", "{whole-batch: likely"))
    assert asked() == first
    path.write_text(text.replace("The whole batch returns", "All of it returns"))
    assert asked() != first


def test_a_block_asks_the_same_whichever_end_it_is_bound_to(
    pack_folder: Path,
) -> None:
    path = pack_folder / "blocks" / "once.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("same as once", "same as once in {component.name}"))
    path = pack_folder / "aws" / "function-table.yaml"
    text = path.read_text("utf-8").replace(
        "facts:", "use:\n  - {block: once, component: source}\nfacts:", 1
    )
    path.write_text(text)
    pack = load_pack(pack_folder)
    found = [
        pack.checklists[name].question("idempotent")
        for name in ("aws/queue-function", "aws/function-table")
    ]
    ends = [one.about for one in found if one is not None]
    assert ends == [About.TARGET, About.SOURCE]
    assert len({one.asked for one in found if one is not None}) == 1


def test_the_digest_changes_with_any_file(pack_folder: Path) -> None:
    before = digest(pack_folder)
    assert before == digest(TINY)
    with (pack_folder / "blocks" / "once.yaml").open("a") as file:
        file.write("# one more line\n")
    assert digest(pack_folder) != before


QUEUE = "aws/queue-function.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (QUEUE, "    why: Only", "    wy: Only", "'wy' is no key of a question"),
        (QUEUE, "    why: Only", "    wy: Only", "did you mean 'why'?"),
        (QUEUE, "    why: Only", "    wy: Only", "a question lacks 'why'"),
        (QUEUE, "{whole-batch: none}", "{whole-batsch: none}", "'whole-batch'?"),
        (QUEUE, "{whole-batch: none}", "{whole-batch: never}", "one of none, rare"),
        (QUEUE, "cites: [retention]", "cites: [retetnion]", "no fact 'retetnion'"),
        (QUEUE, "answers['batch']", "answers['bach']", "mean 'batch'?"),
        (QUEUE, "answers['batch'] !=", "answer['batch'] !=", "mean 'answers'?"),
        (QUEUE, "!= 'one'", "!= 'one' +", "not an expression"),
        (QUEUE, "id: many", "id: one", "choice 'one' is there twice"),
        (QUEUE, "id: many", "id: unknown", "is offered with every question already"),
        (QUEUE, "id: partial", "id: batch", "question 'batch' is there already, at"),
        (QUEUE, "block: once", "block: onse", "did you mean 'once'?"),
        (QUEUE, "checklist: aws/queue", "checklist: aws/kueue", "the name of the file"),
        (QUEUE, "source: queue", "source: quue", "no component type 'quue'"),
        (QUEUE, "partial: failed-only}", "partial: failed}", "no choice 'failed'"),
        (QUEUE, "suggests: failed-only", "answers: falied-only", "'failed-only'?"),
        (QUEUE, "value: 345600", "value: !!python/name:os.system x", "a YAML tag"),
        (QUEUE, "why: Only", "why: *t Only", "not YAML"),
        (QUEUE, "effort: small", "effort: tiny", "one of small, medium, large"),
        (QUEUE, "about: source", "about: component", "expected about: source, target"),
        ("pack.yaml", "version: 2.1.0", "version: two", "a version such as 1.0.0"),
        ("pack.yaml", "id: transport", "id: trnsport", "can't be read"),
        ("risk.yaml", "  severe: {none: none, ", "  severe: {", "severe × none"),
        ("pitfalls/transport.yaml", "id: dropped", "id: twice", "'twice' is there"),
        ("pitfalls/transport.yaml", "[duplicated]", "[doubled]", "one of lost,"),
    ],
)
def test_what_is_wrong_is_told(
    pack_folder: Path, file: str, old: str, new: str, said: str
) -> None:
    assert said in wrong(pack_folder, file, old, new)


def test_each_problem_names_file_line_and_column(pack_folder: Path) -> None:
    said = wrong(pack_folder, QUEUE, "{whole-batch: none}", "{whole-batsch: none}")
    line = (pack_folder / QUEUE).read_text("utf-8").split("whole-batsch")[0].count("\n")
    assert f"{pack_folder / QUEUE}:" in said
    # the choice that names it, a line or two above
    assert abs(int(said.split(":")[1]) - line) <= 2


def test_every_problem_is_told_not_the_first(pack_folder: Path) -> None:
    path = pack_folder / QUEUE
    text = path.read_text("utf-8")
    text = text.replace("effort: small", "effort: tiny").replace("why:", "wy:")
    path.write_text(text, "utf-8")
    with pytest.raises(Unusable) as caught:
        load_pack(pack_folder)
    assert len(caught.value.problems) >= 10


def test_conditions_in_a_circle_are_told(pack_folder: Path) -> None:
    said = wrong(
        pack_folder,
        QUEUE,
        "    why: Only a batch",
        "    when: answers['partial'] == 'all'\n    why: Only a batch",
    )
    assert "conditions go in a circle: batch, partial" in said


def test_a_component_can_not_be_asked_two_things_by_one_name(
    pack_folder: Path,
) -> None:
    path = pack_folder / "aws" / "function-table.yaml"
    text = path.read_text("utf-8").replace("id: leftovers", "id: idempotent")
    text = text.replace("    ask: What", "    about: source\n    ask: What")
    path.write_text(text.replace("{leftovers:", "{idempotent:"), "utf-8")
    with pytest.raises(Unusable, match="is asked elsewhere too"):
        load_pack(pack_folder)


def test_a_checklist_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(Unusable, match="did you mean 'aws/queue-function'"):
        load_pack(TINY, only=["aws/queue-funktion"])
