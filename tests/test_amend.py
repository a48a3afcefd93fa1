"""Edits change what is meant and leave everything else as it was."""

import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ninelives import document
from ninelives.amend import END, GONE, Change, edited, page_of, written
from ninelives.amend.tree import Path
from ninelives.errors import Unusable
from tests import yamls


def put(text: str, path: Path, value: object, order: tuple[str, ...] = ()) -> str:
    return edited(page_of(text, "x"), [Change(path, value)], lambda _: order).text


def read(text: str) -> Any:
    root = document.compose_any(text, "x")
    return {} if root is None else document.plain(root)


def reread(text: str) -> list[Any]:
    """Give what readers of YAML 1.1 and 1.2 take a text for."""
    readers = [read(text), yaml.safe_load(text)]
    if hasattr(yaml, "CSafeLoader"):
        readers.append(yaml.load(text, yaml.CSafeLoader))
    return readers


FILE = """\
# answers of the team
integration: orders-queue--place-order   # the edge
answers:

  # agreed in the workshop
  batch:
    choice: many    # ten
    by: Ana
    x-jira: ORD-12
    # ask again in May
  "partial":
    note: |-  # from the call
      two
      lines

    choice: 'all'

  flow: {choice: 'one',  by: "Ben",   # short
         # and old
         x: 012}
list:
- id: a   # one
  kind: queue
# about b
-   {id: b, kind: table}
empty:
owner-of-file: team
"""
BATCH = ("answers", "batch")


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ((*BATCH, "choice"), "no", "choice: many    # ten", 'choice: "no"    # ten'),
        ((*BATCH, "by"), "Ben: the 2nd", "by: Ana", 'by: "Ben: the 2nd"'),
        (
            (*BATCH, "note"),
            "a\n\n# b",
            "in May\n",
            "in May\n    note: |-\n      a\n\n      # b\n",
        ),
        (("answers", "partial", "choice"), "none", "choice: 'all'", "choice: none"),
        (
            ("answers", "partial", "note"),
            "one",
            "|-  # from the call\n      two\n      lines\n",
            "one  # from the call\n",
        ),
        (
            ("answers", "partial", "note"),
            "three\nrows",
            "      two\n      lines\n",
            "      three\n      rows\n",
        ),
        (("answers", "flow", "choice"), "two, three", "'one'", '"two, three"'),
        (("answers", "flow", "note"), "x\ny", "x: 012}", 'x: 012, note: "x\\ny"}'),
        (("answers", "flow", "by"), GONE, 'by: "Ben",   # short', "# short"),
        (("answers", "flow", "x"), GONE, "x: 012}", "}"),
        (
            ("answers", "last"),
            {"choice": "one", "value": 5.0, "tags": ["a", {"b": 1}]},
            "012}\n",
            "012}\n  last:\n    choice: one\n    value: 5\n"
            "    tags:\n      - a\n      - b: 1\n",
        ),
        ((*BATCH, "by"), GONE, "    by: Ana\n", ""),
        (
            ("answers", "partial"),
            GONE,
            FILE[FILE.index('  "partial"') : FILE.index("\n  flow")],
            "",
        ),
        (("list", 0, "id"), GONE, "- id: a   # one\n  kind: queue", "- kind: queue"),
        (("list", 1), GONE, "-   {id: b, kind: table}\n", ""),
        (("list", 1, "kind"), "x", "kind: table", "kind: x"),
        (
            ("list", END),
            {"id": "c", "no": "x"},
            "table}\n",
            'table}\n- id: c\n  "no": x\n',
        ),
        (("empty", "a"), 1, "empty:\n", "empty:\n  a: 1\n"),
        (("owner-of-file",), "ops", "owner-of-file: team", "owner-of-file: ops"),
        (("more", "deep"), "x", "file: team\n", "file: team\nmore:\n  deep: x\n"),
        (("more", END), "x", "file: team\n", "file: team\nmore:\n  - x\n"),
        (("answers", "nothing"), GONE, "", ""),
        (("nothing", "at", "all"), GONE, "", ""),
        (("list", 7), GONE, "", ""),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ended", [True, False])
