"""Line by line: one answer wherever the same is asked, taken back and given again."""

from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review
from ninelives.review.session import Session
from tests.designs import TINY
from tests.surfaces.test_plain import led

QUEUES = ("first", "second", "third")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Give a review of queues that one function reads; the third is answered."""
    folder = tmp_path / "queues"
    store.create(
        folder,
        Review(
            service="queues",
            components=(
                Component("work", "function"),
                *(Component(one, "queue") for one in QUEUES),
            ),
            integrations=tuple(
                Integration(f"{one}--work", one, "work", "aws/queue-function")
                for one in QUEUES
            ),
        ),
    )
    said = Answer("many", note="as it was made", by="Ben")
    pack = load_pack(TINY)
    review = store.load(folder)
    store.save_answer(folder, review, "third--work", "batch", said, ("batch",))
    return Session(folder, pack, store.load(folder), "Ana")


def choices(session: Session) -> list[str]:
    """Give what is on the disk for each queue; empty where nothing is."""
    kept = store.load(session.folder)
    found = (kept.answer(f"{one}--work", "batch") for one in QUEUES)
    return [one.choice if one else "" for one in found]


def test_what_changes_is_listed_before_it_is_given(session: Session) -> None:
    _, said = led(session, ["goto batch", "1", "everywhere", ""])
    assert "1. second → work: open → " in said
    assert "2. third → work: " in said
    assert "(Ben) → " in said
    assert choices(session) == ["one", "", "many"]


def test_all_of_it_is_one_step_to_undo_and_to_do_again(session: Session) -> None:
    lines = ["goto batch", "1", "everywhere", "all"]
    _, said = led(session, lines)
    assert "answered at 2 places" in said
    assert choices(session) == ["one"] * 3
    noted = store.load(session.folder).answer("third--work", "batch")
    assert noted is not None
    assert (noted.by, noted.note) == ("Ana", "as it was made")


def test_undo_and_redo_move_all_of_it(session: Session) -> None:
    given = ["goto batch", "1", "everywhere all", "undo"]
    led(session, given)
    assert choices(session) == ["one", "", "many"]


def test_redo_gives_again_what_was_undone(session: Session) -> None:
    moves = ["goto batch", "1", "everywhere 1, 2", "undo", "undo", "redo", "redo"]
    _, said = led(session, [*moves, "redo"])
    assert choices(session) == ["one"] * 3
    assert said.count("done again") == 2
    assert "Nothing to do again." in said


def test_what_can_t_be_meant_changes_nothing(session: Session) -> None:
    _, said = led(session, ["everywhere", "goto batch", "1", "everywhere 9"])
    assert "Answer first; everywhere gives that answer elsewhere." in said
    assert "There is no place 9; there are 1 to 2." in said
    assert choices(session) == ["one", "", "many"]
