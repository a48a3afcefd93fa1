"""A pack as custom lenses: within the limits, and the risks are those of `assess`."""

import itertools
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ninelives.assess.risk import assess_subject
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Checklist, Pack
from ninelives.checklist.schema import HARMS
from ninelives.cli import main
from ninelives.errors import Problem
from ninelives.exchange.lens import LensQuestion, read_lens, wrong
from ninelives.exchange.lenses import lenses
from ninelives.exchange.level import LENS_RISK, levels
from ninelives.exchange.naming import lens_id
from ninelives.exchange.opening import open_tree
from ninelives.exchange.to_lens import fitted
from ninelives.exchange.verdict import dead, verdict
from ninelives.review.model import Answer, Component, Integration, Review
from tests.designs import TINY

RANK = {"NO_RISK": 0, "MEDIUM_RISK": 1, "HIGH_RISK": 2}
EACH_IMPACT = pytest.mark.parametrize(
    "impact",
    [
        *(pytest.param(it, marks=pytest.mark.slow) for it in ("minor", "serious")),
        "severe",
    ],
)


@pytest.fixture(scope="module")
def tiny() -> Pack:
    return load_pack(TINY)


def asked(
    tmp_path: Path, pack: Pack, impact: str = "severe"
) -> dict[str, LensQuestion]:
    """Give every question of a pack's lenses by its id, read as a stranger's."""
    found: dict[str, LensQuestion] = {}
    for text in lenses(pack, impact).files:
        path = tmp_path / "one.json"
        path.write_text(text, "utf-8")
        problems: list[Problem] = []
        lens = read_lens(open_tree(path, problems))
        assert not [*problems, *wrong(lens)]
        assert len(text.encode()) <= 500_000
        for question in lens.questions:
            assert question.id not in found
            found[question.id] = question
    return found


def said(question: LensQuestion, ticked: set[str]) -> str:
    """Give the verdict of a lens for ticked choices."""
    worked = verdict(question)
    point = sum(1 << at for at, one in enumerate(worked.choices) if one in ticked)
    return next(rule.risk for rule, points in worked.rules if points >> point & 1)


def review_of(
    checklist: Checklist, answers: Mapping[str, str], impact: str
) -> tuple[Review, str]:
    """Give a review of one integration, component or service, and whom it is about."""
    review = Review(
        "shop",
        answers={SERVICE: {harm: Answer(impact) for harm in HARMS}},
    )
    if checklist.id == SERVICE:
        subject = SERVICE
    elif checklist.connects is not None:
        ends = checklist.connects.sources[0], checklist.connects.targets[0]
        subject = "one--two"
        review = Review(
            "shop",
            components=(Component("one", ends[0]), Component("two", ends[1])),
            integrations=(Integration(subject, "one", "two", checklist.id),),
            answers=review.answers,
        )
    else:
        subject = "one"
        one = Component("one", checklist.describes, checklist=checklist.id)
        review = Review("shop", components=(one,), answers=review.answers)
    for question, choice in answers.items():
        about = checklist.question(question)
        assert about is not None
        holder = {"source": "one", "target": "two", "service": SERVICE}.get(
            about.about.value, subject
        )
        review = review.with_answer(holder, question, Answer(choice))
    return review, subject


def agree(
    pack: Pack,
    questions: Mapping[str, LensQuestion],
    checklist: Checklist,
    answers: Mapping[str, str],
    impact: str,
) -> int:
    """Hold each lens question against the assessment of these answers."""
    review, subject = review_of(checklist, answers, impact)
    found = assess_subject(pack, review, subject, remainders=False)
    assert found is not None
    risks = {one.pitfall.id: one.risk for one in found.findings}
    ticked = {lens_id(*pair) for pair in answers.items()}
    held = 0
    for pitfall in checklist.pitfalls():
        question = questions.get(lens_id(checklist.id, pitfall))
        if question is not None:
            expected = LENS_RISK[risks.get(pitfall, "none")]
            assert said(question, ticked) == expected, (pitfall, answers)
            held += 1
    return held


@EACH_IMPACT
def test_the_verdict_is_the_risk_of_the_assessment_for_every_answer(
    tmp_path: Path, tiny: Pack, impact: str
) -> None:
    questions = asked(tmp_path, tiny, impact)
    for checklist in tiny.checklists.values():
        options = [["", *(c.id for c in q.choices)] for q in checklist.questions]
        for some in itertools.product(*options):
            pairs = zip(checklist.questions, some, strict=True)
            answers = {one.id: choice for one, choice in pairs if choice}
            agree(tiny, questions, checklist, answers, impact)


def at_random(checklist: Checklist, times: int) -> Iterator[dict[str, str]]:
    chance = random.Random(checklist.id)  # noqa: S311 - no secret
    for _ in range(times):
        sure = chance.choice((0.3, 0.7, 1.0))
        yield {
            one.id: chance.choice(one.choices).id
            for one in checklist.questions
            if chance.random() < sure and one.id not in HARMS
        }


@EACH_IMPACT
def test_the_verdicts_of_our_own_pack_are_those_of_the_assessment(
    tmp_path: Path, impact: str
) -> None:
    _hold_at_random(tmp_path, impact, 12)


