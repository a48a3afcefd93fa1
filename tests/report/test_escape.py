"""Strangers' text is shown in a report and never obeyed."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ninelives.report.escape import (
    Markdown,
    code,
    fence,
    joined,
    link,
    plain,
    prose,
    written,
)
from ninelives.text import one_line, visible
from tests.report.reading import links, said, shape, tables, tokens
from tests.report.strategies import TRICKS, hostile

CALM = "calm"
PLACES = {
    "paragraph": "{}",
    "after words": "before {}",
    "before words": "{} after",
    "heading": "### {}",
    "list": "- {}\n- next",
    "numbered list": "1. {}\n2. next",
    "quotation": "> {}",
    "bold": "x **{}** y",
    "link": "x [{}](#there) y",
    "line below": "x\n{}\ny",
}


def as_read(markdown: str) -> str:
    """Give the words of a one-line document."""
    return " ".join(said(one) for one in tokens(markdown) if one.type == "inline")


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@given(text=hostile)
def test_a_text_keeps_the_shape_of_what_it_stands_in(place: str, text: str) -> None:
    written_there = place.format(plain(text))
    assert shape(written_there) == shape(place.format(CALM))


@given(text=hostile)
def test_a_text_stays_in_its_cell(text: str) -> None:
    row = "| a | b |\n| :--- | :--- |\n| {} | x |\n| {} | y |"
    cell = plain(text)
    calm = row.format(CALM, CALM)
    assert shape(row.format(cell, cell)) == shape(calm)
    assert tables(row.format(cell, cell))[0][2][1] == "y"


@given(text=hostile)
def test_a_text_reads_as_it_was_typed(text: str) -> None:
    assert as_read(f"x {plain(text)}") == f"x {one_line(text)}"


@pytest.mark.parametrize("text", TRICKS)
def test_each_trick_reads_as_it_was_typed_at_the_start_of_a_line(text: str) -> None:
    assert as_read(plain(text)) == one_line(text)


@given(text=hostile)
def test_code_holds_anything_in_a_cell_and_out_of_it(text: str) -> None:
    span = code(text)
    row = "| {} | y |\n| --- | --- |"
    for place in ("x {} y", "- {}", row):
        assert shape(place.format(span)) == shape(place.format("`x`"))
    assert as_read(f"x {span}") == f"x {one_line(text)}"


@given(text=st.one_of(hostile, st.text()))
@example("```\n````\n~~~")
def test_a_fence_closes_only_where_it_should(text: str) -> None:
    found = MarkdownIt("commonmark").parse(f"{fence(text, 'yaml')}\n\nafter")
    assert [one.type for one in found] == [
        "fence",
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]
    assert found[0].info == "yaml"
    assert found[0].content.strip("\n") == visible(text).strip("\n")


@given(text=hostile, name=hostile)
def test_a_checklist_text_may_hold_code_and_a_name_may_not(
    text: str, name: str
) -> None:
    names = {"{source.name}": name}
    for told in (text, f"{text} {{source.name}}", f"`{text} {{source.name}}`"):
        for place in ("x {} y", "{}", "## {}", "| {} | y |\n| --- | --- |"):
            assert shape(place.format(prose(told, names))) == shape(place.format("x"))


def test_balanced_backticks_of_a_checklist_are_code() -> None:
    names = {"{target.name}": "a`b"}
    assert prose("set `X` now") == "set `X` now"
    assert prose("run `aws x --name {target.name}`", names) == (
        "run ``aws x --name a`b``"
    )
    assert prose("an odd ` one") == r"an odd \` one"
    assert prose("{target.name} is", names) == r"a\`b is"
    assert prose("`a | b`") == r"`a` \| `b`"


def test_a_name_is_never_filled_in_twice() -> None:
    names = {"{source.name}": "{target.name}", "{target.name}": "x"}
    assert as_read(prose("{source.name}", names)) == "{target.name}"


def test_what_a_forge_would_link_is_shown_as_code() -> None:
    told = "see https://x.example/y (mail a@b.example), #12, handler.py, $5."
    assert plain(told) == (
        "see `https://x.example/y` (mail `a@b.example`), `#12`, `handler.py`, `$5`."
    )
    assert links(plain(told)) == []


def test_plain_words_stay_as_they_are() -> None:
    for told in ("The whole batch returns.", "orders-queue → place-order", "1.5 MB"):
        assert plain(told) == told


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "vbscript:x",
    ],
)
def test_a_link_leads_to_pages_and_files_only(target: str) -> None:
    assert links(link("x", target)) == []


@given(text=hostile, target=st.one_of(hostile, st.text()))
def test_a_link_holds_what_it_is_given(text: str, target: str) -> None:
    place = "| {} | y |\n| --- | --- |"
    found = shape(place.format(link(text, f"https://x.example/{target}")))
    assert found == shape(place.format("[x](https://x.example/)"))


def test_a_link_keeps_the_address() -> None:
    url = "https://x.example/a_b/c.html?d=1&e=2#f"
    assert links(link("x", url)) == [("x", url)]
    assert link("x", "../../a b.yaml#L3") == "[x](../../a%20b.yaml#L3)"


def test_only_markdown_is_written_as_it_is() -> None:
    bold = Markdown("**x**")
    assert written(bold) == "**x**"
    assert written("**x**") == r"\*\*x\*\*"
    assert written(bold.replace("x", "y")) == r"\*\*y\*\*"
    assert written(bold + "") == r"\*\*x\*\*"
    assert written(f"{bold}") == r"\*\*x\*\*"
    assert joined(", ", [bold, "*"]) == r"**x**, \*"
    assert written(12) == "12"
    for wrong in (None, True, ["x"], object()):
        with pytest.raises(TypeError, match="writes texts and numbers"):
            written(wrong)


@given(text=st.text())
def test_nothing_that_steers_a_terminal_or_reorders_gets_through(text: str) -> None:
    steering = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]")
    for made in (plain(text), prose(text), code(text), fence(text)):
        assert not steering.search(made)
