"""What a team agreed to do stands in the report, what is open first."""

from __future__ import annotations

import pytest

from ninelives.assess.risk import assess
from ninelives.errors import Place
from ninelives.report.markdown import write
from ninelives.review.actions import Action
from tests.report import sample
from tests.report.reading import links, sections, tables

HERE = Place("actions.yaml")


def agreed(name: str, due: str, state: str = "open", finding: str = "") -> Action:
    reason = "it | goes" if state == "dropped" else ""
    says = f"Do {name} <b>"
    return Action(name, says, "Ana", due, state, "", reason, "", finding, "", HERE)


def test_actions_stand_in_the_order_of_what_is_to_be_done() -> None:
    assessment = assess(sample.pack(), sample.answered())
    finding = assessment.findings[0].id
    text = write(
        assessment,
        agreed=(
            agreed("done", "2026-01-01", "done"),
            agreed("gone", "2026-01-01", "dropped", "no/finding"),
            agreed("late", "2026-12-02"),
            agreed("soon", "2026-12-01", finding=finding),
        ),
    )
    (table,) = tables(sections(text)["What is agreed"])
    assert [row[0] for row in table[1:]] == ["soon", "late", "done", "gone"]
    assert [row[2] for row in table[1:]] == ["F1", "", "", ""]
    assert table[1][1] == "Do soon <b>"
    assert table[4][-1] == "dropped: it | goes"
    assert "#what-is-agreed" in {one.target for one in links(text)}


@pytest.mark.parametrize("full", [True, False])
def test_there_is_no_such_section_where_nothing_is_agreed(*, full: bool) -> None:
    text = write(assess(sample.pack(), sample.answered()), full=full)
    assert "What is agreed" not in text
