"""A folder somebody else prepared: told by line, never obeyed, never left."""

import os
import unicodedata
from pathlib import Path

import pytest

from ninelives.errors import Unusable
from ninelives.review import store
from ninelives.review.model import Answer
from tests.designs import QUEUE, orders

HEADER = f"integration: {QUEUE}\nanswers:\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "orders"
    store.create(made, orders())
    return made


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    made = tmp_path / "outside"
    made.mkdir()
    (made / "secret.yaml").write_text("token: a-secret-of-others\n")
    return made


def wrong(folder: Path) -> str:
    with pytest.raises(Unusable) as caught:
        store.load(folder)
    return str(caught.value)


def answers(folder: Path, body: str, subject: str = QUEUE) -> Path:
    path = folder / "answers" / f"{subject}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(body)
    return path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: orders-queue\n", "id: ../../etc\n", "letters, digits, - and _"),
        ("id: orders-queue\n", "id: .hidden\n", "letters, digits, - and _"),
        ("id: orders-queue\n", 'id: "a\\x1b[2J"\n', "letters, digits, - and _"),
        ("id: orders-queue\n", "id: con\n", "'con' can't be an id"),
        ("id: orders-queue\n", "id: service\n", "'service' can't be an id"),
        ("id: returns-queue\n", "id: Orders-Queue\n", "is on the map already, at"),
        ("id: returns-queue\n", "id: orders-queue\n", "is on the map already, at"),
        ("source: orders-queue\n", "source: order-queue\n", "mean 'orders-queue'?"),
        ("service: orders", "servcie: orders", "did you mean 'service'?"),
        ("service: orders", "x: orders", "a review lacks 'service'"),
        ("type: table", "tpye: table", "'tpye' is no key of a component"),
        ("team: Checkout", "team: [a]", "a list; expected a text"),
        ("team: Checkout", "team: &a x\nx-b: *a", "anchors and aliases"),
        ("team: Checkout", "team: !!python/name:os.system x", "a YAML tag"),
        ("team: Checkout", "service: twice", "'service' is there already, at line"),
        ("team: Checkout", "about: {lost: a}\nimpact: {lost: b}", "under impact too"),
        ("service:", "=======\n<<<<<<< HEAD\nservice:", "two versions are in conflict"),
    ],
)
def test_a_map_that_is_wrong_is_told_by_line(
    folder: Path, old: str, new: str, said: str
) -> None:
    path = folder / "review.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    found = wrong(folder)
    assert said in found
    assert f"{path}:" in found
    assert found.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "the file is empty"),
        ("- a\n", "a list; expected a mapping of keys"),
        ("answers: [\n", "not YAML"),
        ("answers: {batch: {note: x}}\n", "an answer lacks 'choice'"),
        ("answers: {batch: {choice: [a]}}\n", "a list; expected a text"),
        ("answers: {batch: {choice: a, value: many}}\n", "expected a number"),
        ("answers: {batch: {choice: a, ntoe: x}}\n", "did you mean 'note'?"),
        ("answers: {batch: {choice: a}, batch: {choice: b}}\n", "is there already"),
        ("answers: {batch: {dispute: [{choice: a}]}}\n", "fewer than two answers"),
        (
            "answers: {batch: {choice: a, dispute: [{choice: b}, {choice: c}]}}\n",
            "an answer stands beside a dispute",
        ),
        ("integration: another\nanswers: {}\n", "the name of the file"),
        (f"integration: {QUEUE}\nanwsers: {{}}\n", "did you mean 'answers'?"),
    ],
)
def test_a_file_of_answers_that_is_wrong_is_told_by_line(
    folder: Path, body: str, said: str
) -> None:
    path = answers(folder, body)
    found = wrong(folder)
    assert said in found
    assert str(path) in found
    assert found.count("\n") == 0


def test_every_problem_of_every_file_is_told_at_once(folder: Path) -> None:
    path = folder / "review.yaml"
    path.write_text(path.read_text().replace("type: table", "tpye: table"))
    answers(folder, "answers: {a: {note: x}, b: {choice: [x]}}\n")
    answers(folder, "answers: [", "place-order")
    lines = wrong(folder).splitlines()
    assert len({line.split(":")[0] for line in lines}) == 3
    assert len(lines) == 5


@pytest.mark.parametrize(
    "keys",
    [
        "date: May, kind: x, tags: [a], ticket: ORD-7, region: eu-1, version: 3",
        "x-link: here, 42: z, on: yes, comment: !mine {a: 1}, due-date: 2026-11-23",
    ],
)
def test_what_a_team_adds_of_its_own_is_left_alone(folder: Path, keys: str) -> None:
    body = f"{HEADER}  batch: {{choice: many, {keys}}}\ndate: x\nteam-lead: Ben\n"
    path = answers(folder, body)
    review = store.load(folder)
    store.save_answer(folder, review, QUEUE, "batch", Answer("one"), ())
    assert path.read_text() == body.replace("many", "one")
    map_path = folder / "review.yaml"
    text = map_path.read_text() + f"links: {{{keys}}}\nsource: x\ncomment: y\n"
    map_path.write_text(text.replace("type: table", f"type: table\n    x: {{{keys}}}"))
    assert store.load(folder).components == orders().components


