"""A link to a heading leads where a forge puts that heading."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from ninelives.report.anchors import heading, slug
from ninelives.report.escape import prose
from tests.report.reading import anchors
from tests.report.strategies import hostile


@pytest.mark.parametrize(
    ("read", "anchor"),
    [
        ("What nobody knows", "what-nobody-knows"),
        ("F1. One bad record (of ten) – why?", "f1-one-bad-record-of-ten--why"),
        ("M2. Set maxReceiveCount, a_b-c", "m2-set-maxreceivecount-a_b-c"),
        ("Größe → 大きさ ½ 👋", "größe--大きさ--"),
    ],
)
def test_a_heading_is_found_by_githubs_rule(read: str, anchor: str) -> None:
    assert slug(read) == anchor
    assert anchors(f"# {read}") == {anchor}


@given(text=hostile, name=hostile)
@example(text="x", name="$x$ $`z`$ https://evil.example/a_b")
@example(text="`` ` `` `a | b`", name="`")
def test_whatever_a_heading_holds_its_link_hits_it(text: str, name: str) -> None:
    for told in (text, f"{text} {{source.name}}", f"`{text} {{source.name}}`"):
        title = prose(told, {"{source.name}": name})
        assert anchors(f"# F1. {title}") == {heading("F1", title)[1:]}
