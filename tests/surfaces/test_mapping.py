"""The map line by line: listed, added to, renamed, taken from, and back as it was."""

from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.session import Session
from ninelives.surfaces import opened
from tests.designs import QUEUE, TINY, orders
from tests.surfaces.test_plain import led


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = tmp_path / "orders"
    store.create(folder, orders())
    return opened(folder, "Ana", (TINY,))


def test_the_map_is_listed_with_ids(session: Session) -> None:
    _, said = led(session, ["map"])
    assert "orders-queue (OrdersQueue): Queue" in said
    assert f"{QUEUE}: OrdersQueue → " in said


def test_what_is_added_is_asked_about_and_can_be_taken_back(session: Session) -> None:
    add = "add second:queue -> place-order:function"
    after, said = led(session, [add, "add alone:table"])
    assert "Added: second--place-order." in said
    assert "Added: alone." in said
    kept = store.load(session.folder)
    assert kept.integration("second--place-order") is not None
    assert kept.component("alone") is not None
    assert after.interview.find(("second--place-order", "batch")) is not None


def test_undo_takes_back_what_was_changed_and_redo_does_it_again(
    session: Session,
) -> None:
    before = store.load(session.folder)
    moves = ["rename orders-queue The Queue", f"remove {QUEUE}", "undo", "undo"]
    _, said = led(session, moves)
    assert "OrdersQueue is called The Queue now." in said
    assert "undo brings it back." in said
    back = store.load(session.folder)
    for one in (*before.components, *before.integrations):
        assert one in (*back.components, *back.integrations)
    led(opened(session.folder, "Ana", (TINY,)), [*moves, "redo", "redo"])
    kept = store.load(session.folder)
    assert kept.integration(QUEUE) is None
    renamed = kept.component("orders-queue")
    assert renamed is not None
    assert renamed.name == "The Queue"


def test_what_can_t_be_done_says_why_and_changes_nothing(session: Session) -> None:
    text = (session.folder / "review.yaml").read_bytes()
    _, said = led(
        session,
        [
            "add",
            "add more:quene",
            "add a:queue -> b:quene",
            "rename orders-queue place-order",
            "rename nothing",
            "remove nothing",
        ],
    )
    assert "add orders-queue:sqs-queue -> place-order:lambda-function" in said
    assert "Not saved: 'quene' is no component type; queue is." in said
    assert "nearest: 'queue'" in said or "queue" in said
    assert "Not saved: place-order is on the map already." in said
    assert "Write rename, the id of a component, and its new name." in said
    assert "Write remove, and the id of something on the map." in said
    assert (session.folder / "review.yaml").read_bytes() == text
