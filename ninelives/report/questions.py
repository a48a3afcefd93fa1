"""Questions and answers as a report shows them: open, disputed, ruling out, given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ninelives.assess.model import Assessment, Finding, Open, Reason, RuledOut
from ninelives.assess.risk import RISK_RANK
from ninelives.checklist.model import SERVICE, UNKNOWN, Checklist, Question
from ninelives.report.entries import (
    Answered,
    Because,
    Excluded,
    OpenQuestion,
    Ref,
    Sheet,
)
from ninelives.report.escape import Markdown
from ninelives.report.wording import Wording
from ninelives.review.interview import Interview, Key, key_of
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing, Status, holder, standings

DETAILED = frozenset({"medium", "high", "critical"})
"""The risks that are shown in detail in a short report."""
FIRST = 12
"""How many open questions a short report tells about; the others it lists."""
SHOWN = 8
"""How many findings a short report names that rest on one question."""
Resting = Mapping[Key, Sequence[Finding]]
"""Whose answer and which question → the findings that rest on it, gravest first."""


def resting(assessment: Assessment) -> Resting:
    """Give the findings that rest on the worst answer to each open question.

    On what a harm means to the service rests every finding of that harm.
    """
    found: dict[Key, dict[str, Finding]] = {}
    for finding in assessment.findings:
        keys = [
            (one.subject, one.question)
            for one in finding.raised_by
            if one.assumed and one.question
        ]
        if impact_assumed(finding, assessment.review):
            keys.append((SERVICE, finding.harm))
        for key in keys:
            found.setdefault(key, {})[finding.id] = finding
    return {key: tuple(many.values()) for key, many in found.items()}


def impact_assumed(finding: Finding, review: Review) -> bool:
    """Whether nobody said what the finding's harm means to this data."""
    integration = review.integration(finding.subject)
    if integration is not None and finding.harm in integration.impact:
        return False
    said = review.answer(SERVICE, finding.harm)
    return said is None or said.disputed or said.choice == UNKNOWN


def open_questions(
    assessment: Assessment, refs: Mapping[str, Ref], wording: Wording, *, full: bool
) -> tuple[tuple[Open, OpenQuestion], ...]:
    """Give what nobody has settled, as it is and as shown, with most risk first."""
    rest = resting(assessment)
    found = [
        (one, rest.get((one.subject, one.question.id), ())) for one in assessment.open
    ]
    found.sort(key=lambda pair: (-RISK_RANK[_risk(pair[1])], -len(pair[1])))
    return tuple(
        (
            pair[0],
            _open_question(*pair, refs, wording, told=full or at < FIRST, full=full),
        )
        for at, pair in enumerate(found)
    )


def _risk(rest: Sequence[Finding]) -> str:
    return rest[0].risk if rest else "none"


def _open_question(
    one: Open,
    rest: Sequence[Finding],
    refs: Mapping[str, Ref],
    wording: Wording,
    *,
    told: bool,
    full: bool,
) -> OpenQuestion:
    question, said = one.question, one.answer
    shown = len(rest) if full else SHOWN
    told = told or one.why == "disputed"
    spoken = said is not None and one.why in ("stale", "disputed")
    voices = said.voices if said is not None and spoken else ()
    return OpenQuestion(
        question=wording.text(question.ask, one.seen_in),
        where=wording.label(one.subject),
        state=one.why,
        risk=_risk(rest),
        findings=tuple(refs[it.id] for it in rest[:shown]),
        more_findings=len(rest[shown:]),
        why=wording.text(question.why, one.seen_in) if told else Markdown(),
        find_out=wording.text(question.find_out, one.seen_in),
        owner=said.owner if said else "",
        due=said.due if said else "",
        note=said.note if said and not spoken else "",
        voices=tuple(wording.voice(question, it, one.seen_in) for it in voices),
        cites=wording.citations.facts(
            wording.checklists[one.seen_in], question.cites if told else ()
        ),
    )


