"""What a save promises: whole, durable, merged, and nothing typed is lost."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ninelives import document
from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.model import Answer, Review
from ninelives.review.recovery import recoveries
from tests.designs import QUEUE, SECOND, answered, orders

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
        "    at: 2026-11-23T10:12:00Z\n"
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


WRITER = """
import sys
from pathlib import Path
from ninelives.review import store
from ninelives.review.model import Answer
folder, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
review = store.load(folder)
for at in range(count):
    subject = sys.argv[4]
    said = Answer("all", by=who, note=f"{who} {at}")
    review = store.save_answer(folder, review, subject, f"q-{who}-{at}", said, ())
    print(at, flush=True)
"""


def start(folder: Path, who: str, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, str(folder), who, str(count), QUEUE]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_processes_that_write_at_once_lose_nothing(folder: Path) -> None:
    writers = [start(folder, who, 25) for who in ("ana", "ben", "eve")]
    said = [one.communicate(timeout=60)[0].split() for one in writers]
    assert [len(one) for one in said] == [25, 25, 25]
    found = store.load(folder).answers[QUEUE]
    assert set(found) == {
        f"q-{who}-{at}" for who in ("ana", "ben", "eve") for at in range(25)
    }


def killed(folder: Path, who: str, after: int) -> int:
    """Kill a writer without a warning; give how many answers it acknowledged."""
    writer = start(folder, who, 10_000)
    assert writer.stdout is not None
    last = -1
    for line in writer.stdout:
        last = int(line)
        if last >= after:
            break
    writer.kill()
    rest = writer.stdout.read().split()
    writer.stdout.close()
    writer.wait()
    return int(rest[-1]) if rest else last


def test_a_kill_loses_no_answer_that_was_acknowledged(folder: Path) -> None:
    acknowledged = {f"w{at}": killed(folder, f"w{at}", 3 * at) for at in range(4)}
    found = store.load(folder).answers[QUEUE]
    for who, last in acknowledged.items():
        assert {f"q-{who}-{at}" for at in range(last + 1)} <= set(found)


@pytest.mark.slow
def test_three_hundred_saves_with_a_kill_among_every_few(folder: Path) -> None:
    total, round_ = 0, 0
    expected: set[str] = set()
    while total < 300:
        who = f"k{round_}"
        last = killed(folder, who, round_ % 9)
        expected |= {f"q-{who}-{at}" for at in range(last + 1)}
        total += last + 1
        round_ += 1
        # the folder loads after every kill
        assert expected <= set(store.load(folder).answers[QUEUE])
    left = [path.name for path in (folder / "answers").iterdir()]
    assert [name for name in left if not name.startswith(".")] == [f"{QUEUE}.yaml"]


LIMITED = """
import resource, sys
from pathlib import Path
from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.model import Answer
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
review = store.load(folder)
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))
try:
    said = Answer("many", note="x" * 3000, by="Ana")
    store.save_answer(folder, review, sys.argv[2], "batch", said, ())
except Unusable as error:
    print(error)
