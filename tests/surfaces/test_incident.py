"""An incident is told line by line; what was said is on disk, to be gone on with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.cli import main
from ninelives.plain.times import moment
from ninelives.review import store
from ninelives.review.actions import load_actions
from ninelives.review.incidents import load_incident
from tests.designs import QUEUE, TINY, orders

NAME = "2026-11-20-orders-are-gone"
FIRST = [
    "Orders are gone",
    "2026-11-20 08:10 +01:00",
    "11:00",
    "12:00",
    "",  # never recovered
    "1",
    "lost",
    "312 orders",
    "",  # nobody knows what failed
    "dropped",
    "a customer called",
    "The handler raised: every time | #1",
    "",
]
LAST = [
    "08:05 Release 7 goes out",
    "",
    "Add a second queue",
    "Ben",
    "2026-12-01",
    "",
    "Who tells us of it?",
    "",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store.create(tmp_path / "orders", replace(orders(), packs=(str(TINY),)))
    return tmp_path / "orders"


def told(
    monkeypatch: pytest.MonkeyPatch, folder: Path, lines: Sequence[str]
) -> tuple[int, list[str]]:
    """Type lines; give the exit code and what is left of them."""
    left = list(lines)

    def read(_: str = "") -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("builtins.input", read)
    return main(["retro", str(folder)]), left


def test_a_whole_incident_is_told_and_its_page_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(monkeypatch, folder, [*FIRST, *LAST]) == (0, [])
    found = load_incident(folder / "incidents" / f"{NAME}.yaml", folder)
    assert found.where == (QUEUE,)
    assert found.harms == ("lost",)
    assert found.pitfalls == ("dropped",)
    assert found.thought == "The handler raised: every time | #1"
    assert found.started.isoformat() == "2026-11-20T08:10:00+01:00"
    assert found.over is not None
    assert found.over.isoformat() == "2026-11-20T12:00:00+01:00"
    assert found.recovered is None
    assert [(f"{one.at:%H:%M}", one.says) for one in found.timeline] == [
        ("08:05", "Release 7 goes out")
    ]
    assert [one.ask for one in found.missed] == ["Who tells us of it?"]
    (action,) = load_actions(folder)
    assert (action.id, action.owner) == ("add-a-second-queue", "Ben")
    assert (folder / "incidents" / f"{NAME}.md").is_file()
    assert (folder / "checklists" / NAME / "pack.yaml").is_file()


@pytest.mark.parametrize("count", range(2, len(FIRST)))
def test_wherever_the_input_ends_it_is_gone_on_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    code, _ = told(monkeypatch, folder, FIRST[:count])
    assert code == 0
    page = folder / "incidents" / f"{NAME}.md"
    whole = count > FIRST.index("The handler raised: every time | #1")
    assert page.is_file() == whole
    if whole:
        return
    # what was left open on purpose is not known to be: it is asked once more
    given = [one for one in FIRST[:count] if one]
    rest = FIRST[FIRST.index(given[-1]) + 1 :]
    assert told(monkeypatch, folder, ["1", *rest, *LAST]) == (0, [])
    assert page.is_file()


def test_back_changes_what_was_said_and_a_dash_takes_it_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        *FIRST[:4],
        "back",  # from when it was recovered to when it ended
        "-",
        "2026-11-21 09:00",
        *FIRST[5:],
        *LAST,
    ]
    assert told(monkeypatch, folder, lines) == (0, [])
    found = load_incident(folder / "incidents" / f"{NAME}.yaml")
    assert found.ended is None
    assert found.recovered is not None
    assert found.recovered.isoformat() == "2026-11-21T09:00:00+01:00"


def test_what_does_not_fit_is_told_and_asked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        "",
        "help",
        "back",
        FIRST[0],
        "yesterday",
        "2026-11-20 08:10",
        FIRST[1],
        "07:00",
        *FIRST[2:5],
        "99",
        "queue",
        "nowhere",
        *FIRST[5:],
        "no time",
        "",
        "Do something",
        "Ben",
        "soon",
        "",
        "",
    ]
    assert told(monkeypatch, folder, lines) == (0, [])
    said = capsys.readouterr().out
    for part in (
        "Something has to stand here",
        "back       the question before",
        "There is nothing before this.",
        "name the zone too",
        "that lies before it started",
        "there is no 99; there are 1 to 7",
        "'queue' fits 4 of them",
        "nothing here is called 'nowhere'",
        "write a time and what happened",
        "'soon' is no day; the action is left out",
    ):
        assert part in said, part
    assert load_actions(folder) == ()


def test_nothing_is_made_where_nothing_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(monkeypatch, folder, []) == (0, [])
    assert not (folder / "incidents").exists()


def test_two_of_one_name_lie_beside_each_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(monkeypatch, folder, [*FIRST, *LAST])[0] == 0
    assert told(monkeypatch, folder, [*FIRST, *LAST])[0] == 0
    names = sorted(one.stem for one in (folder / "incidents").glob("*.yaml"))
    assert names == [NAME, f"{NAME}-2"]


def times() -> Iterator[tuple[str, str, str]]:
    start = "2026-12-01T08:10+01:00"
    yield "2026-12-01 08:10 +01:00", "", start
    yield "2026-12-01T08:10:30Z", "", "2026-12-01T08:10:30Z"
    yield "2026-12-01 08:10 Z", "", "2026-12-01T08:10Z"
    yield "09:30", start, "2026-12-01T09:30+01:00"
    yield "2026-12-02 07:00", start, "2026-12-02T07:00+01:00"
    yield "09:30 Z", start, "2026-12-01T09:30Z"


@pytest.mark.parametrize(("said", "started", "found"), list(times()))
def test_a_time_is_read_as_people_type_it(said: str, started: str, found: str) -> None:
    assert moment(said, started) == found
