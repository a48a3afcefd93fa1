"""`window` and `simulate`, as a person at a terminal meets them."""

import json
from pathlib import Path

import pytest

from ninelives import outages
from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review

EDGE = "orders-queue--place-order"
NUMBERS = {
    "dead-letter-queue": ("own", None),
    "queue-type": ("standard", None),
    "queue-visibility": ("seconds", 30.0),
    "queue-receives": ("few", 5.0),
    "queue-retention": ("days", 345_600.0),
    "dead-letter-kept": ("fortnight", 1_209_600.0),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from ninelives.checklist.load import load_pack

    pack = load_pack()
    review = Review(
        service="orders",
        pack=pack.name,
        pack_version=pack.version,
        components=(
            Component("orders-queue", "sqs-queue"),
            Component("place-order", "lambda-function"),
        ),
        integrations=(
            Integration(EDGE, "orders-queue", "place-order", "aws/sqs-lambda"),
        ),
    )
    asked = pack.checklists["aws/sqs-lambda"]
    found = tmp_path / "orders"
    store.create(found, review)
    for name, (choice, value) in NUMBERS.items():
        question = asked.question(name)
        assert question is not None
        fits = question.choice_for(value) if value is not None else None
        answer = Answer(fits.id if fits else choice, value)
        review = store.save_answer(
            found, review, "orders-queue", name, answer, list(NUMBERS)
        )
    return found


def test_the_windows_of_a_review(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outages.window(folder) == 0
    said = capsys.readouterr().out
    assert "survives 2 min, rescue 14 d" in said
    assert outages.window(folder, form="json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["windows"][0]["survives"] == {"at-least": 120.0, "at-most": 120.0}


def test_what_a_mitigation_buys_is_said_before_and_after(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = store.load(folder)
    nowhere = Answer("nowhere")
    store.save_answer(folder, bare, "orders-queue", "dead-letter-queue", nowhere, [])
    names = ["add-dead-letter-queue", "lengthen-queue-retention"]
    assert outages.window(folder, names) == 0
    said = capsys.readouterr().out
    assert "before                    survives 3 d 23 h, rescue 4 d; unsure" in said
    assert "    add-dead-letter-queue     survives 2 min, rescue 14 d; safe" in said
    assert "    all of them  " in said
    assert outages.window(folder, names, form="json") == 0
    told = json.loads(capsys.readouterr().out)
    first = told["what-if"][0]
    assert first["before"]["rescue"]["at-least"] == 345_600.0
    assert first["before"] == {key: told["windows"][0][key] for key in first["before"]}
    assert first["after"]["rescue"]["at-least"] == 1_209_600.0
    assert [one["id"] for one in first["each"]] == names


def test_all_together_are_what_the_report_calls_mended(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outages.window(folder, ["all"], form="json") == 0
    told = json.loads(capsys.readouterr().out)
    after = [one["after"] for one in told["what-if"]]
    mended = [one["all-mitigations"] for one in told["windows"]]
    assert any(mended)
    for then, said in zip(after, mended, strict=True):
        if said is not None:
            assert {key: then[key] for key in said} == said


def test_an_outage_is_played_through_and_repeats(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (folder, EDGE, "10min", "1/s", "1%")
    assert outages.simulate(*given, form="json") == 0
    first = capsys.readouterr().out
    assert outages.simulate(*given, form="json") == 0
    assert capsys.readouterr().out == first
    told = json.loads(first)
    assert told["sent"] == 600
    assert told["handled"] + told["lost"] + told["set_aside"] == 600
    assert outages.simulate(*given) == 0
    assert "set aside" in capsys.readouterr().out
    assert outages.simulate(*given, form="svg") == 0
    assert capsys.readouterr().out.startswith("<svg")


def test_many_tries_of_few_events_are_counted_and_what_was_assumed_is_worded(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = store.load(folder)
    unknown = Answer("unknown")
    for name in NUMBERS:
        bare = store.save_answer(folder, bare, "orders-queue", name, unknown, [])
    # a message is visible again at once: 3,600 of them are tried two million times
    assert outages.simulate(folder, EDGE, "1h") == 0
    said = capsys.readouterr().out
    assert "consumer-errors for 1 h, 1 events/s" in said
    assert "assumed  visibility timeout: no time, its worst; nobody knows" in said
    assert "assumed  nothing keeps it once given up, its worst" in said
    assert "lost              3,541" in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"integration": "orders-queue--place-ordr"}, EDGE),
        ({"outage": "soon"}, "such as 6h"),
        ({"outage": "9999999d"}, "such as 6h"),
        ({"rate": "0/s"}, "such as 50/s"),
        ({"poison": "200%"}, "such as 0.1%"),
        ({"failure": "consumer-error"}, "consumer-errors"),
    ],
)
def test_what_can_not_be_played_says_what_would(
    folder: Path, change: dict[str, str], words: str
) -> None:
    given = {"integration": EDGE, "outage": "1h", "rate": "1/s", "poison": "0%"}
    with pytest.raises(Unusable, match=words):
        outages.simulate(folder, **{**given, **change})  # type: ignore[arg-type]  # a command line


def test_a_mitigation_nobody_offers_is_refused(folder: Path) -> None:
    with pytest.raises(Unusable, match="no mitigation 'hope'"):
        outages.window(folder, ["hope"])