def test_a_key_with_nothing_behind_it_is_as_if_it_were_not_there(folder: Path) -> None:
    text = "service: orders\nteam:\npack: ~\ncomponents:\nintegrations:\nimpact:\n"
    (folder / "review.yaml").write_text(text)
    path = answers(folder, f"integration: {QUEUE}\nanswers:\n")
    review = store.load(folder)
    assert (review.team, review.components, review.answers) == ("", (), {})
    review = store.save_answer(folder, review, QUEUE, "batch", Answer("one"), ())
    assert path.read_text() == f"{HEADER}  batch:\n    choice: one\n"
    review = store.save_answer(folder, review, "service", "lost", Answer("minor"), ())
    assert (folder / "review.yaml").read_text() == (
        text + "  lost:\n    choice: minor\n"
    )
    assert store.load(folder) == review


def test_a_file_that_would_not_be_read_is_told(folder: Path) -> None:
    answers(folder, HEADER).rename(folder / "answers" / f"{QUEUE}.yml")
    assert f"rename it to {QUEUE}.yaml" in wrong(folder)


def test_what_lies_beside_the_answers_is_left_alone(folder: Path) -> None:
    answers(folder, HEADER + "  batch: many\n")
    for name in ("README.md", ".hidden.yaml", "notes.txt", f"{QUEUE}.yaml.orig"):
        (folder / "answers" / name).write_text("[")
    (folder / "answers" / "deeper").mkdir()
    assert store.load(folder).answers == {QUEUE: {"batch": Answer("many")}}


@pytest.mark.parametrize("name", ["review.yaml", "answers", f"answers/{QUEUE}.yaml"])
def test_a_link_that_leads_out_is_not_read(
    folder: Path, outside: Path, name: str
) -> None:
    path = folder / name
    if path.exists():
        path.unlink()
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(outside if name == "answers" else outside / "secret.yaml")
    found = wrong(folder)
    assert "leads out of the review" in found
    assert "a-secret-of-others" not in found


@pytest.mark.parametrize(
    "name",
    [
        "answers",
        f"answers/{QUEUE}.yaml",
        ".ninelives",
        ".ninelives/lock",
        ".ninelives/place.yaml",
        ".ninelives/.gitignore",
    ],
)
@pytest.mark.parametrize("dangling", [False, True])
def test_nothing_is_ever_written_where_a_link_leads(
    folder: Path, outside: Path, name: str, *, dangling: bool
) -> None:
    review = store.load(folder)
    private = folder / ".ninelives"
    if name.startswith(".ninelives"):
        for one in private.iterdir():
            one.unlink()
        private.rmdir()
    target = outside if name in ("answers", ".ninelives") else outside / "secret.yaml"
    target = outside / "nowhere" if dangling else target
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(target)
    before = {one.name: one.read_text() for one in outside.iterdir()}
    try:
        store.save_answer(folder, review, QUEUE, "batch", Answer("many"), ())
        saved = True
    except Unusable:
        saved = False
    store.remember(folder, QUEUE, "batch")
    assert {one.name: one.read_text() for one in outside.iterdir()} == before
    if saved:
        assert store.load(folder).answer(QUEUE, "batch") == Answer("many")


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    path = answers(folder, HEADER)
    path.rename(folder / "shared.yaml")
    path.symlink_to(folder / "shared.yaml")
    store.save_answer(folder, orders(), QUEUE, "batch", Answer("many"), ())
    assert path.is_symlink()
    assert "many" in (folder / "shared.yaml").read_text()


def test_a_place_somebody_else_prepared_is_not_believed(
    folder: Path, outside: Path
) -> None:
    (folder / ".ninelives" / "place.yaml").symlink_to(outside / "secret.yaml")
    assert store.left_at(folder) is None
    (folder / ".ninelives" / "place.yaml").unlink()
    for text in ("[", "a: b", "{subject: 1}", "[[[[", "\x00"):
        (folder / ".ninelives" / "place.yaml").write_text(text)
        assert store.left_at(folder) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    (folder / "answers").mkdir()
    os.mkfifo(folder / "answers" / f"{QUEUE}.yaml")
    assert "no ordinary file" in wrong(folder)


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "a/b",
        "a\\b",
        ".hidden",
        "nul",
        "COM1",
        "",
        "a\x1b",
        "a.",
        "é" * 99,
    ],
)
def test_a_subject_that_is_no_file_name_is_refused(folder: Path, name: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(Unusable, match="can't be the name of a file"):
        store.save_answer(folder, orders(), name, "batch", Answer("many"), ())
    made = set(folder.parent.rglob("*")) - set(before)
    assert {one.parent.name for one in made} <= {".ninelives"}


def test_any_question_and_any_text_is_kept(folder: Path) -> None:
    review = store.load(folder)
    texts = (
        "../../etc/passwd",
        "\x1b[2J\x00\x9b",
        "\u202egpj.exe",
        "a: {b: [c",
        "- x\n# y\n\n",
        unicodedata.normalize("NFD", "é") + "😀",
        "no",
        " ",
        "x" * 3000,
    )
    for text in texts:
        said = Answer("many", note=text, by=text, owner=text, due=text, origin=text)
        name = text.strip() or "blank"
        review = store.save_answer(folder, review, QUEUE, name, said, ())
        assert review.answer(QUEUE, name) == said
    assert store.load(folder) == review
    written = (folder / "answers" / f"{QUEUE}.yaml").read_text()
    assert written.replace("\n", "").isprintable()
    said = Answer("many", note="\udce9 from a terminal that speaks Latin-1")
    review = store.save_answer(folder, review, QUEUE, "batch", said, ())
    assert store.load(folder) == review
    found = review.answer(QUEUE, "batch")
    assert found is not None
    assert found.note == "\ufffd from a terminal that speaks Latin-1"
