"""An answers file: all at once, or nothing where something fits nowhere."""

from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.session import Session
from ninelives.sheet import fill_in
from tests.designs import QUEUE, TINY, orders

SHEET = """\
by: Ben
answers:
  service: {lost: severe, duplicated: serious}
  orders-queue--place-order:
    partial: whole
    batch: many
  orders-queue:
    dead-letter: {value: 5, note: see the template, from: "template.yaml:41"}
  place-order:
    idempotent: {choice: unknown, owner: ops, due: 2026-12-01}
    awaited: {choice: not-applicable, reason: no work is left over}
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = tmp_path / "orders"
    store.create(folder, orders())
    return Session(folder, load_pack(TINY), store.load(folder), "Ana")


def filled(session: Session, text: str) -> tuple[Session, int]:
    path = session.folder.parent / "answers.yaml"
    path.write_text(text, "utf-8")
    return fill_in(session, path)


def test_all_answers_are_saved(session: Session) -> None:
    after, count = filled(session, SHEET.replace("whole", "all"))
    assert count == 7
    review = store.load(session.folder)
    assert review == after.review
    dead = review.answer("orders-queue", "dead-letter")
    assert dead is not None
    assert (dead.choice, dead.value, dead.origin) == ("dlq", 5, "template.yaml:41")
    assert (dead.by, dead.note) == ("Ben", "see the template")
    partial = review.answer(QUEUE, "partial")
    assert partial is not None
    assert partial.asked


def test_a_file_with_a_mistake_changes_nothing(session: Session) -> None:
    text = SHEET.replace("  place-order:", "  place-ordre:").replace("lost:", "lots:")
    with pytest.raises(Unusable) as caught:
        filled(session, text)
    said = [str(one) for one in caught.value.problems]
    assert any(
        "answers.yaml:5:" in one
        and "'whole' is no choice; there is failed-only, all" in one
        for one in said
    )
    assert any("'place-ordre'; did you mean 'place-order'" in one for one in said)
    assert any("not asked 'lots'; did you mean 'lost'" in one for one in said)
    assert store.load(session.folder).answers.get(QUEUE, {}) == {}


def test_a_question_that_another_answer_hides_is_told(session: Session) -> None:
    text = "answers:\n  orders-queue--place-order: {batch: one, partial: all}\n"
    with pytest.raises(Unusable, match="it may be hidden by another answer"):
        filled(session, text)


def test_what_is_no_answers_file_is_told(session: Session) -> None:
    with pytest.raises(Unusable, match="'answer' is no key of an answers file"):
        filled(session, "answer: {}\n")
