"""What the answers add up to, line by line: listed, told, and decided about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ninelives import words
from ninelives.assess.decide import action, by_finding, changes, closed, taken_on
from ninelives.assess.model import Assessment, Finding, Remainder
from ninelives.assess.reasons import told
from ninelives.assess.risk import assess
from ninelives.assess.waived import ACCEPTED, waived
from ninelives.checklist import grammar
from ninelives.plain.again import given
from ninelives.plain.guard import Command, guarded
from ninelives.plain.state import Talk, Voice
from ninelives.report.snippets import called, nearest
from ninelives.review.actions import OPEN, Action, load_actions, put_action
from ninelives.review.interview import fill
from ninelives.review.model import Answer
from ninelives.review.session import Session, now
from ninelives.review.spoken import label
from ninelives.review.waivers import load_waivers, save_waiver
from ninelives.text import visible

HELP = words.marked(
    """\
  findings [WORDS]  what the answers add up to; finding 2 tells about the second
  snippet 2 [M]     its code, of mitigation M; done 2 [M] takes what M answers
  accept 2          who mends it, until when; waive 2 accepts the risk for a while"""
)
_WAIVER: Mapping[str, str] = {
    "reason": words.marked("Why is it accepted?"),
    "approver": words.marked("Who approves?"),
    "control": words.marked("What is done instead?"),
    "expires": words.marked("Until when does it hold?"),
    "reopen": words.marked("What ends it earlier?"),
}
"""What a waiver says → what is asked for it."""


def _findings(state: Talk, rest: str, voice: Voice) -> Talk:
    """List the findings, the gravest first; only those with the words, if any."""
    session = state.session
    whole = assess(session.pack, session.review, remainders=False)
    found, decided = whole.findings, _decided(session, whole)
    said = [f"{one} {decided.get(at, '')}" for at, one in _titles(session, found)]
    fits = [at for at, text in enumerate(said) if rest.casefold() in text.casefold()]
    for at in fits:
        voice.say(visible(f"  {at + 1}. {said[at].rstrip()}"))
    if not found:
        voice.say(words.say("Nothing is found."))
    elif not fits:
        voice.say(words.say("Nothing with {word} in it.", word=repr(visible(rest))))
    return state


def _titles(session: Session, found: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    for one in found:
        risk = words.worded(one.risk)
        if one.assumed:
            risk = words.say("{risk}, assumed", risk=risk)
        place = label(session.review, one.subject)
        yield one.id, f"[{risk}] {one.pitfall.title}: {place}"


def _decided(session: Session, whole: Assessment) -> dict[str, str]:
    """Give what was decided about findings, in brackets."""
    actions = by_finding(load_actions(session.folder))
    waivers = waived(whole, load_waivers(session.folder), now()[:10]).decisions
    told: dict[str, str] = {}
    for one in whole.findings:
        decision, act = waivers.get(one.id), actions.get(one.id)
        if decision is not None and decision.state == ACCEPTED:
            waiver = decision.waiver
            told[one.id] = words.say(
                "(waived by {name} until {day})",
                name=waiver.approver,
                day=words.day(waiver.expires),
            )
        elif act is not None and act.state == OPEN:
            told[one.id] = words.say(
                "(accepted: {name} until {day})", name=act.owner, day=words.day(act.due)
            )
    return told


def _finding(state: Talk, rest: str, voice: Voice) -> Talk:
    """Tell about one finding: why, and how to mend it."""
    one = _meant(state, rest, voice)
    if one is not None:
        for line in _told(state.session, one):
            voice.say(visible(line))
    return state


def _meant(state: Talk, rest: str, voice: Voice) -> Finding | None:
    """Give the finding of a number of the list, or of an id."""
    found = assess(state.session.pack, state.session.review).findings
    number, _, _ = rest.partition(" ")
    if number.isdecimal() and 1 <= int(number) <= len(found):
        return found[int(number) - 1]
    known = next((one for one in found if number in one.ids), None)
    if known is None:
        voice.say(
            words.say("Write the number of a finding; findings lists them with theirs.")
        )
    return known


def _told(session: Session, one: Finding) -> Iterator[str]:
    pack, review = session.pack, session.review
    ((_, title),) = _titles(session, [one])
    yield f"  {title}"
    yield f"  {one.id}"
    harm, impact, exposure = map(words.worded, (one.harm, one.impact, one.exposure))
    yield f"  {harm}: {impact} × {exposure}"
    yield f"  {one.pitfall.about}"
    for heading, reasons in (
        (words.say("Because"), one.raised_by),
        (words.say("Bounded by"), one.capped_by),
    ):
        for reason in reasons:
            origin = f"  ({reason.origin})" if reason.origin else ""
            yield f"  {heading}: {told(pack, review, one.subject, reason)}{origin}"
    for number, left in enumerate(one.remainders, 1):
        yield from _mends(session, one, left, number)


def _mends(
    session: Session, one: Finding, left: Remainder, number: int
) -> Iterator[str]:
    mitigation = left.mitigation

    def said(text: str) -> str:
        return fill(text, session.pack, session.review, one.subject)

    leaves = (
        words.say("closes it")
        if left.risk == "none"
        else words.say("leaves {risk}", risk=words.worded(left.risk))
    )
    effort = words.worded(mitigation.effort)
    heading = words.say("To mend")
    yield f"  {heading} {number}: {said(mitigation.title)} ({effort}, {leaves})"
    for at, step in enumerate(mitigation.steps, 1):
        yield f"    {at}. {said(step)}"
    if mitigation.side_effects:
        yield words.say("  costs: ") + said(mitigation.side_effects)


def _snippet(state: Talk, rest: str, voice: Voice) -> Talk:
    """Print the code of a mitigation, and nothing else, to be copied."""
    one = _meant(state, rest, voice)
    offer = _offer(one, rest.partition(" ")[2]) if one else None
    if one is None:
        return state
    session = state.session
    code = offer.mitigation.snippets if offer else {}
    if not code:
        voice.say(words.say("This mitigation has no snippet."))
        return state
    wanted = session.review.dialect
    name = wanted if wanted in code else nearest(code, wanted) or next(iter(code))
    voice.say(f"# {called(name)}")
    text = fill(code[name], session.pack, session.review, one.subject)
    for line in text.rstrip("\n").split("\n"):
        voice.say(visible(line))
    return state


def _offer(one: Finding, number: str) -> Remainder | None:
    """Give the mitigation of a number, the first where there is none."""
    at = int(number) - 1 if number.strip().isdecimal() else 0
    return one.remainders[at] if 0 <= at < len(one.remainders) else None


def _accept(state: Talk, rest: str, voice: Voice) -> Talk:
    """Write down who mends a finding, and until when."""
    one = _meant(state, rest, voice)
    if one is None:
        return state
    session = state.session
    owner = voice.ask(f"  {words.say('Who mends it?')} ").strip() or session.by
    due = _day(voice.ask(f"  {words.say('Until when?')} (2026-12-01) "))
    if not owner:
        raise ValueError(words.say("say who; nobody does what nobody owns"))
    offer = _offer(one, rest.partition(" ")[2])
    mitigation = offer.mitigation.id if offer else ""
    known = _action(session, one, mitigation)
    put_action(session.folder, taken_on(known, owner, due, mitigation))
    voice.say(
        words.say(
            "Accepted: {owner} until {day}. It is in actions.yaml.",
            owner=visible(owner),
            day=words.day(due),
        )
    )
    return state


def _action(session: Session, one: Finding, mitigation: str) -> Action:
    known = by_finding(load_actions(session.folder)).get(one.id)
    return known or action(session.pack, session.review, one, mitigation)


def _waive(state: Talk, rest: str, voice: Voice) -> Talk:
    """Accept a risk for a while, with a reason and an end."""
    one = _meant(state, rest, voice)
    if one is None:
        return state
    wanted = {"finding": one.id}
    for key, asked in _WAIVER.items():
        wanted[key] = voice.ask(f"  {words.worded(asked)} ").strip()
        if key == "expires" and _day(wanted[key]) < now()[:10]:
            raise ValueError(words.say("that day is past"))
        if key == "reopen" and wanted[key]:
            _check(wanted[key])
    save_waiver(state.session.folder, wanted)
    day = words.day(wanted["expires"])
    voice.say(words.say("Waived until {day}. It is in waivers.yaml.", day=day))
    return state


def _check(expression: str) -> None:
    try:
        grammar.parse(expression)
    except grammar.Wrong as error:
        raise ValueError(str(error)) from None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        message = words.say(
            "{text} is no day; write it as 2026-12-01", text=text.strip() or "''"
        )
        raise ValueError(message) from None


def _done(state: Talk, rest: str, voice: Voice) -> Talk:
    """Take the answers that hold once a mitigation is done; they are shown first."""
    one = _meant(state, rest, voice)
    offer = _offer(one, rest.partition(" ")[2]) if one else None
    if one is None or offer is None:
        if one is not None:
            voice.say(words.say("No mitigation is known; answer its question anew."))
        return state
    session = state.session
    pack, review = session.pack, session.review
    wanted = tuple(changes(pack, review, one.subject, offer.mitigation))
    for change in wanted:
        now_said = change.before or words.say("not answered")
        voice.say(visible(f"  {change.ask} {now_said} → {change.after}"))
    if wanted and voice.ask(words.say("  Take these answers? y/n: ")).strip() != "y":
        return state
    answers = {}
    for change in wanted:
        before = review.answer(*change.key)
        note = before.note if before else ""
        answers[change.key] = Answer(change.choice, note=note)
    after, whole = given(state, answers, voice)
    if not whole:
        return after
    name = offer.mitigation.id
    known = _action(session, one, name)
    put_action(session.folder, closed(known, session.by, now()[:10], name))
    voice.say(words.say("Done; it is in actions.yaml."))
    return after


COMMANDS: Mapping[str, Command] = {
    "findings": guarded(_findings),
    "finding": guarded(_finding),
    "snippet": guarded(_snippet),
    "accept": guarded(_accept),
    "waive": guarded(_waive),
    "done": guarded(_done),
}
"""What may be typed about findings."""
