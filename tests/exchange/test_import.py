"""Lenses and checklists of others as packs: provable, and of the same verdicts."""

import itertools
import json
import random
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninelives.assess.risk import assess_subject
from ninelives.checklist.lint.pack import lint
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Checklist, Pack
from ninelives.checklist.schema import HARMS
from ninelives.cli import main
from ninelives.errors import Problem, Unusable
from ninelives.exchange.grouping import grouped
from ninelives.exchange.imported import files
from ninelives.exchange.importing import read
from ninelives.exchange.lens import Lens, LensQuestion
from ninelives.exchange.lenses import MARK, lenses
from ninelives.exchange.level import LENS_RISK
from ninelives.exchange.naming import our_id
from ninelives.exchange.opening import open_lens
from ninelives.exchange.verdict import verdict
from ninelives.review.model import Answer, Component, Integration, Review
from tests.designs import TINY
from tests.exchange.lenses import AZURE, SAMPLES, lens, needs_samples, question, write

RISK = TINY / "risk.yaml"
needs_azure = pytest.mark.skipif(
    not AZURE, reason="the Azure checklists do not lie beside the project"
)


def bring(file: Path, folder: Path) -> Pack:
    """Import a file as a pack that stands alone; the command proves it itself."""
    assert main(["import", str(file), "-o", str(folder), "--alone"]) == 0
    return load_pack(folder)


def at_random(checklist: Checklist, times: int) -> Iterator[Mapping[str, str]]:
    chance = random.Random(checklist.id)  # noqa: S311 - no secret
    for _ in range(times):
        first = chance.choice((0.2, 0.5, 0.9))  # mostly yes, mostly no
        yield {
            one.id: one.choices[0].id
            if chance.random() < first
            else chance.choice(one.choices).id
            for one in checklist.questions
        }


def every(checklist: Checklist) -> Iterator[Mapping[str, str]]:
    ids = [one.id for one in checklist.questions]
    options = [[it.id for it in one.choices] for one in checklist.questions]
    for some in itertools.product(*options):
        yield dict(zip(ids, some, strict=True))


class Held(NamedTuple):
    """What an imported pack has of a lens."""

    checked: int
    """How many verdicts were compared."""
    differing: list[object]


def verdict_of(asked: LensQuestion, ticked: set[str]) -> str:
    """Give what the lens's own rules say; nothing ticked is “None of these”."""
    worked = verdict(asked)
    point = sum(1 << at for at, one in enumerate(worked.choices) if one in ticked)
    if not point and any(one.none for one in asked.choices):
        point = worked.table.points
    risks = [rule.risk for rule, points in worked.rules if points >> point & 1]
    return risks[0] if risks else "HIGH_RISK"


def compare(
    pack: Pack,
    theirs: Lens,
    checklist: Checklist,
    tries: Iterator[Mapping[str, str]],
) -> Held:
    """Hold a checklist's assessment, at serious harm, against the lens's rules."""
    own = theirs.about.startswith(MARK)
    stem = checklist.id.partition("/")[0]
    by_pitfall = {our_id(f"{stem}-{one.id}"): one for one in theirs.questions}
    asked = [by_pitfall[one] for one in checklist.pitfalls()]
    offers = grouped(asked, own=own)
    checked = 0
    differing: list[object] = []
    for answers in tries:
        review = Review(
            "shop",
            components=(Component("one", "service"), Component("two", "lens")),
            integrations=(Integration("one--two", "one", "two", checklist.id),),
            answers={
                SERVICE: {harm: Answer("serious") for harm in HARMS},
                "one--two": {name: Answer(choice) for name, choice in answers.items()},
            },
        )
        found = assess_subject(pack, review, "one--two", remainders=False)
        assert found is not None
        risks = {one.pitfall.id: one.risk for one in found.findings}
        ticked = {
            offer.id
            for name, choice in answers.items()
            if (offer := offers[name].offers.get(choice)) is not None
        }
        for pitfall, one in zip(checklist.pitfalls(), asked, strict=True):
            wanted = verdict_of(one, ticked & {it.id for it in one.choices})
            if LENS_RISK[risks.get(pitfall, "none")] != wanted:
                differing.append((pitfall, answers, wanted))
            checked += 1
    return Held(checked, differing)


