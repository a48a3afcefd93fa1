"""YAML is read safely: bounded, no tags, no aliases, with places."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives import document
from ninelives.errors import Unusable


def said(text: str) -> str:
    with pytest.raises(Unusable) as caught:
        document.compose(text, "list.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [1, 2", "not YAML: did not find expected"),
        ("a: 'open\nb: 2\n", "list.yaml:"),
        ("a:\n\t- b\n", "list.yaml:2:"),
        ("", "the file is empty"),
        ("- a\n- b\n", "list.yaml:1:1: a list; expected a mapping"),
        ("just words\n", "the text 'just words'"),
        ("a: 1\n---\nb: 2\n", "not YAML"),
        ("a: &x 1\nb: *x\n", "list.yaml:1:4: anchors and aliases are not allowed (x)"),
        ("a: \x07\n", "not allowed in YAML"),
        ("x: " + "[" * 100_000 + "]" * 100_000, "nested more than 64 levels"),
        ("x: " + "{a: " * 100_000, "nested more than 64 levels"),
        ("x:\n  " + "- " * 100_000 + "a", "nested more than 64 levels"),
        ("? " * 50_000 + "a", "nested more than 64 levels"),
    ],
)
def test_what_is_not_plain_yaml_is_said_with_its_place(text: str, problem: str) -> None:
    assert problem in said(text)


def test_indented_deeper_and_deeper() -> None:
    lines = "".join(" " * at + "a:\n" for at in range(2000))
    assert "nested more than 64 levels" in said(lines)


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    text = "a: &a [x, x]\n" + "".join(
        f"b{at}: &b{at} [*a, *a, *a]\n" for at in range(9)
    )
    assert "anchors and aliases are not allowed (a)" in said(text)


def test_what_only_looks_like_an_alias_is_text() -> None:
    text = "a: use *.json & friends\nb: |\n  x & y\n  arn:aws:s3:::b/*\n"
    node = document.compose(text, "list.yaml")
    assert document.plain(node) == {
        "a": "use *.json & friends",
        "b": "x & y\narn:aws:s3:::b/*\n",
    }


def test_scalars_are_text_unless_they_are_plainly_numbers() -> None:
    text = (
        "a: no\nb: 012\nc: 1:30\nd: 2026-11-23\ne: 5\nf: 1.5\ng: true\nh: '5'\n"
        "i: ~\nj: .inf\nk: 0x1f\nl: 1_000\nm: -3\n"
    )
    found = document.plain(document.compose(text, "list.yaml"))
    assert found == {
        "a": "no",
        "b": "012",
        "c": "1:30",
        "d": "2026-11-23",
        "e": 5,
        "f": 1.5,
        "g": True,
        "h": "5",
        "i": None,
        "j": ".inf",
        "k": "0x1f",
        "l": "1_000",
        "m": -3,
    }


def test_a_file_that_is_missing_too_large_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="can't be read"):
        document.read(tmp_path / "nowhere.yaml")
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (document.MAX_BYTES + 1))
    with pytest.raises(Unusable, match="at most"):
        document.read(large)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: é\n".encode("latin-1"))
    with pytest.raises(Unusable, match="UTF-8"):
        document.read(latin)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert document.plain(document.read(path)) == {"a": 1, "b": 2}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document.compose(text, "list.yaml")
    except Unusable as error:
        assert error.problems


@given(st.text(alphabet="[]{}-?:, \n\t&*!|>'\"ab#%@`", max_size=400))
def test_any_punctuation_is_read_or_refused(text: str) -> None:
    try:
        node = document.compose(text, "list.yaml")
    except Unusable as error:
        assert error.problems
    else:
        document.plain(node)
