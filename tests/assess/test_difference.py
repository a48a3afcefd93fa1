"""What changed between two states, and by what: each cause alone, and in pairs."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from ninelives.assess.difference import Difference, differ
from ninelives.assess.exposure import RANK
from ninelives.assess.mixture import Piece, Side, mixed, pieces
from ninelives.assess.reopened import decided, with_waivers
from ninelives.assess.risk import RISK_RANK, assess
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Pack
from ninelives.errors import Place
from ninelives.report import difference
from ninelives.review.model import Answer, Component, Integration, Review
from ninelives.review.waivers import Waiver
from tests.designs import QUEUE, SECOND, TABLE, TINY, answered, orders

Edit = tuple[str, str, str]
"""A file of the pack, what stands there, what stands there afterwards."""
PLACE = Place("waivers.yaml")
THIRD = "refunds-queue--place-order"
BASE = answered(
    orders(),
    (SERVICE, "lost", "serious"),
    (SERVICE, "duplicated", "minor"),
    (SERVICE, "reordered", "minor"),
    (SERVICE, "stale", "minor"),
    (SERVICE, "corrupted", "minor"),
    (QUEUE, "batch", "many"),
    (QUEUE, "partial", "failed-only"),
    (SECOND, "batch", "many"),
    (SECOND, "partial", "all"),
    ("orders-queue", "dead-letter", "dlq"),
    ("orders-queue", "watched", "sometimes"),
    ("returns-queue", "dead-letter", "nowhere"),
    ("place-order", "idempotent", "mostly"),
)


class Turn(NamedTuple):
    """One thing that changes, and the piece it is."""

    piece: Piece
    says: Sequence[str]
    """Words that name the cause."""
    review: Callable[[Review], Review] = lambda it: it
    pack: tuple[Edit, ...] = ()


def said(
    holder: str, question: str, given: Answer | None
) -> Callable[[Review], Review]:
    return lambda review: review.with_answer(holder, question, given)


def weighed(review: Review) -> Review:
    return replace(
        review,
        integrations=tuple(
            replace(one, impact={"duplicated": "severe"}) if one.id == QUEUE else one
            for one in review.integrations
        ),
    )


def added(review: Review) -> Review:
    new = Integration(THIRD, "refunds-queue", "place-order", "aws/queue-function")
    return replace(
        review,
        components=(*review.components, Component("refunds-queue", "queue")),
        integrations=(*review.integrations, new),
    )


def removed(review: Review) -> Review:
    left = tuple(one for one in review.integrations if one.id != SECOND)
    return replace(review, integrations=left)


def swapped(review: Review) -> Review:
    kind = "aws/queue-function"
    return replace(
        review,
        integrations=tuple(
            replace(one, checklist=kind) if one.id == TABLE else one
            for one in review.integrations
        ),
    )


def unasked(review: Review) -> Review:
    return replace(
        review,
        components=tuple(
            replace(one, checklist="") if one.id == "place-order" else one
            for one in review.components
        ),
    )


ASKED = """\
questions:
  - id: drained
    about: source
    ask: Who empties {source.name} for good?
    why: What nobody empties expires.
    choices:
      - {id: somebody, says: Somebody does}
      - {id: nobody, says: Nobody does, exposes: {expired: certain}}
    find-out: The calendar of the team.
    cites: [retention]
