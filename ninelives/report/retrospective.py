"""A retrospective as Markdown: what the review had said, and what came. Blameless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.missing import Draft
from ninelives.assess.risk import assess
from ninelives.assess.verdict import Kind, Link, Then, Verdict
from ninelives.assess.window.happened import Compared, Held, Needed
from ninelives.assess.window.span import FOREVER
from ninelives.assess.window.span import said as duration
from ninelives.report import chronicle
from ninelives.report.escape import Markdown, code, joined, plain
from ninelives.report.markdown import render
from ninelives.report.retro_page import (
    Asking,
    Duty,
    Heard,
    Judged,
    Outage,
    Retrospective,
)
from ninelives.report.wording import Wording
from ninelives.review.actions import Action
from ninelives.review.incidents import Incident

TEMPLATE = "retrospective.md.j2"
IN_DETAIL = 12
"""So many pitfalls are told in detail where nobody named any."""
_OUTAGES = {
    Held.AS_SAID: "came as said",
    Held.ELSE: "**other than said**: it was to be survived, and events are missing; "
    "either something else struck, or a number the window rests on is wrong",
    Held.SPARED: "longer than is survived with nobody acting, and nothing is missing",
    Held.UNSURE: "within what was said: it hung on what nobody knew",
    Held.OPEN: "nobody has said when it ended",
}


class Stood(NamedTuple):
    """As of when a review is replayed."""

    how: str
    """revision, milestone or today."""
    name: str
    """Of the revision or milestone."""
    day: str
    """YYYY-MM-DD."""
    other_pack: str
    """The pack it was saved with, where it is read with another."""


class Told(NamedTuple):
    """All that a retrospective is written from."""

    incident: Incident
    file: str
    then: Then
    stood: Stood
    verdicts: Sequence[Verdict]
    compared: Sequence[Compared]
    needed: Needed
    actions: Sequence[Action]
    """Those of this incident, as they stand today."""
    draft: Draft
    drafted: str
    """The folder that the draft lies in, as it is named from the page."""


def write(told: Told, template: Path | None = None) -> str:
    """Give the page; the same incident and review, the same text to the byte.

    Raises:
        Unusable: the template can't be used; with its file and line.
    """
    return render(view(told), template, TEMPLATE)


def view(told: Told) -> Retrospective:
    """Give a retrospective as a template sees it."""
    incident, review = told.incident, told.then.review
    wording = Wording(assess(told.then.pack, review), "")
    judged = [_judged(one, wording, told) for one in told.verdicts]
    named = [one for one in judged if one.named]
    detailed = named or judged[:IN_DETAIL]
    kinds = Counter(one.kind for one in told.verdicts)
    over = incident.over
    return Retrospective(
        title=incident.title,
        service=review.service,
        team=review.team,
        incident=told.file,
        started=chronicle.said(incident.started, incident),
        until_noticed=_lasted(incident, incident.noticed),
        until_over=_lasted(incident, over) if over else "",
        until_recovered=_lasted(incident, incident.recovered)
        if incident.recovered
        else "",
        where=tuple(wording.label(one) for one in incident.where),
        harms=", ".join(incident.harms),
        amount=incident.amount,
        found=incident.found,
        mended=incident.mended,
        thought=incident.thought,
        diagram=chronicle.diagram(incident),
        lines=chronicle.lines(incident),
        stood=_stood(told.stood),
        doubt=_doubt(told.stood),
        packs=" and ".join(f"{it.name} {it.version}" for it in told.then.pack.parts),
        counts=tuple(f"{kinds[kind]} {kind.value}" for kind in Kind if kinds[kind]),
        judged=tuple(detailed),
        minor=tuple(one for one in judged if one not in detailed),
        needed=tuple(_needed(told.needed)),
        outages=tuple(_outage(one, wording, incident) for one in told.compared),
        duties=tuple(
            Duty(one.id, one.says, one.owner, one.due, one.state)
            for one in told.actions
        ),
        asking=tuple(_asking(told, wording)),
        draft=told.drafted,
        narrowed=bool(incident.pitfalls),
        homeless=tuple(wording.label(one) for one in told.draft.homeless),
    )


def _lasted(incident: Incident, until: datetime) -> str:
    return duration((until - incident.started).total_seconds())


def _stood(stood: Stood) -> Markdown:
    if stood.how == "revision":
        return Markdown(f"as committed on {plain(stood.day)} ({code(stood.name[:12])})")
    if stood.how == "milestone":
        name = code(stood.name)
        return Markdown(f"as frozen on {plain(stood.day)} in the milestone {name}")
    return Markdown("**as it stands today**")


def _doubt(stood: Stood) -> Markdown:
    parts = []
    if stood.how == "today":
        parts.append(
            "No commit and no milestone of this review is older than the incident, so "
            "what was answered or waived since may be in it."
        )
    if stood.other_pack:
        parts.append(
            f"It was saved with the pack {stood.other_pack}, which nobody kept; its "
            "questions are read as they are now."
        )
    return plain(" ".join(parts))


def _judged(one: Verdict, wording: Wording, told: Told) -> Judged:
    title = (
        wording.text(one.known.title, one.subject) if one.known else code(one.pitfall)
    )
    return Judged(
        title=title,
        id=one.pitfall,
        where=wording.label(one.subject),
        kind=one.kind.value,
        named=one.named,
        risk=one.risk,
        detail=joined(" ", _detail(one, wording, told)),
        heard=tuple(_heard(it, one.subject, wording) for it in one.links),
    )


def _detail(one: Verdict, wording: Wording, told: Told) -> Iterator[Markdown]:
    if one.kind is Kind.NOT_APPLICABLE and one.because:
        yield Markdown(f"The question is only asked where {code(one.because)}.")
    elif one.because:
        yield Markdown(f"{wording.text(_capital(one.because), one.subject)}.")
    waiver = one.waiver
    if waiver is not None:
        held = "accepted" if one.kind is Kind.WAIVED else "accepted until then"
        yield plain(
            f"It was {held} by {waiver.approver} until {waiver.expires}, because: "
            f"{waiver.reason}. Instead: {waiver.control}."
        )
    if one.kind is Kind.KNOWN:
        yield from _agreed(one)
    elif one.kind in (Kind.WRONG, Kind.CONTRADICTED) and one.risk != "none":
        yield plain(f"It was still a finding, of {one.risk} risk.")
    later = [it for it in one.links if _later(it, told)]
    if later:
        yield plain("It was answered after the incident had begun.")


def _agreed(one: Verdict) -> Iterator[Markdown]:
    yield plain(f"It was a finding of {one.risk} risk.")
    if not one.actions:
        yield plain("Nobody had agreed to do anything about it.")
    for it in one.actions:
        yield plain(f"Agreed ({it.state}), {it.owner} until {it.due}: {it.says}.")


def _later(one: Link, told: Told) -> bool:
    if one.answer is None or not one.answer.at:
        return False
    try:
        return datetime.fromisoformat(one.answer.at) > told.incident.started
    except (TypeError, ValueError):
        return False


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".")


def _heard(one: Link, subject: str, wording: Wording) -> Heard:
    voices = one.answer.voices if one.answer else ()
    said = []
    for it in voices:
        spoken = wording.voice(one.question, it, subject)
        signed = ", ".join(part for part in (spoken.by, spoken.day) if part)
        parts = [spoken.says, plain(f"({signed})") if signed else Markdown()]
        parts.append(spoken.evidence)
        if it.owner or it.due:
            until = f" until {it.due}" if it.due else ""
            parts.append(plain(f"to be found out by {it.owner or 'somebody'}{until}"))
        said.append(joined(" ", [part for part in parts if part]))
    return Heard(
        question=wording.text(one.question.ask, subject),
        where=wording.label(one.holder) if one.holder != subject else "",
        said=tuple(said),
        note="; ".join(it.note for it in voices if it.note),
    )


def _needed(one: Needed) -> Iterator[str]:
    said = "nobody had said how long that takes at worst"
    if not one.said.unknown:
        said = f"people had said {one.said.span} at worst"
    elif one.said.span.low:
        said = f"people had said {one.said.span}, in part not known"
    alarm = "" if one.alarm is None else f"; people had said {duration(one.alarm)}"
    yield f"Until somebody knew, it took {duration(one.noticed)}{alarm}."
    if one.mended is not None:
        yield f"Until it was over, it took {duration(one.mended)}; {said}."
    else:
        yield f"It is not over; {said}."


def _outage(one: Compared, wording: Wording, incident: Incident) -> Outage:
    row = one.row
    held = _OUTAGES[one.held]
    if one.late is not None:
        held += "; noticed " + (
            "too late to rescue" if one.late else "in time to rescue"
        )
    return Outage(
        where=wording.label(row.subject),
        failure=row.failure.value.replace("-", " "),
        survives=str(row.survives),
        rescue=str(row.rescue),
        rests=row.rests,
        gone=_moments(one.gone, row.survives.low, incident),
        until=_moments(one.last, row.rescue.low, incident),
        held=Markdown(held),
    )


def _moments(
    both: tuple[datetime | None, datetime | None], low: float, incident: Incident
) -> str:
    first, last = both
    if first is None:
        return "never" if low == FOREVER else ""
    start = chronicle.said(first, incident)
    if last is None:
        return f"{start} at the earliest"
    if first == last:
        return start
    return f"{start} to {chronicle.said(last, incident)}"


def _asking(told: Told, wording: Wording) -> Iterator[Asking]:
    for one in told.draft.wanted:
        title = one.ask or told.incident.title
        known = told.then.pack.pitfalls.get(one.pitfall)
        if not one.ask and known:
            title = f"What keeps this from happening: {known.title}?"
        elif not one.ask:
            title = f"What keeps this from happening again: {title}?"
        why = one.why or "No question was about it."
        yield Asking(plain(title), wording.label(one.subject), plain(why))
