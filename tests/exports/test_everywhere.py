"""Every format carries every finding, and is the same on any machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ninelives.exports import NAMES, Wanted, written
from ninelives.report.formats.record import Record, Row
from tests.exports.folders import kept, recorded, waive
from tests.report import sample
from tests.report.reading import sections, tables

FORMS = sorted(set(NAMES) - {"pdf"} | {"md"})
"""PDF has the fonts of the machine; its own tests say what holds."""
WRITES = """
import sys
from pathlib import Path
from ninelives.commands import run
folder, out, pack, *forms = sys.argv[1:]
for form in forms:
    given = ["report", folder, "--pack", pack, "--format", form]
    assert run([*given, "-o", str(Path(out) / form)]) == 0
for form in ("md", "csv"):
    given = ["plan", folder, "--pack", pack, "--format", form]
    assert run([*given, "-o", str(Path(out) / f"plan-{form}")]) == 0
for form in ("text", "json", "sarif", "junit", "markdown"):
    run(["check", folder, "--pack", pack, "--format", form, "--day", "2026-11-23"])
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = kept(tmp_path_factory.mktemp("everywhere") / "orders")
    waive(made)
    return made


def wrote(root: Path, folder: Path, out: Path, **given: str) -> dict[str, bytes]:
    """Give what each format holds, written by a process of its own."""
    out.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", WRITES, *map(str, (folder, out, sample.FOLDER)), *FORMS],
        cwd=out,
        env={**os.environ, "PYTHONPATH": str(root), **given},
        capture_output=True,
        check=True,
    )
    found = {one.name: one.read_bytes() for one in out.iterdir()}
    said = done.stdout.splitlines(keepends=True)
    check = b"".join(one for one in said if not one.startswith(b"Written: "))
    named = str(folder).encode()  # as it was typed, which is no part of the review
    return {**found, "check": check.replace(named, b"orders")}


@pytest.fixture(scope="module")
def here(root: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> object:
    return wrote(root, folder, tmp_path_factory.mktemp("here") / "out")


@pytest.mark.parametrize(
    "given",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "3", "PYTHONUTF8": "0", "LANG": "de_DE.ISO-8859-1"},
    ],
    ids=["one", "other", "latin"],
)
def test_no_seed_zone_locale_or_folder_changes_a_byte(
    root: Path, folder: Path, here: object, tmp_path: Path, given: dict[str, str]
) -> None:
    moved = Path(shutil.copytree(folder, tmp_path / "elsewhere" / "orders"))
    found = wrote(root, moved, tmp_path / "out", **given)
    assert isinstance(here, dict)
    assert found.keys() == here.keys() == {*FORMS, "plan-md", "plan-csv", "check"}
    for form, data in found.items():
        assert data == here[form], form
        assert str(folder).encode() not in data
        assert len(data) > 100


def listed(report: str) -> dict[str, str]:
    """Give what a short report lists only: number → risk, letters given back."""
    found = {}
    parts = sections(report, 3)
    rows = (
        tables(parts["Further findings"])[0][1:] if "Further findings" in parts else ()
    )
    for row in rows:
        letters = re.findall(r"(?:^|; )([a-z]+): ", row[2])
        for letter in letters or [""]:
            found[row[0] + letter] = row[3].partition(" ")[0]
    return found


@pytest.fixture(scope="module")
def record(folder: Path) -> Record:
    return recorded(folder)


def test_the_full_report_tells_each_finding_once(record: Record, here: object) -> None:
    assert isinstance(here, dict)
    from ninelives.report.markdown import write

    report = write(
        record.assessment, full=True, agreed=record.agreed, waived=record.waived
    )
    told = re.findall(r"\*\* · (\w+)[^`]* · `([^`]+)`$", report, flags=re.MULTILINE)
    assert told == [
        (one.finding.risk, one.finding.id) for one in told_in(report, record)
    ]
    assert len(told) == len(record.rows)


def told_in(report: str, record: Record) -> list[Row]:
    """Give the rows of a record in the order of a report, which groups pitfalls."""
    return sorted(record.rows, key=lambda one: report.index(f"· `{one.finding.id}`"))


def test_the_short_report_and_the_page_have_each_too(
    record: Record, here: object
) -> None:
    assert isinstance(here, dict)
    report = here["md"].decode()
    ids = re.findall(r"\*\* · \w+[^`]* · `([^`]+)`$", report, flags=re.MULTILINE)
    few = listed(report)
    assert len(ids) + len(few) == len(record.rows)
    rest = [one.finding.risk for one in record.rows if one.finding.id not in ids]
    assert sorted(few.values()) == sorted(rest)
    page = here["html"].decode()
    for one in ids:
        assert f"<code>{one}</code>" in page
    for number in {re.sub("[a-z]+$", "", one) for one in few}:
        assert f'<th scope="row">{number}</th>' in page


def test_decisions_carry_each_accepted_finding(record: Record, here: object) -> None:
    assert isinstance(here, dict)
    text = here["decisions"].decode()
    for row in record.rows:
        assert (f"`{row.finding.id}`" in text) == (row.waiver is not None)


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_what_a_format_can_not_carry_stands_in_it(record: Record, form: str) -> None:
    found = written(record, Wanted(form))
    for one in found.left_out:
        assert one in found.text
