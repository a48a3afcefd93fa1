"""The proofs of `lint` over custom lenses: rules that no set of choices reaches."""

import itertools
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.exchange.condition import Wrong, names, parse, where
from ninelives.exchange.opening import open_lens, prove_lens
from ninelives.exchange.table import Table, cover
from ninelives.exchange.verdict import dead, verdict
from tests.exchange.lenses import SAMPLES, lens, needs_samples, question, write

IDS = [f"c{at}" for at in range(4)]


def said(path: Path) -> list[str]:
    return [one.found for one in prove_lens(path)]


def test_a_rule_behind_one_that_always_holds_is_found(tmp_path: Path) -> None:
    rules = [("yes1 || !yes1", "NO_RISK"), ("default", "HIGH_RISK")]
    path = write(tmp_path / "lens.json", lens(question(rules, ["yes1", "two2"])))
    assert any("no set of choices reaches the default" in one for one in said(path))
    assert prove_lens(path)[0].place.line


def test_none_of_these_goes_with_no_other_choice(tmp_path: Path) -> None:
    rules = [("yes1 && ask_no", "MEDIUM_RISK"), ("default", "HIGH_RISK")]
    path = write(tmp_path / "lens.json", lens(question(rules, ["yes1", "ask_no"])))
    assert any("reaches MEDIUM_RISK" in one for one in said(path))


def test_a_lens_that_hangs_together_has_nothing_wrong(tmp_path: Path) -> None:
    rules = [
        ("one && two", "NO_RISK"),
        ("one", "MEDIUM_RISK"),
        ("default", "HIGH_RISK"),
    ]
    path = write(tmp_path / "lens.json", lens(question(rules, ["one", "two", "a_no"])))
    assert [one for one in prove_lens(path) if one.level == "error"] == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([("one", "NO_RISK")], "no default rule"),
        ([("uno", "NO_RISK"), ("default", "HIGH_RISK")], "none of its choices"),
        ([("one &&", "NO_RISK"), ("default", "HIGH_RISK")], "is no condition"),
        ([("one", "SOME_RISK"), ("default", "HIGH_RISK")], "is no risk"),
        ([("!one", "NO_RISK"), ("default", "HIGH_RISK")], "can raise the risk"),
        ([("one", "NO_RISK"), ("default", "HIGH_RISK")], "'two' never changes"),
        ([("default", "NO_RISK")], "NO_RISK whatever is ticked"),
    ],
)
def test_what_is_wrong_with_rules_is_said(
    tmp_path: Path, rules: list[tuple[str, str]], expected: str
) -> None:
    path = write(tmp_path / "lens.json", lens(question(rules, ["one", "two"])))
    assert any(expected in one for one in said(path)), said(path)


@given(st.integers(0, 2**32))
def test_bits_say_what_trying_each_set_says(seed: int) -> None:
    """Conditions are made at random, and evaluated by Python set by set."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    text = _condition(chance, 4)
    table = Table((2,) * len(IDS))
    ticked = {one: table.where(at, 1) for at, one in enumerate(IDS)}
    found = where(parse(text), ticked, table.every)
    python = re.sub(r"!", " not ", text).replace("&&", " and ").replace("||", " or ")
    for point, values in enumerate(table.walk()):
        scope = dict(zip(IDS, map(bool, values), strict=True))
        expected = eval(python, {}, scope)  # noqa: S307 - our own text
        assert bool(found >> point & 1) is expected
    assert set(names(parse(text))) <= set(IDS)


def _condition(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(["", "!"]) + chance.choice(IDS)
    left, right = _condition(chance, depth - 1), _condition(chance, depth - 1)
    return f"({left}{chance.choice([' && ', '||'])}{right})"


@given(
    st.lists(st.integers(2, 4), min_size=1, max_size=4).flatmap(
        lambda sizes: st.tuples(st.just(tuple(sizes)), st.integers(0, 2**256 - 1))
    )
)
def test_terms_hold_where_they_should_and_nowhere_else(
    given: tuple[tuple[int, ...], int],
) -> None:
    table = Table(given[0])
    held = given[1] & table.every
    terms = cover(table, held)
    for point, values in enumerate(table.walk()):
        holds = any(
            all(values[at] in some for at, some in term.items()) for term in terms
        )
        assert holds is bool(held >> point & 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(",
        "a b",
        "a &&",
        "|| a",
        "a & b",
        "a == b",
        "(" * 9999 + "a",
        "!" * 9999,
        "a;b",
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        parse(text)


@needs_samples
def test_the_samples_hold_what_an_enumeration_of_them_found() -> None:
    """66 of 267 in the eleven beside the project; 107 of 554 in all twenty-two."""
    questions = dead_ones = 0
    for path in SAMPLES:
        for one in open_lens(path, []).questions:
            questions += 1
            dead_ones += any(True for _ in dead(verdict(one)))
    assert (questions, dead_ones) == (267, 66)


@needs_samples
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_dead_rule_is_dead_set_by_set(path: Path) -> None:
    """Tried the slow way where there are few enough choices."""
    for one in open_lens(path, []).questions:
        plain = [choice.id for choice in one.choices if not choice.none]
        none = [choice.id for choice in one.choices if choice.none]
        if len(plain) > 7:
            continue
        reached = set()
        sets = [
            *itertools.chain.from_iterable(
                itertools.combinations(plain, count) for count in range(len(plain) + 1)
            ),
            *((name,) for name in none),
        ]
        for ticked in sets:
            for rule in one.rules:
                if rule.condition == "default" or _holds(rule.condition, set(ticked)):
                    reached.add(rule)
                    break
        assert {rule for rule in one.rules if rule not in reached} == set(
            dead(verdict(one))
        )


def _holds(condition: str, ticked: set[str]) -> bool:
    python = re.sub(r"[A-Za-z0-9_]+", lambda got: str(got.group() in ticked), condition)
    python = re.sub(r"!", " not ", python).replace("&&", " and ").replace("||", " or ")
    return bool(eval(python))  # noqa: S307 - only True, False, and, or, not
