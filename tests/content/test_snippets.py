"""Every snippet of the shipped pack is read by the real reader of its language."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_hcl
import tree_sitter_typescript

from tests.content.snippets import Snippet, written_in
from tests.content.templates import parsed, template

SERVERLESS = frozenset(("provider", "plugins", "custom", "functions", "resources"))
"""The top of a serverless.yml that a snippet may add to."""


def faulty(language: object, snippets: Iterable[Snippet]) -> list[str]:
    """Give where a grammar stumbles, snippet by snippet."""
    parser = tree_sitter.Parser(tree_sitter.Language(language))
    found = []
    for one in snippets:
        waiting = [parser.parse(one.text.encode()).root_node]
        while waiting:
            node = waiting.pop()
            if node.is_error or node.is_missing:
                found.append(f"{one.where}: line {node.start_point[0] + 1}")
            elif node.has_error:
                waiting.extend(node.children)
    return found


def test_python_compiles() -> None:
    for one in written_in("python", "cdk-python"):
        compile(one.text, one.where, "exec")


def test_typescript_parses() -> None:
    snippets = written_in("typescript", "cdk-typescript")
    assert faulty(tree_sitter_typescript.language_typescript(), snippets) == []


def test_terraform_parses() -> None:
    assert faulty(tree_sitter_hcl.language(), written_in("terraform")) == []


def test_the_parsers_do_see_a_slip() -> None:
    slip = Snippet("here", "terraform", 'resource "aws_sqs_queue" "orders" {\n')
    assert faulty(tree_sitter_hcl.language(), [slip])
    slip = Snippet("here", "typescript", "const queue = new Queue(;\n")
    assert faulty(tree_sitter_typescript.language_typescript(), [slip])


def test_sam_and_cloudformation_are_parts_of_templates() -> None:
    for one in written_in("sam", "cloudformation"):
        body = parsed(one.text)
        assert body.keys() == {"Resources"}, one.where
        for name, resource in body["Resources"].items():
            assert name.isalnum(), one.where
            assert resource["Type"].startswith("AWS::"), one.where


def test_serverless_is_part_of_a_serverless_file() -> None:
    for one in written_in("serverless"):
        body = parsed(one.text)
        assert body, one.where
        assert body.keys() <= SERVERLESS, one.where


@pytest.fixture(scope="module")
def linter(root: Path) -> Path:
    """Give cfn-lint, which `make slow` puts beside the checkout's other tools."""
    command = root / "build/linter/bin/cfn-lint"
    if not command.is_file():
        pytest.skip("cfn-lint is not installed; `make slow` installs it")
    return command


def complaints(linter: Path, folder: Path) -> list[str]:
    """Give what the schemas of CloudFormation say against the templates in a folder."""
    asked = [
        "--regions",
        "us-east-1",
        "--ignore-checks",
        "W",
        "--format",
        "json",
        "--template",
    ]
    ran = subprocess.run(
        [str(linter), *asked, str(folder / "*.json")],
        env={**os.environ, "AWS_DEFAULT_REGION": "us-east-1"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.stdout, ran.stderr
    said = json.loads(ran.stdout)
    assert isinstance(said, list)
    return [
        f"{Path(one['Filename']).stem}: {one['Rule']['Id']}: {one['Message']}"
        for one in said
    ]


@pytest.mark.slow
def test_the_schemas_of_cloudformation_accept_every_template(
    linter: Path, tmp_path: Path
) -> None:
    files: dict[str, str] = {}
    for one in written_in("sam", "cloudformation", "serverless"):
        text = template(one)
        if text and text not in files:
            files[text] = one.where
            name = one.where.replace("/", "-").replace(": ", "-")
            (tmp_path / f"{name}.json").write_text(text, "utf-8")
    assert len(files) > 200
    assert complaints(linter, tmp_path) == []


@pytest.mark.slow
def test_the_schemas_refuse_a_misspelt_property_and_name(
    linter: Path, tmp_path: Path
) -> None:
    slip = """
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimout: 60
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersFaild.Arn
            maxReceiveCount: 5
    """
    text = template(Snippet("here", "cloudformation", slip))
    (tmp_path / "slip.json").write_text(text, "utf-8")
    said = " ".join(complaints(linter, tmp_path))
    assert "VisibilityTimout" in said
    assert "OrdersFaild" in said
