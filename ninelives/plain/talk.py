"""Leads a team through the questions, one line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ninelives import words
from ninelives.plain.said import COMMANDS, choose
from ninelives.plain.sitting import resumed, time_left
from ninelives.plain.state import Talk, Voice, filled
from ninelives.review import store
from ninelives.review.interview import key_of
from ninelives.review.session import Session
from ninelives.review.spoken import label, spoken
from ninelives.review.standing import Standing, Status
from ninelives.text import visible


def talk(session: Session, voice: Voice) -> Session:
    """Lead a team through what is open, until all is answered or the input ends.

    Returns:
        The session with every answer; all of them are on disk.

    Raises:
        Unusable: an answer could not be saved; names the recovery file.
    """
    first = _first(session)
    if first is None:
        voice.say(words.say("Every question is answered."))
        return session
    voice.say(_opening(session))
    session = resumed(session, voice)
    state = Talk(session, key_of(first))
    if not session.interview.open:
        voice.say(words.say("Every question is answered."))
    fresh = True
    while not state.over:
        one = state.session.interview.find(state.at)
        if one is None:
            one = state.session.interview.next() or first
            state, fresh = replace(state, at=key_of(one)), True
        if fresh:
            for line in (*_shown(state.session, one), *time_left(state.session)):
                voice.say(line)
        store.remember(session.folder, *state.at)
        try:
            said = voice.ask("> ").strip()
            before, state = state, _obey(state, said, voice)
        except EOFError:  # in the midst of a command, too
            break
        fresh = state is not before or not said  # what only told something is enough
    left = len(state.session.interview.open)
    voice.say(
        words.many(
            "Saved in {folder}. {count} question left.",
            "Saved in {folder}. {count} questions left.",
            left,
            folder=visible(str(session.folder)),
        )
    )
    return state.session


def _first(session: Session) -> Standing | None:
    """Give the question it was left at, else the first open one, else the first."""
    asked = session.interview
    left = store.left_at(session.folder)
    found = asked.find(left) if left else None
    if found is not None and found.status is not Status.ANSWERED:
        return found
    return asked.next(left) or (asked.items[0] if asked.items else None)


def _opening(session: Session) -> str:
    asked = session.interview
    return words.say(
        "{service}: {done} of {all} questions answered. Type help for the commands.",
        service=visible(session.review.service),
        done=asked.answered,
        all=len(asked.items),
    )


def _shown(session: Session, one: Standing) -> Iterator[str]:
    asked = session.interview
    place = 1 + [key_of(item) for item in asked.items].index(key_of(one))
    yield ""
    yield words.say(
        "{place} - question {number} of {all}, {left} left",
        place=visible(label(session.review, one.subject)),
        number=place,
        all=len(asked.items),
        left=len(asked.open),
    )
    yield filled(session, one, one.question.ask)
    for number, choice in enumerate(one.question.choices, 1):
        yield f"  {number}. {filled(session, one, choice.says)}"
    if one.question.measure is not None:
        unit = one.question.measure.unit
        yield words.say("  = NUMBER: the exact value in {unit}", unit=unit)
    yield words.say("  u. I don't know   x. Not applicable")
    if one.answer is not None:
        for voice in one.answer.voices:
            name = visible(voice.by)
            by = words.say(", said {name}", name=name) if name else ""
            said = visible(spoken(one.question, voice))
            status = words.worded(one.status.value)
            yield words.say(
                "  Answered: {said}{by} ({status})", said=said, by=by, status=status
            )
        for voice in one.answer.settled:
            said = visible(spoken(one.question, voice))
            name = visible(voice.by or words.say("somebody"))
            yield words.say(
                "  Settled; before, {name} said: {said}", name=name, said=said
            )


def _obey(state: Talk, said: str, voice: Voice) -> Talk:
    word, _, rest = said.partition(" ")
    if said.startswith("="):
        word, rest = "=", said[1:]
    if word.isdecimal():
        return choose(state, word, voice)
    command = COMMANDS.get(word.lower()) or voice.also.by_word.get(word.lower())
    if command is not None:
        return command(state, rest.strip(), voice)
    if said:
        voice.say(
            words.say(
                "{word} is no choice and no command; type help.", word=visible(word)
            )
        )
    return state