"""


def test_a_full_disk_leaves_the_old_file_and_says_so(folder: Path) -> None:
    save(folder, store.load(folder), "partial", Answer("all"))
    before = (folder / "answers" / f"{QUEUE}.yaml").read_bytes()
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), QUEUE],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "can't be saved" in run.stdout
    assert "note it down" in run.stdout  # nowhere else has room for it either
    assert (folder / "answers" / f"{QUEUE}.yaml").read_bytes() == before
    assert not list((folder / "answers").glob(".*.tmp"))


def test_what_can_not_be_saved_is_kept_in_a_file_that_is_named(folder: Path) -> None:
    review = store.load(folder)
    path = folder / "answers" / f"{QUEUE}.yaml"
    path.parent.mkdir()
    path.write_text("answers: [\n")
    with pytest.raises(Unusable) as caught:
        save(folder, review, "batch", Answer("many", note="typed with care"))
    (kept,) = recoveries(folder)
    assert str(kept) in str(caught.value)
    assert f"--answers {kept}" in str(caught.value)
    assert f"{QUEUE}.yaml:" in str(caught.value)
    assert path.read_text() == "answers: [\n"
    found = document.plain(document.read(kept))
    assert found == {
        "answers": {QUEUE: {"batch": {"choice": "many", "note": "typed with care"}}}
    }
    with pytest.raises(Unusable):
        save(folder, review, "partial", Answer("all"))
    both = document.plain(document.read(kept))
    assert isinstance(both, dict)
    assert set(both["answers"][QUEUE]) == {"batch", "partial"}


def test_a_folder_that_can_not_be_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = store.load(folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # a file stands where folders are wanted: it holds for root, too
    lock = folder / ".ninelives"
    for path in lock.iterdir():
        path.unlink()
    lock.rmdir()
    lock.write_text("in the way")
    with pytest.raises(Unusable, match="can't be saved") as caught:
        save(folder, review, "batch", Answer("many"))
    (kept,) = (tmp_path / "state" / "ninelives").iterdir()
    assert str(kept) in str(caught.value)
    assert store.load(folder) == review


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: orders-queue\n", "id: ../../etc\n", "letters, digits, - and _"),
        ("id: orders-queue\n", "id: con\n", "'con' can't be an id"),
        ("id: orders-queue\n", "id: service\n", "'service' can't be an id"),
        ("source: orders-queue\n", "source: order-queue\n", "mean 'orders-queue'?"),
        ("id: returns-queue\n", "id: orders-queue\n", "is on the map already, at"),
        ("service: orders", "servcie: orders", "did you mean 'service'?"),
        ("service: orders", "x: orders", "a review lacks 'service'"),
        ("type: table", "tpye: table", "'tpye' is no key of a component"),
        ("team: Checkout", "team: [a]", "a list; expected a text"),
    ],
)
def test_a_folder_that_is_wrong_is_told_by_line(
    folder: Path, old: str, new: str, said: str
) -> None:
    path = folder / "review.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(Unusable) as caught:
        store.load(folder)
    assert said in str(caught.value)
    assert f"{path}:" in str(caught.value)


def test_a_folder_that_is_no_review_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="ninelives new"):
        store.load(tmp_path / "nowhere")
    with pytest.raises(Unusable, match=r"has no review\.yaml"):
        store.load(tmp_path)


def test_a_taken_folder_is_not_overwritten(folder: Path) -> None:
    with pytest.raises(Unusable, match="is not empty"):
        store.create(folder, orders())


def test_a_link_does_not_lead_a_save_out_of_the_review(
    folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "answers").symlink_to(outside)
    review = store.load(folder)
    with pytest.raises(Unusable, match="leads out of the review"):
        save(folder, review, "batch", Answer("many"))
    assert list(outside.iterdir()) == []


def test_a_name_that_is_no_file_name_is_refused(folder: Path) -> None:
    review = store.load(folder)
    for name in ("../outside", "a/b", ".hidden", "nul", ""):
        with pytest.raises(Unusable):
            save(folder, review, "batch", Answer("many"), subject=name)
    assert not (folder.parent / "outside.yaml").exists()


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
    from dataclasses import replace

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


NOTES = st.text(max_size=40)
CHOICES = st.sampled_from(["one", "many", "unknown", "not-applicable"])
ANSWERS = st.builds(
    Answer,
    choice=CHOICES,
    note=NOTES,
    by=NOTES,
    reason=NOTES,
    owner=NOTES,
    origin=NOTES,
    value=st.none() | st.integers(0, 10_000).map(float),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(ANSWERS, min_size=1, max_size=4))
def test_what_is_saved_is_what_is_loaded(folder: Path, said: list[Answer]) -> None:
    review = store.load(folder)
    for answer in said:
        review = save(folder, review, "batch", answer)
        assert review.answer(QUEUE, "batch") == answer
        assert store.load(folder) == review


def test_a_written_review_is_loaded_as_it_was(tmp_path: Path) -> None:
    review = answered(
        orders(), (QUEUE, "batch", "many"), ("place-order", "idempotent", "same")
    )
    store.create(tmp_path / "again", review)
    found = store.load(tmp_path / "again")
    assert found.answers[QUEUE] == review.answers[QUEUE]
    assert [path.name for path in tmp_path.iterdir()] == ["again"]