@pytest.mark.slow
@EACH_IMPACT
def test_the_verdicts_hold_for_many_answers(tmp_path: Path, impact: str) -> None:
    _hold_at_random(tmp_path, impact, 300)


def _hold_at_random(tmp_path: Path, impact: str, times: int) -> None:
    pack = load_pack()
    questions = asked(tmp_path, pack, impact)
    full = (
        {"aws/step-functions-standard/no-compensation"} if impact == "serious" else ()
    )
    held = 0
    for checklist in pack.checklists.values():
        kept = {
            name: one
            for name, one in questions.items()
            if name not in {lens_id(*place.rsplit("/", 1)) for place in full}
        }
        for answers in at_random(checklist, times):
            held += agree(pack, kept, checklist, answers, impact)
    assert held > 550 * times


@pytest.mark.parametrize(
    "impact", [pytest.param("serious", marks=pytest.mark.slow), "severe"]
)
def test_several_ticks_of_one_question_are_never_better_than_the_worst(
    tmp_path: Path, impact: str
) -> None:
    """Every set of ticks, for every question of our pack with nine choices or fewer."""
    pack = load_pack()
    questions = asked(tmp_path, pack, impact)
    tried = 0
    for checklist in pack.checklists.values():
        for pitfall in checklist.pitfalls():
            question = questions.get(lens_id(checklist.id, pitfall))
            found = levels(checklist, pitfall, pack.scale, impact)
            if question is None or found is None or len(question.choices) > 10:
                continue
            found, _ = fitted(found)
            groups = [
                [lens_id(one.id, choice) for choice in offered]
                for one, offered in zip(found.questions, found.offered, strict=True)
            ]
            at = [
                next(
                    RANK[risk]
                    for risk, points in found.points.items()
                    if points >> n & 1
                )
                for n in range(found.table.points)
            ]
            strides = [
                _product(found.table.sizes[:which]) for which in range(len(groups))
            ]
            worked = verdict(question)
            for point in range(worked.table.points):
                ticked = {one for n, one in enumerate(worked.choices) if point >> n & 1}
                some = [
                    [n for n, one in enumerate(group, 1) if one in ticked] or [0]
                    for group in groups
                ]
                risks = [
                    at[sum(n * stride for n, stride in zip(pick, strides, strict=True))]
                    for pick in itertools.product(*some)
                ]
                rule = next(r for r, points in worked.rules if points >> point & 1)
                if len(risks) == 1:
                    assert RANK[rule.risk] == risks[0]
                else:
                    assert RANK[rule.risk] >= max(risks)
                tried += 1
    assert tried > 10_000


def _product(numbers: tuple[int, ...]) -> int:
    total = 1
    for one in numbers:
        total *= one
    return total


@EACH_IMPACT
def test_no_rule_of_ours_is_dead(tmp_path: Path, impact: str) -> None:
    for question in asked(tmp_path, load_pack(), impact).values():
        worked = verdict(question)
        assert not list(dead(worked))
        assert not worked.undecided
        assert len(question.rules) <= 3


def test_texts_keep_to_their_limits_and_leave_nothing_to_fill_in() -> None:
    for text in lenses(load_pack(), "severe").files:
        lens = json.loads(text)
        assert len(lens["name"]) <= 128
        assert len(lens["description"]) <= 1024
        for pillar in lens["pillars"]:
            assert len(pillar["name"]) <= 128
            for question in pillar["questions"]:
                assert len(question["title"]) <= 128
                assert len(question["description"]) <= 1024
                for choice in question["choices"]:
                    assert len(choice["title"]) <= 128
                    if not choice["id"].endswith("_no"):
                        assert 0 < len(choice["improvementPlan"]["displayText"]) <= 2048
                        assert len(choice["helpfulResource"]["displayText"]) <= 2048
        for hole in ("{source.", "{target.", "{component.", "{facts."):
            assert hole not in text


def test_the_command_writes_lenses_and_says_what_they_cannot_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    given = ["export", "--to", "aws-lens", "-o", str(out), "--checklist"]
    assert main([*given, "aws/sqs-lambda"]) == 0
    assert sorted(one.name for one in out.iterdir()) == [
        "left-out.md",
        "ninelives-aws.lens.json",
    ]
    assert "loss windows" in (out / "left-out.md").read_text("utf-8")
    assert main(["lint", str(out / "ninelives-aws.lens.json")]) == 0
    before = (out / "ninelives-aws.lens.json").read_bytes()
    assert main([*given, "aws/sqs-lambda"]) == 0
    assert (out / "ninelives-aws.lens.json").read_bytes() == before
    assert main([*given, "aws/sqs-lamda"]) == 2
    assert "did you mean 'aws/sqs-lambda'" in capsys.readouterr().err


def test_ids_end_in_no_only_where_nothing_is_meant() -> None:
    assert lens_id("watched", "no") == "watched__no_"
    assert len(lens_id("q" * 60, "c" * 60)) == 64
    assert lens_id("q" * 60, "c" * 60) != lens_id("q" * 60, "c" * 61)
