"""A session led line by line: its agenda, its time, who speaks, what is parked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ninelives import words
from ninelives.plain.guard import Command, guarded
from ninelives.plain.state import Talk, Voice
from ninelives.review import parked, sitting
from ninelives.review.interview import fill
from ninelives.review.session import Session, author, now
from ninelives.review.sitting import Sitting
from ninelives.review.spoken import label
from ninelives.text import visible

HELP = words.marked(
    """\
A session, and what it is about:
  session 45      begin one of 45 minutes; session alone says what is left
  session end     end it; first minutes, to keep what came of it
  present A, B    who is there; speaker A: whose answers come next
  agenda          what is open, the gravest first; agenda 3 goes to the third
  park TEXT       put a discussion aside with this question
  parked          what is parked; parked 2 ticks the second off, or puts it back"""
)


def resumed(session: Session, voice: Voice) -> Session:
    """Go on with a session that was not ended, and say so."""
    one = sitting.kept(session.folder)
    if one is None:
        return session
    voice.say(_standing(one))
    return replace(session, by=one.speaker)


def time_left(session: Session) -> Iterator[str]:
    """Give who speaks and what is left, while a session goes on."""
    one = sitting.kept(session.folder)
    if one is not None:
        time = sitting.clock(one.left(now()))
        yield words.say("({name} speaks, {time})", name=visible(one.speaker), time=time)


def _standing(one: Sitting) -> str:
    left = sitting.clock(one.left(now()))
    there = visible(", ".join(one.present))
    return words.say(
        "Session: {left}; present: {there}; {name} speaks.",
        left=left,
        there=there,
        name=visible(one.speaker),
    )


def _session(state: Talk, rest: str, voice: Voice) -> Talk:
    folder = state.session.folder
    one = sitting.kept(folder)
    if rest.lower() == "end":
        if one is None:
            voice.say(words.say("No session goes on."))
            return state
        sitting.forget(folder)
        voice.say(words.say("The session is over. Every answer is saved."))
        return replace(state, session=replace(state.session, by=author()))
    if one is not None:
        voice.say(_standing(one))
        if rest:
            voice.say(words.say("session end ends it."))
        return state
    return _begun(state, rest, voice)


def _begun(state: Talk, rest: str, voice: Voice) -> Talk:
    from ninelives.assess.risk import assess

    try:
        minutes = sitting.length(rest)
    except ValueError as error:
        voice.say(f"{visible(str(error))}.")
        return state
    session = state.session
    found = assess(session.pack, session.review, remainders=False)
    before = {one.id: one.risk for one in found.findings}
    by = session.by or "somebody"
    _turned(session, Sitting(now(), minutes, (by,), by, before), voice)
    voice.say(words.say("Say who is there with: present NAMES. The agenda: agenda."))
    return replace(state, session=replace(session, by=by))


def _turned(session: Session, one: Sitting, voice: Voice) -> Session:
    """Keep a session as it is now; whoever speaks is who answers."""
    sitting.keep(session.folder, one)
    voice.say(_standing(one))
    return replace(session, by=one.speaker)


def _present(state: Talk, rest: str, voice: Voice) -> Talk:
    one, names = sitting.kept(state.session.folder), sitting.names(rest)
    if one is None:
        voice.say(words.say("No session goes on; begin one with: session 45"))
        return state
    if names:
        one = sitting.attended(one, names)
    return replace(state, session=_turned(state.session, one, voice))


def _speaker(state: Talk, rest: str, voice: Voice) -> Talk:
    one, names = sitting.kept(state.session.folder), sitting.names(rest)
    if one is None:
        voice.say(words.say("No session goes on; begin one with: session 45"))
        return state
    if names:
        one = sitting.attended(one, one.present, names[0])
    return replace(state, session=_turned(state.session, one, voice))


def _agenda(state: Talk, rest: str, voice: Voice) -> Talk:
    from ninelives.assess.agenda import agenda
    from ninelives.assess.risk import assess

    session = state.session
    one = sitting.kept(session.folder)
    left = max(one.left(now()), 0) if one else None
    items = agenda(assess(session.pack, session.review, remainders=False), left)
    if rest.isdecimal() and 1 <= int(rest) <= len(items):
        return replace(state, at=items[int(rest) - 1].key)
    if rest:
        voice.say(words.say("There is no {word} on the agenda.", word=visible(rest)))
        return state
    if not items:
        voice.say(words.say("No question is open: nothing is left to talk about."))
    for number, it in enumerate(items, 1):
        if number > 1 and items[number - 2].fits and not it.fits:
            voice.say(words.say("  The time goes no further; later:"))
        found = it.open
        ask = fill(found.question.ask, session.pack, session.review, found.seen_in)
        where = label(session.review, found.seen_in)
        minutes = max(round(it.seconds / 60), 1)
        about = words.say(
            "{risk} risk, {why}, {count} min",
            risk=words.worded(found.worst),
            why=words.worded(found.why),
            count=minutes,
        )
        voice.say(f"  {number}. [{about}] {visible(where)}: {visible(ask)}")
    return state


def _park(state: Talk, rest: str, voice: Voice) -> Talk:
    said = rest or voice.ask(words.say("  What do you come back to later? ")).strip()
    if not said:
        voice.say(words.say("Nothing is parked."))
        return state
    session = state.session
    found = parked.park(session.folder, said, session.by, now(), state.at)
    waiting = sum(not one.done for one in found)
    voice.say(words.say("  parked ({count} in the parking lot)", count=waiting))
    return state


def _parked(state: Talk, rest: str, voice: Voice) -> Talk:
    folder = state.session.folder
    found = parked.load_parked(folder)
    if rest.isdecimal() and 1 <= int(rest) <= len(found):
        one = found[int(rest) - 1]
        found = parked.tick(folder, one.id, "" if one.done else now()[:10])
    elif rest:
        voice.say(
            words.say("There is no {word} in the parking lot.", word=visible(rest))
        )
        return state
    if not found:
        voice.say(words.say("Nothing is parked; park TEXT parks a line."))
    for line in _lot(state.session, found):
        voice.say(line)
    return state


def _lot(session: Session, found: Sequence[parked.Parked]) -> Iterator[str]:
    for number, one in enumerate(found, 1):
        state = words.say("waits")
        if one.done:
            state = words.say("done {day}", day=words.day(one.done))
        by = f", {one.by}" if one.by else ""
        at = f" ({label(session.review, one.subject)})" if one.subject else ""
        yield visible(f"  {number}. [{state}{by}] {one.says}{at}")


def _minutes(state: Talk, rest: str, voice: Voice) -> Talk:
    from ninelives.report import minutes

    del rest
    session = state.session
    one = sitting.kept(session.folder)
    if one is None:
        voice.say(words.say("No session goes on; begin one with: session 45"))
        return state
    pack = session.pack.as_written
    text = minutes.written(session.folder, pack, session.review, one, now())
    path = minutes.keep(session.folder, one, text)
    voice.say(words.say("Written: {path}", path=visible(str(path))))
    return state


COMMANDS: Mapping[str, Command] = {
    "session": guarded(_session),
    "present": guarded(_present),
    "speaker": guarded(_speaker),
    "agenda": guarded(_agenda),
    "park": guarded(_park),
    "parked": guarded(_parked),
    "minutes": guarded(_minutes),
}
"""What may be typed about a session."""
