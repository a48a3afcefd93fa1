"""Git merges reviews by meaning: no answer of either side ever vanishes."""

import os
import shutil
import subprocess
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninelives.cli import main
from ninelives.review import store
from ninelives.review.merge import same
from ninelives.review.merging import merged
from ninelives.review.model import Answer, Component, Integration, Review
from tests.designs import QUEUE, answered, orders

FILE = f"answers/{QUEUE}.yaml"
BASE = answered(orders(), (QUEUE, "batch", "many"), (QUEUE, "partial", "all"))


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    names = {
        f"GIT_{who}_{what}": "ana@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", "-C", str(folder), "-c", "commit.gpgsign=false", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    assert fails == bool(done.returncode), done.stderr
    return done.stdout + done.stderr


def repository(top: Path, review: Review = BASE) -> Path:
    top.mkdir(parents=True)
    git(top, "init", "-q", "-b", "main")
    assert main(["merge-driver", "--install", str(top)]) == 0
    store.create(top / "orders", review)
    git(top, "add", ".")
    git(top, "commit", "-qm", "base")
    return top / "orders"


def commit(folder: Path, branch: str, review: Review) -> None:
    """Save a review's answers and map on a branch of its own."""
    git(folder, "checkout", "-q", "-b", branch, "main")
    before = store.load(folder)
    store.save_map(folder, before, replace(review, answers=before.answers))
    for subject in {*before.answers, *review.answers}:
        names = {*before.answers.get(subject, {}), *review.answers.get(subject, {})}
        for question in sorted(names):
            before = store.load(folder)
            now = review.answer(subject, question)
            if before.answer(subject, question) != now:
                store.save_answer(folder, before, subject, question, now, ())
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", branch)


def test_both_who_answered_the_same_question_are_kept(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    ana, ben = Answer("one", by="Ana"), Answer("many", by="Ben", note="ten")
    commit(folder, "ana", BASE.with_answer(QUEUE, "batch", ana))
    commit(folder, "ben", BASE.with_answer(QUEUE, "batch", ben))
    assert "1 disputed, both sides are kept" in git(folder, "merge", "-q", "ana")
    found = store.load(folder).answer(QUEUE, "batch")
    assert found is not None
    assert {one.by for one in found.voices} == {"Ana", "Ben"}


def test_answers_beside_each_other_are_no_conflict(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    one = BASE.with_answer(QUEUE, "batch", Answer("one", by="Ana"))
    two = BASE.with_answer(QUEUE, "partial", Answer("failed-only", by="Ben"))
    commit(folder, "ana", one)
    commit(folder, "ben", two)
    git(folder, "merge", "-q", "ana")
    review = store.load(folder)
    assert review.answer(QUEUE, "batch") == Answer("one", by="Ana")
    assert review.answer(QUEUE, "partial") == Answer("failed-only", by="Ben")


def test_both_who_drew_on_the_map_are_kept(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    for name in ("refunds", "gifts"):
        new = Integration(f"{name}--f", name, "place-order", "aws/queue-function")
        grown = replace(
            BASE,
            components=(*BASE.components, Component(name, "queue")),
            integrations=(*BASE.integrations, new),
        )
        commit(folder, name, grown)
    git(folder, "merge", "-q", "refunds")
    ids = {one.id for one in store.load(folder).integrations}
    assert {"refunds--f", "gifts--f"} < ids


def test_comments_of_both_sides_stay_where_the_lines_allow_it(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    path = folder / FILE
    text = path.read_text("utf-8")
    git(folder, "checkout", "-q", "-b", "ana")
    path.write_text(f"# Ana was here\n{text}", "utf-8")
    git(folder, "commit", "-qam", "ana")
    git(folder, "checkout", "-q", "-b", "ben", "main")
    path.write_text(f"{text}# so was Ben\n", "utf-8")
    git(folder, "commit", "-qam", "ben")
    git(folder, "merge", "-q", "ana")
    assert path.read_text("utf-8") == f"# Ana was here\n{text}# so was Ben\n"


def test_a_file_that_is_none_of_ours_is_merged_as_git_does(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    other = folder.parent / "docs" / "answers" / "faq.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("- first\n- second\n", "utf-8")
    git(folder, "add", "..")
    git(folder, "commit", "-qm", "faq")
    for name in ("ana", "ben"):
        git(folder, "checkout", "-q", "-b", name, "main")
        other.write_text(f"- first\n- {name}\n", "utf-8")
        git(folder, "commit", "-qam", name)
    assert "CONFLICT" in git(folder, "merge", "ana", fails=True)
    assert "<<<<<<<" in other.read_text("utf-8")


def test_installing_twice_changes_nothing(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    before = (folder.parent / ".gitattributes").read_text("utf-8")
    assert main(["merge-driver", "--install", str(folder)]) == 0
    assert (folder.parent / ".gitattributes").read_text("utf-8") == before


def test_what_git_did_not_give_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["merge-driver", "one", "two"]) == 2
    assert main(["merge-driver", "--install", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "2 files" in told
    assert "no git repository" in told


def test_a_git_that_is_killed_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository(tmp_path / "work")
    real = shutil.which("git")
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(
        f'#!/bin/sh\ncase "$*" in *config*) kill -9 $$;; esac\nexec "{real}" "$@"\n',
        "utf-8",
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
    assert main(["merge-driver", "--install", str(folder)]) == 2
    assert "git was ended by signal 9" in capsys.readouterr().err


answers = st.builds(
    Answer,
    st.sampled_from(["one", "many", "unknown"]),
    by=st.sampled_from(["Ana", "Ben", "Cy"]),
    note=st.sampled_from(["", "#: 'odd'", "two\nlines"]),
    at=st.sampled_from(["2026-01-02T03:04:05Z", "2026-01-03T03:04:05Z"]),
)
places = st.tuples(
    st.sampled_from([QUEUE, "place-order", "service"]),
    st.sampled_from(["batch", "partial", "more"]),
)
edits = st.dictionaries(places, st.none() | answers, max_size=4)
numbers = count()


def edited(review: Review, changes: dict[tuple[str, str], Answer | None]) -> Review:
    for (subject, question), one in changes.items():
        review = review.with_answer(subject, question, one)
    return review


def kept_by(review: Review, base: Review, side: Review) -> None:
    """Check that all a side said, and the base had not, is still there."""
    for subject, given_ in side.answers.items():
        for question, one in given_.items():
            if same(one, base.answer(subject, question)):
                continue
            found = review.answer(subject, question)
            assert found is not None, (subject, question)
            for said in one.voices:  # one who says less has agreed
                assert any(
                    it.choice == said.choice and said.note in ("", it.note)
                    for it in found.voices
                )


@settings(max_examples=12)
@given(edits, edits, edits)
def test_whatever_git_merges_no_answer_vanishes(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[tuple[str, str], Answer | None],
    second: dict[tuple[str, str], Answer | None],
    third: dict[tuple[str, str], Answer | None],
) -> None:
    folder = repository(tmp_path_factory.getbasetemp() / f"merge-{next(numbers)}/work")
    ours, theirs = edited(BASE, first), edited(BASE, second)
    commit(folder, "theirs", theirs)
    commit(folder, "ours", ours)
    git(folder, "merge", "-q", "theirs")
    review = store.load(folder)
    kept_by(review, BASE, ours)
    kept_by(review, BASE, theirs)
    # and once more, with what was merged as one side
    commit(folder, "late", edited(BASE, third))
    git(folder, "merge", "-q", "ours")
    kept_by(store.load(folder), BASE, edited(BASE, third))
    kept_by(store.load(folder), BASE, review)


@given(edits, edits)
def test_the_sides_of_a_merge_can_be_swapped(
    first: dict[tuple[str, str], Answer | None],
    second: dict[tuple[str, str], Answer | None],
) -> None:
    from ninelives import amend
    from ninelives.review import files

    texts = [
        amend.written(files.subject(edited(BASE, one), QUEUE))
        for one in ({}, first, second)
    ]
    there = merged(texts[0], texts[1], texts[2], FILE, None)
    back = merged(texts[0], texts[2], texts[1], FILE, None)
    again = merged(there.text, there.text, back.text, FILE, None)
    assert again.text == there.text
    assert there.disputes == back.disputes
