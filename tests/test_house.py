"""The house stays small, one way, and light to enter."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui.app
from ninelives import house

ROOT = Path(__file__).resolve().parents[1]
ROOMS = sorted([*ROOT.glob("ninelives/**/*.py"), *ROOT.glob("tui/**/*.py")])
TESTS = sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")])
EXAMPLE = ROOT / "examples" / "serverless-coffee"

LONGEST_ROOM = 300
LONGEST_FUNCTION = 60
BANNED = {
    "data",
    "handler",
    "handlers",
    "helper",
    "helpers",
    "manager",
    "managers",
    "process",
    "processor",
    "util",
    "utils",
}
TERMINAL = {"rich", "textual"}
NOT_FOR_HELP = {*TERMINAL, "asyncio", "jinja2", "markdown_it", "ssl", "yaml"}
NOT_FOR_REPORT = {*TERMINAL, "asyncio", "email", "http", "ssl"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[name_of(each) for each in paths])


def definitions(
    path: Path,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def words(name: str) -> set[str]:
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    return set(parts)


def imported(*arguments: str) -> set[str]:
    """Run the command and give the modules that it loaded, as Python counts them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ninelives", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, flags=re.MULTILINE)
    assert done.returncode == 0, done.stderr.splitlines()[-5:]
    assert "ninelives.cli" in loaded
    return {name.partition(".")[0] for name in loaded} | set(loaded)


@each(ROOMS)
def test_a_room_is_small_enough_to_read_at_once(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_ROOM
    long = [
        node.name
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


@each([*ROOMS, *TESTS])
def test_a_room_says_first_what_it_is_for(path: Path) -> None:
    stated = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert stated, "no docstring"
    assert stated.split("\n\n")[0].rstrip().endswith((".", ":"))


@each(ROOMS)
def test_names_say_what_a_thing_is(path: Path) -> None:
    names = {path.stem, *(node.name for node in definitions(path))}
    assert not [name for name in names if words(name) & BANNED]


@each([path for path in ROOMS if path.is_relative_to(ROOT / "ninelives")])
def test_a_value_of_the_engine_is_frozen(path: Path) -> None:
    for node in definitions(path):
        for decorator in map(ast.unparse, node.decorator_list):
            if decorator.partition("(")[0].endswith("dataclass"):
                assert "frozen=True" in decorator, node.name
                assert "slots=True" in decorator, node.name


def test_only_the_door_catches_everything() -> None:
    broad = re.compile(r"except(:| \(?(Base)?Exception\b)")
    where = [name_of(path) for path in ROOMS if broad.search(path.read_text("utf-8"))]
    assert where in ([], ["ninelives/cli.py"])


@each([*ROOMS, *TESTS])
def test_a_silenced_check_says_why(path: Path) -> None:
    bare = re.compile(r"# (noqa: [A-Z0-9, ]+|noqa|type: ignore(\[[\w, -]+\])?)\s*$")
    lines = path.read_text("utf-8").splitlines()
    assert not [line for line in lines if bare.search(line)]


def test_help_loads_neither_the_terminal_nor_the_writers() -> None:
    assert not imported("--help") & NOT_FOR_HELP


def test_the_version_loads_next_to_nothing() -> None:
    assert not imported("--version") & {*NOT_FOR_HELP, "argparse"}


def test_a_report_loads_no_terminal() -> None:
    loaded = imported("report", str(EXAMPLE), "-o", "-")
    assert not loaded & NOT_FOR_REPORT
    assert "jinja2" in loaded


def test_in_a_checkout_the_folders_lie_beside_the_package() -> None:
    assert house.checklists() == ROOT / "checklists"
    assert house.templates() == ROOT / "templates"
    assert (house.checklists() / "pack.yaml").is_file()
    assert list(house.templates().glob("*.j2"))


def test_the_front_keeps_what_the_house_promises() -> None:
    front: house.Front = tui.app
    assert Path(house.front().open_review.__code__.co_filename).name == "app.py"
    assert house.front() is front


def test_the_front_is_ours_even_where_another_folder_has_its_name(
    tmp_path: Path,
) -> None:
    (tmp_path / "tui").mkdir()
    for name in ("__init__.py", "app.py"):
        (tmp_path / "tui" / name).write_text("raise SystemExit('a stranger')\n")
    ask = "from ninelives import house; print(house.front().__file__)"
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == str(ROOT / "tui" / "app.py"), done.stderr