def own_checklists(pack: Pack) -> list[Checklist]:
    return [one for name, one in pack.checklists.items() if name != SERVICE]


@needs_samples
@pytest.mark.parametrize("file", SAMPLES, ids=lambda one: one.stem[:24])
def test_every_sample_lens_becomes_a_pack_of_the_same_verdicts(
    tmp_path: Path, file: Path
) -> None:
    hold(tmp_path, file, 2)


@needs_samples
@pytest.mark.slow
@pytest.mark.parametrize("file", SAMPLES, ids=lambda one: one.stem[:24])
def test_the_verdicts_hold_for_many_answers(tmp_path: Path, file: Path) -> None:
    hold(tmp_path, file, 100)
    wrong = lint(tmp_path / "pack", "2026-11-24")
    assert [one for one in wrong if one.level != "note"] == []


def hold(tmp_path: Path, file: Path, times: int) -> None:
    theirs = open_lens(file, [])
    pack = bring(file, tmp_path / "pack")
    checked = 0
    for one in own_checklists(pack):
        found = compare(pack, theirs, one, at_random(one, times))
        assert found.differing == []
        checked += found.checked
    assert checked == times * sum(1 for _ in theirs.questions)


@needs_azure
@pytest.mark.parametrize("file", AZURE, ids=lambda one: one.stem)
def test_every_azure_checklist_becomes_a_pack_that_asks_each_item(
    tmp_path: Path, file: Path
) -> None:
    pack = bring(file, tmp_path / "pack")
    items = json.loads(file.read_text("utf-8"))["items"]
    rated = {"High": "high", "Medium": "medium", "Low": "low"}
    for one in own_checklists(pack):
        for asked in one.questions:
            item = next(it for it in items if it["guid"] == asked.id)
            exposed = asked.choices[1].effects.exposes[asked.id]
            assert pack.scale.risk("serious", exposed) == rated[item["severity"]]
    assert sum(len(one.questions) for one in own_checklists(pack)) == len(items)


@pytest.mark.slow
@needs_samples
def test_the_samples_lie_on_top_of_ours_and_beside_each_other(tmp_path: Path) -> None:
    packs = []
    for file in (*SAMPLES, *AZURE):
        packs.append(tmp_path / file.stem)
        for name, text in files(read(file, [])).items():
            path = packs[-1] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    wrong = lint(packs[-1], "2026-11-24", below=packs[:-1])
    assert [one for one in wrong if one.level != "note"] == []
    loaded = load_pack(extensions=packs)
    assert len(loaded.parts) == 1 + len(packs)


@pytest.mark.parametrize("impact", ["serious", "severe"])
def test_a_pack_that_was_exported_comes_back_with_its_questions_and_its_verdicts(
    tmp_path: Path, impact: str
) -> None:
    tiny = load_pack(TINY)
    (text,) = lenses(tiny, impact).files
    file = tmp_path / "tiny.json"
    file.write_text(text, "utf-8")
    theirs = open_lens(file, [])
    pack = bring(file, tmp_path / "pack")
    was = {one.id: one for it in tiny.checklists.values() for one in it.questions}
    found = 0
    for one in own_checklists(pack):
        for asked in one.questions:
            before = was[asked.id]
            texts = {choice.id: choice.says for choice in before.choices}
            assert asked.ask.split(" ")[0] == before.ask.split(" ")[0]
            for choice in asked.choices[:-1]:
                assert choice.says == texts[choice.id]
            found += 1
        held = compare(pack, theirs, one, every(one))
        assert held.checked
        assert held.differing == []
    assert found >= 5


