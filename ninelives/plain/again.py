"""An answer given at many places, taken back, or given again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ninelives import words
from ninelives.errors import Unusable
from ninelives.plain.mapping import mapped
from ninelives.plain.state import Given, Step, Talk, Voice, filled
from ninelives.review.elsewhere import carried, elsewhere
from ninelives.review.interview import Key, key_of
from ninelives.review.model import Answer
from ninelives.review.remap import Remap, applied
from ninelives.review.session import Session, answer
from ninelives.review.spoken import label, spoken
from ninelives.review.standing import Standing
from ninelives.text import visible

HELP = words.marked(
    """\
  undo, redo take the last answer back; give it again
  everywhere give this answer wherever the same is asked; says first what changes"""
)


def _everywhere(state: Talk, rest: str, voice: Voice) -> Talk:
    """List where the same is asked; give the answer where it is wanted."""
    one = _meant(state)
    if one is None or one.answer is None or one.answer.disputed:
        voice.say(words.say("Answer first; everywhere gives that answer elsewhere."))
        return state
    places = tuple(elsewhere(state.session.interview, one))
    if not places:
        voice.say(
            words.say("The same is asked nowhere else, or answered so everywhere.")
        )
        return state
    voice.say(filled(state.session, one, one.question.ask))
    for number, it in enumerate(places, 1):
        change = _change(state.session, it, one.answer)
        voice.say(
            f"  {number}. {visible(label(state.session.review, it.subject))}: {change}"
        )
    where = words.say("  Where? Numbers, all, or nothing for nowhere: ")
    chosen = _chosen(rest or voice.ask(where), len(places), voice)
    wanted = [places[at] for at in chosen]
    said = {key_of(there): carried(one.answer, there) for there in wanted}
    after, _ = given(state, said, voice)
    return after


def _meant(state: Talk) -> Standing | None:
    """Give the question that is asked, else, where it is open, the one before."""
    last = state.undo[-1] if state.undo else None
    if state.current.answer is None and last and not isinstance(last, Remap):
        return state.session.interview.find(last[-1].at)
    return state.current


def _change(session: Session, one: Standing, said: Answer) -> str:
    after = _told(session, one, said)
    if one.answer is None:
        return words.say("open → {after}", after=after)
    before = " / ".join(_told(session, one, voice) for voice in one.answer.voices)
    return f"{before} → {after}"


def _told(session: Session, one: Standing, said: Answer) -> str:
    """Give an answer in the words of its choice, with who gave it."""
    choice = one.question.choice(said.choice)
    known = said.value is None and choice is not None
    text = filled(session, one, choice.says) if known and choice else ""
    text = text or visible(spoken(one.question, said))
    return f"{text} ({visible(said.by)})" if said.by and one.answer else text


def _chosen(said: str, last: int, voice: Voice) -> Sequence[int]:
    """Give the places that were named, counted from 0."""
    if said.strip().lower() in ("all", words.say("all")):
        return range(last)
    named = said.replace(",", " ").split()
    wrong = [one for one in named if not (one.isdecimal() and 1 <= int(one) <= last)]
    if wrong:
        word = visible(wrong[0])
        voice.say(
            words.say(
                "There is no place {word}; there are 1 to {last}.", word=word, last=last
            )
        )
        return ()
    return sorted({int(one) - 1 for one in named})


def given(state: Talk, wanted: Mapping[Key, Answer], voice: Voice) -> tuple[Talk, bool]:
    """Save answers at many places, one after another; all is one step to undo.

    A question that does not apply is passed over, unless an answer before opened it.

    Returns:
        The conversation with the answers, and whether each that applies is on disk.
    """
    session, step, left = state.session, list[Given](), dict(wanted)
    whole = True
    try:
        while ready := [at for at in left if session.interview.find(at)]:
            for at in ready:
                said = left.pop(at)
                one = session.interview.find(at)
                if one is not None:  # an answer just given may have closed it
                    session, _ = answer(session, one, said)
                    step.append(Given(at, one.answer, said))
    except Unusable as error:
        whole = False
        for problem in error.problems:
            voice.say(visible(str(problem)))
    voice.say(
        words.many(
            "  answered at {count} place", "  answered at {count} places", len(step)
        )
    )
    if not step:
        return state, whole
    undo = (*state.undo, tuple(step))
    return replace(state, session=session, undo=undo, redo=()), whole


def _undo(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest
    if not state.undo:
        voice.say(words.say("Nothing to undo."))
        return state
    *earlier, step = state.undo
    before = replace(state, undo=tuple(earlier))
    after = _moved(before, _reverse(step), voice)
    if after is None:
        return before
    voice.say(words.say("  undone"))
    return replace(after, redo=(*state.redo, step))


def _reverse(step: Step) -> Step:
    if isinstance(step, Remap):
        return step.reverse
    return tuple(Given(one.at, one.after, one.before) for one in reversed(step))


def _redo(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest
    if not state.redo:
        voice.say(words.say("Nothing to do again."))
        return state
    *earlier, step = state.redo
    before = replace(state, redo=tuple(earlier))
    after = _moved(before, step, voice)
    if after is None:
        return before
    voice.say(words.say("  done again"))
    return replace(after, undo=(*state.undo, step))


def _moved(state: Talk, step: Step, voice: Voice) -> Talk | None:
    """Give the conversation with a map changed, or answers set where they apply.

    None where none does, or one can't be kept; why was said.
    """
    if isinstance(step, Remap):
        return mapped(state, applied(state.session.review, step))
    session, at = state.session, None
    for given in step:
        one = session.interview.find(given.at)
        if one is None:
            continue
        try:
            session, _ = answer(session, one, given.after)
        except ValueError as error:
            voice.say(words.say("Can't be undone: {error}.", error=error))
            return None
        at = given.at
    if at is None:
        voice.say(words.say("That question does not apply now; its answer is kept."))
        return None
    return replace(state, session=session, at=at)


COMMANDS: Mapping[str, Callable[[Talk, str, Voice], Talk]] = {
    "everywhere": _everywhere,
    "undo": _undo,
    "redo": _redo,
}
"""What may be typed about more than one answer."""
