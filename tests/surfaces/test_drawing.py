"""The map is drawn by choosing from what there are checklists for."""

from collections.abc import Iterator

import pytest

from ninelives.checklist.load import load_pack
from ninelives.cli import main
from ninelives.plain.drawing import draw
from ninelives.plain.state import Voice
from ninelives.review.catalogue import offered
from ninelives.review.model import Review

PACK = load_pack()


def drawn(*typed: str, review: Review | None = None) -> tuple[Review, list[str]]:
    said: list[str] = []
    lines: Iterator[str] = iter(typed)

    def ask(prompt: str) -> str:
        said.append(prompt)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    return draw(PACK, review or Review("orders"), Voice(said.append, ask)), said


def test_a_pair_is_chosen_step_by_step() -> None:
    review, said = drawn(
        "sqs-queue", "OrdersQueue", "lambda-function", "place-order", "mapping", ""
    )
    (one,) = review.integrations
    assert one.checklist == "aws/sqs-lambda"
    assert review.components[0].name == "OrdersQueue"
    assert "  added: orders-queue--place-order" in said


def test_only_what_fits_behind_the_source_is_offered() -> None:
    _, said = drawn("sqs-queue", "q")
    start = said.index("Name of the SQS queue> ")
    shown = {
        one.split(". ")[1].split(":")[0] for one in said[start + 1 :] if ". " in one
    }
    assert shown == {one.target for one in offered(PACK, "sqs-queue")}


def test_a_part_of_a_name_narrows_the_list_and_a_number_chooses() -> None:
    _, said = drawn("step-functions", "1", "q")
    first, second = [at for at, one in enumerate(said) if one == "From> "]
    narrowed = said[first + 1 : second]
    assert 1 < len(narrowed) < first
    assert all("step-functions" in one for one in narrowed)
    assert said[second + 1].startswith("Name of the ")


def test_what_is_on_the_map_is_offered_again() -> None:
    first, _ = drawn("a:sqs-queue -> f:lambda-function", "")
    review, _ = drawn("f", "dynamodb-table", "t", "write", "", review=first)
    assert [one.id for one in review.integrations] == ["a--f", "f--t"]
    assert len(review.components) == 3


def test_what_nobody_knows_is_said_and_asked_again() -> None:
    review, said = drawn("wombat", "sqs-queue", "")
    assert "Nothing here is called 'wombat'." in said
    assert not review.integrations


def test_a_wrong_line_is_told_and_the_map_stays() -> None:
    review, said = drawn("a:nothing -> f:lambda-function", "")
    assert not review.integrations
    assert any("'nothing' is no component type" in one for one in said)


def test_what_exists_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--list"]) == 0
    every = capsys.readouterr().out.splitlines()
    assert main(["new", "--list", "sqs-queue", "lambda-function"]) == 0
    some = capsys.readouterr().out.splitlines()
    assert 0 < len(some) < len(every)
    assert set(some) < set(every)
    assert all(one.startswith("sqs-queue -> lambda-function by ") for one in some)
    ids = {one.checklist.id for one in offered(PACK)}
    connecting = {one.id for one in PACK.checklists.values() if one.connects}
    assert ids == connecting


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--list", "sqs"], "'sqs' is no component type"),
        (["--list", "a", "b", "c"], "3 types"),
        ([], "it is missing"),
    ],
)
def test_what_can_not_be_listed_is_told(
    given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *given]) == 2
    assert told in capsys.readouterr().err