def test_the_next_version_of_a_lens_keeps_every_id(tmp_path: Path) -> None:
    rules = [("a1", "NO_RISK"), ("default", "HIGH_RISK")]
    named = ("Kafka lens v1.0", "Kafka lens v1.12")
    packs = [
        bring(
            written(tmp_path, lens(question(rules, ["a1"]), name=one)), tmp_path / one
        )
        for one in named
    ]
    first, second = packs
    assert first.name == second.name == "imported/kafka-lens"
    assert list(first.checklists) == list(second.checklists)
    assert list(first.pitfalls) == list(second.pitfalls)


def odd(ids: list[str]) -> str:
    """Give a rule that holds where an odd number is ticked: no few terms say so."""
    if len(ids) == 1:
        return ids[0]
    left, right = odd(ids[: len(ids) // 2]), odd(ids[len(ids) // 2 :])
    return f"(({left} && !{right}) || (!{left} && {right}))"


@pytest.mark.slow
def test_our_own_pack_comes_back_with_its_verdicts(tmp_path: Path) -> None:
    found = 0
    for at, text in enumerate(lenses(load_pack(), "severe").files):
        file = tmp_path / f"{at}.json"
        file.write_text(text, "utf-8")
        theirs = open_lens(file, [])
        pack = bring(file, tmp_path / str(at))
        for one in own_checklists(pack):
            held = compare(pack, theirs, one, at_random(one, 20))
            assert held.differing == []
            found += held.checked
    assert found > 590 * 20


def written(tmp_path: Path, what: object) -> Path:
    return write(tmp_path / "theirs.json", what)


def test_a_choice_of_a_lens_becomes_a_question_with_the_risk_of_its_rules(
    tmp_path: Path,
) -> None:
    rules = [("a1 && b1 && c1", "NO_RISK"), ("!a1", "HIGH_RISK")]
    asked = question([*rules, ("default", "MEDIUM_RISK")], ["a1", "b1", "c1"])
    pack = bring(written(tmp_path, lens(asked)), tmp_path / "pack")
    (one,) = own_checklists(pack)
    does = {it.id: dict(it.choices[1].effects.exposes) for it in one.questions}
    assert [it.split("-")[-1] for it in does] == ["a1", "b1", "c1"]
    assert [list(it.values()) for it in does.values()] == [
        ["likely"],
        ["possible"],
        ["possible"],
    ]
    assert not one.rules
    assert one.questions[0].ask == (
        "How do you keep what was sent? Is this so: We do a1?"
    )


@pytest.mark.parametrize(
    ("rules", "choices", "said"),
    [
        ([("a1", "NO_RISK"), ("default", "HIGH_RISK")], ["a1", "b1"], "b1"),
        ([("default", "HIGH_RISK")], ["a1"], "it is HIGH_RISK whatever is ticked"),
        ([("a1 &&", "NO_RISK"), ("default", "HIGH_RISK")], ["a1"], "no condition"),
        (
            [(odd([f"c{at}" for at in range(8)]), "NO_RISK"), ("default", "HIGH_RISK")],
            [f"c{at}" for at in range(8)],
            "too many conditions",
        ),
    ],
    ids=["idle choice", "one verdict", "broken rule", "tangle"],
)
def test_what_is_not_carried_is_said_and_listed(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    rules: list[tuple[str, str]],
    choices: list[str],
    said: str,
) -> None:
    good = question([("d1", "NO_RISK"), ("default", "HIGH_RISK")], ["d1"], "good")
    file = written(tmp_path, lens(good, question(rules, choices), _teams="ours"))
    bring(file, tmp_path / "pack")
    error = capsys.readouterr().err
    notes = (tmp_path / "pack" / "IMPORTED.md").read_text("utf-8").replace("\\", "")
    for text in (error, notes):
        assert said in text
        assert "/_teams is nothing a checklist can hold" in text


def test_importing_again_keeps_ids_and_replaces_only_what_nobody_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = [("a1", "NO_RISK"), ("default", "HIGH_RISK")]
    folder = tmp_path / "pack"
    file = written(tmp_path, lens(question(rules, ["a1"])))
    bring(file, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    bring(file, folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    (edited,) = folder.glob("a-lens/*.yaml")
    edited.write_bytes(edited.read_bytes() + b"# ours now\n")
    again = ["import", str(file), "--alone", "-o"]
    assert main([*again, str(folder)]) == 2
    assert "changed since it was imported" in capsys.readouterr().err
    assert edited.read_bytes().endswith(b"# ours now\n")
    bring(file, tmp_path / "other")
    notes = tmp_path / "other" / "IMPORTED.md"
    notes.write_text(notes.read_text("utf-8").replace("Not carried", "Ours"), "utf-8")
    assert main([*again, str(tmp_path / "other")]) == 2
    assert "IMPORTED.md: changed since" in capsys.readouterr().err
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "pack.yaml").write_text("pack: ours\n", "utf-8")
    assert main([*again, str(foreign)]) == 2
    assert "no import has written" in capsys.readouterr().err
    assert [path.name for path in foreign.iterdir()] == ["pack.yaml"]


HOSTILE = st.text(
    st.sampled_from("aB1 _-.{}`<>|&\"'\\:#%?\n\t\x1b\u202e\u0085é🙂[](*!"), max_size=24
)
VALUES: st.SearchStrategy[object] = st.one_of(
    HOSTILE, st.integers(), st.booleans(), st.none(), st.just([[]])
)


@st.composite
def strange_lenses(draw: st.DrawFn) -> object:
    """Draw a lens in which every text is a stranger's, and rules read some choices."""
    more = st.sampled_from(["a1", "A1", "b1_no", "d__e", "d__f", ""])
    ids = ["a1", "b1", *draw(st.lists(more, max_size=5))]
    text = st.sampled_from(["a1", "!b1", "a1 && !A1", "d__e || a1", "b1_no", "(", "x"])
    risks = st.sampled_from(["NO_RISK", "MEDIUM_RISK", "HIGH_RISK", "", "{x}"])
    link = st.fixed_dictionaries(
        {"displayText": VALUES}, optional={"url": st.just("https://example.org/`{a}")}
    )
    choices = [
        {"id": one, "title": draw(VALUES), "improvementPlan": draw(link)} for one in ids
    ]
    rules = draw(st.lists(st.tuples(text, risks), max_size=4))
    rules += [("a1 && b1", "NO_RISK")] * draw(st.integers(0, 1))
    asked = {
        "id": draw(VALUES),
        "title": draw(VALUES),
        "description": draw(VALUES),
        "helpfulResource": draw(st.one_of(VALUES, link)),
        "choices": choices if draw(st.integers(0, 9)) else draw(VALUES),
        "riskRules": [
            *({"condition": test, "risk": risk} for test, risk in rules),
            {"condition": "default", "risk": draw(risks)},
        ],
    }
    pillar = {"id": draw(VALUES), "name": draw(VALUES), "questions": [asked, asked]}
    about = draw(st.sampled_from(["", MARK, "For tests."]))
    return {
        "schemaVersion": "2021-11-01",
        "name": draw(VALUES),
        "description": about,
        "pillars": [pillar, draw(VALUES), pillar],
    }


@st.composite
def strange_checklists(draw: st.DrawFn) -> object:
    keys = ("category", "guid", "severity", "link", "query", "description")
    text = st.one_of(HOSTILE, VALUES)
    item = st.fixed_dictionaries({"text": text}, optional=dict.fromkeys(keys, VALUES))
    return {"items": draw(st.lists(st.one_of(item, VALUES), max_size=3))}


@settings(max_examples=60, deadline=None)
@given(st.one_of(strange_lenses(), strange_checklists()))
def test_whatever_a_stranger_writes_becomes_a_provable_pack_or_a_problem(
    what: object,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = written(folder, what)
        problems: list[Problem] = []
        try:
            made = files(read(file, problems), RISK.read_text("utf-8"))
        except Unusable as error:
            assert all(one.place.path for one in error.problems)
            return
        for path, text in made.items():
            (folder / "pack" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "pack" / path).write_text(text, "utf-8")
        wrong = lint(folder / "pack", "2026-11-24")
        assert [one for one in wrong if one.level == "error"] == []
        assert all(one.level == "warning" for one in problems)