"""
TURNS = {
    "answer": Turn(
        Piece("answer", QUEUE, "partial"),
        ("answer: ", "Only the failed message returns → The whole batch", "by Ben"),
        said(QUEUE, "partial", Answer("all", by="Ben", at="2026-11-24T08:00:00Z")),
    ),
    "unanswered": Turn(
        Piece("answer", "place-order", "idempotent"),
        ("Most effects are guarded, not all → not answered",),
        said("place-order", "idempotent", None),
    ),
    "unknown": Turn(
        Piece("answer", "orders-queue", "watched"),
        ("Somebody looks now and then → I don't know",),
        said("orders-queue", "watched", Answer("unknown")),
    ),
    "evidence": Turn(
        Piece("answer", "orders-queue", "dead-letter"),
        ("evidence: ", "To a dead-letter queue → Nowhere", "see template.yaml:41"),
        said(
            "orders-queue", "dead-letter", Answer("nowhere", origin="template.yaml:41")
        ),
    ),
    "impact": Turn(
        Piece("answer", SERVICE, "lost"),
        ("impact of lost data: ",),
        said(SERVICE, "lost", Answer("severe", by="Ana")),
    ),
    "special impact": Turn(
        Piece("impact", QUEUE, "duplicated"),
        ("impact of duplicated data on OrdersQueue → place-order: as the service's",),
        weighed,
    ),
    "added": Turn(
        Piece("integration", "", THIRD),
        ("integration added: refunds-queue → place-order",),
        added,
    ),
    "removed": Turn(
        Piece("integration", "", SECOND),
        ("integration removed: ReturnsQueue → place-order",),
        removed,
    ),
    "other kind": Turn(
        Piece("integration", "", TABLE),
        ("integration changed: place-order → orders-table",),
        swapped,
    ),
    "component": Turn(
        Piece("component", "", "place-order"),
        ("component changed: place-order",),
        unasked,
    ),
    "new question": Turn(
        Piece("question", "aws/queue-function", "drained"),
        ("question drained of aws/queue-function is new, tests/tiny 2.1.0 → 2.2.0",),
        pack=(("aws/queue-function.yaml", "questions:\n", ASKED),),
    ),
    "pitfall": Turn(
        Piece("pitfall", "", "whole-batch"),
        ("pitfall whole-batch changed, tests/tiny 2.1.0 → 2.2.0",),
        pack=(("pitfalls/transport.yaml", "[duplicated, lost]", "[duplicated]"),),
    ),
    "scale": Turn(
        Piece("scale", "", "risk matrix"),
        ("scale risk matrix changed, tests/tiny 2.1.0 → 2.2.0",),
        pack=(
            (
                "risk.yaml",
                "possible: medium, likely: high",
                "possible: high, likely: high",
            ),
        ),
    ),
    "fact": Turn(
        Piece("fact", "aws/queue-function", "visibility-multiple"),
        ("fact visibility-multiple of aws/queue-function changed, ",),
        pack=(("aws/queue-function.yaml", "value: 6", "value: 2"),),
    ),
    "rule": Turn(
        Piece("rule", "aws/queue-function", "short-life"),
        ("rule short-life of aws/queue-function is new, tests/tiny 2.1.0 → 2.2.0",),
        pack=(
            (
                "aws/queue-function.yaml",
                "rules:\n",
                "rules:\n  - id: short-life\n    exposes: {expired: certain}\n"
                "    because: Nobody drains it.\n    cites: [retention]\n",
            ),
        ),
    ),
    "choice": Turn(
        Piece("question", "aws/queue-function", "idempotent"),
        (
            "question idempotent of aws/queue-function changed, ",
            "tests/tiny 2.1.0 → 2.2.0",
        ),
        pack=(
            ("blocks/once.yaml", "caps: {twice: possible}", "caps: {twice: likely}"),
        ),
    ),
    "other rule": Turn(
        Piece("rule", "aws/queue-function", "at-least-once-delivery"),
        ("rule at-least-once-delivery of aws/queue-function changed",),
        pack=(
            (
                "aws/queue-function.yaml",
                "exposes: {twice: likely}\n    because: The queue",
                "exposes: {dropped: rare}\n    because: The queue",
            ),
        ),
    ),
}


READS = (
    "aws/queue-function.yaml",
    "mitigations:\n",
    "  - id: short-hiding\n    when: facts['visibility-multiple'] < 3\n"
    "    exposes: {dropped: certain}\n    because: It comes back too soon.\n"
    "    cites: [retention]\nmitigations:\n",
)
"""A rule that reads a fact, on both sides."""


def packed(folder: Path, edits: Sequence[Edit]) -> Pack:
    made = Path(shutil.copytree(TINY, folder, dirs_exist_ok=True))
    version = (("pack.yaml", "2.1.0", "2.2.0"),) if edits else ()
    for file, old, new in (*version, READS, *edits):
        text = (made / file).read_text("utf-8")
        assert old in text
        (made / file).write_text(text.replace(old, new), "utf-8")
    return load_pack(made)


def side(folder: Path, *names: str) -> Side:
    review = BASE
    edits: list[Edit] = []
    for name in names:
        review = TURNS[name].review(review)
        edits.extend(TURNS[name].pack)
    return Side(packed(folder / "-".join(names), edits), review)


def graves(one: Side) -> dict[str, tuple[int, int]]:
    found = assess(one.pack, one.review).findings
    return {it.id: (RISK_RANK[it.risk], RANK[it.exposure]) for it in found}


def causes(found: Difference) -> dict[str, set[Piece]]:
    return {one.id: set(one.causes) for one in found.changed}


@pytest.mark.parametrize("name", list(TURNS))
def test_a_cause_alone_is_named(tmp_path: Path, name: str) -> None:
    turn = TURNS[name]
    found = differ(side(tmp_path), side(tmp_path, name))
    assert found.changed
    assert {it for one in found.changed for it in one.causes} == {turn.piece}
    told = difference.text(found)
    for words in turn.says:
        assert words in told


@pytest.mark.parametrize(("one", "two"), list(combinations(TURNS, 2)))
def test_causes_in_pairs_are_told_apart(tmp_path: Path, one: str, two: str) -> None:
    states = {
        (): side(tmp_path),
        (one,): side(tmp_path, one),
        (two,): side(tmp_path, two),
        (one, two): side(tmp_path, one, two),
    }
    grave = {names: graves(it) for names, it in states.items()}
    found = differ(states[()], states[one, two])
    expected = {}
    for finding in {*grave[()], *grave[one, two]}:
        old, first, second, new = (it.get(finding, (0, 0)) for it in grave.values())
        if old == new:
            continue
        worse = new > old
        expected[finding] = {
            TURNS[name].piece
            for name, alone, without in ((one, first, second), (two, second, first))
            if (alone != old and (alone > old) == worse)
            or (without != new and (new > without) == worse)
        }
    assert causes(found) == expected


@pytest.mark.parametrize("name", list(TURNS))
def test_a_waiver_that_expired_is_told_apart_from_every_other_cause(
    tmp_path: Path, name: str
) -> None:
    waiver = Waiver("*", "it moves", "Cy", "a count", "2026-12-01", None, PLACE)
    old, new = side(tmp_path), side(tmp_path, name)
    plain = differ(old, new)
    days = ("2026-11-23", "2026-12-24")
    was, now = (
        decided(one, [waiver], day) for one, day in zip((old, new), days, strict=True)
    )
    found = causes(with_waivers(plain, was, now))
    moved = causes(plain)
    before, after = graves(old).keys(), graves(new).keys()
    assert found.keys() == moved.keys() | (before & after)
    for finding, pieces_ in found.items():
        # one that came accepted, or went while it was, owes nothing to the waiver
        ended = (
            {Piece("waiver", finding, "expired")}
            if finding in before & after
            else set()
        )
        assert pieces_ == moved.get(finding, set()) | ended


def test_nothing_changed_where_nothing_differs(tmp_path: Path) -> None:
    found = differ(side(tmp_path), side(tmp_path))
    assert not found.pieces
    assert not found.changed
    assert found.same == len(graves(side(tmp_path)))


def test_going_back_turns_everything_round(tmp_path: Path) -> None:
    round_ = {"opened": "closed", "closed": "opened", "worse": "better"}
    round_["better"] = "worse"
    old, new = side(tmp_path), side(tmp_path, "answer", "removed", "rule")
    there, back = differ(old, new), differ(new, old)
    assert {one.id: round_[one.became] for one in there.changed} == {
        one.id: one.became for one in back.changed
    }
    assert causes(there) == causes(back)


def test_a_question_asked_in_other_words_is_the_cause_not_its_answer(
    tmp_path: Path,
) -> None:
    old = Side(load_pack(TINY), BASE)
    question = old.pack.checklists["aws/queue-function"].question("partial")
    assert question is not None
    fresh = Answer("failed-only", by="Ana", asked=question.asked)
    old = Side(old.pack, BASE.with_answer(QUEUE, "partial", fresh))
    edit = (
        "aws/queue-function.yaml",
        "does only that message return",
        "does it return",
    )
    new = Side(packed(tmp_path / "new", (edit,)), old.review)
    piece = Piece("question", "aws/queue-function", "partial")
    assert {it for one in differ(old, new).changed for it in one.causes} == {piece}


def test_an_answer_to_new_words_is_the_cause_not_the_words(tmp_path: Path) -> None:
    edit = (
        "aws/queue-function.yaml",
        "does only that message return",
        "does it return",
    )
    pack, later = load_pack(TINY), packed(tmp_path / "new", (edit,))
    asked = [
        it.asked
        for one in (pack, later)
        for it in one.checklists["aws/queue-function"].questions
        if it.id == "partial"
    ]
    bad = Answer("all", by="Ana", asked=asked[0])
    good = Answer("failed-only", by="Ben", asked=asked[1])
    found = differ(
        Side(pack, BASE.with_answer(QUEUE, "partial", bad)),
        Side(later, BASE.with_answer(QUEUE, "partial", good)),
    )
    assert causes(found)[f"{QUEUE}/whole-batch"] == {Piece("answer", QUEUE, "partial")}


def test_all_three_forms_carry_the_same(tmp_path: Path) -> None:
    found = differ(side(tmp_path), side(tmp_path, "evidence", "added"))
    told = difference.text(found)
    page = difference.markdown(found, ("then", "now"))
    data = json.loads(difference.as_json(found))
    assert page.startswith("# What changed for orders between then and now\n")
    assert page.count("\n### ") == len(data["changed"]) == len(found.changed)
    for one in data["changed"]:
        assert f"[{one['id']}]" in told
        assert one["causes"]
    assert "template.yaml:41" in page


def test_all_pieces_together_lead_from_one_side_to_the_other(tmp_path: Path) -> None:
    names = [name for name in TURNS if name not in ("gone", "unknown", "other rule")]
    old, new = side(tmp_path), side(tmp_path, *names)
    every = pieces(old, new)
    assert {TURNS[name].piece for name in names} <= set(every)
    assert graves(mixed(old, new, every)) == graves(new)
    assert graves(mixed(old, new, ())) == graves(old)


def test_a_question_that_moved_in_the_pack_alone_opens_nothing(tmp_path: Path) -> None:
    old = side(tmp_path)
    text = (TINY / "pack.yaml").read_text("utf-8")
    step = "\nmigrations:\n  - {since: 2.2.0, from: partial, to: return}\n"
    made = Path(shutil.copytree(TINY, tmp_path / "moved"))
    (made / "pack.yaml").write_text(text.replace("2.1.0", "2.2.0") + step, "utf-8")
    file = made / "aws" / "queue-function.yaml"
    rules = file.read_text("utf-8").replace("id: partial", "id: return")
    file.write_text(rules.replace("{partial: failed", "{return: failed"), "utf-8")
    assert not differ(old, Side(load_pack(made), old.review)).changed
