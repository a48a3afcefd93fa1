"""Findings as a report shows them: why, how sure, what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from string import ascii_lowercase

from ninelives.assess.exposure import RANK
from ninelives.assess.model import Assessment, Finding, Reason
from ninelives.report.acceptance import OPEN
from ninelives.report.anchors import heading
from ninelives.report.entries import (
    Advice,
    Because,
    Found,
    Owner,
    PitfallGroup,
    Ref,
    RiskGroup,
)
from ninelives.report.escape import Markdown
from ninelives.report.questions import DETAILED, impact_assumed
from ninelives.report.wording import Wording

ELSEWHERE = Markdown("#further-findings")
"""Where a finding is listed that has no heading of its own."""


def detailed(
    findings: Sequence[Finding], wording: Wording, *, full: bool
) -> frozenset[str]:
    """Give the ids of the findings that are shown in detail.

    In a short report not those that nothing but unknown answers make: there finding
    out comes first, and what to find out has a place of its own.
    """
    return frozenset(
        one.id
        for one in findings
        if full or (one.risk in DETAILED and not guessed(one, wording))
    )


def numbered(
    assessment: Assessment, wording: Wording, in_detail: Collection[str]
) -> dict[str, Ref]:
    """Give each finding, by id, its number and where it is shown.

    Findings of one pitfall and one risk that are shown alike share a number, and a
    heading where they have one.

    Args:
        assessment: whose findings.
        wording: what says them.
        in_detail: the ids of those that are shown in detail.
    """
    same: dict[tuple[str, str, bool], list[Finding]] = {}
    for finding in assessment.findings:
        alike = finding.risk, finding.pitfall.id, finding.id in in_detail
        same.setdefault(alike, []).append(finding)
    found = {}
    for at, many in enumerate(same.values(), start=1):
        title = wording.text(many[0].pitfall.title)
        own = many[0].id in in_detail
        anchor = heading(f"F{at}", title) if own else ELSEWHERE
        for place, finding in enumerate(many):
            number = f"F{at}{_letters(place)}" if len(many) > 1 else f"F{at}"
            where = wording.places(finding.subject, finding.also)
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


def apart(
    findings: Sequence[Found], in_detail: Collection[str]
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Give the findings that are shown in detail, and those that are only listed."""
    grave = tuple(one for one in findings if one.id in in_detail)
    return grave, tuple(one for one in findings if one.id not in in_detail)


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
    in_detail: Collection[str],
    *,
    full: bool,
) -> Found:
    """Give one finding.

    Args:
        finding: which one.
        ref: its number and where it is shown.
        wording: what says it.
        advice: what can be done about it.
        in_detail: the ids of those whose reasons are shown.
        full: whether to show what would not change its risk, too.
    """
    subject, told = finding.subject, finding.id in in_detail
    cites = wording.citations.pitfall(finding.pitfall) if told else ()
    raised = finding.raised_by if full else tuple(_decisive(finding))
    decisive = _because(raised if told else (), subject, wording)
    would_cap = finding.would_cap if (finding.assumed and told) or full else ()
    capped = finding.capped_by if told else ()
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
        capped_by=_because(capped, subject, wording),
        would_cap=_without_repeating(
            _because(would_cap, subject, wording, state="possible"), decisive
        ),
        advice=tuple(advice),
        cites=cites,
        owners=tuple(dict.fromkeys(_owners(finding, wording))),
        decision=OPEN,
    )


def _owners(finding: Finding, wording: Wording) -> Iterator[Owner]:
    """Give who was asked to find out what a finding rests on."""
    for one in finding.raised_by:
        said = wording.review.answer(one.subject, one.question)
        if one.assumed and said is not None and (said.owner or said.due):
            yield Owner(said.owner, said.due)


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
