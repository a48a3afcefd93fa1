"""The report as PDF: all of it, the same bytes each time, and nothing fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ninelives.commands import run
from ninelives.errors import Unusable
from tests.exports.folders import kept
from tests.report import sample

needs_weasyprint = pytest.mark.skipif(
    find_spec("weasyprint") is None or find_spec("pypdf") is None,
    reason="needs WeasyPrint and pypdf (make looks)",
)
PRINTS = (
    "import sys; from ninelives.commands import run; "
    "sys.exit(run(['report', sys.argv[1], '--pack', sys.argv[2], "
    "'--format', 'pdf', '-o', '-']))"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("pdf") / "orders")


@pytest.fixture(scope="module")
def printed(folder: Path) -> Path:
    given = ["report", str(folder), "--pack", str(sample.FOLDER), "--format", "pdf"]
    assert run(given) == 0
    return folder / "report.pdf"


@needs_weasyprint
def test_it_holds_each_finding_and_each_heading(printed: Path) -> None:
    api: Any = pytest.importorskip("pypdf")
    document = api.PdfReader(printed)
    text = "\n".join(page.extract_text() for page in document.pages)
    assert document.metadata.title == "Data-loss review: orders"
    headings = [one.title for one in _flat(document.outline)]
    assert {"Map", "Findings", "Sources"} <= set(headings)
    for words in ("One bad record sends the whole batch back", "SHA-256", "F3c"):
        assert words in text.replace("\n", " ")
    assert f"1 / {len(document.pages)}" in text


def _flat(outline: Any) -> list[Any]:
    found: list[Any] = []
    for one in outline:
        found += _flat(one) if isinstance(one, list) else [one]
    return found


@needs_weasyprint
def test_it_can_be_read_aloud_and_runs_nothing(printed: Path) -> None:
    data = printed.read_bytes()
    api: Any = pytest.importorskip("pypdf")
    root = api.PdfReader(printed).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/OpenAction" not in root
    assert b"/JavaScript" not in data
    assert b"/CreationDate" not in data


@needs_weasyprint
def test_seed_zone_and_folder_change_no_byte(
    root: Path, folder: Path, printed: Path, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
    }
    again = subprocess.run(
        [sys.executable, "-c", PRINTS, str(folder), str(sample.FOLDER)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert again.stdout == printed.read_bytes()


def test_what_is_missing_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    given = ["report", str(folder), "--pack", str(sample.FOLDER), "--format", "pdf"]
    with pytest.raises(Unusable) as caught:
        run([*given, "-o", str(folder / "none.pdf")])
    (problem,) = caught.value.problems
    assert "WeasyPrint is not installed" in problem.found
    assert "pip install 'ninelives[pdf]'" in problem.remedy
    assert not (folder / "none.pdf").exists()
