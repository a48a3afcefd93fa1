"""Assessment → the plain values a template may see; nothing is left to compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ninelives.assess.contradicted import contradicted
from ninelives.assess.model import Assessment, Open
from ninelives.assess.priority import plan
from ninelives.assess.waived import NONE, Waived
from ninelives.checklist.model import SERVICE
from ninelives.report import overview
from ninelives.report.acceptance import acceptance, decided
from ninelives.report.actions import actions, advice, jobs
from ninelives.report.against import clashes, gone
from ninelives.report.agreed import duties
from ninelives.report.alike import alike, alike_questions
from ninelives.report.around import Clash
from ninelives.report.entries import Found, OpenQuestion
from ninelives.report.findings import apart, detailed, grouped, numbered, shown
from ninelives.report.page import Page
from ninelives.report.questions import FIRST, open_questions
from ninelives.report.settled import settled
from ninelives.report.windows import windows
from ninelives.report.wording import Wording
from ninelives.review.actions import Action


def view(
    assessment: Assessment,
    *,
    full: bool = False,
    source_root: str = "",
    agreed: Sequence[Action] = (),
    waived: Waived = NONE,
) -> Page:
    """Give a report as a template sees it; `markdown.write` says what it is given."""
    wording = Wording(assessment, source_root)
    asked = assessment.interview()
    in_detail = detailed(assessment.findings, wording, full=full)
    refs = numbered(assessment, wording, in_detail)
    steps = plan(assessment, waived.accepted)
    todo = jobs(steps, wording, full=full)
    offers = advice(todo)
    found = (
        shown(one, refs[one.id], wording, offers.get(one.id, ()), in_detail, full=full)
        for one in assessment.findings
    )
    findings = decided(tuple(found), waived)
    grave, minor = apart(findings, in_detail)
    doable, described = actions(todo, refs, wording, full=full)
    asking = open_questions(assessment, refs, wording, full=full)
    questions = tuple(one for _, one in asking)
    known = settled(assessment, asked, wording, full=full)
    page = Page(
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
        actions=doable[:described],
        further=doable[described:],
        agreed=tuple(duties(agreed, refs)),
        accepted=acceptance(waived, refs),
        clashes=tuple(clashes(contradicted(assessment), wording)),
        gone=tuple(gone(assessment.review, wording)),
        excluded=known.excluded,
        excluded_often=known.excluded_often,
        sheets=known.sheets,
        sheets_left_out=known.sheets_left_out,
        not_applicable=known.not_applicable,
        left_out=tuple(overview.left_out(assessment)),
        sources=wording.citations.rows,
        scale=overview.scale(assessment),
    )
    return _with_open(_with_minor(page, minor), asking, wording)


def _with_minor(page: Page, minor: Sequence[Found]) -> Page:
    """Give a page with the findings that are not told in detail."""
    return page._replace(minor=tuple(minor), minor_alike=tuple(alike(minor)))


def _with_open(
    page: Page, asking: Sequence[tuple[Open, OpenQuestion]], wording: Wording
) -> Page:
    """Give a page with what nobody has settled; a short one lists most of it only."""
    pairs = [pair for pair in asking if pair[1].state != "disputed"]
    first = len(pairs) if page.full else FIRST
    return page._replace(
        disputes=tuple(_among_people((one for _, one in asking), page.clashes)),
        open=tuple(one for _, one in pairs[:first]),
        open_minor=tuple(one for _, one in pairs[first:]),
        open_alike=tuple(alike_questions(pairs[first:], wording)),
    )


def _among_people(
    questions: Iterable[OpenQuestion], told: Iterable[Clash]
) -> Iterator[OpenQuestion]:
    """Give the disputes that are not with the code."""
    known = {(one.question, one.where) for one in told}
    for one in questions:
        if one.state == "disputed" and (one.question, one.where) not in known:
            yield one
