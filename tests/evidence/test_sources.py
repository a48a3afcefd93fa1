"""Finding files: folders, links, what is not for us, and what can't be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ninelives.errors import Problem, Unusable
from ninelives.evidence.model import Source
from ninelives.evidence.sources import MAX_BYTES, find, read_text
from tests.evidence.reading import write


def names(folder: Path) -> list[str]:
    problems: list[Problem] = []
    found = [one.path.relative_to(folder) for one, _ in find([folder], problems)]
    assert not problems
    return [one.as_posix() for one in found]


def test_a_folder_gives_its_code_in_order_and_leaves_the_rest(tmp_path: Path) -> None:
    left = dict.fromkeys(
        (".git/a.yaml", "node_modules/p/b.yaml", "cdk.out/asset.1/c.json", "d.md"), ""
    )
    taken = dict.fromkeys(("b.yml", "a.yaml", "cdk.out/s.template.json", "z/m.tf"), "")
    write(tmp_path, {**left, **taken})
    assert names(tmp_path) == ["a.yaml", "b.yml", "cdk.out/s.template.json", "z/m.tf"]


def test_links_that_go_round_end(tmp_path: Path) -> None:
    write(tmp_path, {"in/a.yaml": ""})
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
    (tmp_path / "twin").symlink_to(tmp_path / "in", target_is_directory=True)
    assert names(tmp_path) == ["in/a.yaml"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (path,) = write(tmp_path, {"a.anything": ""})
    found = list(find([path, tmp_path / "." / "a.anything"], []))
    assert [(one.path, named) for one, named in found] == [(path, True)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0)
    problems: list[Problem] = []
    assert not list(find([tmp_path], problems))
    assert "can't be read: permission denied" in str(problems[0])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"\x7fELF\x02\x01\xff\xfe", "not UTF-8 text (byte 6)"),
        (b"a: b\0c", "null character"),
        (b"\xff\xfea", "not UTF-8 text"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, body: bytes, words: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(body)
    with pytest.raises(Unusable, match=r"a\.yaml") as caught:
        read_text(Source(path, "a.yaml"))
    assert words in str(caught.value)


def test_a_giant_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(Unusable, match=f"at most {MAX_BYTES:,} bytes"):
        read_text(Source(path, "a.json"))


def test_a_missing_file_and_a_pipe_are_told(tmp_path: Path) -> None:
    for name, words in (("none.yaml", "no such file"), ("pipe.yaml", "no file")):
        path = tmp_path / name
        if name == "pipe.yaml":
            os.mkfifo(path)
        with pytest.raises(Unusable, match=words):
            read_text(Source(path, name))


def test_other_encodings_of_windows_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.yaml"
        path.write_text("a: ü\r\nb: 1\r\n", encoding)
        assert read_text(Source(path, "w")) == "a: ü\nb: 1\n"
