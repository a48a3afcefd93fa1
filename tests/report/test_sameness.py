"""The same review gives the same report, to the byte, wherever it is written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ninelives.assess.risk import assess
from ninelives.report.markdown import write
from ninelives.report.view import view
from tests.report import sample

GOLDEN = Path(__file__).parent / "golden"
PROGRAM = """
import sys
from ninelives.assess.risk import assess
from ninelives.report.markdown import write
from tests.report import sample
text = write(assess(sample.pack(), sample.answered()), full=True)
sys.stdout.buffer.write(text.encode())
found = {"asyncio", "email", "http", "markdown_it", "rich", "ssl", "textual"}
sys.stderr.write(" ".join(sorted(found & sys.modules.keys())))
"""


def run(root: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        capture_output=True,
        check=True,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8"},
    ],
    ids=["one", "other"],
)
def test_no_seed_clock_zone_or_locale_changes_a_byte(
    root: Path, environment: dict[str, str]
) -> None:
    here = write(assess(sample.pack(), sample.answered()), full=True)
    there = run(root, **environment).stdout
    assert there.decode() == here


def test_a_report_loads_no_terminal_and_no_network(root: Path) -> None:
    assert run(root).stderr == b""


def test_the_page_is_the_same_and_can_not_be_changed() -> None:
    found = assess(sample.pack(), sample.answered())
    page = view(found)
    assert page == view(found)
    with pytest.raises(AttributeError):
        page.service = "other"  # type: ignore[misc]  # what must fail


@pytest.mark.parametrize("name", ["short", "full", "fresh"])
def test_the_report_is_the_one_that_was_looked_at(name: str) -> None:
    review = sample.fresh() if name == "fresh" else sample.answered()
    report = write(assess(sample.pack(), review), full=name == "full")
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("NINELIVES_GOLDEN") == "write":
        golden.write_text(report, "utf-8")
    assert golden.read_text("utf-8") == report, "NINELIVES_GOLDEN=write accepts it"


def test_templates_can_be_compiled_ahead(root: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    for part in ("ninelives", "templates"):
        shutil.copytree(
            root / part, house / part, ignore=shutil.ignore_patterns("__pycache__")
        )
    ahead = "from ninelives.report import markdown; markdown.compile_ahead()"
    subprocess.run(
        [sys.executable, "-c", ahead],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    kept = list((house / "templates" / "__pycache__").glob("*.cache"))
    assert len(kept) == len(list((house / "templates").rglob("*.j2")))


def test_a_report_is_the_same_where_nothing_can_be_kept(
    root: Path, tmp_path: Path
) -> None:
    house = tmp_path / "house"
    for part in ("ninelives", "templates", "tests"):
        shutil.copytree(
            root / part, house / part, ignore=shutil.ignore_patterns("__pycache__")
        )
    first = run(house, PYTHONDONTWRITEBYTECODE="1").stdout
    assert not list(house.rglob("*.cache"))
    kept = house / "templates" / "__pycache__"
    kept.write_text("in the way")
    assert run(house, PYTHONDONTWRITEBYTECODE="").stdout == first
    kept.unlink()
    assert run(house, PYTHONDONTWRITEBYTECODE="").stdout == first
    caches = list(kept.glob("*.cache"))
    assert caches
    for one in caches:
        one.write_bytes(one.read_bytes()[:20])
    assert run(house, PYTHONDONTWRITEBYTECODE="").stdout == first
