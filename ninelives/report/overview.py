"""The first screen of a report: the verdict, the map, where the risk lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ninelives.assess.exposure import RANK
from ninelives.assess.late import late_pitfall
from ninelives.assess.model import Assessment, Finding, SubjectAssessment
from ninelives.assess.priority import Step as PlanStep
from ninelives.assess.waived import ACCEPTED, EXPIRED, TRIGGERED
from ninelives.assess.window.windows import reads
from ninelives.checklist.model import NOT_APPLICABLE, SERVICE
from ninelives.checklist.scale import Level
from ninelives.checklist.schema import IMPACTS, RISKS
from ninelives.report.entries import Action, Because, Found, OpenQuestion
from ninelives.report.escape import prose
from ninelives.report.mermaid import Arrow, Box, diagram
from ninelives.report.page import (
    Drawing,
    LeftOut,
    MatrixRow,
    PackUsed,
    Row,
    Scale,
    Stake,
    Step,
    Verdict,
    WayColumn,
)
from ninelives.report.wording import Wording

_GRAVE = ("high", "critical")


def verdict(
    assessment: Assessment,
    findings: Sequence[Found],
    steps: Sequence[PlanStep],
    actions: Sequence[Action],
    questions: Sequence[OpenQuestion],
    wording: Wording,
) -> Verdict:
    """Give what a manager reads, chosen by what was found.

    Args:
        assessment: all of it.
        findings: as they are shown, the gravest first.
        steps: the plan, the most worthwhile first.
        actions: its mitigations, the first of them that of the first step.
        questions: what is open, most risk first.
        wording: the names.
    """
    worst = _worst(findings, [one.id for one in assessment.pack.scale.harms])
    first = next((one for one in steps[:1] if one.known and one.gain), None)
    closes = len(first.closes) if first else 0
    ask = questions[0] if questions and not first else None
    risks = [one.risk for one in findings]
    decided = [one.decision.state for one in findings]
    states = [one.state for one in questions]
    return Verdict(
        kind=_kind(assessment, worst),
        worst=worst,
        because=_because(assessment, worst, wording) if worst else None,
        counts=tuple(_counted(risks, reversed(RISKS))),
        others=max(0, len(findings) - 1),
        assumed=sum(one.assumed for one in findings),
        accepted=decided.count(ACCEPTED),
        reopened=sum(one in (EXPIRED, TRIGGERED) for one in decided),
        open=len(questions),
        unknown=states.count("unknown"),
        states=tuple(_counted(states, _STATES)),
        first=actions[0] if first else None,
        first_where=", ".join(map(wording.label, first.places)) if first else "",
        first_closes=closes,
        first_lowers=len(first.lowers) if first else 0,
        ask_first=ask,
        first_rests=len(ask.findings) + ask.more_findings if ask else 0,
    )


def _because(assessment: Assessment, worst: Found, wording: Wording) -> Because | None:
    """Give what raises a finding most."""
    one = next(one for one in assessment.findings if one.id == worst.id)
    reason = next(iter(one.raised_by), None)
    return wording.because(reason, one.subject, cited=False) if reason else None


def _worst(findings: Sequence[Found], harms: Sequence[str]) -> Found | None:
    """Give the gravest finding: of equals that of the first harm, and the surest.

    One that is accepted only where all are.
    """
    findings = [one for one in findings if one.decision.state != ACCEPTED] or findings
    if not findings:
        return None
    first = findings[0]
    return min(
        (
            one
            for one in findings
            if (one.risk, one.assumed) == (first.risk, first.assumed)
        ),
        key=lambda one: (
            harms.index(one.harm) if one.harm in harms else len(harms),
            -RANK[one.exposure],
        ),
    )


_STATES = ("unanswered", "unknown", "stale", "disputed")


def _kind(assessment: Assessment, worst: Found | None) -> str:
    if worst is None:
        return "nothing" if assessment.answered else "empty"
    if worst.decision.state == ACCEPTED:
        return "accepted"
    if worst.risk not in _GRAVE:
        return "mild"
    return "assumed" if worst.assumed else "known"


def _counted(found: Sequence[str], order: Iterable[str]) -> Iterator[str]:
    return (f"{found.count(word)} {word}" for word in order if word in found)


def ways(assessment: Assessment, wording: Wording) -> tuple[WayColumn, ...]:
    """Give the columns of the table."""
    return tuple(
        WayColumn(at, wording.text(way.title))
        for at, way in enumerate(assessment.pack.ways, start=1)
    )


def rows(assessment: Assessment, wording: Wording) -> Iterator[Row]:
    """Give the table integration × way: the letter of the highest risk in each cell."""
    scale, pack = assessment.pack.scale, assessment.pack
    letters = {one.id: one.letter for one in scale.risks}
    titles = {one.id: one.title for one in scale.risks}
    looked: dict[str, frozenset[str]] = {}
    late = late_pitfall(pack)
    for part in assessment.subjects.values():
        checklist = part.checklist
        if checklist.id not in looked:
            raised = {pack.pitfalls[one].way for one in checklist.pitfalls()}
            if late is not None and reads(checklist):
                raised.add(late.way)
            looked[checklist.id] = frozenset(raised)
        if part.subject == SERVICE and not looked[checklist.id]:
            continue
        worst: dict[str, Finding] = {}
        for one in part.findings:
            worst.setdefault(one.pitfall.way, one)
        yield Row(
            where=wording.label(part.subject),
            risk=titles[part.risk],
            letter=_letter(part.findings[0], letters) if part.findings else "–",
            cells=tuple(
                _letter(worst[way.id], letters)
                if way.id in worst
                else "–"
                if way.id in looked[checklist.id]
                else ""
                for way in pack.ways
            ),
            answered=part.answered,
            asked=part.asked,
        )


def _letter(finding: Finding, letters: Mapping[str, str]) -> str:
    return letters[finding.risk] + ("?" if finding.assumed else "")


def chart(assessment: Assessment, wording: Wording) -> Drawing:
    """Give the map, and how many integrations had to be left out of it."""
    review, pack = assessment.review, assessment.pack
    letters = {one.id: one.letter for one in pack.scale.risks}
    boxes = [
        Box(
            id=one.id,
            label=wording.label(one.id),
            kind=pack.component_types[one.type].short
            if one.type in pack.component_types
            else "",
            risk=_risk(assessment.subjects.get(one.id)),
        )
        for one in review.components
    ]
    known = {one.id for one in review.components}
    arrows = []
    for edge in review.integrations:
        for end in (edge.source, edge.target):
            if end not in known:
                known.add(end)
                boxes.append(Box(end, end, "", "none"))
        part = assessment.subjects.get(edge.id)
        worst = part.findings[0] if part and part.findings else None
        said = f"{_letter(worst, letters)} {worst.risk}" if worst else ""
        arrows.append(
            Arrow(
                edge.source,
                edge.target,
                said,
                _risk(part),
                assumed=worst is not None and worst.assumed,
            )
        )
    return Drawing(*diagram(boxes, arrows))


def _risk(part: SubjectAssessment | None) -> str:
    return part.risk if part is not None else "none"


def stakes(assessment: Assessment) -> Iterator[Stake]:
    """Give what each harm would mean to the service; the worst where nobody said."""
    for harm in assessment.pack.scale.harms:
        said = assessment.review.answer(SERVICE, harm.id)
        if said is not None and said.choice == NOT_APPLICABLE:
            yield Stake(harm.id, IMPACTS[0], assumed=False)
        elif said is not None and said.known:
            yield Stake(harm.id, said.choice, assumed=False)
        else:
            yield Stake(harm.id, IMPACTS[-1], assumed=True)


def scale(assessment: Assessment) -> Scale:
    """Give how impact and exposure become a risk, in the titles of the pack."""
    known = assessment.pack.scale
    titles = {one.id: one.title for one in known.risks}
    return Scale(
        risks=_steps(known.risks[:0:-1]),
        impacts=_steps(known.impacts),
        exposures=_steps(known.exposures),
        matrix=tuple(
            MatrixRow(
                impact.title,
                tuple(titles[known.risk(impact.id, one.id)] for one in known.exposures),
            )
            for impact in known.impacts
        ),
    )


def _steps(words: Sequence[Level]) -> tuple[Step, ...]:
    return tuple(Step(one.title, one.letter, prose(one.says)) for one in words)


def packs(assessment: Assessment) -> tuple[PackUsed, ...]:
    """Give the packs the questions come from, the one that is extended first."""
    parts = assessment.pack.parts
    return tuple(PackUsed(one.name, one.version, one.digest) for one in parts)


def other_pack(assessment: Assessment) -> str:
    """Give the pack the answers were written with, where it is not the one used."""
    pack, review = assessment.pack, assessment.review
    written = f"{review.pack} {review.pack_version}".strip()
    return "" if written in ("", f"{pack.name} {pack.version}") else written


def left_out(assessment: Assessment) -> Iterator[LeftOut]:
    """Give what the packs leave out of the checklists that this review uses."""
    used = {one.checklist.id for one in assessment.subjects.values()}
    for one in assessment.pack.disabled:
        if one.checklist in used:
            yield LeftOut(one.checklist, one.id, prose(one.reason))
