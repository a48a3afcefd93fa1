"""Assessment → the plain values a template may see; nothing is left to compute."""

from __future__ import annotations

from collections.abc import Sequence

from ninelives.assess.model import Assessment, Open
from ninelives.assess.priority import plan
from ninelives.assess.waived import NONE, Waived
from ninelives.checklist.model import SERVICE
from ninelives.report import overview
from ninelives.report.acceptance import acceptance, decided
from ninelives.report.actions import actions, advice, jobs
from ninelives.report.agreed import duties
from ninelives.report.alike import alike, alike_questions
from ninelives.report.entries import OpenQuestion
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
    waived: Waived = NONE,
) -> Page:
    """Give a report as a template sees it; `markdown.write` says what is given."""
    wording = Wording(assessment, source_root)
    asked = interview(assessment.pack, assessment.review)
    in_detail = detailed(assessment.findings, wording, full=full)
    refs = numbered(assessment, wording, in_detail)
    steps = plan(assessment, waived.accepted)
    todo = jobs(steps, wording, full=full)
    offers = advice(todo)
    findings = tuple(
        shown(one, refs[one.id], wording, offers.get(one.id, ()), in_detail, full=full)
        for one in assessment.findings
    )
    findings = decided(findings, waived)
    grave = tuple(one for one in findings if one.id in in_detail)
    doable = actions(todo, refs, wording, full=full)
    described = sum(job.detailed for job in todo)
    minor = tuple(one for one in findings if one.id not in in_detail)
    asking = open_questions(assessment, refs, wording, full=full)
    questions = tuple(one for _, one in asking)
    verdict = overview.verdict(assessment, findings, steps, doable, questions, wording)
    answers = tuple(sheets(asked, wording, full=full))
    page = Page(
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
        windows=windows(assessment, wording, full=full),
        stakes=tuple(overview.stakes(assessment)),
        groups=grouped(assessment.findings, grave, wording),
        minor=minor,
        minor_alike=tuple(alike(minor)),
        actions=doable[:described],
        further=doable[described:],
        agreed=tuple(duties(agreed, refs)),
        open=questions,
        open_minor=(),
        open_alike=(),
        disputes=(),
        accepted=acceptance(waived, refs),
        excluded=tuple(excluded(assessment, asked, wording)),
        sheets=answers,
        not_applicable=tuple(not_applicable(answers)),
        left_out=tuple(overview.left_out(assessment)),
        sources=wording.citations.rows,
        scale=overview.scale(assessment),
    )
    return _with_open(page, asking, wording)


def _with_open(
    page: Page, asking: Sequence[tuple[Open, OpenQuestion]], wording: Wording
) -> Page:
    """Give a page with what nobody has settled; a short one lists most of it only."""
    pairs = [pair for pair in asking if pair[1].state != "disputed"]
    first = len(pairs) if page.full else FIRST
    return page._replace(
        disputes=tuple(one for _, one in asking if one.state == "disputed"),
        open=tuple(one for _, one in pairs[:first]),
        open_minor=tuple(one for _, one in pairs[first:]),
        open_alike=tuple(alike_questions(pairs[first:], wording)),
    )
