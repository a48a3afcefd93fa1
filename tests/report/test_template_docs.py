"""Every field that a template may read is documented, and what the page shows works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.described import reached
from ninelives.assess.risk import assess
from ninelives.commands import run
from ninelives.errors import Unusable
from ninelives.report.markdown import write
from ninelives.report.page import Page
from tests.exports.folders import kept
from tests.report import sample
from tests.report.reading import headings, tables

ROOT = Path(__file__).resolve().parents[2]
FIELDS = (ROOT / "docs" / "report-fields.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "templates.md").read_text("utf-8")
EXAMPLES = re.findall(r"```jinja\n(.*?)```", GUIDE, flags=re.DOTALL)


def test_every_field_is_listed() -> None:
    sections = dict(
        re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", FIELDS, re.MULTILINE | re.DOTALL)
    )
    for one in reached(Page):
        listed = {row[0] for row in tables(sections.pop(one.__name__))[0][1:]}
        fields = set(getattr(one, "_fields", ()))
        assert fields <= listed, f"{one.__name__}: run python docs/generate.py"
    assert not sections


def test_a_field_that_is_true_or_false_says_when() -> None:
    assert not re.findall(r"^\| `(\w+)` \| true or false \|  \|$", FIELDS, re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_guide_work(example: str, tmp_path: Path) -> None:
    template = tmp_path / "ours.md.j2"
    template.write_text(example, "utf-8")
    report = write(assess(sample.pack(), sample.answered()), template=template)
    assert "orders" in headings(report)[0].text
    assert "## Sources" not in report


def test_the_guide_names_every_block() -> None:
    ours = (ROOT / "templates" / "report.md.j2").read_text("utf-8")
    named = re.findall(r"\{% block (\w+) %\}", ours.partition("#}")[2])
    listed = GUIDE.partition("The blocks are")[2].partition(". An empty")[0]
    assert re.findall(r"`(\w+)`", listed) == named


def test_the_command_takes_a_template(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = kept(tmp_path / "orders")
    template = tmp_path / "ours.md.j2"
    template.write_text("# {{ page.service }} of {{ page.team }}\n", "utf-8")
    given = ["report", str(folder), "--pack", str(sample.FOLDER)]
    assert run([*given, "--template", str(template), "-o", "-"]) == 0
    assert capsysbinary.readouterr().out == b"# orders of Checkout\n"
    html = [*given, "--template", str(template), "--format", "html", "-o", "-"]
    assert run(html) == 0
    assert b">orders of Checkout</h1>" in capsysbinary.readouterr().out


def test_a_template_for_what_has_none_is_refused(tmp_path: Path) -> None:
    folder = kept(tmp_path / "orders")
    given = ["report", str(folder), "--template", "ours.md.j2", "--format", "csv"]
    with pytest.raises(Unusable, match="--template"):
        run(given)
