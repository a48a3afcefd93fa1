"""What lies on the table: the review, the question shown, and what can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ninelives.assess.model import SubjectAssessment
from ninelives.checklist.model import Pack
from ninelives.review import store
from ninelives.review.interview import Key, Shift, given, key_of, order
from ninelives.review.merge import disputed, same
from ninelives.review.model import Answer, Review
from ninelives.review.remap import Remap
from ninelives.review.session import now
from ninelives.review.standing import TO_ASK, Standing

from .asked import Asked, asked, asked_after


@dataclass(frozen=True, slots=True)
class Step:
    """An answer that was given, and what stood there before; or a changed map."""

    at: Key | None
    """Where one was, or None at the end."""
    before: Answer | None
    after: Answer | None
    map: Remap | None = None
    """What changed of the map; then no answer did."""
    note: bool = False
    """Whether only the note was changed."""
    along: tuple[Step, ...] = ()
    """What was given along with it, before it: all is undone at once."""

    @property
    def each(self) -> tuple[Step, ...]:
        """All that was given, in the order in which it was."""
        return (*self.along, self)


@dataclass(frozen=True, slots=True)
class Desk:
    """All the questionnaire knows; each answer and each step gives a new one."""

    folder: Path
    pack: Pack
    review: Review
    asked: Asked
    by: str
    """Who answers."""
    at: Key | None
    """The question that is shown; None at the end, where nothing is asked any more."""
    done: tuple[Step, ...] = ()
    """What can be undone, the latest last."""
    undone: tuple[Step, ...] = ()
    """What can be done again, the latest last."""
    known: Mapping[str, SubjectAssessment] = field(default_factory=dict)
    """What follows from the answers as if every harm were severe: see `weigh`."""
    met: tuple[Key, Answer | None] | None = None
    """A question somebody else answered while it was shown, and how it stood before.

    Whoever answers it otherwise had not seen theirs yet: both are kept.
    """

    @property
    def one(self) -> Standing | None:
        """The question that is shown, as it stands."""
        return self.asked.find(self.at)

    def met_at(self, one: Standing) -> bool:
        """Whether somebody else answered this question while it was shown."""
        return self.met is not None and self.met[0] == key_of(one)


def laid(folder: Path, pack: Pack, review: Review, by: str, left: Key | None) -> Desk:
    """Open a review at the question it was left at, or at the first open one."""
    found = asked(pack, review)
    first = found.find(left) or found.next(left)
    return Desk(folder, pack, review, found, by, key_of(first) if first else None)


def reloaded(desk: Desk, pack: Pack, known: Mapping[str, SubjectAssessment]) -> Desk:
    """Go on with more checklists than before, and with what follows."""
    found = asked(pack, desk.review)
    at = desk.at
    if found.find(at) is None:
        following = found.next(at)
        at = key_of(following) if following else None
    return replace(desk, pack=pack, asked=found, at=at, known=known)


def back(desk: Desk) -> Desk | None:
    """Go back one question; None where there is none."""
    items = desk.asked.interview.items
    if desk.at is None:
        return replace(desk, at=key_of(items[-1])) if items else None
    found = desk.asked.beside(desk.at, -1)
    return replace(desk, at=key_of(found)) if found else None


def forward(desk: Desk) -> Desk | None:
    """Go forward one question; after the last comes the end, if nothing is open."""
    found = desk.asked.beside(desk.at, 1) if desk.at else None
    if found is not None:
        return replace(desk, at=key_of(found))
    return None if desk.asked.left else replace(desk, at=None)


def to_open(desk: Desk) -> Desk | None:
    """Go to the next question that is open; None where none is."""
    found = desk.asked.next(desk.at)
    return replace(desk, at=key_of(found)) if found else None


def opened(desk: Desk, subject: str) -> Desk | None:
    """Go to the first open question of an integration, else to its first.

    None where it asks nothing.
    """
    asks = desk.asked.own.get(subject) or desk.asked.by_subject.get(subject, ())
    first = next((one for one in asks if one.status in TO_ASK), None)
    found = first or (asks[0] if asks else None)
    return replace(desk, at=key_of(found)) if found else None


def next_row(desk: Desk) -> Desk | None:
    """Go to the next row of the map that asks something, from the last to the first."""
    return _row_beside(desk, 1)


def row_before(desk: Desk) -> Desk | None:
    """Go to the row of the map before, from the first to the last."""
    return _row_beside(desk, -1)


def _row_beside(desk: Desk, by: int) -> Desk | None:
    rows = [one for one, found in desk.asked.own.items() if found]
    if not rows:
        return None
    here = desk.one
    at = rows.index(here.subject) + by if here else 0
    return opened(desk, rows[at % len(rows)])


def gone_to(desk: Desk, place: Key | str) -> Desk | None:
    """Go to a question, or to an integration or component."""
    return opened(desk, place) if isinstance(place, str) else replace(desk, at=place)


def answered(desk: Desk, one: Standing, said: Answer | None) -> tuple[Desk, Shift]:
    """Give an answer, or take it back where it is None; it is on disk on return.

    Returns:
        The desk with the answer, still at its question; and what opened and closed.

    Raises:
        ValueError: the answer does not fit the question; said in words for a person.
        Unusable: it could not be saved; names the recovery file that keeps it.
    """
    if said is not None:
        said = given(one, replace(said, by=said.by or desk.by, at=said.at or now()))
    after, changed = saved(desk, one, said)
    step = Step(key_of(one), one.answer, said)
    return replace(after, done=(*desk.done, step), undone=()), changed


def noted(desk: Desk, one: Standing, text: str) -> tuple[Desk, Shift] | None:
    """Write a note beside an answer; None where there is none. Raises as `answered`.

    What is typed on and on is one step to undo.
    """
    if one.answer is None:
        return None
    own = own_voice(desk, one.answer)
    said = replace(one.answer, note=text, by=desk.by, at=now())
    if one.answer.disputed:  # it is not for one voice to speak for another
        voices = (replace(own, note=text), *(v for v in one.answer.voices if v != own))
        said = disputed(voices)
    after, changed = saved(desk, one, said)
    steps, before = desk.done, one.answer
    last = steps[-1] if steps else None
    if last and last.at == key_of(one) and last.note and last.after == one.answer:
        steps, before = steps[:-1], last.before or before
    step = Step(key_of(one), before, said, note=True)
    return replace(after, at=desk.at, done=(*steps, step), undone=()), changed


def caught_up(desk: Desk, review: Review, pack: Pack | None) -> Desk:
    """Go on with what others wrote meanwhile, at the same question if it is asked.

    Takes the checklists, too, where the map needs others than before.
    """
    at = desk.at
    met = desk.met if desk.met and desk.met[0] == at else None
    if at and not same(review.answer(*at), desk.review.answer(*at)):
        said = review.answer(*at)
        met = None if said and said.disputed else met or (at, desk.review.answer(*at))
    if pack is not None:
        after = reloaded(replace(desk, review=review), pack, desk.known)
    else:
        after = redrawn(desk, review)
        if at is not None and after.asked.find(at) is None:
            after = to_open(after) or replace(after, at=None)
    return replace(after, met=met)


def own_voice(desk: Desk, said: Answer) -> Answer:
    """Give what oneself said where people differ, or the first; else the answer."""
    return next((one for one in said.voices if one.by == desk.by), said.voices[0])


def redrawn(desk: Desk, review: Review) -> Desk:
    """Go on with another map."""
    found, _ = asked_after(desk.asked, desk.pack, desk.review, review)
    return replace(desk, review=review, asked=found)


def saved(
    desk: Desk,
    one: Standing,
    said: Answer | None,
    seen: tuple[Answer | None] | None = None,
) -> tuple[Desk, Shift]:
    """Save an answer; `seen` is what it takes the place of, if not what is shown."""
    places = order(desk.pack, desk.review, one.holder)
    if seen is None and desk.met and desk.met[0] == key_of(one):
        seen = (desk.met[1],)
    before = desk.review
    if seen is not None:
        before = before.with_answer(*key_of(one), seen[0])
    review = store.save_answer(
        desk.folder, before, one.holder, one.question.id, said, places
    )
    found, changed = asked_after(desk.asked, desk.pack, desk.review, review)
    after = replace(desk, review=review, asked=found, at=key_of(one), met=None)
    return after, changed
