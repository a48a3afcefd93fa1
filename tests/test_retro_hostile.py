"""Whatever an incident says, its page keeps its shape and its draft can be proven."""

from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ninelives import amend
from ninelives.assess.missing import draft
from ninelives.assess.replay import replay
from ninelives.assess.verdict import Then
from ninelives.assess.window.happened import happened
from ninelives.checklist.lint.pack import lint
from ninelives.checklist.load import load_pack
from ninelives.errors import Unusable
from ninelives.report.retrospective import Stood, Told, write
from ninelives.review.actions import Action
from ninelives.review.incidents import Incident, load_incident
from tests.designs import QUEUE, TINY, orders

PACK = load_pack(TINY)
numbers = count()
words = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60
).filter(lambda text: bool(text.strip()))
nasty = st.sampled_from(
    [
        "# x",
        "| a | b |",
        "```",
        "- [ ] x",
        "<script>alert(1)</script>",
        "[a](javascript:x)",
        "{source.name}",
        "{nobody.name}",
        "{{ page.title }}",
        "a: b\n  - c",
        "'\"",
        "%YAML 1.2",
        "\u202edesrever",
        "timeline\n section x : y",
    ]
)
texts = st.one_of(nasty, words)


@st.composite
def incidents(draw: st.DrawFn) -> dict[str, object]:
    moment = "2026-11-20T08:10:00Z"
    return {
        "title": draw(texts),
        "started": moment,
        "noticed": moment,
        "where": [QUEUE],
        "harms": ["lost"],
        "amount": draw(texts),
        "how-found": draw(texts),
        "how-recovered": draw(texts),
        "what-happened": draw(texts),
        "pitfalls": draw(st.sampled_from([["dropped"], ["half-written"]])),
        "timeline": [{"at": moment, "says": draw(texts)}],
        "actions": [
            {"id": "a", "says": draw(texts), "owner": draw(texts), "due": "2026-12-01"}
        ],
        "ask-next-time": [{"ask": draw(texts), "why": draw(texts)}],
    }


CALM: dict[str, object] = {
    "title": "calm",
    "started": "2026-11-20T08:10:00Z",
    "noticed": "2026-11-20T08:10:00Z",
    "where": [QUEUE],
    "harms": ["lost"],
    "amount": "calm",
    "how-found": "calm",
    "how-recovered": "calm",
    "what-happened": "calm",
    "timeline": [{"at": "2026-11-20T08:10:00Z", "says": "calm"}],
    "actions": [{"id": "a", "says": "calm", "owner": "calm", "due": "2026-12-01"}],
    "ask-next-time": [{"ask": "calm", "why": "calm"}],
}


def told(incident: Incident) -> tuple[str, dict[str, str]]:
    """Give the page and the draft of an incident."""
    then = Then(PACK, orders(), (), (), "2026-11-20")
    verdicts = replay(then, incident)
    wanted = draft(PACK, orders(), incident, verdicts)
    compared, needed = happened(PACK, orders(), incident)
    actions: tuple[Action, ...] = incident.actions
    page = write(
        Told(
            incident,
            "incidents/one.yaml",
            then,
            Stood("today", "", "2026-11-20", ""),
            verdicts,
            compared,
            needed,
            actions,
            wanted,
            "checklists/one",
        )
    )
    return page, dict(wanted.files)


def shape(page: str) -> tuple[Counter[str], list[int]]:
    found = MarkdownIt("gfm-like", {"linkify": False}).parse(page)
    kinds = Counter(one.type for one in found)
    for one in found:
        # what stands inside a line: nothing but code may be new
        inner = (it.type for it in one.children or ())
        kinds.update(it for it in inner if it not in ("text", "code_inline"))
    fences = [one.content.count("\n") for one in found if one.type == "fence"]
    return kinds, fences


def kept(folder: Path, body: dict[str, object]) -> Incident:
    path = folder / f"one-{next(numbers)}.yaml"
    path.write_text(amend.written(body), "utf-8")
    return load_incident(path)


@given(body=incidents())
def test_no_text_changes_the_shape_of_the_page(
    tmp_path_factory: pytest.TempPathFactory, body: dict[str, object]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    calm = kept(folder, {**CALM, "pitfalls": body["pitfalls"]})
    try:
        wild = kept(folder, body)
    except Unusable:
        return  # a text that is empty once it is read
    assert shape(told(wild)[0]) == shape(told(calm)[0])


@settings(max_examples=25)
@given(body=incidents())
def test_whatever_is_drafted_can_be_proven(
    tmp_path_factory: pytest.TempPathFactory, body: dict[str, object]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        wild = kept(folder, body)
    except Unusable:
        return
    _, files = told(wild)
    home = folder / f"draft-{next(numbers)}"
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert files
    found = lint(home, "2026-11-23", below=[TINY])
    assert [str(one) for one in found if one.level == "error"] == []
