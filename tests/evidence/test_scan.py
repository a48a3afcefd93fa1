"""A scan goes on past whatever is broken, says what it was, and never hangs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.errors import Unusable
from ninelives.evidence.scan import scan
from ninelives.evidence.sources import decode
from ninelives.evidence.tree import plain, read_tree
from tests.evidence.reading import HEAD, edges, node, scanned, write

GOOD = f"""{HEAD}
Resources:
  Q: {{Type: AWS::SQS::Queue}}
"""
PATIENCE = 5.0


def bomb() -> str:
    """Give aliases that stand for ten to the ninth values."""
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"]
    lines += [
        f"a{at}: &a{at} [{','.join([f'*a{at - 1}'] * 10)}]\n" for at in range(1, 9)
    ]
    return "".join(lines)


BAD = {
    "tabs": (f"{GOOD}\tX: 1\n", "bad.yaml:5:1: not YAML"),
    "open": ('{"Resources": {"A": {"Type": "AWS::SQS::Queue"', "bad.yaml:1:47"),
    "deep": (GOOD + "Outputs: " + "[" * 10_000, "levels deep"),
    "bomb": (GOOD + bomb(), "aliases repeat more than"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_broken_template_does_not_stop_the_rest(tmp_path: Path, kind: str) -> None:
    text, words = BAD[kind]
    write(tmp_path, {"bad.yaml": text, "good.yaml": GOOD})
    start = time.monotonic()
    graph = scan([tmp_path])
    assert time.monotonic() - start < PATIENCE
    assert [one.id for one in graph.nodes] == ["Q"]
    (problem,) = graph.problems
    assert words in str(problem)


def test_binary_giant_unreadable_and_missing_files_are_told(tmp_path: Path) -> None:
    write(tmp_path, {"good.yaml": GOOD})
    (tmp_path / "binary.json").write_bytes(b"\x89PNG\r\n\xff")
    with (tmp_path / "giant.json").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    graph = scan([tmp_path, tmp_path / "none.yaml", tmp_path / "loop.yaml"])
    said = [str(one).removeprefix(f"{tmp_path}/") for one in graph.problems]
    assert [one.split(":")[0] for one in said] == [
        "binary.json",
        "giant.json",
        "none.yaml",
        "loop.yaml",
    ]
    assert [one.id for one in graph.nodes] == ["Q"]


def test_what_is_no_template_is_passed_over_unless_it_was_named(tmp_path: Path) -> None:
    files = {"values.yaml": "a: 1\n", "broken.yaml": "a: [\n", "data.json": "[1]"}
    paths = write(tmp_path, files)
    assert not scan([tmp_path]).problems
    said = [str(one).removeprefix(f"{tmp_path}/") for one in scan(paths).problems]
    assert said[0].startswith("values.yaml: no infrastructure-as-code was found")
    assert said[1].startswith("broken.yaml:2:1: not YAML")
    assert said[2].startswith("data.json: no infrastructure-as-code was found")


def test_a_key_written_twice_is_a_warning(tmp_path: Path) -> None:
    text = f"{GOOD}  Q: {{Type: AWS::SQS::Queue, Properties: {{FifoQueue: true}}}}\n"
    graph = scan(write(tmp_path, {"t.yaml": text}))
    assert node(graph, "Q").settings["fifo"].value is True
    (problem,) = graph.problems
    assert "t.yaml:5:6: warning: 'Q' is there twice" in str(problem)


CIRCLES = f"""{HEAD}
Conditions:
  A: !Not [!Condition B]
  B: !Not [!Condition A]
