"""What can't be saved is kept in a file that is named and can be given back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ninelives import document
from ninelives.checklist.load import load_pack
from ninelives.errors import Unusable
from ninelives.review import durable, store
from ninelives.review.model import Answer, Component, Review
from ninelives.review.recovery import recoveries
from ninelives.review.session import Session
from ninelives.sheet import fill_in
from tests.designs import QUEUE, TINY, orders

ROOT = Path(__file__).resolve().parents[2]
SAID = Answer("many", note="typed\nwith care", by="Ana", at="2026-11-23T10:12:00Z")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    made = tmp_path / "orders"
    store.create(made, orders())
    return made


@pytest.fixture
def broken(folder: Path) -> Path:
    """Give the file of a subject that somebody left half merged."""
    path = folder / "answers" / f"{QUEUE}.yaml"
    path.parent.mkdir()
    path.write_text("answers:\n  batch: {choice: one}\n<<<<<<< HEAD\n")
    return path


def refused(folder: Path, review: Review, question: str, answer: Answer | None) -> str:
    with pytest.raises(Unusable) as caught:
        store.save_answer(folder, review, QUEUE, question, answer, ())
    return str(caught.value)


def test_a_file_that_became_invalid_is_left_alone_and_the_answer_kept(
    folder: Path, broken: Path
) -> None:
    before = broken.read_text()
    said = refused(folder, orders(), "batch", SAID)
    (kept,) = recoveries(folder)
    assert kept.parent == folder / ".ninelives"
    assert f"ninelives review {folder} --answers {kept}" in said
    assert f"{broken}:3: two versions are in conflict here" in said
    assert broken.read_text() == before
    refused(folder, orders(), "partial", Answer("all"))
    assert recoveries(folder) == (kept,)
    assert document.plain(document.read(kept)) == {
        "answers": {
            QUEUE: {
                "batch": {
                    "choice": "many",
                    "note": "typed\nwith care",
                    "by": "Ana",
                    "at": "2026-11-23T10:12:00Z",
                },
                "partial": {"choice": "all"},
            }
        }
    }


def test_what_was_kept_can_be_given_back(folder: Path, broken: Path) -> None:
    refused(folder, orders(), "batch", SAID)
    broken.unlink()
    session = Session(folder, load_pack(TINY), store.load(folder), "Ben")
    (kept,) = recoveries(folder)
    after, count = fill_in(session, kept)
    assert count == 1
    found = after.review.answer(QUEUE, "batch")
    assert found is not None
    assert (found.choice, found.note, found.by) == ("many", "typed\nwith care", "Ana")


def test_nobody_overwrites_what_somebody_else_lost(folder: Path, broken: Path) -> None:
    refused(folder, orders(), "batch", SAID)
    refused(folder, orders(), "batch", Answer("one", by="Ben"))
    refused(folder, orders(), "batch", Answer("dozens", by="Ana"))
    said = [path.read_text() for path in recoveries(folder)]
    assert len(said) == 2
    assert "dozens" in said[0]  # her own second thought
    assert "by: Ben" in said[1]
    assert broken.exists()


def test_taking_back_leaves_nothing_to_keep(folder: Path, broken: Path) -> None:
    assert "try again" in refused(folder, orders(), "batch", None)
    assert recoveries(folder) == ()
    assert broken.exists()


@pytest.fixture
def sealed(folder: Path) -> Path:
    """Give a review in which nothing can be written, by root neither."""
    lock = folder / ".ninelives"
    for path in lock.iterdir():
        path.unlink()
    lock.rmdir()
    lock.write_text("in the way")
    return folder


def test_in_a_folder_that_can_not_be_written_it_is_kept_elsewhere(
    sealed: Path, tmp_path: Path
) -> None:
    said = refused(sealed, store.load(sealed), "batch", SAID)
    (kept,) = recoveries(sealed)
    assert kept.is_relative_to(tmp_path / "state" / "ninelives")
    assert str(kept) in said
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert store.load(sealed) == orders()


def test_where_the_home_can_not_be_written_the_temporary_folder_takes_it(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("in the way")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    refused(sealed, orders(), "batch", SAID)
    (kept,) = recoveries(sealed)
    assert kept.is_relative_to(tmp_path / "temporary")


def test_two_reviews_of_one_name_keep_apart(tmp_path: Path, sealed: Path) -> None:
    other = tmp_path / "deeper" / "orders"
    store.create(other, orders())
    (other / ".ninelives" / ".gitignore").unlink()
    (other / ".ninelives" / "lock").unlink()
    (other / ".ninelives").rmdir()
    (other / ".ninelives").write_text("in the way")
    refused(sealed, orders(), "batch", SAID)
    refused(other, orders(), "batch", SAID)
    assert len(recoveries(sealed)) == len(recoveries(other)) == 1
    assert recoveries(sealed) != recoveries(other)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder_is_told_by_name(folder: Path) -> None:
    review = store.load(folder)
    (folder / "answers").mkdir()
    (folder / "answers").chmod(0o500)
    assert "permission denied" in refused(folder, review, "batch", SAID)
    assert recoveries(folder)


# A limit on the size of files stands for a disk that is full: the kernel refuses.
LIMITED = """
import resource, sys
from pathlib import Path
from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.model import Answer
folder, most = Path(sys.argv[1]), int(sys.argv[3])
review = store.load(folder)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    said = Answer("many", note="x " * 400 + "end", by="Ana")
    store.save_answer(folder, review, sys.argv[2], "batch", said, ())