def test_only_the_lines_of_what_changed_change(
    path: Path, value: object, old: str, new: str, newline: str, *, ended: bool
) -> None:
    assert old in FILE
    wanted = FILE.replace(old, new, 1)
    text = FILE
    if not ended:
        wanted, text = wanted.removesuffix("\n"), text.removesuffix("\n")
    found = put(text.replace("\n", newline), path, value)
    assert found == wanted.replace("\n", newline)


def test_a_new_key_stands_behind_the_nearest_that_precedes_it() -> None:
    order = ("first", "batch", "between", "partial", "flow")
    found = put(FILE, ("answers", "between"), "x", order)
    assert found == FILE.replace("in May\n", "in May\n  between: x\n")
    found = put(FILE, ("answers", "first"), "x", order)
    # what stands above the next key goes on belonging to it
    assert found == FILE.replace("answers:\n", "answers:\n  first: x\n")


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_keys_end_up_in_order_however_they_came(names: list[str]) -> None:
    text = ""
    for name in names:
        text = put(text, ("answers", name), "x", ("a", "b", "c", "d", "e"))
    assert list(read(text)["answers"]) == sorted(names)


def test_the_last_entry_taken_out_leaves_an_empty_mapping() -> None:
    text = "answers:\n  batch:\n    choice: one\nmore: 1\n"
    emptied = put(text, ("answers", "batch"), GONE)
    assert emptied == "answers: {}\nmore: 1\n"
    assert put(emptied, ("answers", "batch", "choice"), "one") == text
    assert put("a:\n- x\nb: 1\n", ("a", 0), GONE) == "a: []\nb: 1\n"
    assert put("a: {b: 1,}\n", ("a", "b"), GONE) == "a: {}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "a:\n  b: c\n"),
        ("# nothing yet\n", "# nothing yet\na:\n  b: c\n"),
        ("# nothing yet", "# nothing yet\na:\n  b: c\n"),
        ("---\n", "---\na:\n  b: c\n"),
        ("{}\n", "a:\n  b: c\n"),
        ("a:\n", "a:\n  b: c\n"),
        ("a: ~  # later\n", "a:  # later\n  b: c\n"),
        ("x: 1\n...\n", "x: 1\na:\n  b: c\n...\n"),
        ("{x: 1}\n", "{x: 1, a: {b: c}}\n"),
    ],
)
def test_a_file_that_says_little_is_begun(text: str, wanted: str) -> None:
    assert put(text, ("a", "b"), "c") == wanted


def test_several_changes_are_made_at_once() -> None:
    changes = [
        Change((*BATCH, "choice"), "one"),
        Change((*BATCH, "note"), "n"),
        Change((*BATCH, "by"), GONE),
        Change(("list", 1), GONE),
        Change(("list", 0), GONE),
        Change(("list", END), "x"),
        Change(("new", "a"), 1),
        Change(("new", "b"), 2),
    ]
    found = edited(page_of(FILE, "x"), changes).text
    said = read(found)
    assert said["answers"]["batch"] == {
        "choice": "one",
        "x-jira": "ORD-12",
        "note": "n",
    }
    assert (said["list"], said["new"]) == (["x"], {"a": 1, "b": 2})
    for kept in ("# ten", "# agreed in the workshop", "# from the call", "# and old"):
        assert kept in found


def test_what_can_not_be_edited_in_place_is_written_anew() -> None:
    text = "? [a, b]\n: 1\n? long\n: !mine {x: 1, x: 2}\nc: 012\nd: [e: 1]\n"
    found = put(text, ("long", "y"), "z")
    found = put(found, ("d", 0, "f"), "no")
    assert read(found)["d"] == [{"e": 1, "f": "no"}]
    # keys given twice, tags and what only looks like a number are all still there
    assert '!<!mine> {x: 1, x: 2, "y": z}' in found
    assert 'c: "012"' in found
    assert "[a, b]: 1" in found


