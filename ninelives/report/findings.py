"""Findings as a report shows them: why, how sure, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase

from ninelives.assess.exposure import RANK
from ninelives.assess.model import Assessment, Finding, Reason
from ninelives.report.anchors import heading
from ninelives.report.entries import (
    Advice,
    Because,
    Found,
    PitfallGroup,
    Ref,
    RiskGroup,
)
from ninelives.report.escape import Markdown
from ninelives.report.questions import DETAILED, impact_assumed
from ninelives.report.wording import Wording

ELSEWHERE = Markdown("#further-findings")
"""Where a finding is listed that has no heading of its own."""


def numbered(assessment: Assessment, wording: Wording, *, full: bool) -> dict[str, Ref]:
    """Give each finding, by id, its number and where it is shown.

    Findings of one pitfall and one risk share a number and a heading.
    """
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in assessment.findings:
        same.setdefault((finding.risk, finding.pitfall.id), []).append(finding)
    found = {}
    for at, many in enumerate(same.values(), start=1):
        title = wording.text(many[0].pitfall.title)
        detailed = full or many[0].risk in DETAILED
        anchor = heading(f"F{at}", title) if detailed else ELSEWHERE
        for place, finding in enumerate(many):
            number = f"F{at}{_letters(place)}" if len(many) > 1 else f"F{at}"
            where = wording.label(finding.subject)
            found[finding.id] = Ref(number, title, anchor, where)
    return {one.id: found[one.id] for one in assessment.findings}


def _letters(at: int) -> str:
    """Give a, b to z, then aa, ab and so on."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def grouped(
    findings: Sequence[Finding], detailed: Sequence[Found], wording: Wording
) -> tuple[RiskGroup, ...]:
    """Give the detailed ones of the findings by risk and by pitfall, in their order."""
    found = {one.id: one for one in detailed}
    risks: dict[str, dict[str, list[Finding]]] = {}
    for one in (it for it in findings if it.id in found):
        risks.setdefault(one.risk, {}).setdefault(one.pitfall.id, []).append(one)
    titles = {one.id: one.title for one in wording.pack.scale.risks}
    return tuple(
        RiskGroup(
            titles[risk],
            tuple(_pitfall_group(many, found, wording) for many in pitfalls.values()),
        )
        for risk, pitfalls in risks.items()
    )


def _pitfall_group(
    same: Sequence[Finding], found: Mapping[str, Found], wording: Wording
) -> PitfallGroup:
    first = found[same[0].id]
    number = first.ref.number.rstrip(ascii_lowercase)
    return PitfallGroup(
        ref=first.ref._replace(number=number, where=""),
        about=wording.text_for([(one.pitfall.about, one.subject) for one in same]),
        cites=first.cites,
        findings=tuple(found[one.id] for one in same),
    )


def guessed(finding: Finding, wording: Wording) -> bool:
    """Whether nobody ever said anything that makes for this finding."""
    return finding.assumed and all(
        wording.state(one) in ("unanswered", "unknown") for one in _decisive(finding)
    )


def shown(
    finding: Finding,
    ref: Ref,
    wording: Wording,
    advice: Sequence[Advice],
    *,
    full: bool,
) -> Found:
    """Give one finding; in a short report without what would not change its risk."""
    subject = finding.subject
    cites = wording.citations.pitfall(finding.pitfall)
    raised = finding.raised_by if full else tuple(_decisive(finding))
    decisive = _because(raised, subject, wording)
    would_cap = finding.would_cap if finding.assumed or full else ()
    return Found(
        ref=ref,
        id=finding.id,
        risk=finding.risk,
        impact=finding.impact,
        impact_assumed=impact_assumed(finding, wording.review),
        harm=finding.harm,
        exposure=finding.exposure,
        assumed=finding.assumed,
        raised_by=decisive,
        capped_by=_because(finding.capped_by, subject, wording),
        would_cap=_without_repeating(
            _because(would_cap, subject, wording, state="possible"), decisive
        ),
        advice=tuple(advice),
        cites=cites,
    )


def _without_repeating(
    possible: Sequence[Because], raised: Sequence[Because]
) -> tuple[Because, ...]:
    asked = {one.question for one in raised}
    return tuple(
        one._replace(question=Markdown(), where="") if one.question in asked else one
        for one in possible
    )


def _decisive(finding: Finding) -> Iterator[Reason]:
    """Give the reasons that alone are enough for the exposure there is."""
    enough = RANK[finding.exposure]
    return (one for one in finding.raised_by if RANK[one.exposure] >= enough)


def _because(
    reasons: Sequence[Reason], subject: str, wording: Wording, state: str = ""
) -> tuple[Because, ...]:
    return tuple(
        wording.because(one, subject, state, cited=not state) for one in reasons
    )
