"""What may be typed: a choice by its number, or a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ninelives import words
from ninelives.assess.preview import Change, preview
from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN
from ninelives.plain import again, findings, mapping, sitting
from ninelives.plain.state import Given, Talk, Voice, filled
from ninelives.review.interview import key_of
from ninelives.review.model import Answer
from ninelives.review.session import Session, answer
from ninelives.review.spoken import label
from ninelives.text import visible

HELP = words.marked(
    """\
A number chooses. The other answers and commands:
  u          I don't know; then who finds out, and until when
  x          not applicable; then why
  = NUMBER   the measured value, where a question takes one
  n TEXT     add a note to the answer given
  back, next, goto WORD, list, open
  why        why this is asked, and where to look
  (empty)    the question again
  quit       leave; every answer is saved already"""
)


def choose(state: Talk, word: str, voice: Voice) -> Talk:
    """Take the choice of that number."""
    one = state.current
    choices = one.question.choices
    if not 1 <= int(word) <= len(choices):
        voice.say(
            words.say(
                "There is no choice {word}; there are 1 to {last}.",
                word=word,
                last=len(choices),
            )
        )
        return state
    chosen = Answer(
        choices[int(word) - 1].id, note=one.answer.note if one.answer else ""
    )
    return _answer(state, chosen, voice)


def _answer(state: Talk, said: Answer | None, voice: Voice) -> Talk:
    """Keep an answer, say what follows, and go on to the next open question."""
    one = state.current
    before = state.session
    try:
        session, changed = answer(before, one, said)
    except ValueError as error:
        voice.say(words.say("Not saved: {error}.", error=error))
        return state
    if said is not None:
        for change in preview(before.pack, before.review, one, said):
            voice.say(_change(session, change))
    if changed.opened:
        text = words.many(
            "{count} more question applies now.",
            "{count} more questions apply now.",
            len(changed.opened),
        )
        voice.say(f"  {text}")
    if changed.closed:
        text = words.many(
            "{count} question does not apply any more; the answers are kept.",
            "{count} questions do not apply any more; the answers are kept.",
            len(changed.closed),
        )
        voice.say(f"  {text}")
    following = session.interview.next(state.at)
    if following is None and before.interview.open:
        voice.say(words.say("Every question is answered."))
        return replace(state, session=session, over=True)
    undo = (*state.undo, (Given(state.at, one.answer, said),))
    at = key_of(following) if following else state.at
    return Talk(session, at, undo)


def _change(session: Session, change: Change) -> str:
    where = visible(label(session.review, change.subject))
    title = visible(change.pitfall.title)
    if change.after == "none":
        return words.say("  closed: {title}, at {place}", title=title, place=where)
    if change.before == "none":
        return words.say(
            "  opened: {title}, {risk} risk, at {place}",
            title=title,
            risk=words.worded(change.after),
            place=where,
        )
    return words.say(
        "  {before} → {after}: {title}, at {place}",
        before=words.worded(change.before),
        after=words.worded(change.after),
        title=title,
        place=where,
    )


def _unknown(state: Talk, rest: str, voice: Voice) -> Talk:
    owner = (
        rest or voice.ask(words.say("  Who finds out? (empty: nobody yet) ")).strip()
    )
    due = voice.ask(words.say("  Until when, as YYYY-MM-DD? (may be empty) ")).strip()
    return _answer(state, Answer(UNKNOWN, owner=owner, due=due), voice)


def _not_applicable(state: Talk, rest: str, voice: Voice) -> Talk:
    reason = rest or voice.ask(words.say("  Why does it not apply? ")).strip()
    return _answer(state, Answer(NOT_APPLICABLE, reason=reason), voice)


def _measured(state: Talk, rest: str, voice: Voice) -> Talk:
    try:
        value = float(rest)
    except ValueError:
        voice.say(words.say("Write = and a number, such as = 30."))
        return state
    return _answer(state, Answer("", value=value), voice)


def _note(state: Talk, rest: str, voice: Voice) -> Talk:
    one = state.current
    if one.answer is None:
        voice.say(words.say("Answer first; a note belongs to an answer."))
        return state
    text = rest or voice.ask(words.say("  Note: ")).strip()
    noted = replace(one.answer, note=text, at="", by="")
    session, _ = answer(state.session, one, noted)
    undo = (*state.undo, (Given(state.at, one.answer, noted),))
    voice.say(words.say("  noted"))
    return replace(state, session=session, undo=undo, redo=())


def _step(step: int) -> Callable[[Talk, str, Voice], Talk]:
    def go(state: Talk, _: str, voice: Voice) -> Talk:
        found = state.session.interview.beside(state.at, step)
        if found is None:
            voice.say(
                words.say("There is nothing before this.")
                if step < 0
                else words.say("This is the last.")
            )
            return state
        return replace(state, at=key_of(found))

    return go


def _goto(state: Talk, rest: str, voice: Voice) -> Talk:
    wanted = rest.lower()
    for one in state.session.interview.items:
        text = f"{one.question.id} {label(state.session.review, one.subject)}"
        if wanted and wanted in f"{text} {one.question.ask}".lower():
            return replace(state, at=key_of(one))
    nothing = words.say("Nothing with {word} in it.", word=repr(visible(rest)))
    voice.say(nothing if rest else "goto WORD")
    return state


def _list(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest
    for number, one in enumerate(state.session.interview.items, 1):
        where = label(state.session.review, one.subject)
        voice.say(
            f"  {number}. [{words.worded(one.status.value)}] {visible(where)}: "
            f"{filled(state.session, one, one.question.ask)}"
        )
    return state


def _open(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest
    found = state.session.interview.next(state.at)
    if found is None:
        voice.say(words.say("Every question is answered."))
        return state
    return replace(state, at=key_of(found))


def _why(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest
    one = state.current
    why = filled(state.session, one, one.question.why)
    voice.say(f"  {words.say('Why')}: {why}")
    find_out = filled(state.session, one, one.question.find_out)
    voice.say(f"  {words.say('Where to look')}: {find_out}")
    for said in one.answer.voices if one.answer else ():
        if said.origin:
            voice.say(f"  {words.say('Found')}: {visible(said.origin)}")
    return state


def _help(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest
    voice.say(words.worded(HELP))
    voice.say(words.worded(again.HELP))
    voice.say(words.worded(mapping.HELP))
    voice.say(words.worded(findings.HELP))
    voice.say(words.worded(sitting.HELP))
    if voice.also.help:
        voice.say(words.worded(voice.also.help))
    return state


def _quit(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest, voice
    return replace(state, over=True)


COMMANDS: Mapping[str, Callable[[Talk, str, Voice], Talk]] = {
    "u": _unknown,
    "x": _not_applicable,
    "=": _measured,
    "n": _note,
    "back": _step(-1),
    "next": _step(1),
    "goto": _goto,
    "list": _list,
    "open": _open,
    "why": _why,
    **again.COMMANDS,
    **mapping.COMMANDS,
    **findings.COMMANDS,
    "help": _help,
    "?": _help,
    "quit": _quit,
    **sitting.COMMANDS,
}
"""What may be typed besides a number."""
