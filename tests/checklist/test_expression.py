"""The closed language of conditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.checklist.expression import Name
from ninelives.checklist.grammar import Wrong, parse
from ninelives.checklist.truth import ABSENT, UNKNOWN, Value

SIZE = Name("answers", "batch-size")
TYPES = Name("settings", "function_response_types")
VISIBLE = Name("source", "visibility_timeout")
TIMEOUT = Name("target", "timeout")


@pytest.mark.parametrize(
    ("text", "scope", "truth"),
    [
        ("answers['batch-size'] == 'one'", {SIZE: "one"}, True),
        ("answers['batch-size'] == 'one'", {SIZE: "many"}, False),
        ("answers['batch-size'] == 'one'", {}, None),
        ("answers['batch-size'] != 'one'", {SIZE: ABSENT}, True),
        ("answers['batch-size'] == 'one'", {SIZE: ABSENT}, False),
        ("answers['batch-size'] in ['one', 'two']", {SIZE: "two"}, True),
        ("answers['batch-size'] not in ['one']", {SIZE: UNKNOWN}, None),
        ("'Report' in settings.function_response_types", {TYPES: ("Report",)}, True),
        ("'Report' in settings.function_response_types", {TYPES: ABSENT}, False),
        ("known(settings.function_response_types)", {TYPES: ABSENT}, True),
        ("known(settings.function_response_types)", {}, False),
        ("absent(settings.function_response_types)", {TYPES: ABSENT}, True),
        ("absent(settings.function_response_types)", {}, None),
        ("source.visibility_timeout >= 6", {VISIBLE: 6}, True),
        ("source.visibility_timeout >= 6", {VISIBLE: ABSENT}, False),
        ("source.visibility_timeout >= 6", {VISIBLE: "6"}, None),
        ("1 < source.visibility_timeout <= 6", {VISIBLE: 7}, False),
        ("not answers['batch-size'] == 'one'", {SIZE: "one"}, False),
    ],
)
def test_a_condition_is_true_false_or_unknown(
    text: str, scope: dict[Name, Value], truth: bool | None
) -> None:
    assert parse(text).truth(scope) is truth


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("answers['x'] == 'a' and answers['batch-size'] == 'one'", None),
        ("answers['x'] == 'a' and answers['batch-size'] == 'two'", False),
        ("answers['x'] == 'a' or answers['batch-size'] == 'one'", True),
        ("answers['x'] == 'a' or answers['batch-size'] == 'two'", None),
    ],
)
def test_what_is_decided_anyway_needs_no_unknown(text: str, truth: bool | None) -> None:
    assert parse(text).truth({SIZE: "one"}) is truth


def test_arithmetic_only_where_it_is_allowed() -> None:
    text = "source.visibility_timeout >= 6 * target.timeout"
    with pytest.raises(Wrong, match="arithmetic"):
        parse(text)
    found = parse(text, arithmetic=True)
    assert found.names == (VISIBLE, TIMEOUT)
    assert found.truth({VISIBLE: 180, TIMEOUT: 30}) is True
    assert found.truth({VISIBLE: 179, TIMEOUT: 30}) is False
    assert found.truth({VISIBLE: 179}) is None
    assert parse("1 / target.timeout", arithmetic=True).value({TIMEOUT: 0}) is UNKNOWN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("__import__('os')", "known"),
        ("answer['x'] == 'y'", "did you mean 'answers'"),
        ("answers['x'].y == 1", "not allowed"),
        ("answers[x]", "not allowed"),
        ("lambda: 1", "not allowed"),
        ("[x for x in answers]", "not allowed"),
        ("(yield)", "not"),
        ("answers['x'] ==", "not an expression"),
        ("'a' if answers['x'] else 'b'", "not allowed"),
        ("f'{answers}'", "not allowed"),
        ("answers['x'] is None", "not a"),
        ("-answers['x'] == 1", "not allowed"),
        ("b'x' in answers['x']", "not a text"),
        ("known()", "known\\(x\\)"),
        ("known(x=1)", "known\\(x\\)"),
        ("(" * 10_000, "longer"),
        ("(" * 500 + ")" * 500, "not an expression"),
        (" or ".join(["answers['x'] == 'y'"] * 90), "longer"),
        ("", "not an expression"),
        ("answers['x'] == 'a'\x00", "not an expression"),
    ],
)
def test_anything_else_is_refused_with_what_there_is(text: str, said: str) -> None:
    with pytest.raises(Wrong, match=said):
        parse(text)


VALUES = st.one_of(
    st.sampled_from([UNKNOWN, ABSENT, True, False, "one", "", 0, 6, 1.5]),
    st.text(max_size=5),
    st.integers(),
    st.lists(st.sampled_from(["one", UNKNOWN, 3]), max_size=3).map(tuple),
)
TEXTS = st.sampled_from(
    [
        "answers['batch-size'] == 'one'",
        "answers['batch-size'] in ['one', 'two'] or known(target.timeout)",
        "not (target.timeout > 3 and source.visibility_timeout <= 6)",
        "'one' in settings.function_response_types",
        "absent(target.timeout) != answers['batch-size']",
        "target.timeout * 6 < source.visibility_timeout",
        "answers['batch-size']",
        "1 < target.timeout < source.visibility_timeout < 10",
    ]
)
SCOPES = st.dictionaries(st.sampled_from([SIZE, TYPES, VISIBLE, TIMEOUT]), VALUES)


@given(TEXTS, SCOPES)
def test_a_condition_never_raises(text: str, scope: dict[Name, Value]) -> None:
    assert parse(text, arithmetic=True).truth(scope) in (True, False, None)


@given(TEXTS, SCOPES, st.sampled_from([SIZE, TYPES, VISIBLE, TIMEOUT]))
def test_knowing_less_never_turns_true_into_false(
    text: str, scope: dict[Name, Value], forgotten: Name
) -> None:
    if "known(" in text or "absent(" in text:
        return  # these ask about knowing itself
    full = parse(text, arithmetic=True).truth(scope)
    less = {name: value for name, value in scope.items() if name != forgotten}
    assert parse(text, arithmetic=True).truth(less) in (full, None)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        parse(text, arithmetic=True)
    except Wrong as error:
        assert str(error)
