"""The closed loop: a snippet, put into a design and scanned, gives what it promises.

The CDK's snippets are programs, which no scan runs: what they make is what the
template of the same mitigation says, and that is tried here.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain, product
from pathlib import Path

import pytest
import yaml

from ninelives.assess.exposure import exposures
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import Checklist, Mitigation, Pack
from ninelives.evidence.agree import rescan
from ninelives.evidence.answer import found_answers
from ninelives.evidence.into_review import Drawn, into_review
from ninelives.evidence.scan import scan
from ninelives.review.model import Review
from tests.content.designs import DIALECTS, FILES, Ground, design, grounds
from tests.content.snippets import written_in
from tests.content.templates import AROUND, parsed

NOW = "2026-11-23T10:12:00Z"
CASES = [
    pytest.param(one, dialect, id=f"{one.mitigation}-{dialect}")
    for one, dialect in product(grounds(), DIALECTS)
]

REFERENCE = re.compile(r"(?:!Ref |!GetAtt |\$\{)(\w+)")


@cache
def pack() -> Pack:
    return load_pack()


def mitigation(ground: Ground) -> Mitigation:
    found = pack().checklists[ground.checklist].mitigations
    return next(one for one in found if one.id == ground.mitigation)


def shown(checklist: Checklist, one: Mitigation) -> dict[str, str]:
    """Give the answers it promises that some evidence rule gives."""
    found = {}
    for question_id, choice in one.answers.items():
        question = checklist.question(question_id)
        assert question is not None
        for rule in question.evidence:
            if rule.choice == choice or not rule.choice:
                found[question_id] = choice
    return found


def drawn(folder: Path, dialect: str, text: str) -> Drawn:
    folder.mkdir()
    (folder / FILES[dialect]).write_text(text, "utf-8")
    graph = scan([folder])
    assert not graph.problems, graph.problems
    return into_review(pack(), graph, Review("orders"))


def subjects(made: Drawn, checklist: Checklist) -> list[str]:
    kinds = {one.id: one.checklist for one in made.review.integrations}
    kinds |= {one.id: one.checklist for one in made.review.components}
    return [one for one, kind in kinds.items() if kind == checklist.id]


def said(made: Drawn, checklist: Checklist) -> dict[str, set[str]]:
    """Give what the code says about each question, wherever the checklist applies."""
    holders = {*subjects(made, checklist)}
    for one in made.review.integrations:
        if one.id in holders:
            holders |= {one.source, one.target}
    answers: dict[str, set[str]] = {}
    for found in found_answers(pack(), made):
        if found.holder in holders:
            answers.setdefault(found.question.id, set()).add(found.choice)
    return answers


@pytest.mark.parametrize(("ground", "dialect"), CASES)
def test_a_snippet_gives_the_answers_that_its_mitigation_promises(
    tmp_path: Path, ground: Ground, dialect: str
) -> None:
    checklist, one = pack().checklists[ground.checklist], mitigation(ground)
    promised = shown(checklist, one)
    before = drawn(tmp_path / "before", dialect, design(ground, dialect))
    text = design(ground, dialect, one.snippets[dialect])
    after = drawn(tmp_path / "after", dialect, text)
    now, then = said(after, checklist), said(before, checklist)
    assert promised.keys() <= now.keys()
    assert {key: now[key] & {choice} for key, choice in promised.items()} == {
        key: {choice} for key, choice in promised.items()
    }
    assert any(choice not in then.get(key, ()) for key, choice in promised.items())


@pytest.mark.parametrize(("ground", "dialect"), CASES)
def test_the_design_without_it_has_the_pitfall(
    tmp_path: Path, ground: Ground, dialect: str
) -> None:
    checklist = pack().checklists[ground.checklist]
    made = drawn(tmp_path / "before", dialect, design(ground, dialect))
    review = rescan(pack(), made, NOW).review
    levels = {
        exposures(checklist, review, one)[0][pitfall].level
        for one, pitfall in product(
            subjects(made, checklist), mitigation(ground).clears
        )
    }
    assert levels - {"none"}


@cache
def unseen() -> dict[str, dict[str, list[str]]]:
    text = (Path(__file__).parent / "unseen.yaml").read_text("utf-8")
    body = yaml.safe_load(text)
    assert isinstance(body, dict)
    return body


def listed(what: str) -> list[str]:
    return sorted(chain.from_iterable(unseen()[what].values()))


def promises() -> tuple[set[str], set[str]]:
    """Give what is promised that no rule gives, and the mitigations where one does."""
    given: set[str] = set()
    never: set[str] = set()
    able: set[str] = set()
    for checklist in pack().checklists.values():
        for one in checklist.mitigations:
            if not set(DIALECTS) & one.snippets.keys():
                continue
            seen = shown(checklist, one)
            if seen:
                able.add(one.id)
            for question, choice in one.answers.items():
                (given if question in seen else never).add(f"{question}={choice}")
    return never - given, able


def test_what_code_cannot_show_is_listed_with_its_reason() -> None:
    never, _ = promises()
    assert listed("answers") == sorted(never)
    assert len(never) == 100


def test_every_other_mitigation_is_tried() -> None:
    _, able = promises()
    tried = {one.mitigation for one in grounds()}
    assert sorted(able - tried) == listed("mitigations")
    assert len(able - tried) == 9
    assert len(tried) == 66


def test_every_exception_is_listed_once() -> None:
    counted = Counter(chain(listed("answers"), listed("mitigations")))
    assert [one for one, times in counted.items() if times > 1] == []


def test_a_service_calls_its_functions_as_the_framework_names_them() -> None:
    for one in written_in("serverless"):
        body = parsed(one.text)
        own = body.get("resources", {}).get("Resources", {}).keys()
        bare = {
            name
            for name in REFERENCE.findall(one.text)
            if name not in own and AROUND.get(name) == "AWS::Lambda::Function"
        }
        assert bare <= ({"PlaceOrder"} if "StateMachineArn" in one.text else set()), one