Resources:
  One:
    Type: AWS::Lambda::Alias
    Properties: {{FunctionName: !Ref Two, Name: !If [A, a, b]}}
  Two:
    Type: AWS::Lambda::Alias
    Properties: {{FunctionName: !Sub 'arn:aws:lambda:e:1:function:${{One}}', Name: c}}
  Q:
    Type: AWS::SQS::Queue
    Condition: A
    Properties:
      QueueName: !Sub '${{Q}}-${{Gone}}'
      RedrivePolicy: {{deadLetterTargetArn: !GetAtt Q.Arn, maxReceiveCount: !Ref Q}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {{EventSourceArn: !GetAtt Gone.Arn, FunctionName: !Ref One}}
"""


def test_circles_and_dangling_names_end(tmp_path: Path) -> None:
    graph = scanned(tmp_path, CIRCLES)
    (edge,) = graph.edges
    assert edge.source == "Gone"
    assert node(graph, "Gone").outside
    assert node(graph, "Q").exists is None


def test_stacks_that_nest_each_other_end(tmp_path: Path) -> None:
    stack = """
Resources:
  In:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: {}
      Parameters: {{P: !GetAtt In.Outputs.O}}
  Q: {{Type: AWS::SQS::Queue, Properties: {{DelaySeconds: !Ref P}}}}
Parameters: {{P: {{Type: String}}}}
Outputs: {{O: {{Value: !Ref P}}}}
"""
    files = {
        name: HEAD + stack.format(to)
        for name, to in (("a.yaml", "b.yaml"), ("b.yaml", "a.yaml"))
    }
    write(tmp_path, files)
    start = time.monotonic()
    graph = scan([tmp_path])
    assert time.monotonic() - start < PATIENCE
    ids = {one.id for one in graph.nodes if not one.outside}
    assert ids == {"a:Q", "a:In.Q", "b:Q", "b:In.Q"}


def test_a_chain_of_conditions_however_long_ends(tmp_path: Path) -> None:
    links = "".join(f"  C{n}: !Not [!Condition C{n + 1}]\n" for n in range(5_000))
    text = f"{HEAD}Conditions:\n{links}  C5000: !Equals [a, a]\n"
    more = "Resources:\n  Q: {Type: AWS::SQS::Queue, Condition: C0}\n"
    graph = scanned(tmp_path, text + more)
    assert node(graph, "Q").exists is None


def test_progress_is_told_unit_by_unit(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD, "b.yaml": GOOD})
    told: list[str] = []
    scan([tmp_path], told.append)
    assert [Path(one).name for one in told] == ["a.yaml", "b.yaml"]


def test_the_same_code_gives_the_same_graph(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD, "b/a.yaml": GOOD, "c.yaml": CIRCLES})
    assert scan([tmp_path]) == scan([tmp_path])


def big(resources: int) -> str:
    """Give a template of so many resources: queues, their dead letters, consumers."""
    made: dict[str, object] = {}
    for at in range(resources // 4):
        redrive = {"deadLetterTargetArn": {"Fn::GetAtt": [f"D{at}", "Arn"]}}
        made[f"Q{at}"] = {
            "Type": "AWS::SQS::Queue",
            "Properties": {"RedrivePolicy": redrive},
        }
        made[f"D{at}"] = {"Type": "AWS::SQS::Queue"}
        made[f"F{at}"] = {"Type": "AWS::Lambda::Function"}
        made[f"M{at}"] = {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": {"Fn::GetAtt": [f"Q{at}", "Arn"]},
                "FunctionName": {"Ref": f"F{at}"},
            },
        }
    return json.dumps({"AWSTemplateFormatVersion": "x", "Resources": made})


@pytest.mark.slow
def test_the_cost_grows_with_the_resources_and_no_faster(tmp_path: Path) -> None:
    seconds = {}
    for count in (5_000, 20_000):
        paths = write(tmp_path, {f"{count}.json": big(count)})
        start = time.process_time()
        assert len(edges(scan(paths))) == count // 4
        seconds[count] = time.process_time() - start
    assert seconds[20_000] < 6 * seconds[5_000]


@lru_cache(maxsize=1)
def seeds(corpus: Path) -> list[dict[str, Any]]:
    found = []
    for kind in ("sam", "cloudformation", "cdk-synth"):
        for path in sorted((corpus / "dev" / kind).iterdir()):
            value = plain(read_tree(decode(path.read_bytes(), "s"), "s", []))
            if isinstance(value, dict) and len(json.dumps(value)) < 20_000:
                found.append(value)
    return found


NAMES = st.sampled_from(["Queue", "MyQueue", "Nobody", "C", "AWS::NoValue", ""])
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(
        ["{{resolve:ssm:/a}}", "arn:aws:sqs:e:1:q", '{"a":', "${A.Arn}", "${"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        | st.builds(lambda one: {"Ref": one}, NAMES)
        | st.builds(lambda one: {"Fn::GetAtt": [one, "Arn"]}, NAMES)
        | st.builds(
            lambda name, one: {name: one},
            st.sampled_from(
                [
                    "Fn::If",
                    "Fn::Sub",
                    "Fn::Join",
                    "Fn::Select",
                    "Fn::Split",
                    "Fn::FindInMap",
                    "Fn::ImportValue",
                    "Fn::GetAtt",
                    "Fn::Transform",
                    "Condition",
                    "Ref",
                ]
            ),
            inner,
        )
        | st.builds(lambda a, b: {"Fn::If": ["C", a, b]}, inner, inner)
    ),
    max_leaves=8,
)


def ways(value: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every value inside a value."""
    if way:
        yield way
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from ways(inner, (*way, key))


@given(st.data())
def test_no_mangled_template_breaks_a_scan(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    template = json.loads(json.dumps(data.draw(st.sampled_from(seeds(corpus)))))
    for _ in range(data.draw(st.integers(1, 4))):
        way = data.draw(st.sampled_from(list(ways(template)) or [()]))
        if not way:
            break
        inner = template
        for key in way[:-1]:
            inner = inner[key]
        inner[way[-1]] = data.draw(ODD)
    path = tmp_path_factory.mktemp("fuzz", numbered=True) / "t.json"
    path.write_text(json.dumps(template), "utf-8")
    start = time.monotonic()
    scan([path])
    assert time.monotonic() - start < PATIENCE


@given(st.data())
def test_no_mangled_text_breaks_a_scan(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    paths = sorted((corpus / "dev" / "sam").iterdir())
    text = data.draw(st.sampled_from(paths)).read_text("utf-8")
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 200)))
    junk = data.draw(st.text(alphabet=" \t\n:-[]{}&*!#|>'\"%@`a", max_size=12))
    path = tmp_path_factory.mktemp("fuzz", numbered=True) / "t.yaml"
    path.write_text(text[:at] + junk + text[end:], "utf-8")
    try:
        scan([path])
    except Unusable:
        pytest.fail("a scan tells its problems, it does not raise them")
