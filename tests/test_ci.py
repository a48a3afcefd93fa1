"""The recipes of docs/ci.md: they parse, and what they run works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from ninelives.cli import main
from tests.test_scanning import TEMPLATE

ROOT = Path(__file__).resolve().parents[1]
RECIPES = re.findall(
    r"^## (.+?)\n.*?```yaml\n(.*?)```",
    (ROOT / "docs" / "ci.md").read_text("utf-8"),
    flags=re.MULTILINE | re.DOTALL,
)


def commands(text: str) -> list[list[str]]:
    """Give what a recipe runs of ours."""
    lines = re.findall(r"^\s*- (?:run: )?(ninelives .*)$", text, flags=re.MULTILINE)
    return [shlex.split(one)[1:] for one in lines]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a repository with code and a review of it."""
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "template.yaml").write_text(TEMPLATE, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["scan", "infra/", "--into", "reviews/orders"]) == 0
    return tmp_path


def test_there_is_a_recipe_for_each() -> None:
    assert [name for name, _ in RECIPES] == [
        "GitHub Actions",
        "GitHub Actions, by the action",
        "GitLab CI",
        "pre-commit",
    ]


@pytest.mark.parametrize(("name", "text"), RECIPES)
def test_a_recipe_parses(name: str, text: str) -> None:
    assert yaml.safe_load(text), name


@pytest.mark.parametrize(("name", "text"), [RECIPES[0], RECIPES[2]])
def test_what_a_recipe_runs_works(name: str, text: str, repository: Path) -> None:
    assert repository.is_dir()
    found = commands(text)
    assert len(found) == 2, name
    agree, risk = found
    assert main(agree) == 0
    assert main(risk) == 1  # nobody has answered anything: all is at risk


def test_the_recipe_fails_once_the_code_differs(repository: Path) -> None:
    agree, _ = commands(RECIPES[0][1])
    template = repository / "infra" / "template.yaml"
    template.write_text(TEMPLATE.replace("BatchSize: 10", "BatchSize: 1"), "utf-8")
    assert main(agree) == 1


def test_the_hook_runs_the_command_the_recipe_gives_it(repository: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    recipe = yaml.safe_load(RECIPES[3][1])
    (used,) = recipe["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    assert repository.is_dir()
    assert main([*shlex.split(hook["entry"])[1:], *used["args"]]) == 0
    assert re.search(hook["files"], "infra/template.yaml")
