"""The action for GitHub: it parses, obeys no input, and its steps do what they say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ninelives.cli import main
from tests.test_ci import RECIPES
from tests.test_scanning import TEMPLATE

ROOT = Path(__file__).resolve().parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
_INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


class Job:
    """A runner that knows of composite actions only what this one needs."""

    def __init__(self, work: Path, scratch: Path) -> None:
        self.work, self.scratch = work, scratch
        scratch.mkdir()
        for name in ("output", "summary", "path"):
            (scratch / name).touch()

    def run(self, **given: str) -> int:
        """Run the steps but the first, which installs; give the exit code."""
        inputs = {
            name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()
        }
        inputs.update({name.replace("_", "-"): one for name, one in given.items()})
        for step in STEPS[1:]:
            when = re.fullmatch(r"inputs\.([\w-]+) != ''", step.get("if", ""))
            if when is None or inputs[when[1]]:
                code = self._step(step, inputs)
                if code:
                    return code
        return 0

    def _step(self, step: dict[str, Any], inputs: dict[str, str]) -> int:
        given = {
            name: _INPUT.sub(lambda match: inputs[match[1]], one)
            for name, one in step["env"].items()
        }
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.scratch),
            "GITHUB_OUTPUT": str(self.scratch / "output"),
            "GITHUB_STEP_SUMMARY": str(self.scratch / "summary"),
            **given,
        }
        # as a runner starts it: bash --noprofile --norc -eo pipefail FILE
        script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(
            script, cwd=self.work, env=environment, check=False, capture_output=True
        ).returncode

    def said(self, name: str) -> str:
        return (self.scratch / name).read_text("utf-8")


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Give a job in a repository whose last commit holds code and a review of it."""
    work = tmp_path / "work"
    (work / "infra").mkdir(parents=True)
    (work / "infra" / "template.yaml").write_text(TEMPLATE, "utf-8")
    monkeypatch.chdir(work)
    assert main(["scan", "infra/", "--into", "reviews/orders"]) == 0
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "Review"]):
        subprocess.run(["git", *command], check=True)
    return Job(work, tmp_path / "runner")


def test_every_step_names_its_shell_and_obeys_no_input() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for step in STEPS:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input in a script is obeyed by the shell"
        subprocess.run(["bash", "-n", "-c", step["run"]], check=True)


def test_every_input_is_used_and_says_what_it_is() -> None:
    text = json.dumps(STEPS)
    for name, one in ACTION["inputs"].items():
        assert f"inputs.{name}" in text
        assert one["description"].endswith(".")
        assert one.get("required") or "default" in one


def test_the_recipe_gives_it_what_it_takes() -> None:
    recipe = yaml.safe_load(dict(RECIPES)["GitHub Actions, by the action"])
    (used,) = [
        one
        for one in recipe["jobs"]["ninelives"]["steps"]
        if "cloned from" in one.get("uses", "")
    ]
    assert used["with"].keys() <= ACTION["inputs"].keys()


def test_it_passes_where_nothing_is_new(job: Job) -> None:
    code = job.run(
        review="reviews/orders", scan="infra/", fail_on="high", baseline="HEAD"
    )
    assert code == 0
    assert job.said("output") == "verdict=pass\n"
    assert "### Data-loss review passed" in job.said("summary")


def test_it_fails_on_risk_and_still_writes_what_others_read(job: Job) -> None:
    code = job.run(
        review="reviews/orders", fail_on="high", sarif="out.sarif", summary="c.md"
    )
    assert code == 1
    assert job.said("output") == "verdict=fail\n"
    assert json.loads((job.work / "out.sarif").read_text("utf-8"))["runs"]
    comment = (job.work / "c.md").read_text("utf-8")
    assert comment == job.said("summary")
    assert "### Data-loss review failed" in comment


def test_it_fails_where_code_and_review_differ(job: Job) -> None:
    template = job.work / "infra" / "template.yaml"
    template.write_text(TEMPLATE.replace("BatchSize: 10", "BatchSize: 1"), "utf-8")
    assert job.run(review="reviews/orders", scan="infra/\n\n", fail_on="high") == 1
    assert job.said("output") == ""


def test_what_can_not_be_used_is_no_verdict(job: Job) -> None:
    assert job.run(review="reviews/none", fail_on="high") == 2
    assert job.said("output") == ""


def test_no_shell_obeys_what_is_given(job: Job) -> None:
    trick = "reviews/orders; touch tricked $(touch tricked) `touch tricked`"
    assert job.run(review=trick, scan=trick, summary="c.md") == 2
    assert not (job.work / "tricked").exists()
