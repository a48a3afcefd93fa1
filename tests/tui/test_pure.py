"""What is worked out bit by bit is what the engine gives as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ninelives.assess.risk import assess
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN, Pack
from ninelives.review.interview import interview, shift
from ninelives.review.model import Answer, Review
from tests.tui.stage import PACK, QUEUE, a_review
from tui.asked import asked, asked_after
from tui.commands import COMMANDS
from tui.dialogs.find import score
from tui.dialogs.form import a_day, a_number, needed
from tui.keys import bar, bindings
from tui.review_screen import ReviewScreen
from tui.weigh import all_weighed, worked_out
from tui.widgets.lines import arrow, flow, piece, prose, shorten, spread


@cache
def pack() -> Pack:
    return load_pack(PACK)


def keys() -> Sequence[tuple[str, str, str]]:
    """Give every answer there could be: holder, question, choice."""
    found = []
    for holder, checklist in (
        ("service", "service"),
        (QUEUE, "lab/queue-function"),
        ("orders-queue", "lab/queue-function"),
        ("place-order", "lab/queue-function"),
        ("place-order--orders-table", "lab/function-table"),
        ("orders-table", "lab/table"),
    ):
        for question in pack().checklists[checklist].questions:
            choices = [one.id for one in question.choices]
            found += [
                (holder, question.id, choice)
                for choice in (*choices, UNKNOWN, NOT_APPLICABLE)
            ]
    return found


@st.composite
def reviews(draw: Callable[..., object]) -> Review:
    review = a_review()
    drawn = draw(st.lists(st.sampled_from(keys()), max_size=12))
    assert isinstance(drawn, list)
    for holder, question, choice in drawn:
        review = review.with_answer(holder, question, Answer(choice))
    if draw(st.booleans()):
        impact = {"lost": draw(st.sampled_from(["none", "minor", "severe"]))}
        first, *others = review.integrations
        changed = replace(first, impact={k: str(v) for k, v in impact.items()})
        review = replace(review, integrations=(changed, *others))
    return review


@given(before=reviews(), after=reviews())
def test_the_interview_is_kept_up_to_date(before: Review, after: Review) -> None:
    known = asked(pack(), before)
    assert known.interview == interview(pack(), before)
    found, changed = asked_after(known, pack(), before, after)
    whole = interview(pack(), after)
    assert found.interview == whole
    expected = shift(known.interview, whole)
    assert [one.question.id for one in changed.opened] == [
        one.question.id for one in expected.opened
    ]
    assert {(one.holder, one.question.id) for one in changed.closed} == {
        (one.holder, one.question.id) for one in expected.closed
    }
    assert found.left == len(whole.open)
    for one in whole.items:
        key = (one.holder, one.question.id)
        assert found.find(key) == one
        assert found.beside(key, 1) == whole.beside(key, 1)
        assert found.next(key) == whole.next(key)
    assert found.next(None) == whole.next()


@given(review=reviews())
def test_weighing_gives_the_risks_of_the_engine(review: Review) -> None:
    parts = dict(worked_out(pack(), review, review.subjects()))
    found = all_weighed(pack(), review, parts.values())
    expected = assess(pack(), review).findings
    assert {
        (one.id, one.risk, one.impact, one.exposure, one.assumed) for one in found
    } == {(one.id, one.risk, one.impact, one.exposure, one.assumed) for one in expected}
    assert [one.risk for one in found] == [one.risk for one in expected]


def test_every_command_is_obeyed_and_no_key_means_two_things() -> None:
    from tui.questionnaire import Questionnaire

    for one in COMMANDS:
        if one.opens:
            module, _, function = one.opens.partition(".")
            assert hasattr(import_module(f"tui.{module}"), function)
        else:
            assert any(
                hasattr(where, f"action_{one.name}")
                for where in (ReviewScreen, Questionnaire)
            )

    used = [key for one in COMMANDS for key in one.keys]
    assert len(used) == len(set(used))
    assert len(list(bindings())) == len(used)
    assert [one.rank for one in bar()] == sorted({one.rank for one in COMMANDS} - {0})


@given(text=st.text(max_size=80), width=st.integers(0, 60))
def test_a_shortened_name_fits(text: str, width: int) -> None:
    found = shorten(text, width)
    assert cell_len(found) <= width
    if cell_len(piece(text).plain.replace("\n", " ")) <= width:
        assert "…" not in found or "…" in text


@given(left=st.text(max_size=40), right=st.text(max_size=40), width=st.integers(7, 60))
def test_an_arrow_between_shortened_names_fits(
    left: str, right: str, width: int
) -> None:
    assert cell_len(arrow(left, right, width)) <= width


@given(text=st.text(max_size=300), width=st.integers(10, 60))
def test_wrapped_lines_fit_and_lose_nothing_but_space(text: str, width: int) -> None:
    lines = list(flow(piece(text), width, first="· "))
    assert all(line.content.cell_length <= width for line in lines)
    shown = "".join("".join(line.content.plain[2:].split()) for line in lines)
    assert shown == "".join(piece(text).plain.split())


@given(left=st.text(max_size=40), right=st.text(max_size=40), width=st.integers(1, 60))
def test_two_ends_spread_over_a_line_fit(left: str, right: str, width: int) -> None:
    ends = (piece(left.replace("\n", " ")), piece(right.replace("\n", " ")))
    assert spread(*ends, width).cell_length <= max(width, 1)


def test_code_between_backticks_stands_out() -> None:
    found = prose("run `aws sqs`, then `x", "muted")
    assert found.plain == "run aws sqs, then `x"
    assert [str(span.style) for span in found.spans] == ["muted", "code", "muted"]


def test_markup_is_text() -> None:
    assert piece("[b]x[/b]\x1b").plain == "[b]x[/b]␛"


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("vis", "visibility timeout", "a division"),
        ("queue fail", "queue: what fails", "fails in the queue"),
        ("tab", "orders-table", "t-a-b"),
    ],
)
def test_what_fits_better_is_found_first(typed: str, better: str, worse: str) -> None:
    words = typed.split()
    assert 0 <= score(better, words) <= score(worse, words)
    assert score("nothing", ["xyz"]) == -1
    assert score("a", ["ab"]) == -1


def test_what_is_typed_into_a_form_is_checked() -> None:
    assert a_day("") == a_day("2026-12-01") == ""
    assert "is no day" in a_day("20261201")
    assert "is no day" in a_day("2026-13-01")
    assert needed("why")(" ") == "why"
    assert a_number(1, 5, "s")("3") == ""
    assert "not between" in a_number(1, 5, "s")("nan")
    assert "is no number" in a_number(1, 5, "s")("")
