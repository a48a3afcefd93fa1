"""The interview line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.plain.state import Voice
from ninelives.plain.talk import talk
from ninelives.review import store
from ninelives.review.model import Answer
from ninelives.review.session import Session
from tests.designs import QUEUE, TINY, orders


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = tmp_path / "orders"
    store.create(folder, orders())
    return Session(folder, load_pack(TINY), store.load(folder), "Ana")


def led(session: Session, lines: Sequence[str]) -> tuple[Session, str]:
    """Lead the interview with these lines; give the session and what was said."""
    said: list[str] = []
    rest: Iterator[str] = iter(lines)

    def ask(prompt: str) -> str:
        said.append(prompt)
        try:
            return next(rest)
        except StopIteration:
            raise EOFError from None

    after = talk(session, Voice(said.append, ask))
    return after, "\n".join(said)


IMPACTS = ["4", "3", "2", "1", "3"]


def test_a_number_answers_and_it_is_on_disk_at_once(session: Session) -> None:
    _, said = led(session, [*IMPACTS, "2"])
    assert "orders (the service) - question 1 of 16, 16 left" in said
    assert "How bad is it if an event is lost" in said
    review = store.load(session.folder)
    answer = review.answer(QUEUE, "batch")
    assert answer is not None
    assert (answer.choice, answer.by) == ("many", "Ana")
    assert "10 questions left" in said


def test_what_follows_is_said(session: Session) -> None:
    _, said = led(session, [*IMPACTS, "2", "1"])
    assert "closed: One bad message repeats the whole batch, at OrdersQueue" in said
    again = Session(session.folder, session.pack, store.load(session.folder), "Ana")
    _, said = led(again, ["goto batch", "1"])
    assert "1 question does not apply any more; the answers are kept." in said


def test_it_goes_on_where_it_was_left(session: Session) -> None:
    led(session, [*IMPACTS])
    again = Session(session.folder, session.pack, store.load(session.folder), "Ben")
    _, said = led(again, [])
    assert "OrdersQueue → place-order - question 6 of 16" in said


def test_unknown_takes_an_owner_and_a_day(session: Session) -> None:
    after, _ = led(session, ["u", "ops", "2026-12-01", "u Ben", ""])
    first = after.review.answer("service", "lost")
    assert first is not None
    assert (first.choice, first.owner, first.due) == ("unknown", "ops", "2026-12-01")
    second = after.review.answer("service", "duplicated")
    assert second is not None
    assert (second.owner, second.due) == ("Ben", "")


def test_not_applicable_needs_a_reason(session: Session) -> None:
    after, said = led(session, ["x", "", "x", "no order is ever replayed"])
    assert "Not saved: say why the question does not apply." in said
    answer = after.review.answer("service", "lost")
    assert answer is not None
    assert answer.reason == "no order is ever replayed"


def test_a_number_that_is_measured(session: Session) -> None:
    after, said = led(session, ["goto dead-letter", "= 5", "back", "= 2000", "= x"])
    answer = after.review.answer("orders-queue", "dead-letter")
    assert answer is not None
    assert (answer.choice, answer.value) == ("dlq", 5)
    assert "= NUMBER: the exact value in count" in said
    assert "Answered: To a dead-letter queue (5 count), said Ana (answered)" in said
    assert "2000 is not between 0 and 1000 count" in said
    assert "Write = and a number" in said


def test_who_settles_a_dispute_keeps_what_the_others_said(session: Session) -> None:
    before = store.load(session.folder)
    for choice, by in (("severe", "Ana"), ("minor", "Ben")):
        said = Answer(choice, by=by, at="2026-11-20T10:00:00Z")
        store.save_answer(session.folder, before, "service", "lost", said, ())
    asked = replace(session, review=store.load(session.folder))
    _, said_then = led(asked, ["back", "back", "4", "back"])
    assert "said Ben (disputed)" in said_then
    assert "Settled; before, Ben said: Minor" in said_then
    kept = store.load(session.folder).answer("service", "lost")
    assert kept is not None
    assert not kept.disputed
    assert [(one.by, one.choice) for one in kept.settled] == [("Ben", "minor")]
    text = (session.folder / "review.yaml").read_text("utf-8")
    assert "    settled:\n" in text
    again = replace(session, review=store.load(session.folder))
    _, said_then = led(again, ["goto lost", "3", "undo", "undo"])
    now = store.load(session.folder).answer("service", "lost")
    assert now == kept


def test_a_note_belongs_to_an_answer(session: Session) -> None:
    after, said = led(session, ["n later", "1", "back", "n asked the CFO"])
    assert "Answer first" in said
    answer = after.review.answer("service", "lost")
    assert answer is not None
    assert (answer.choice, answer.note) == ("none", "asked the CFO")


def test_undo_takes_the_last_answer_back(session: Session) -> None:
    after, said = led(session, ["1", "2", "undo", "undo", "undo"])
    assert after.review.answer("service", "lost") is None
    assert after.review.answer("service", "duplicated") is None
    assert "Nothing to undo." in said
    assert store.load(session.folder).answers.get("service", {}) == {}


@pytest.mark.parametrize("begun", ["u", "x", "n", "accept 1", "waive 1"])
def test_input_that_ends_in_the_midst_of_a_command_ends_it_and_nothing_else(
    session: Session, begun: str
) -> None:
    before = store.load(led(session, [*IMPACTS, "2"])[0].folder)
    _, said = led(replace(session, review=before), ["back", begun])
    assert "Saved in " in said
    assert store.load(session.folder) == before


def test_why_says_where_an_answer_was_found(session: Session) -> None:
    found = Answer("many", origin="template.yaml:41")
    store.save_answer(session.folder, session.review, QUEUE, "batch", found, ("batch",))
    again = replace(session, review=store.load(session.folder))
    _, said = led(again, ["goto batch", "why"])
    assert "Found: template.yaml:41" in said


def test_a_question_is_not_read_out_again_behind_what_only_tells(
    session: Session,
) -> None:
    asked = "question 1 of 16"
    _, said = led(session, ["help", "why", "list", "findings", "map", "nonsense"])
    assert said.count(asked) == 1
    _, said = led(session, ["help", "", "next", "back"])
    assert said.count(asked) == 3


def test_the_other_commands(session: Session) -> None:
    _, said = led(
        session, ["help", "why", "list", "back", "next", "goto nowhere", "jump", "open"]
    )
    assert "u          I don't know" in said
    assert "Why: A lost event raises no error" in said
    assert "16. [unanswered] place-order: Does place-order wait" in said
    assert "There is nothing before this." in said
    assert "Nothing with 'nowhere' in it." in said
    assert "jump is no choice and no command" in said
    assert "There is no choice 9" in led(session, ["9"])[1]


def test_it_ends_when_all_is_answered(session: Session) -> None:
    after, said = led(session, ["1"] * 20)
    assert said.count("Every question is answered.") == 1
    assert after.interview.open == ()
    assert "0 questions left" in said
    assert "Every question is answered." in led(after, ["quit"])[1]


def test_terminal_codes_in_names_are_shown_not_obeyed(tmp_path: Path) -> None:
    from dataclasses import replace

    review = orders()
    evil = replace(review.components[0], name="\x1b[2J\u202egnp.exe")
    review = replace(
        review, service="a\x07b", components=(evil, *review.components[1:])
    )
    folder = tmp_path / "orders"
    store.create(folder, review)
    session = Session(folder, load_pack(TINY), store.load(folder), "Ana")
    _, said = led(session, ["goto batch", "list"])
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "\u202e" not in said
    assert "␛[2J‹U+202E›gnp.exe" in said
