"""Mitigations as a report shows them: each described once, for all places it helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ninelives.assess.priority import EFFORT, WEIGHT, Relief, Step
from ninelives.checklist.model import Mitigation
from ninelives.errors import Place
from ninelives.report.anchors import heading
from ninelives.report.entries import Action, Advice, Ref, Served, Worsened
from ninelives.report.escape import Markdown
from ninelives.report.findings import guessed
from ninelives.report.questions import DETAILED
from ninelives.report.snippets import chosen
from ninelives.report.wording import Wording

SHOWN = 12
"""How many findings of a mitigation or question a short report shows."""
ELSEWHERE = Markdown("#further-mitigations")
"""Where a mitigation is listed that has no heading of its own."""


class Job(NamedTuple):
    """The same mitigation at all its places."""

    ref: Ref
    steps: tuple[Step, ...]
    """The most worthwhile first."""
    detailed: bool
    """Whether it is described in full."""

    @property
    def mitigation(self) -> Mitigation:
        """What is done."""
        return self.steps[0].mitigation

    @property
    def subjects(self) -> tuple[str, ...]:
        """The integrations and components it serves."""
        return tuple(
            dict.fromkeys(subject for one in self.steps for subject in one.subjects)
        )


def jobs(steps: Sequence[Step], wording: Wording, *, full: bool) -> tuple[Job, ...]:
    """Give the plan with each mitigation once, numbered, the most worthwhile first.

    Those that are only listed come last.
    """
    same: dict[Place, list[Step]] = {}
    for step in steps:
        same.setdefault(step.mitigation.place, []).append(step)
    ranked = [(full or _matters(many, wording), many) for many in same.values()]
    ranked.sort(key=lambda one: not one[0])
    found = []
    for at, (detailed, many) in enumerate(ranked, start=1):
        subjects = tuple(dict.fromkeys(s for one in many for s in one.subjects))
        title = _said(wording, many[0].mitigation, subjects)(lambda one: one.title)
        number = f"M{at}"
        anchor = heading(number, title) if detailed else ELSEWHERE
        where = ", ".join(_places(many, wording))
        found.append(Job(Ref(number, title, anchor, where), tuple(many), detailed))
    return tuple(found)


def advice(found: Sequence[Job]) -> Mapping[str, Sequence[Advice]]:
    """Give what can be done about each finding, by its id, the most effective first.

    To people who come too late the cheapest comes first: what counts is to be in time.
    """
    refs = _refs(found)
    offers: dict[str, list[Advice]] = {}
    for job in found:
        for step in job.steps:
            for relief in step.reliefs:
                one = Advice(
                    action=job.ref,
                    effort=step.mitigation.effort,
                    risk=relief.risk,
                    closes=_closes(relief),
                    lowers=relief.risk != relief.finding.risk,
                    alongside=tuple(refs[it.place] for it in relief.alongside),
                )
                offers.setdefault(relief.finding.id, []).append(one)
    cheapest = {
        relief.finding.id
        for job in found
        for step in job.steps
        for relief in step.reliefs
        if relief.finding.pitfall.follows
    }
    for name, many in offers.items():
        many.sort(key=lambda one: (WEIGHT[one.risk], EFFORT[one.effort]))
        if name in cheapest:
            many.sort(key=lambda one: EFFORT[one.effort])
    return offers


def actions(
    found: Sequence[Job], findings: Mapping[str, Ref], wording: Wording, *, full: bool
) -> tuple[tuple[Action, ...], int]:
    """Give each mitigation with what it does about the findings.

    Of those that are only listed, which come last, not how it is done.

    Returns:
        Them, and how many are described in full.
    """
    refs = _refs(found)
    done = tuple(_action(job, refs, findings, wording, full=full) for job in found)
    return done, sum(job.detailed for job in found)


def _action(
    job: Job,
    refs: Mapping[Place, Ref],
    findings: Mapping[str, Ref],
    wording: Wording,
    *,
    full: bool,
) -> Action:
    mitigation, subjects = job.mitigation, job.subjects
    said = _said(wording, mitigation, subjects) if job.detailed else _unsaid
    worsens = mitigation.worsens if job.detailed else ()
    steps = len(mitigation.steps) if job.detailed else 0
    serves = tuple(
        Served(
            finding=findings[relief.finding.id],
            before=relief.finding.risk,
            after=relief.risk,
            closes=_closes(relief),
            alongside=tuple(refs[it.place] for it in relief.alongside),
        )
        for step in job.steps
        for relief in step.reliefs
    )
    closes = sum(one.closes for one in serves)
    code = mitigation.snippets if job.detailed else {}
    snippets, more = chosen(code, wording.review.dialect, full=full)
    return Action(
        ref=job.ref,
        effort=mitigation.effort,
        places=_places(job.steps, wording),
        serves=serves if full else serves[:SHOWN],
        more_served=0 if full else max(0, len(serves) - SHOWN),
        closes=closes,
        lowers=sum(one.after != one.before for one in serves) - closes,
        spare=not any(step.gain for step in job.steps),
        side_effects=said(lambda one: one.side_effects),
        worsens=tuple(
            Worsened(
                wording.text(wording.pack.pitfalls[pitfall].title),
                said(partial(_worsening, pitfall)),
            )
            for pitfall in worsens
        ),
        steps=tuple(said(partial(_step, at)) for at in range(steps)),
        snippets=snippets,
        more_dialects=more,
        fault=said(lambda one: one.prove.fault),
        watch=said(lambda one: one.prove.watch),
        expect=said(lambda one: one.prove.expect),
        cites=wording.citations.facts(
            wording.checklists[subjects[0]], mitigation.cites if job.detailed else ()
        ),
    )


def _refs(found: Sequence[Job]) -> Mapping[Place, Ref]:
    return {job.mitigation.place: job.ref for job in found}


def _unsaid(_: Callable[[Mitigation], str]) -> Markdown:
    return Markdown()


def _said(
    wording: Wording, mitigation: Mitigation, subjects: Sequence[str]
) -> Callable[[Callable[[Mitigation], str]], Markdown]:
    """Give what says a part of a mitigation as it reads for all it serves.

    A block's mitigation names another end in each checklist that uses it.
    """
    variants = []
    for subject in subjects:
        here = wording.checklists[subject].mitigations
        own = (one for one in here if one.place == mitigation.place)
        variants.append((next(own, mitigation), subject))
    return lambda part: wording.text_for([(part(it), at) for it, at in variants])


def _matters(steps: Sequence[Step], wording: Wording) -> bool:
    """Whether it does something new about a risk that is shown in detail.

    Not where nobody has said that the risk is there: then finding out comes first.
    """
    return any(
        relief.finding.risk in DETAILED and not guessed(relief.finding, wording)
        for step in steps
        if step.gain
        for relief in step.reliefs
    )


def _closes(relief: Relief) -> bool:
    return relief.risk == "none" and not relief.alongside


def _places(steps: Sequence[Step], wording: Wording) -> tuple[str, ...]:
    places = dict.fromkeys(place for one in steps for place in one.places)
    return tuple(map(wording.label, places))


def _step(at: int, mitigation: Mitigation) -> str:
    return mitigation.steps[at]


def _worsening(pitfall: str, mitigation: Mitigation) -> str:
    return mitigation.worsens[pitfall]