except Unusable as error:
    print(error)
"""


def limited(folder: Path, most: int) -> str:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), QUEUE, str(most)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return run.stdout


def test_a_full_disk_leaves_the_old_file_and_keeps_the_answer(folder: Path) -> None:
    review = store.load(folder)
    for at in range(20):
        said = Answer("all", note="words " * 10, by="Ana")
        review = store.save_answer(folder, review, QUEUE, f"q-{at}", said, ())
    path = folder / "answers" / f"{QUEUE}.yaml"
    before = path.read_bytes()
    said_of = limited(folder, 1500)
    assert "it could not be saved: file too large" in said_of
    (kept,) = recoveries(folder)
    assert str(kept) in said_of
    assert "x x x end" in kept.read_text()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_where_nothing_can_be_kept_the_answer_itself_is_told(folder: Path) -> None:
    said = limited(folder, 100)
    assert "it could be kept nowhere, note it down" in said
    assert "x x x end" in said
    assert store.load(folder) == orders()
    assert [one.name for one in folder.rglob("*.*") if one.is_file()] == [
        "review.yaml",
        ".gitignore",
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_report_for_a_full_device_says_so() -> None:
    with pytest.raises(Unusable, match="no space left on device"):
        store.write_durably(Path("/dev/full"), "report\n")
    assert Path("/dev/full").is_char_device()


def test_a_report_is_written_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "report.md")
    store.write_durably(tmp_path / "link.md", "report\n")
    assert (tmp_path / "report.md").read_text() == "report\n"
    assert (tmp_path / "link.md").is_symlink()
    with pytest.raises(Unusable, match="can't be written: no such file"):
        store.write_durably(tmp_path / "nowhere" / "report.md", "report\n")


def test_a_map_that_can_not_be_saved_is_kept_too(sealed: Path, tmp_path: Path) -> None:
    before = store.load(sealed)
    after = Review(
        service="orders",
        components=(*before.components, Component("typed-in", "queue")),
        integrations=before.integrations,
    )
    with pytest.raises(Unusable, match="the map is kept in") as caught:
        store.save_map(sealed, before, after)
    (kept,) = (tmp_path / "state").rglob("recovered-map-*.yaml")
    assert str(kept) in str(caught.value)
    again = tmp_path / "again"
    again.mkdir()
    (again / "review.yaml").write_bytes(kept.read_bytes())
    assert store.load(again).components == after.components
    assert recoveries(sealed) == ()  # it is no answers file


def test_a_new_review_that_can_not_be_written_is_kept(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Unusable, match="the map is kept in"):
        store.create(tmp_path / "taken", orders())
    assert (tmp_path / "taken").read_text() == "a file"
    assert list((tmp_path / "state").rglob("recovered-map-*.yaml"))
    assert folder.is_dir()


def test_an_answer_that_could_not_be_read_again_is_not_written(folder: Path) -> None:
    review = store.load(folder)
    for said in (Answer(""), Answer("many", note="x" * document.MAX_BYTES)):
        refused(folder, review, "batch", said)
        assert store.load(folder) == review


def test_a_spare_file_of_a_killed_writer_is_no_obstacle(folder: Path) -> None:
    path = folder / "review.yaml"
    spare = path.with_name(f".review.yaml.{os.getpid()}.tmp")
    spare.write_text("half a f")
    durable.write(path, "service: x\n")
    assert path.read_text() == "service: x\n"
    assert not spare.exists()
