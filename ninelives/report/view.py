"""Assessment → the plain values a template may see; nothing is left to compute."""

from __future__ import annotations

from collections.abc import Sequence

from ninelives.assess.model import Assessment
from ninelives.assess.priority import plan
from ninelives.checklist.model import SERVICE
from ninelives.report import overview
from ninelives.report.actions import actions, advice, jobs
from ninelives.report.agreed import duties
from ninelives.report.findings import detailed, grouped, numbered, shown
from ninelives.report.page import Page
from ninelives.report.questions import (
    FIRST,
    excluded,
    not_applicable,
    open_questions,
    sheets,
)
from ninelives.report.windows import windows
from ninelives.report.wording import Wording
from ninelives.review.actions import Action
from ninelives.review.interview import interview


def view(
    assessment: Assessment,
    *,
    full: bool = False,
    source_root: str = "",
    agreed: Sequence[Action] = (),
) -> Page:
    """Give a report as a template sees it; same assessment, same page.

    Args:
        assessment: what is written.
        full: whether to leave nothing out: the low risks in detail too, all snippets,
            every reason, answers to questions that no longer apply.
        source_root: the way from the report to the folder that evidence such as
            `template.yaml:41` is named from, as a relative address (`../..`);
            evidence is linked where it is given.
        agreed: what the team agreed to do.
    """
    wording = Wording(assessment, source_root)
    asked = interview(assessment.pack, assessment.review)
    in_detail = detailed(assessment.findings, wording, full=full)
    refs = numbered(assessment, wording, in_detail)
    steps = plan(assessment)
    todo = jobs(steps, wording, full=full)
    offers = advice(todo)
    findings = tuple(
        shown(one, refs[one.id], wording, offers.get(one.id, ()), in_detail, full=full)
        for one in assessment.findings
    )
    grave = tuple(one for one in findings if one.id in in_detail)
    doable = actions(todo, refs, wording, full=full)
    described = sum(job.detailed for job in todo)
    questions = open_questions(assessment, refs, wording, full=full)
    disputes = tuple(one for one in questions if one.state == "disputed")
    unsettled = tuple(one for one in questions if one.state != "disputed")
    first = len(unsettled) if full else FIRST
    answers = tuple(sheets(asked, wording, full=full))
    return Page(
        service=assessment.review.service.strip() or SERVICE,
        team=assessment.review.team,
        packs=overview.packs(assessment),
        other_pack=overview.other_pack(assessment),
        asked=len(asked.items),
        answered=asked.answered,
        full=full,
        verdict=overview.verdict(
            assessment, findings, steps, doable, questions, wording
        ),
        drawing=overview.chart(assessment, wording),
        ways=overview.ways(assessment, wording),
        rows=tuple(overview.rows(assessment, wording)),
        windows=windows(assessment, wording, full=full),
        stakes=tuple(overview.stakes(assessment)),
        groups=grouped(assessment.findings, grave, wording),
        minor=tuple(one for one in findings if one.id not in in_detail),
        actions=doable[:described],
        further=doable[described:],
        agreed=tuple(duties(agreed, refs)),
        open=unsettled[:first],
        open_minor=unsettled[first:],
        disputes=disputes,
        excluded=tuple(excluded(assessment, asked, wording)),
        sheets=answers,
        not_applicable=tuple(not_applicable(answers)),
        left_out=tuple(overview.left_out(assessment)),
        sources=wording.citations.rows,
        scale=overview.scale(assessment),
    )
