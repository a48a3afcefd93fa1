"""What becomes of the answers when a question is renamed, split, merged, changed."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.assess.risk import assess
from ninelives.checklist.lint.pack import lint
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN, Pack
from ninelives.review import store
from ninelives.review.interview import interview
from ninelives.review.model import Answer, Review
from ninelives.review.session import Session, answer
from ninelives.review.standing import Standing, Status
from tests.designs import QUEUE, TINY, orders

OLD = replace(orders(), pack_version="2.0.0")


def migrating(folder: Path, *steps: str) -> Pack:
    """Give the tiny pack with migrations."""
    made = Path(shutil.copytree(TINY, folder / "pack"))
    book = made / "pack.yaml"
    lines = "".join(f"  - {{{step}}}\n" for step in steps)
    book.write_text(f"{book.read_text('utf-8')}migrations:\n{lines}", "utf-8")
    assert not [one for one in lint(made, "2026-11-23") if "since" in one.found]
    return load_pack(made)


def said(review: Review, question: str, given: Answer, subject: str = QUEUE) -> Review:
    return review.with_answer(subject, question, given)


def stands(pack: Pack, review: Review, question: str, subject: str = QUEUE) -> Standing:
    found = interview(pack, review).find((subject, question))
    assert found is not None
    return found


def test_a_renamed_question_keeps_its_answer_and_who_gave_it(tmp_path: Path) -> None:
    pack = migrating(tmp_path, "since: 2.1.0, from: batch-size, to: batch")
    given = Answer("many", note="ten", by="Ana", at="2026-01-02T03:04:05Z", asked="abc")
    one = stands(pack, said(OLD, "batch-size", given), "batch")
    assert one.status is Status.ANSWERED
    assert one.answer == replace(given, asked=one.question.asked)


def test_an_answer_to_the_question_itself_goes_before_one_carried(
    tmp_path: Path,
) -> None:
    pack = migrating(tmp_path, "since: 2.1.0, from: batch-size, to: batch")
    review = said(said(OLD, "batch-size", Answer("many")), "batch", Answer("one"))
    assert stands(pack, review, "batch").answer == Answer("one")


def test_choices_go_where_the_table_says_and_keep_their_id_elsewhere(
    tmp_path: Path,
) -> None:
    step = "since: 2.1.0, from: size, to: batch, choices: {single: one}"
    pack = migrating(tmp_path, step)
    for before, now in (("single", "one"), ("many", "many"), (UNKNOWN, UNKNOWN)):
        found = stands(pack, said(OLD, "size", Answer(before)), "batch").answer
        assert found is not None
        assert found.choice == now


def test_a_choice_that_is_gone_is_asked_again(tmp_path: Path) -> None:
    pack = migrating(tmp_path, "since: 2.1.0, from: size, to: batch")
    one = stands(pack, said(OLD, "size", Answer("some")), "batch")
    assert one.status is Status.STALE


def test_a_split_question_answers_each_of_its_parts(tmp_path: Path) -> None:
    pack = migrating(
        tmp_path,
        "since: 2.1.0, from: batches, to: batch, choices: {whole: many, each: many}",
        "since: 2.1.0, from: batches, to: partial,"
        " choices: {whole: all, each: failed-only}",
    )
    review = said(OLD, "batches", Answer("each", by="Ana"))
    for question, choice in (("batch", "many"), ("partial", "failed-only")):
        one = stands(pack, review, question)
        assert one.status is Status.ANSWERED
        assert one.answer is not None
        assert (one.answer.choice, one.answer.by) == (choice, "Ana")


def merged(folder: Path) -> Pack:
    return migrating(
        folder,
        "since: 2.1.0, from: retry, to: partial, choices: {whole: all}",
        "since: 2.1.0, from: returns, to: partial, choices: {each: failed-only}",
    )


def test_merged_questions_that_agree_become_one_answer_with_both_notes(
    tmp_path: Path,
) -> None:
    review = said(OLD, "retry", Answer("whole", note="old handler"))
    review = said(review, "returns", Answer("all", note="seen in the log"))
    one = stands(merged(tmp_path), review, "partial")
    assert one.status is Status.ANSWERED
    assert one.answer is not None
    assert one.answer.choice == "all"
    assert one.answer.note == "old handler\nseen in the log"


def test_merged_questions_that_differ_are_a_dispute_with_both(tmp_path: Path) -> None:
    review = said(OLD, "retry", Answer("whole", by="Ana"))
    review = said(review, "returns", Answer("each", by="Ben"))
    one = stands(merged(tmp_path), review, "partial")
    assert one.status is Status.DISPUTED
    assert one.answer is not None
    assert [(it.by, it.choice) for it in one.answer.voices] == [
        ("Ana", "all"),
        ("Ben", "failed-only"),
    ]


def test_a_merged_question_can_hang_on_both_answers(tmp_path: Path) -> None:
    pack = migrating(
        tmp_path,
        "since: 2.1.0, from: retry, to: partial, given: {returns: each},"
        " choices: {yes: failed-only}",
        "since: 2.1.0, from: retry, to: partial, given: {returns: none},"
        " choices: {yes: all}",
    )
    for returns, now in (("each", "failed-only"), ("none", "all")):
        review = said(OLD, "retry", Answer("yes"))
        review = said(review, "returns", Answer(returns))
        found = stands(pack, review, "partial").answer
        assert found is not None
        assert found.choice == now


def test_versions_are_walked_one_after_another(tmp_path: Path) -> None:
    pack = migrating(
        tmp_path,
        "since: 2.1.0, from: per-call, to: batch, choices: {lone: one}",
        "since: 2.0.9, from: size, to: per-call, choices: {single: lone}",
    )
    found = stands(pack, said(OLD, "size", Answer("single")), "batch").answer
    assert found is not None
    assert found.choice == "one"


@pytest.mark.parametrize("choice", ["many", NOT_APPLICABLE])
def test_where_the_meaning_changed_only_that_question_is_asked_again(
    tmp_path: Path, choice: str
) -> None:
    pack = migrating(
        tmp_path, "since: 2.1.0, from: batch, to: batch, changed: counts retries now"
    )
    review = said(OLD, "batch", Answer(choice, reason="none", asked="0ddba1"))
    review = said(review, "partial", Answer("all"))
    assert stands(pack, review, "batch").status is Status.STALE
    assert stands(pack, review, "partial").status is Status.ANSWERED


def test_a_renamed_question_that_changed_is_shown_and_asked_again(
    tmp_path: Path,
) -> None:
    pack = migrating(
        tmp_path, "since: 2.1.0, from: size, to: batch, changed: counts retries now"
    )
    one = stands(pack, said(OLD, "size", Answer("many")), "batch")
    assert one.status is Status.STALE
    assert one.answer is not None
    assert (one.answer.choice, one.answer.asked) == ("many", "before 2.1.0")


def test_new_words_with_the_old_meaning_are_not_asked_again(tmp_path: Path) -> None:
    review = said(OLD, "batch", Answer("many", asked="0ddba1"))
    assert stands(load_pack(TINY), review, "batch").status is Status.STALE
    pack = migrating(tmp_path, "since: 2.1.0, from: batch, to: batch")
    assert stands(pack, review, "batch").status is Status.ANSWERED


def test_new_words_of_a_version_already_seen_say_nothing_of_later_ones(
    tmp_path: Path,
) -> None:
    pack = migrating(tmp_path, "since: 2.1.0, from: batch, to: batch")
    review = said(orders(), "batch", Answer("many", asked="0ddba1"))
    assert stands(pack, review, "batch").status is Status.STALE


def test_an_old_id_that_another_question_bears_today_is_left_to_it(
    tmp_path: Path,
) -> None:
    pack = migrating(tmp_path, "since: 2.0.5, from: batch, to: partial")
    question = stands(pack, OLD, "batch").question
    review = said(OLD, "batch", Answer("many", asked=question.asked))
    assert stands(pack, review, "partial").status is Status.UNANSWERED


def test_the_assessment_counts_a_carried_answer(tmp_path: Path) -> None:
    pack = migrating(tmp_path, "since: 2.1.0, from: per-message, to: partial")
    review = said(OLD, "batch", Answer("many"))
    before = assess(pack, review).subjects[QUEUE]
    after = assess(pack, said(review, "per-message", Answer("failed-only")))
    pitfalls = {one.pitfall.id for one in before.findings}
    left = {one.pitfall.id for one in after.subjects[QUEUE].findings}
    assert pitfalls - left == {"whole-batch"}


def test_answering_beside_a_carried_answer_leaves_it_in_place(tmp_path: Path) -> None:
    pack = migrating(tmp_path, "since: 2.1.0, from: size, to: batch")
    folder = tmp_path / "review"
    store.create(folder, said(OLD, "size", Answer("many", by="Ana")))
    session = Session(folder, pack, store.load(folder), "Ben")
    asked = stands(pack, session.review, "partial")
    session, _ = answer(session, asked, Answer("all"))
    assert stands(pack, session.review, "batch").status is Status.ANSWERED
    assert stands(pack, store.load(folder), "batch").status is Status.ANSWERED
    asked = stands(pack, session.review, "batch")
    session, _ = answer(session, asked, Answer("one"))
    now = stands(pack, store.load(folder), "batch").answer
    assert now is not None
    assert (now.choice, now.by) == ("one", "Ben")


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("since: 2.1.0, from: size, to: bach", "no checklist asks 'bach' today"),
        (
            "since: 2.1.0, from: size, to: batch, choices: {single: on}",
            "'batch' has no choice 'on'",
        ),
        (
            "since: 2.1.0, from: size, to: batch, checklist: aws/queue",
            "there is no checklist 'aws/queue'",
        ),
        (
            "since: 2.2.0, from: size, to: batch",
            "since is 2.2.0, and tests/tiny is 2.1.0",
        ),
    ],
)
def test_lint_finds_a_migration_that_leads_nowhere(
    tmp_path: Path, step: str, found: str
) -> None:
    made = Path(shutil.copytree(TINY, tmp_path / "pack"))
    book = made / "pack.yaml"
    text = book.read_text("utf-8")
    book.write_text(f"{text}migrations:\n  - {{{step}}}\n", "utf-8")
    problems = [one for one in lint(made, "2026-11-23") if one.found == found]
    assert [one.place.line for one in problems] == [text.count("\n") + 2]
