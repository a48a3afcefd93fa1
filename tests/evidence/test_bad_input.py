"""Bad input, by name: each dialect says what is wrong and where, and goes on."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from ninelives.evidence.model import Graph
from ninelives.evidence.scan import scan
from tests.evidence.damage import bomb
from tests.evidence.reading import HEAD, write

pytest.importorskip("tree_sitter_hcl")

PATIENCE = 5.0
DEEP = 10_000
GOOD = {
    "template.yaml": HEAD + "Resources:\n  Q: {Type: AWS::SQS::Queue}\n",
    "template.json": json.dumps({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}),
    "serverless.yml": "service: orders\nprovider: {name: aws}\n"
    "resources:\n  Resources:\n    Q: {Type: AWS::SQS::Queue}\n",
    "main.tf": 'resource "aws_sqs_queue" "q" {}\n',
    "plan.json": json.dumps({"format_version": "1.2", "terraform_version": "1.9.0"}),
}
YAML = ("template.yaml", "serverless.yml")
BROKEN = {
    "template.yaml": ("Resources:\n  Q: {Type: AWS::SQS::Queue\n", 3),
    "template.json": ('{"Resources": {"Q": {"Type": "AWS::SQS::Queue"\n', 2),
    "plan.json": ('{"format_version": "1.2", "terraform_version": [\n', 2),
    "serverless.yml": ("service: a\nprovider: b\nfunctions: [\n", 4),
    "main.tf": ('resource "aws_sqs_queue" "q" {\n  name = \n}\n', 2),
}
LOOPS = {
    "template.yaml": f"{HEAD}Resources:\n  Q:\n    Type: AWS::SQS::Queue\n"
    "    Properties: {QueueName: !Sub '${Q.QueueName}', RedrivePolicy: "
    "{deadLetterTargetArn: !GetAtt Q.Arn, maxReceiveCount: !Ref Q}}\n",
    "serverless.yml": GOOD["serverless.yml"]
    + "custom:\n  a: ${self:custom.b} ${self:custom.b}\n  b: ${self:custom.a}\n",
    "main.tf": 'locals {\n  a = local.b\n  b = "${local.a}-${local.a}"\n}\n'
    'resource "aws_sqs_queue" "q" { name = local.a }\n'
    'module "m" { source = "./" }\n',
}
DANGLING = {
    "template.yaml": f"{HEAD}Resources:\n  M:\n"
    "    Type: AWS::Lambda::EventSourceMapping\n"
    "    Properties: {EventSourceArn: !GetAtt Gone.Arn, FunctionName: !Ref Lost}\n",
    "serverless.yml": "service: a\nprovider: {name: aws}\nfunctions:\n  lost:\n"
    "    handler: a.b\n    events: [{sqs: {arn: !GetAtt Gone.Arn}}]\n",
    "main.tf": 'resource "aws_lambda_event_source_mapping" "m" {\n'
    "  event_source_arn = aws_sqs_queue.gone.arn\n"
    "  function_name    = aws_lambda_function.lost.arn\n}\n",
}


def told(folder: Path, *paths: Path) -> tuple[Graph, list[str]]:
    """Scan a folder with something good in it; it is found, and in time."""
    (folder / "good").mkdir(exist_ok=True)
    (folder / "good" / "good.yaml").write_text(GOOD["template.yaml"], "utf-8")
    start = time.process_time()
    graph = scan([folder, *paths])
    assert time.process_time() - start < PATIENCE
    assert "Q" in {one.id.rpartition(":")[2] for one in graph.nodes}
    return graph, [str(one).removeprefix(f"{folder}/") for one in graph.problems]


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    text, line = BROKEN[name]
    write(tmp_path, {name: text})
    _, said = told(tmp_path)
    assert [one.split(":")[:2] for one in said] == [[name, str(line)]]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n\xff", b"a: b\0c", b"\xff\xfea"])
def test_what_is_no_text_is_told(tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    _, said = told(tmp_path)
    assert len(said) == 1
    assert said[0].startswith(f"{name}: not ")


@pytest.mark.parametrize("name", GOOD)
def test_fifty_megabytes_are_refused(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(50_000_000)
    _, said = told(tmp_path)
    assert len(said) == 1
    assert said[0].startswith(f"{name}: the file has 50,000,000 bytes")


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("name", GOOD)
def test_ten_thousand_levels_are_refused(
    tmp_path: Path, name: str, *, closed: bool
) -> None:
    deep = "[" * DEEP + "]" * (DEEP if closed else 0)
    text = GOOD[name]
    if name.endswith(".json"):
        text = text[:-1] + f', "Outputs": {deep}}}'
    elif name.endswith(".tf"):
        text += f"locals {{\n  a = {deep}\n}}\n"
    else:
        text += f"Outputs: {deep}\n"
    write(tmp_path, {name: text})
    graph, said = told(tmp_path)
    if name == "main.tf" and closed:  # HCL itself sets no bound: only the value is lost
        assert "aws_sqs_queue.q" in {one.id for one in graph.nodes}
        return
    assert len(said) == 1
    assert said[0].split(":")[0] == name
    assert int(said[0].split(":")[1]) > 0


@pytest.mark.parametrize("name", YAML)
def test_aliases_that_multiply_are_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: GOOD[name] + bomb(9)})
    _, said = told(tmp_path)
    assert len(said) == 1
    assert said[0].startswith(f"{name}:")
    assert "aliases repeat more than" in said[0]


@pytest.mark.parametrize("name", YAML)
def test_a_tab_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    lines = GOOD[name].count("\n")
    write(tmp_path, {name: GOOD[name] + "\tX: 1\n"})
    _, said = told(tmp_path)
    assert [one.split(":")[:2] for one in said] == [[name, str(lines + 1)]]


@pytest.mark.parametrize("name", YAML)
def test_a_key_written_twice_is_a_warning_with_its_line(
    tmp_path: Path, name: str
) -> None:
    lines = GOOD[name].count("\n")
    last = GOOD[name].splitlines()[-1]
    write(tmp_path, {name: GOOD[name] + last + "\n"})
    _, said = told(tmp_path)
    assert [one.split(":")[:2] for one in said] == [[name, str(lines + 1)]]
    assert "'Q' is there twice" in said[0]


@pytest.mark.parametrize("name", LOOPS)
def test_what_leads_back_to_itself_ends(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: LOOPS[name]})
    graph, said = told(tmp_path)
    assert [one for one in said if "module ./ " not in one] == []
    assert [one.id for one in graph.nodes if one.kind]


@pytest.mark.parametrize("name", DANGLING)
def test_names_of_nothing_are_outside(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: DANGLING[name]})
    graph, said = told(tmp_path)
    assert not said
    (edge,) = graph.edges
    source = graph.node(edge.source)
    assert source is not None
    assert source.outside
    assert source.type in ("sqs-queue", "")


def test_links_that_go_round_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path, {"in/main.tf": GOOD["main.tf"]})
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "self.tf").symlink_to(tmp_path / "in" / "self.tf")
    (tmp_path / "in" / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    graph, said = told(tmp_path)
    assert [one.id for one in graph.nodes].count("aws_sqs_queue.q") == 1
    assert not said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", GOOD)
def test_what_may_not_be_read_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: GOOD[name]})
    (tmp_path / name).chmod(0)
    _, said = told(tmp_path)
    assert said == [f"{name}: can't be read: permission denied"]


def test_a_name_that_is_no_file_is_told(tmp_path: Path) -> None:
    for name in ("main.tf", "plan.json"):
        os.mkfifo(tmp_path / name)
    _, said = told(tmp_path, tmp_path / "none.yaml", tmp_path / "plan.json")
    assert said == ["none.yaml: there is no such file", "plan.json: no file"]
