"""What a save promises: whole, durable, merged, and nothing typed is lost."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.merge import disputed
from ninelives.review.model import Answer, Component, Integration, Review
from tests.designs import QUEUE, SECOND, orders

ORDER = ("batch", "partial")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "orders"
    store.create(made, orders())
    return made


def save(
    folder: Path,
    before: Review,
    question: str,
    answer: Answer | None,
    subject: str = QUEUE,
    order: Sequence[str] = ORDER,
) -> Review:
    return store.save_answer(folder, before, subject, question, answer, order)


def test_a_review_is_a_folder_of_small_files(folder: Path) -> None:
    review = store.load(folder)
    assert review.components == orders().components
    assert review.integrations == orders().integrations
    said = Answer(
        "many", by="Ana", at="2026-11-23T10:12:00Z", origin="template.yaml:41"
    )
    save(folder, review, "batch", said)
    assert (folder / "answers" / f"{QUEUE}.yaml").read_text() == (
        f"integration: {QUEUE}\n"
        "checklist: aws/queue-function\n"
        "answers:\n"
        "  batch:\n"
        "    choice: many\n"
        "    by: Ana\n"
        '    at: "2026-11-23T10:12:00Z"\n'
        "    from: template.yaml:41\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        ".ninelives",
        "answers",
        "review.yaml",
    ]
    assert (folder / ".ninelives" / ".gitignore").read_text() == "*\n"


def test_answers_about_the_service_stand_in_review_yaml(folder: Path) -> None:
    review = save(folder, store.load(folder), "lost", Answer("severe"), "service")
    review = save(folder, review, "count", Answer("daily", note="a: b"), "service")
    text = (folder / "review.yaml").read_text()
    assert "impact:\n  lost:\n    choice: severe\n" in text
    assert 'about:\n  count:\n    choice: daily\n    note: "a: b"\n' in text
    assert text.index("impact:") < text.index("components:")
    assert store.load(folder) == review


def test_the_short_form_of_an_impact_is_read(folder: Path) -> None:
    path = folder / "review.yaml"
    path.write_text(path.read_text() + "impact: {lost: severe, stale: none}\n")
    review = store.load(folder)
    assert review.answer("service", "lost") == Answer("severe")
    after = save(folder, review, "lost", Answer("minor", by="Ana"), "service")
    assert "impact: {lost: {choice: minor, by: Ana}, stale: none}" in path.read_text()
    assert store.load(folder) == after


def test_comments_order_and_unknown_keys_survive(folder: Path) -> None:
    path = folder / "answers" / f"{QUEUE}.yaml"
    path.parent.mkdir()
    text = (
        f"# reviewed in the workshop\nintegration: {QUEUE}\nx-ticket: ORD-7\nanswers:\n"
        "  partial:   # ask Ben\n    x-link: here\n    choice: all\n\n"
        "  # the template says so\n  batch: {choice: many, by: Ana}\n"
    )
    path.write_text(text)
    review = save(folder, store.load(folder), "partial", Answer("failed-only"))
    assert path.read_text() == text.replace("choice: all", "choice: failed-only")
    review = save(folder, review, "batch", Answer("one", by="Ana"))
    assert path.read_text() == text.replace("all", "failed-only").replace("many", "one")
    save(folder, review, "batch", None)
    assert "  batch:" not in path.read_text()
    assert "# the template says so" in path.read_text()


def test_a_new_answer_stands_where_its_question_does(folder: Path) -> None:
    review = save(folder, store.load(folder), "partial", Answer("all"))
    save(folder, review, "batch", Answer("many"))
    text = (folder / "answers" / f"{QUEUE}.yaml").read_text()
    assert text.index("batch:") < text.index("partial:")


def test_the_same_answers_give_the_same_file_in_any_order(tmp_path: Path) -> None:
    texts = set()
    for at, questions in enumerate((("batch", "partial"), ("partial", "batch"))):
        folder = tmp_path / str(at)
        store.create(folder, orders())
        review = store.load(folder)
        for question in questions:
            review = save(folder, review, question, Answer("all", note="n"))
        texts.add((folder / "answers" / f"{QUEUE}.yaml").read_text())
    assert len(texts) == 1


def test_two_who_answer_different_questions_keep_both(folder: Path) -> None:
    ana = ben = store.load(folder)
    ana = save(folder, ana, "batch", Answer("many", by="Ana"))
    ben = save(folder, ben, "partial", Answer("all", by="Ben"))
    assert ben.answers[QUEUE] == {
        "batch": Answer("many", by="Ana"),
        "partial": Answer("all", by="Ben"),
    }
    assert store.refresh(folder, ana) == store.load(folder) == ben


def test_two_who_differ_leave_a_dispute_with_both(folder: Path) -> None:
    seen = store.load(folder)
    save(folder, seen, "batch", Answer("many", by="Ana", note="ten"))
    after = save(folder, seen, "batch", Answer("one", by="Ben"))
    found = after.answer(QUEUE, "batch")
    assert found is not None
    assert {(one.choice, one.by) for one in found.voices} == {
        ("many", "Ana"),
        ("one", "Ben"),
    }
    assert store.load(folder) == after
    third = save(folder, seen, "batch", Answer("dozens", by="Eve"))
    assert len(getattr(third.answer(QUEUE, "batch"), "voices", ())) == 3
    settled = save(folder, third, "batch", Answer("many", by="all"))
    assert settled.answer(QUEUE, "batch") == Answer("many", by="all")
    assert store.load(folder) == settled


def test_two_who_agree_leave_no_dispute(folder: Path) -> None:
    seen = store.load(folder)
    first = Answer("many", by="Ana", at="2026-11-23T10:00:00Z")
    save(folder, seen, "batch", first)
    after = save(folder, seen, "batch", Answer("many", by="Ben"))
    assert after.answer(QUEUE, "batch") == first


def test_taking_back_what_somebody_else_changed_keeps_theirs(folder: Path) -> None:
    seen = save(folder, store.load(folder), "batch", Answer("one", by="Ana"))
    save(folder, seen, "batch", Answer("many", by="Ben"))
    after = save(folder, seen, "batch", None)
    assert after.answer(QUEUE, "batch") == Answer("many", by="Ben")


def test_a_folder_that_is_no_review_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="ninelives new"):
        store.load(tmp_path / "nowhere")
    with pytest.raises(Unusable, match=r"has no review\.yaml"):
        store.load(tmp_path)


def test_a_taken_folder_is_not_overwritten(folder: Path) -> None:
    with pytest.raises(Unusable, match="there is a review already"):
        store.create(folder, orders())


def test_the_mode_of_a_file_is_kept(folder: Path) -> None:
    review = save(folder, store.load(folder), "batch", Answer("many"))
    path = folder / "answers" / f"{QUEUE}.yaml"
    path.chmod(0o600)
    save(folder, review, "partial", Answer("all"))
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_question_it_was_left_at_is_remembered(folder: Path) -> None:
    assert store.left_at(folder) is None
    store.remember(folder, QUEUE, "batch")
    assert store.left_at(folder) == (QUEUE, "batch")
    (folder / ".ninelives" / "place.yaml").write_text("[")
    assert store.left_at(folder) is None


def test_the_map_changes_entry_by_entry(folder: Path) -> None:
    path = folder / "review.yaml"
    path.write_text(
        path.read_text().replace("team: Checkout", "team: Checkout  # ours")
    )
    before = store.load(folder)
    first = replace(before.integrations[0], impact={"lost": "minor"})
    renamed = replace(before.components[1], name="Returns")
    after = replace(
        before,
        integrations=(first, before.integrations[2]),
        components=(before.components[0], renamed, *before.components[2:]),
        dialect="terraform",
    )
    assert store.save_map(folder, before, after) == after
    text = path.read_text()
    assert "# ours" in text
    assert SECOND not in text
    assert store.load(folder) == after


NOTES = st.text(max_size=40) | st.sampled_from(["a\nb", "a\n\n", " a\n b", "no", "- x"])
CHOICES = st.sampled_from(["one", "many", "unknown", "not-applicable"])
VOICES = st.builds(
    Answer,
    choice=CHOICES,
    note=NOTES,
    by=NOTES,
    at=NOTES,
    reason=NOTES,
    owner=NOTES,
    due=NOTES,
    origin=NOTES,
    asked=NOTES,
    value=st.none() | st.floats(0, 1e9) | st.integers(0, 10_000).map(float),
)
ANSWERS = VOICES | st.lists(VOICES, min_size=2, max_size=3).map(disputed)
QUESTIONS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True) | st.sampled_from(
    ["no", "012", "lost", "2026-11-23", "a: b", "\x1b", "x" * 600]
)


@settings(max_examples=25)
@given(said=st.lists(st.none() | ANSWERS, min_size=1, max_size=4))
def test_what_is_saved_is_what_is_loaded(said: list[Answer | None]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "orders"
        store.create(folder, orders())
        review = store.load(folder)
        for answer in said:
            for subject, question in ((QUEUE, "batch"), ("service", "lost")):
                review = save(folder, review, question, answer, subject)
                assert review.answer(subject, question) == answer
            assert store.load(folder) == review


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from([QUEUE, "place-order", "service", "gone"]),
        st.dictionaries(QUESTIONS, ANSWERS, min_size=1, max_size=3),
    ),
    NOTES.filter(str.strip),
    NOTES,
)
def test_a_written_review_is_loaded_as_it_was(
    answers: dict[str, dict[str, Answer]], service: str, name: str
) -> None:
    review = replace(
        orders(),
        service=service,
        team=name,
        dialect=name,
        packs=("../pack", "no"),
        components=(*orders().components, Component("more", "012", name, origin=name)),
        integrations=(
            *orders().integrations,
            Integration("x", "more", "more", "yes", {"lost": "none"}, name),
        ),
        answers=answers,
    )
    with TemporaryDirectory() as home:
        store.create(Path(home) / "new" / "orders", review)
        assert store.load(Path(home) / "new" / "orders") == review


def test_what_a_team_noted_beside_an_answer_outlives_a_dispute(folder: Path) -> None:
    path = folder / "answers" / f"{QUEUE}.yaml"
    path.parent.mkdir()
    text = (
        f"integration: {QUEUE}\nanswers:\n  batch:  # see the workshop\n"
        "    choice: many  # ten\n    x-ticket: ORD-7\n    by: Ana\n  # the end\n"
    )
    path.write_text(text)
    seen = store.load(folder)
    save(folder, seen, "batch", Answer("one", by="Ben"))
    disputed_now = save(folder, seen, "batch", Answer("dozens", by="Eve"))
    body = path.read_text()
    assert "dispute:" in body
    assert "choice: many" not in body
    for kept in ("# see the workshop", "x-ticket: ORD-7", "# the end"):
        assert kept in body
    settled = save(folder, disputed_now, "batch", Answer("many", by="all"))
    assert "dispute:" not in path.read_text()
    assert "x-ticket: ORD-7" in path.read_text()
    assert store.load(folder) == settled


def test_line_ends_marks_and_the_lack_of_a_last_newline_stay(folder: Path) -> None:
    path = folder / "answers" / f"{QUEUE}.yaml"
    path.parent.mkdir()
    before = b"\xef\xbb\xbfanswers:\r\n  batch: {choice: many}\r\n  partial: all"
    path.write_bytes(before)
    review = store.load(folder)
    review = save(folder, review, "batch", Answer("one"))
    assert path.read_bytes() == before.replace(b"many", b"one")
    save(folder, review, "x", Answer("z"))
    assert path.read_bytes() == before.replace(b"many", b"one") + (
        b"\r\n  x:\r\n    choice: z"
    )
    assert store.load(folder).answer(QUEUE, "x") == Answer("z")


def test_what_others_changed_is_seen_without_reading_all_again(folder: Path) -> None:
    ana = save(folder, store.load(folder), "batch", Answer("many"))
    assert store.refresh(folder, ana) is ana
    ben = save(folder, store.load(folder), "partial", Answer("all"))
    ben = save(folder, ben, "idempotent", Answer("same"), "place-order")
    assert ana != ben
    assert store.refresh(folder, ana) == ben
    path = folder / "answers" / f"{QUEUE}.yaml"
    for choice in ("aaa", "bbb", "ccc"):  # same size, same moment
        path.write_text(f"answers: {{batch: {choice}}}\n")
        ana = store.refresh(folder, ana)
        assert ana.answer(QUEUE, "batch") == Answer(choice)
    path.unlink()
    assert QUEUE not in store.refresh(folder, ana).answers
    path.write_text("answers: [")
    with pytest.raises(Unusable, match="not YAML"):
        store.refresh(folder, ana)


def test_files_for_all_are_made_with_the_mode_a_team_asked_for(folder: Path) -> None:
    before = os.umask(0o002)
    try:
        review = save(folder, store.load(folder), "batch", Answer("many"))
        path = folder / "answers" / f"{QUEUE}.yaml"
        assert path.stat().st_mode & 0o777 == 0o664
        os.umask(0o077)
        save(folder, review, "partial", Answer("all"))
        assert path.stat().st_mode & 0o777 == 0o664
    finally:
        os.umask(before)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write any file"
)
def test_a_file_somebody_made_read_only_is_respected(folder: Path) -> None:
    review = save(folder, store.load(folder), "batch", Answer("many"))
    (folder / "answers" / f"{QUEUE}.yaml").chmod(0o400)
    with pytest.raises(Unusable, match="permission denied"):
        save(folder, review, "batch", Answer("one"))


def test_a_folder_with_something_in_it_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(Unusable, match="is not empty"):
        store.create(tmp_path, orders())
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


def test_a_save_changes_no_more_than_one_file(folder: Path) -> None:
    review = save(folder, store.load(folder), "batch", Answer("many"))
    stamps = {path: path.stat().st_mtime_ns for path in folder.rglob("*.yaml")}
    save(folder, review, "batch", Answer("one"))
    changed = [path for path, then in stamps.items() if path.stat().st_mtime_ns != then]
    assert changed == [folder / "answers" / f"{QUEUE}.yaml"]
    again = store.load(folder)
    stamps = {path: path.stat().st_mtime_ns for path in folder.rglob("*.yaml")}
    assert save(folder, again, "batch", Answer("one")) == again
    assert stamps == {path: path.stat().st_mtime_ns for path in folder.rglob("*.yaml")}


def test_a_save_takes_no_longer_than_a_keystroke(folder: Path) -> None:
    review, spent = store.load(folder), []
    for at in range(60):
        began = time.process_time()
        said = Answer("many", note=f"note {at}", by="Ana", at="2026-11-23T10:12:00Z")
        review = save(folder, review, f"q-{at % 30}", said)
        spent.append(time.process_time() - began)
    assert sorted(spent)[57] < 0.020
