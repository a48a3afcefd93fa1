"""Reading strangers' YAML and JSON: values, places, and what is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.errors import Problem, Unusable
from ninelives.evidence.tree import MAX_DEPTH, Tree, plain, read_tree


def read(text: str) -> tuple[Tree, list[Problem]]:
    problems: list[Problem] = []
    return read_tree(text, "t", problems), problems


def refused(text: str) -> str:
    with pytest.raises(Unusable) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2012-10-17", "2012-10-17"),
        ("010", "010"),
        ("-5", -5),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("yes", "yes"),
        ("true", True),
        ("'true'", "true"),
        ("~", None),
        ("0x1f", "0x1f"),
        ("!Ref Queue", {"Ref": "Queue"}),
        ("!GetAtt Queue.Arn", {"Fn::GetAtt": "Queue.Arn"}),
        ("!Sub ['${a}', {a: 1}]", {"Fn::Sub": ["${a}", {"a": 1}]}),
        ("!Condition Here", {"Condition": "Here"}),
        ("!Rain::Embed file.yaml", {"Fn::Rain::Embed": "file.yaml"}),
        ("!!str 12", "12"),
    ],
)
def test_a_value_means_what_cloudformation_takes_it_for(
    text: str, value: object
) -> None:
    assert plain(read(f"key: {text}")[0]) == {"key": value}


def test_every_value_knows_its_place_in_yaml_and_in_json() -> None:
    for text in ("a:\n  - b\n  - c: 1\n", '{"a":\n ["b",\n   {"c": 1}]}'):
        tree, _ = read(text)
        found = tree.value["a"].value[1].value["c"]
        assert (found.line, found.place.path) == (3, "t")
        assert text.splitlines()[2][found.column - 1] == "1"


def test_anchors_and_merge_keys_are_followed() -> None:
    text = "base: &base {a: 1, b: 2}\nmore:\n  <<: *base\n  b: 3\n"
    assert plain(read(text)[0])["more"] == {"a": 1, "b": 3}


def test_a_key_written_twice_is_told_and_the_last_one_counts() -> None:
    for text in ("a: 1\nb: 2\na: 3\n", '{"a": 1,\n"b": 2,\n"a": 3}'):
        tree, problems = read(text)
        assert plain(tree)["a"] == 3
        assert [(one.level, one.place.line) for one in problems] == [("warning", 3)]


def test_json_with_a_comma_too_many_is_read_as_yaml() -> None:
    assert plain(read('{"a": [1, 2,],}')[0]) == {"a": [1, 2]}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a:\n\tb: 1\n", "t:2:1", "not YAML"),
        ("a: [1\nb: 2\n", "t:2:2", "not YAML"),
        ("a: {b\n", "t:2:1", "not YAML"),
        ("a: &a [*a]", "t:1:8", "alias"),
        ("a: *nobody", "t:1:4", "alias"),
        ("? [a, b]\n: 1\n", "t:1:3", "a key that is no text"),
        ("a: \x07", "t:1", "not allowed in YAML"),
        ('{"a": 1, "b" 2}', "t:1:14", "expected :"),
        ('{"a": [1, 2}', "t:1:12", "not JSON"),
        ('{"a": "b\\q"}', "t:1:7", "escapes nothing"),
        ('{"a": ', "t:1:7", "ends in the middle"),
        ('["a"] more', "t:1:6", "behind the end"),
        ("", "t", "empty"),
        ("\ud800", "t:1", "half a character"),
    ],
)
def test_what_is_broken_is_told_with_its_place(
    text: str, place: str, words: str
) -> None:
    said = refused(text)
    assert said.startswith(f"{place}:")
    assert words in said


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 10_000, 200_000])
def test_deep_nesting_is_refused_however_it_is_written(levels: int) -> None:
    block = "".join(f"{' ' * at}a:\n" for at in range(min(levels, 400)))
    for text in ("[" * levels + "]" * levels, '{"a":' * levels, "- " * levels, block):
        assert f"more than {MAX_DEPTH} levels" in refused(text)


def test_as_deep_as_allowed_is_read() -> None:
    levels = MAX_DEPTH
    assert json.loads(json.dumps(plain(read("[" * levels + "]" * levels)[0])))


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    for at in range(1, 10):
        ones = ", ".join([f"*a{at - 1}"] * 9)
        lines.append(f"a{at}: &a{at} [{ones}]")
    assert "aliases repeat more than" in refused("\n".join(lines))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(JSON, st.sampled_from([None, 0, 2]))
def test_json_reads_as_json_does(value: object, indent: int | None) -> None:
    text = json.dumps([value], indent=indent)
    found, problems = read(text)
    assert plain(found) == json.loads(text)
    assert not problems


@given(st.text(alphabet="ab:-[]{}&*!,'\"|>#?%@\n\t 01<~\\", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        tree, _ = read(text)
    except Unusable as error:
        assert str(error).startswith("t")
    else:
        assert isinstance(tree, Tree)
