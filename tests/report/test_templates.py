"""A team may write its report its own way, in a sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.errors import Unusable
from ninelives.report.markdown import write
from tests.report import sample
from tests.report.reading import headings, tables


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(sample.pack(), sample.answered())


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return tmp_path / "ours.md.j2"


def test_a_template_may_replace_a_part_of_ours(
    assessment: Assessment, template: Path
) -> None:
    template.write_text(
        '{% extends "report.md.j2" %}\n'
        "{% block sources %}\n\n## Signed\n\nBy {{ page.team }}\n{% endblock %}\n"
        "{% block open %}{{ super() }}\n\nAsk soon.\n{% endblock %}\n"
    )
    report = write(assessment, template=template)
    names = [one.text for one in headings(report)]
    assert "Signed" in names
    assert "Sources" not in names
    assert "Ask soon." in report
    assert "- **How long is a message hidden" in report


def test_a_template_of_ones_own_sees_the_page(
    assessment: Assessment, template: Path
) -> None:
    template.write_text(
        "| Risk | Where |\n| --- | --- |\n"
        "{% for group in page.groups %}{% for pitfall in group.pitfalls %}"
        "{% for one in pitfall.findings %}| {{ one.risk }} | {{ one.ref.where }} |\n"
        "{% endfor %}{% endfor %}{% endfor %}"
        "{% for one in page.minor %}| {{ one.risk }} | {{ one.ref.where }} |\n"
        "{% endfor %}"
    )
    (table,) = tables(write(assessment, template=template))
    assert len(table) == 1 + len(assessment.findings)


def test_what_a_template_writes_is_escaped_whatever_it_does_to_it(
    assessment: Assessment, template: Path
) -> None:
    template.write_text(
        "{% macro bold(text) %}**{{ text }}**{% endmacro %}"
        "{% set kept %}*{{ page.service }}*{% endset %}"
        '{{ bold("a*b") }} {{ kept }} {{ "<b>" ~ page.service }} '
        '{{ ["*", "_x_"] | join("|") }} {{ "**x**" | safe }} {{ 3 }} '
        '{{ page.scale.risks[0].title | replace("C", "<") | upper }}'
    )
    assert write(assessment, template=template).rstrip() == (
        r"**a\*b** *orders* \<b>orders \*\|\_x\_ \*\*x\*\* 3 \<RITICAL"
    )


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("ok\n{{ page.nothing }}\n", 2, "has no attribute 'nothing'"),
        ("{% if %}\n", 1, "Expected an expression"),
        ("\n\n{{ page.service.__class__ }}\n", 3, "unsafe"),
        ("{{ page }}\n", 1, "writes texts and numbers, not Page"),
        ("{{ page.service() }}\n", 1, "not callable"),
        ("{{ 1 / 0 }}\n", 1, "division by zero"),
        ("{% include 'away.md.j2' %}\n", 0, "there is no template 'away.md.j2'"),
        ("{% include '../../etc/passwd' %}\n", 0, "there is no template"),
        ("{% for i in range(10000000) %}x{% endfor %}", 1, "Range too big"),
    ],
)
def test_a_template_that_fails_says_where(
    assessment: Assessment, template: Path, text: str, line: int, found: str
) -> None:
    template.write_text(text)
    with pytest.raises(Unusable) as caught:
        write(assessment, template=template)
    (problem,) = caught.value.problems
    assert problem.place.path == str(template)
    assert problem.place.line == line
    assert found in problem.found


def test_a_template_that_is_not_there_is_named(
    assessment: Assessment, template: Path
) -> None:
    with pytest.raises(Unusable, match=r"there is no template 'ours\.md\.j2'"):
        write(assessment, template=template)
