"""Whatever a review or a checklist says, its report keeps the shape of a calm one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.assess.waived import waived
from ninelives.checklist.model import Pack
from ninelives.errors import Place
from ninelives.report.markdown import write
from ninelives.review.model import Answer, Review
from ninelives.review.waivers import Waiver
from tests.report import sample
from tests.report.reading import anchors, links, shape
from tests.report.strategies import hostile

SAID = frozenset(
    {
        "about",
        "ask",
        "because",
        "expect",
        "fault",
        "find_out",
        "says",
        "short",
        "side_effects",
        "title",
        "unverified",
        "watch",
        "why",
    }
)
"""What a checklist says in words."""


@lru_cache(maxsize=1)
def pack() -> Pack:
    return sample.pack()


def told(value: Any, text: str) -> Any:
    """Give a pack with `text` wherever a checklist says something."""
    if type(value) is tuple:
        return tuple(told(one, text) for one in value)
    if isinstance(value, Mapping):
        return {key: told(one, text) for key, one in value.items()}
    if not hasattr(value, "_fields"):
        return value
    changed: dict[str, Any] = {}
    for name, old in zip(value._fields, value, strict=True):
        if name in SAID and isinstance(old, str):
            changed[name] = text if old else old
        elif name == "steps":
            changed[name] = tuple(text for _ in old)
        elif name in ("snippets", "worsens"):
            changed[name] = dict.fromkeys(old, text)
        else:
            changed[name] = told(old, text)
    return value._replace(**changed)


def named(review: Review, text: str) -> Review:
    """Give a review with `text` wherever a team writes something."""
    answers = {
        subject: {question: spoken(one, text) for question, one in given.items()}
        for subject, given in review.answers.items()
    }
    return replace(
        review,
        service=text,
        team=text,
        pack=text,
        components=tuple(replace(one, name=text) for one in review.components),
        answers=answers,
    )


def spoken(answer: Answer, text: str) -> Answer:
    reason = text if answer.reason else ""
    others = tuple(spoken(one, text) for one in answer.others)
    return replace(
        answer,
        reason=reason,
        note=text,
        by=text,
        at=text,
        origin=text,
        owner=text,
        due=text,
        others=others,
    )


def assessed(text: str, *, checklists: bool) -> Assessment:
    review = named(sample.answered(), text)
    return assess(told(pack(), text) if checklists else pack(), review)


def written(found: Assessment, text: str) -> str:
    """Give a full report with a waiver whose every word is a stranger's."""
    place = Place("waivers.yaml", 1)
    waiver = Waiver("*", text, text, text, text, reopen=None, place=place)
    return write(found, full=True, waived=waived(found, (waiver,), ""))


@lru_cache(maxsize=2)
def calm(*, checklists: bool) -> list[str]:
    """Give the structure of the report where every text is one calm word."""
    return shape(written(assessed("calm", checklists=checklists), "calm"))


@given(text=hostile, checklists=st.booleans())
def test_no_text_changes_the_structure_or_where_a_link_leads(
    text: str, checklists: bool
) -> None:
    report = written(assessed(text, checklists=checklists), text)
    assert shape(report) == calm(checklists=checklists)
    targets = [one.target for one in links(report)]
    assert {one[1:] for one in targets if one[0] == "#"} <= anchors(report)
    outside = {one for one in targets if one[0] != "#"}
    assert all(
        one.startswith(("https://docs.example.com/", "https://github.com/awsdocs/"))
        for one in outside
    )