def test_a_path_through_a_text_is_refused() -> None:
    for path in (
        ("owner-of-file", "x"),
        ("answers", 0),
        ("list", "x"),
        ("list", 7, "x"),
    ):
        with pytest.raises(KeyError):
            put(FILE, path, "x")
    with pytest.raises(Unusable):
        put("a: [", ("b",), "x")


HOSTILE = st.one_of(
    st.text(max_size=30),
    st.text(
        alphabet=" \n\t:#-?{}[],&*!|>'\"%@`ab0.~\r\x00\x1b\x85\u2028\u202e\ufeff😀"
    ),
    st.from_regex(r"[-+.]?[0-9][-0-9_,.:eExob]{0,8}", fullmatch=True),
    st.sampled_from(
        [
            "no",
            "Y",
            "on",
            "NULL",
            "~",
            "012",
            "0o17",
            "0b1",
            "1:30",
            "1e5",
            "0x1f",
            ".5",
            "+1",
            ".inf",
            "-.INF",
            ".nan",
            "1_000",
            "<<",
            "=",
            "---",
            "...",
            "-",
            "?",
            ":",
            "2026-11-23",
            "2026-1-2",
            "2026-11-23T10:12:00Z",
            "!x",
            "&a",
            "*a",
            "@",
            "`",
        ]
    ),
    st.just("x" * 2000),
)
SCALARS = st.one_of(
    HOSTILE,
    st.integers(-9999, 9999),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.dictionaries(HOSTILE, inner, max_size=3), st.lists(inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(HOSTILE, VALUES, max_size=3))
def test_every_reader_reads_the_same_back(data: dict[str, Any]) -> None:
    assert reread(written({"k": data})) == [{"k": data}] * 3
    assert reread(put("{k: 1}", ("k",), data)) == [{"k": data}] * 3


@given(st.text(max_size=20))
def test_what_utf8_can_not_hold_is_shown_as_lost(text: str) -> None:
    assert read(written({"a": f"{text}\ud800|"})) == {"a": f"{text}\ufffd|"}


def test_no_character_that_steers_a_terminal_is_written_as_it_is() -> None:
    text = written({"a": "\x1b[2J\u202egpj.exe\u200b", "b\x9b": "x\r\ny"})
    assert text.replace("\n", "").isprintable()


@given(yamls.edits(), st.one_of(HOSTILE, st.just({"k": ["v"]})))
def test_a_value_is_set_in_any_file(
    given_file: tuple[str, Any, list[str], list[str | int]], value: object
) -> None:
    text, data, comments, path = given_file
    assert read(text) == data
    found = put(text, tuple(path), value)
    assert read(found) == changed(data, path, value)
    old = inner(data, path)
    if old is None or isinstance(old, str):
        assert [one for one in comments if one not in found] == []
    if old is None:  # something came, nothing else changed
        lines = difflib.ndiff(text.splitlines(), found.splitlines())
        gone = [line for line in lines if line.startswith("- ")]
        assert len(gone) <= 1
    assert "\r\n" not in text or "\n" not in found.replace("\r\n", "")


@given(yamls.edits())
def test_a_value_is_taken_out_of_any_file(
    given_file: tuple[str, Any, list[str], list[str | int]],
) -> None:
    text, data, _, path = given_file
    found = put(text, tuple(path), GONE)
    assert read(found) == changed(data, path, GONE)
    if inner(data, path) is None:
        assert found == text


def inner(data: Any, path: list[str | int]) -> Any:
    """Give what stands at a path, None where nothing does."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError):
            return None
    return data


def changed(data: Any, path: list[str | int], value: object) -> Any:
    """Give data with one value set or taken out, worked out the simplest way."""
    step, *rest = path
    pairs = dict(data) if isinstance(data, dict) else dict(enumerate(data))
    if rest:
        pairs[step] = changed(pairs[step], rest, value)
    elif value is GONE:
        pairs.pop(step, None)
    else:
        pairs[step] = value
    return pairs if isinstance(data, dict) else list(pairs.values())