def excluded(
    assessment: Assessment, interview: Interview, wording: Wording
) -> Iterator[Excluded]:
    """Give what was ruled out, and the answers that did it."""
    asked = {key_of(one): one for one in interview.items}
    raising: dict[str, Mapping[str, Sequence[Question]]] = {}
    same: dict[tuple[str, tuple[Because, ...]], list[Markdown]] = {}
    for one in assessment.ruled_out:
        checklist = wording.checklists[one.subject]
        if checklist.id not in raising:
            raising[checklist.id] = _raising(checklist)
        because = tuple(
            wording.because(it, one.subject, cited=False) for it in one.because
        )
        could = raising[checklist.id].get(one.pitfall.id, ())
        because = because or tuple(_harmless(one, could, asked, wording))
        title = wording.text(one.pitfall.title)
        same.setdefault((one.subject, because), []).append(title)
    for (subject, because), titles in same.items():
        yield Excluded(tuple(titles), wording.label(subject), because)


def _raising(checklist: Checklist) -> Mapping[str, Sequence[Question]]:
    """Give the questions that can raise each pitfall."""
    found: dict[str, dict[str, Question]] = {}
    for question in checklist.questions:
        for choice in question.choices:
            for pitfall in choice.effects.exposes:
                found.setdefault(pitfall, {})[question.id] = question
    return {pitfall: tuple(many.values()) for pitfall, many in found.items()}


def _harmless(
    one: RuledOut,
    could: Sequence[Question],
    asked: Mapping[Key, Standing],
    wording: Wording,
) -> Iterator[Because]:
    """Give the answers that could have raised a pitfall and did not."""
    for question in could:
        owner = holder(question, one.subject, wording.review)
        standing = asked.get((owner, question.id))
        said = standing.answer if standing is not None else None
        if said is None:
            continue
        reason = Reason("none", "", owner, question.id, said.choice)
        because = wording.because(reason, one.subject, cited=False)
        says = wording.says(question, said, one.subject)
        yield because._replace(says=says)


def sheets(interview: Interview, wording: Wording, *, full: bool) -> Iterator[Sheet]:
    """Give all answers: the service, the integrations, then the components.

    In a full report those that don't apply any more are there too.
    """
    review = wording.review
    given: dict[str, list[Answered]] = {}
    for one in interview.items:
        if one.answer is not None:
            given.setdefault(one.holder, []).append(_answered(one, wording))
    if full:
        shown = {key_of(one) for one in interview.items}
        for subject, checklist in wording.checklists.items():
            for one in standings(checklist, review, subject)[0]:
                if one.answer is not None and key_of(one) not in shown:
                    shown.add(key_of(one))
                    given.setdefault(one.holder, []).append(_answered(one, wording))
    for subject in review.subjects():
        integration = review.integration(subject)
        special = integration.impact if integration else {}
        if subject in given or special:
            yield Sheet(
                where=wording.label(subject),
                id=subject,
                kind=_kind(subject, wording),
                impacts=tuple(f"{harm}: {level}" for harm, level in special.items()),
                answers=tuple(given.get(subject, ())),
                told=tuple(
                    one for one in given.get(subject, ()) if full or _tells(one)
                ),
            )


def _tells(one: Answered) -> bool:
    """Whether an answer says more than that nobody knows."""
    return one.state != Status.UNKNOWN.value or any(
        voice.note or voice.evidence for voice in one.voices
    )


def not_applicable(interview: Interview, wording: Wording) -> Iterator[Answered]:
    """Give the answers that say that a question does not apply."""
    for one in interview.items:
        if one.status is Status.NOT_APPLICABLE:
            yield _answered(one, wording)


def _answered(one: Standing, wording: Wording) -> Answered:
    said = one.answer or Answer("")
    return Answered(
        question=wording.text(one.question.ask, one.subject),
        where=wording.label(one.holder),
        voices=tuple(
            wording.voice(one.question, it, one.subject) for it in said.voices
        ),
        state=one.status.value,
    )


def _kind(subject: str, wording: Wording) -> Markdown:
    checklist = wording.checklists.get(subject)
    component = wording.review.component(subject)
    if component is not None:
        kind = wording.pack.component_types.get(component.type)
        return wording.text(kind.title) if kind else Markdown()
    return wording.text(checklist.title) if checklist else Markdown()
