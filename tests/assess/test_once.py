"""What the same answers raise at several places is told once, with all its places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.assess.model import Assessment, Finding
from ninelives.assess.risk import assess
from ninelives.assess.waived import waived
from ninelives.checklist.load import load_pack
from ninelives.report import markdown
from ninelives.review import store
from ninelives.review.catalogue import add_edges
from ninelives.review.model import Answer, Review
from ninelives.review.waivers import load_waivers

EDGE = "orders:sqs-queue -> place-order:lambda-function"
MAPPING = "orders--place-order"
PITFALL = "dlq-no-redrive"
"""The queue alone says how its dead letters go back; its mapping hears it."""


@pytest.fixture(scope="module")
def found() -> Assessment:
    pack = load_pack()
    review = add_edges(pack, Review("orders"), (EDGE,))
    components = tuple(
        replace(one, checklist="aws/sqs-queue") if one.id == "orders" else one
        for one in review.components
    )
    return assess(pack, replace(review, components=components))


def of(found: Assessment, pitfall: str) -> list[Finding]:
    return [one for one in found.findings if one.pitfall.id == pitfall]


def test_what_a_component_raises_is_not_told_again_at_its_integration(
    found: Assessment,
) -> None:
    seen = [
        (one.pitfall.id, frozenset((it.subject, it.question) for it in one.raised_by))
        for one in found.findings
        if all(it.question and it.subject != MAPPING for it in one.raised_by)
    ]
    assert len(seen) == len(set(seen))


def test_every_place_is_still_named(found: Assessment) -> None:
    (one,) = of(found, PITFALL)
    assert {one.subject, *one.also} == {MAPPING, "orders"}
    assert set(one.ids) == {f"{at}/{PITFALL}" for at in (MAPPING, "orders")}
    report = markdown.write(found)
    assert "orders → place-order (also orders)" in report


def test_each_place_keeps_its_own_risk(found: Assessment) -> None:
    for subject in (MAPPING, "orders"):
        own = [one.pitfall.id for one in found.subjects[subject].findings]
        assert PITFALL in own


def test_what_an_integration_answers_itself_is_told_apart() -> None:
    pack = load_pack()
    review = add_edges(pack, Review("orders"), (EDGE,))
    one = replace(review.integrations[0], impact={"lost": "minor"})
    review = replace(review, integrations=(one,))
    told = [(it.subject, it.pitfall.id) for it in assess(pack, review).findings]
    assert len(told) == len(set(told))


def test_a_waiver_may_name_any_of_the_places(found: Assessment, tmp_path: Path) -> None:
    store.create(tmp_path / "a", found.review)
    for at in (MAPPING, "orders"):
        (tmp_path / "a" / "waivers.yaml").write_text(
            f"waivers:\n  - finding: {at}/{PITFALL}\n    reason: one team\n"
            "    approver: Ana\n    control: none\n    expires: 2027-01-01\n"
        )
        decided = waived(found, load_waivers(tmp_path / "a"), "2026-11-23")
        (one,) = of(found, PITFALL)
        assert decided.decisions[one.id].state == "accepted"
        assert not decided.orphaned


def test_answers_that_differ_in_weight_are_told_apart() -> None:
    pack = load_pack()
    edges = (EDGE, "returns:sqs-queue -> place-order:lambda-function")
    review = add_edges(pack, Review("orders"), edges)
    review = review.with_answer("orders", "queue-consumers", Answer("several"))
    told = [one.id for one in assess(pack, review).findings]
    assert len(told) == len(set(told))
