"""Edits change what is meant and leave everything else as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives import document
from ninelives.amend import drop, put
from ninelives.emit import block


def read(text: str) -> Any:
    root = document.compose_any(text, "x")
    return {} if root is None else document.plain(root)


FILE = """\
# answers of the team
integration: orders-queue--place-order   # the edge
answers:

  # agreed in the workshop
  batch:
    choice: many    # ten
    by: Ana
    x-jira: ORD-12
  "partial":
    note: |-
      two
      lines
    choice: 'all'

  flow: {choice: one, by: Ben}   # short
owner-of-file: team
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (["answers", "batch", "choice"], "one", "many    # ten", "one    # ten"),
        (
            ["answers", "batch", "by"],
            "Ben: the 2nd",
            "by: Ana\n",
            'by: "Ben: the 2nd"\n',
        ),
        (
            ["answers", "batch", "note"],
            "a\nb",
            "    x-jira: ORD-12\n",
            "    x-jira: ORD-12\n    note: |-\n      a\n      b\n",
        ),
        (["answers", "partial", "choice"], "none", "choice: 'all'", "choice: none"),
        (
            ["answers", "partial", "note"],
            "one",
            "note: |-\n      two\n      lines\n",
            "note: one\n",
        ),
        (
            ["answers", "flow", "choice"],
            "two, three",
            "{choice: one, by: Ben}",
            '{choice: "two, three", by: Ben}',
        ),
        (
            ["answers", "flow", "note"],
            "x",
            "{choice: one, by: Ben}",
            "{choice: one, by: Ben, note: x}",
        ),
        (
            ["answers", "last"],
            {"choice": "one", "value": 5.0},
            "# short\n",
            "# short\n  last:\n    choice: one\n    value: 5\n",
        ),
        (["owner-of-file"], "ops", "owner-of-file: team", "owner-of-file: ops"),
        (["more", "deep"], "x", "file: team\n", "file: team\nmore:\n  deep: x\n"),
    ],
)
def test_only_the_lines_of_what_changed_change(
    path: list[str], value: object, old: str, new: str
) -> None:
    assert old in FILE
    assert put(FILE, path, value) == FILE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (["answers", "batch", "by"], "    by: Ana\n", ""),
        (
            ["answers", "partial"],
            "  \"partial\":\n    note: |-\n      two\n      lines\n    choice: 'all'\n",
            "",
        ),
        (["answers", "flow", "by"], "{choice: one, by: Ben}", "{choice: one}"),
        (["answers", "nothing"], "x", "x"),
        (["nothing", "at", "all"], "x", "x"),
    ],
)
def test_what_is_dropped_goes_with_its_lines(
    path: list[str], old: str, new: str
) -> None:
    assert drop(FILE, path) == FILE.replace(old, new, 1)


def test_a_new_key_stands_behind_the_nearest_that_precedes_it() -> None:
    order = ["first", "batch", "between", "partial", "flow"]
    keys = list(read(put(FILE, ["answers", "between"], "x", order))["answers"])
    assert keys == ["batch", "between", "partial", "flow"]
    keys = list(read(put(FILE, ["answers", "first"], "x", order))["answers"])
    assert keys == ["first", "batch", "partial", "flow"]


def test_the_last_answer_dropped_leaves_an_empty_mapping() -> None:
    text = "answers:\n  batch:\n    choice: one\nmore: 1\n"
    assert drop(text, ["answers", "batch"]) == "answers: {}\nmore: 1\n"
    again = put("answers: {}\nmore: 1\n", ["answers", "batch", "choice"], "one")
    assert again == text


def test_lists_grow_shrink_and_change() -> None:
    text = (
        "components:\n  - id: a   # one\n    type: queue\n"
        "  - {id: b, type: table}\nx: 1\n"
    )
    grown = put(text, ["components", 2], {"id": "c", "type": "topic"})
    assert grown == text.replace("x: 1", "  - id: c\n    type: topic\nx: 1")
    assert put(text, ["components", 0, "type"], "topic") == text.replace(
        "queue", "topic"
    )
    assert put(text, ["components", 1, "name"], "B") == text.replace(
        "table}", "table, name: B}"
    )
    assert drop(text, ["components", 1]) == text.replace(
        "  - {id: b, type: table}\n", ""
    )
    assert read(drop(text, ["components", 0, "id"]))["components"][0] == {
        "type": "queue"
    }
    empty = drop("components:\n  - a\nx: 1\n", ["components", 0])
    assert empty == "components: []\nx: 1\n"
    assert (
        put(empty, ["components", 0], {"id": "a"}) == "components:\n  - id: a\nx: 1\n"
    )


def test_line_ends_and_marks_stay() -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    changed = put(text, ["answers", "batch", "choice"], "one")
    assert changed == text.replace("many", "one", 1)
    assert put("a: 1", ["b"], 2) == "a: 1\nb: 2\n"
    assert put("", ["a", "b"], "c") == "a:\n  b: c\n"
    assert put("# nothing yet\n", ["a"], 1) == "# nothing yet\na: 1\n"
    assert put("a:\n", ["a", "b"], 1) == "a:\n  b: 1\n"


HOSTILE = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=" \n\t:#-?{}[],&*!|>'\"%@`ab0.~", max_size=20),
    st.sampled_from(
        [
            "no",
            "012",
            "1:30",
            "2026-11-23",
            "~",
            "1e5",
            "0x1f",
            "---",
            "- a",
            ".5",
            "...",
        ]
    ),
)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
SCALARS = st.one_of(HOSTILE, st.integers(-9999, 9999), st.booleans(), st.none())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.dictionaries(KEYS, inner, max_size=3), st.lists(inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_written_reads_back_the_same(data: dict[str, Any]) -> None:
    assert read(block(data, 0)) == data


@given(st.dictionaries(HOSTILE, SCALARS, max_size=3))
def test_any_key_reads_back_the_same(data: dict[str, Any]) -> None:
    assert read(block({"k": data}, 0)) == {"k": data}


@given(
    st.dictionaries(KEYS, VALUES, min_size=1, max_size=4),
    st.lists(KEYS, min_size=1, max_size=3),
    VALUES,
)
def test_any_edit_of_any_file_does_what_is_meant(
    data: dict[str, Any], path: list[str], value: object
) -> None:
    text = block(data, 0)
    try:
        changed = put(text, path, value)
    except KeyError:
        return  # the way leads through something that is no mapping
    found = read(changed)
    for step in path:
        found = found[step]
    assert found == value
    others = {key: one for key, one in read(changed).items() if key != path[0]}
    assert others == {key: one for key, one in data.items() if key != path[0]}


@given(HOSTILE)
def test_a_note_of_any_text_is_kept_in_a_commented_file(note: str) -> None:
    changed = put(FILE, ["answers", "batch", "note"], note)
    assert read(changed)["answers"]["batch"]["note"] == note
    assert "# agreed in the workshop" in changed
    assert "choice: many    # ten" in changed
    again = drop(changed, ["answers", "batch", "note"])
    assert read(again) == read(FILE)
