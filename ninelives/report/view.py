"""Assessment → the plain values a template may see; nothing is left to compute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ninelives.assess.model import Assessment
from ninelives.assess.priority import plan
from ninelives.checklist.model import SERVICE
from ninelives.report import overview
from ninelives.report.actions import actions, advice, jobs
from ninelives.report.entries import Found, OpenQuestion
from ninelives.report.findings import grouped, numbered, shown
from ninelives.report.page import Page
from ninelives.report.questions import (
    DETAILED,
    excluded,
    not_applicable,
    open_questions,
    sheets,
)
from ninelives.report.wording import Wording
from ninelives.review.interview import interview


def view(assessment: Assessment, *, full: bool = False, source_root: str = "") -> Page:
    """Give a report as a template sees it; same assessment, same page.

    Args:
        assessment: what is written.
        full: whether to leave nothing out: the low risks in detail too, all snippets,
            every reason, answers to questions that no longer apply.
        source_root: the way from the report to the folder that evidence such as
            `template.yaml:41` is named from, as a relative address (`../..`);
            evidence is linked where it is given.
    """
    wording = Wording(assessment, source_root)
    asked = interview(assessment.pack, assessment.review)
    refs = numbered(assessment, wording, full=full)
    steps = plan(assessment)
    todo = jobs(steps, wording, full=full)
    offers = advice(todo)
    findings = tuple(
        shown(one, refs[one.id], wording, offers.get(one.id, ()), full=full)
        for one in assessment.findings
    )
    grave, minor = _split(findings, full=full)
    doable = actions(todo, refs, wording, full=full)
    described = sum(job.detailed for job in todo)
    questions = open_questions(assessment, refs, wording, full=full)
    disputes = tuple(one for one in questions if one.state == "disputed")
    unsettled = [one for one in questions if one.state != "disputed"]
    open_, little = _split(unsettled, full=full)
    answers = tuple(sheets(asked, wording, full=full))
    verdict = overview.verdict(assessment, findings, steps, doable, questions, wording)
    return Page(
        service=assessment.review.service.strip() or SERVICE,
        team=assessment.review.team,
        packs=overview.packs(assessment),
        other_pack=overview.other_pack(assessment),
        asked=len(asked.items),
        answered=asked.answered,
        full=full,
        verdict=verdict,
        drawing=overview.chart(assessment, wording),
        ways=overview.ways(assessment, wording),
        rows=tuple(overview.rows(assessment, wording)),
        stakes=tuple(overview.stakes(assessment)),
        groups=grouped(assessment.findings, grave, wording),
        minor=minor,
        actions=doable[:described],
        further=doable[described:],
        open=open_,
        open_minor=little,
        disputes=disputes,
        excluded=tuple(excluded(assessment, asked, wording)),
        sheets=answers,
        not_applicable=tuple(not_applicable(answers)),
        left_out=tuple(overview.left_out(assessment)),
        sources=wording.citations.rows,
        scale=overview.scale(assessment),
    )


_Risky = TypeVar("_Risky", Found, OpenQuestion)


def _split(
    found: Sequence[_Risky], *, full: bool
) -> tuple[tuple[_Risky, ...], tuple[_Risky, ...]]:
    """Give what is shown in detail, and what is only listed."""
    detailed = tuple(one for one in found if full or one.risk in DETAILED)
    if full:
        return detailed, ()
    return detailed, tuple(one for one in found if one.risk not in DETAILED)
