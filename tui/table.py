"""What lies behind the panes: the desk, what is saved, what is still worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives import words
from ninelives.assess.model import SubjectAssessment
from ninelives.assess.preview import touched
from ninelives.checklist.model import SERVICE, Pack
from ninelives.errors import Unusable
from ninelives.review import sitting
from ninelives.review.interview import Key, Shift, key_of
from ninelives.review.model import Answer, Review
from ninelives.review.recovery import recoveries
from ninelives.review.session import author
from ninelives.review.sitting import Sitting
from ninelives.review.standing import Standing

from . import desk as desks
from . import drafts, others, retracing
from .asked import changed_holders, told_of
from .desk import Desk
from .foresight import felt_at
from .outcomes import AT_ONCE
from .weigh import worked_out
from .widgets.bars import Told

if TYPE_CHECKING:  # loaded with the findings
    from .findings.followed import Look


class Table:
    """Holds the desk, saves what is answered, keeps what is typed."""

    def __init__(self, desk: Desk, packs: Sequence[Path] = ()) -> None:
        """Take the desk, with as many checklists as its first question needs.

        `packs` take the place of those that the review names.
        """
        self.desk, self.packs = desk, packs
        self.whole = False
        """Whether every checklist of the review is there, and assessed."""
        self.trouble = ""
        """Why the last answer could not be saved, or empty."""
        self.told = Told()
        """What just happened."""
        self.notes, self.forms = drafts.kept(desk.folder)
        """What was typed and is no answer yet."""
        self.look: Look | None = None
        """How the findings were looked at last."""
        self.sitting: Sitting | None = None
        """The session that goes on, or None."""
        self.waiting: dict[str, None] = {}
        """Integrations and components whose findings are to be worked out again."""

    def read_on(self, pack: Pack, known: Mapping[str, SubjectAssessment]) -> None:
        """Go on with every checklist and what follows from the answers."""
        self.desk = desks.reloaded(self.desk, pack, known)
        self.whole = True
        self.sit(sitting.kept(self.desk.folder))
        lost = recoveries(self.desk.folder)
        if lost:
            text = words.say(
                "Could not be saved once, and is kept: {what}", what=str(lost[0])
            )
            self.tell(text, "warn")

    def sit(self, one: Sitting | None) -> None:
        """Go on with a session, or without one; who speaks in it is who answers."""
        if one is not None or self.sitting is not None:
            by = one.speaker if one is not None else author()
            self.desk = replace(self.desk, by=by)
        self.sitting = one

    def give(self, one: Standing, said: Answer) -> bool:
        """Save an answer and go to the next open question; say whether it is on disk.

        Where it is not, all stays as it is, and `trouble` says why.
        """
        note = self.notes.get(key_of(one), "") or said.note
        found = self._saving(
            lambda: desks.answered(self.desk, one, replace(said, note=note))
        )
        if found is None:
            return False
        after, changed = found
        self._drop_drafts(key_of(one))
        following = after.asked.next(key_of(one))
        at = key_of(following) if following else None
        self.turn_to(replace(after, at=at), changed)
        return True

    def answer(self, one: Standing, said: Answer) -> bool:
        """Save an answer and stay where one is; say whether it is on disk."""
        at = self.desk.at
        found = self._saving(lambda: desks.answered(self.desk, one, said))
        if found is None:
            return False
        after, changed = found
        here = after.asked.find(at) or after.asked.next(at)
        self.turn_to(replace(after, at=key_of(here) if here else None), changed)
        return True

    def retrace(self, *, back: bool) -> None:
        """Undo the last answer, or give again what was undone."""
        retraced = retracing.undone if back else retracing.redone
        found = self._saving(lambda: retraced(self.desk))
        if found is not None:
            said = words.say("Undone.") if back else words.say("Done again.")
            moved = found[0].undone[-1] if back else found[0].done[-1]
            if (
                moved.map is None
                and found[0].one
                and found[0].one.answer == self._there(found[0].at)
            ):
                said = words.say("Somebody else has answered this since; theirs stays.")
            self.turn_to(*found, said=said)
        elif not self.trouble:
            nothing = (
                words.say("Nothing to undo.")
                if back
                else words.say("Nothing to do again.")
            )
            self.tell(nothing)

    def _there(self, at: Key | None) -> Answer | None:
        """Give the answer to a question as it is shown."""
        one = self.desk.asked.find(at)
        return one.answer if one else None

    def note(self, at: Key, text: str) -> None:
        """Save a note beside its answer; without an answer it waits for one."""
        one = self.desk.asked.find(at)
        if one is not None and one.answer is not None:
            if text == desks.own_voice(self.desk, one.answer).note:
                return
            found = self._saving(lambda: desks.noted(self.desk, one, text))
            if found is not None:
                self.desk = found[0]
                return
        self.notes[at] = text
        drafts.keep(self.desk.folder, self.notes, self.forms)

    def type(self, at: Key, form: str, texts: tuple[str, ...]) -> None:
        """Keep what is typed into a form, until its question is answered."""
        self.forms[at, form] = texts
        drafts.keep(self.desk.folder, self.notes, self.forms)

    def forget(self, at: Key, form: str) -> None:
        """Drop what was typed into a form, once it is saved."""
        if self.forms.pop((at, form), None) is not None:
            drafts.keep(self.desk.folder, self.notes, self.forms)

    def _drop_drafts(self, at: Key) -> None:
        forms = [form for form in self.forms if form[0] == at]
        if forms or at in self.notes:
            for form in forms:
                del self.forms[form]
            self.notes.pop(at, None)
            drafts.keep(self.desk.folder, self.notes, self.forms)

    def redraw(self, after: Review, said: str = "", pack: Pack | None = None) -> bool:
        """Save a changed map and go on with it; say whether it is on disk."""
        try:
            desk = retracing.remapped(self.desk, after, pack)
        except Unusable as error:
            self._fail(error)
            return False
        self.turn_to(desk, said=said or words.say("Saved."))
        return True

    def connect(self, pack: Pack, after: Review) -> None:
        """Save a map with one more integration, and go to its first question."""
        added = after.integrations[-1].id
        if self.redraw(after, words.say("Added: {what}.", what=added), pack):
            self.desk = desks.opened(self.desk, added) or self.desk

    def reload(self, pack: Pack, review: Review, said: str) -> None:
        """Go on with what is on the disk now, after something else wrote there."""
        desk = replace(self.desk, review=review)
        self.turn_to(desks.reloaded(desk, pack, self.desk.known), said=said)

    def catch_up(self, review: Review, pack: Pack | None) -> None:
        """Go on with what others wrote meanwhile; say who answered."""
        trouble, before = self.trouble, self.desk.review
        self.turn_to(desks.caught_up(self.desk, review, pack))
        self.tell(others.told(before, review))
        self.trouble = trouble  # an answer that is not saved still is not

    def turn_to(self, desk: Desk, changed: Shift | None = None, said: str = "") -> None:
        """Show another state; say what an answer opened and closed."""
        before = self.desk.review
        left = desk.met is not None and desk.met[0] != desk.at
        self.desk = replace(desk, met=None) if left else desk
        self.trouble = ""
        self.tell(" ".join(filter(None, (said, told_of(changed)))), "warn")
        self._mark_changed(before)

    def go(self, desk: Desk | None, nowhere: str = "") -> None:
        """Go to another question; where there is none, say so."""
        if desk is None:
            self.tell(nowhere)
        else:
            self.turn_to(desk)

    def tell(self, text: str, style: str = "muted") -> None:
        """Say what just happened."""
        self.told = Told(text, style)

    def _saving(
        self, work: Callable[[], tuple[Desk, Shift] | None]
    ) -> tuple[Desk, Shift] | None:
        self.trouble = ""
        try:
            return work()
        except ValueError as error:
            self.tell(words.say("Not saved: {error}", error=error), "bad")
        except Unusable as error:
            self._fail(error)
        return None

    def _fail(self, error: Unusable) -> None:
        self.trouble = " ".join(str(problem) for problem in error.problems)

    def _mark_changed(self, before: Review) -> None:
        """Note whose findings changed; where they are few, work them out at once."""
        review = self.desk.review
        if not self.whole or review is before:
            return
        harms = {harm.id for harm in self.desk.pack.scale.harms}
        for holder in changed_holders(before, review):
            changed = _questions_changed(before, review, holder)
            if holder != SERVICE:
                self.waiting.update(dict.fromkeys(touched(review, holder)))
            elif not changed <= harms:
                self.waiting[SERVICE] = None
        if before.subjects() != review.subjects():
            self.waiting.update(dict.fromkeys(review.subjects()))
        if self.waiting and len(self.waiting) <= AT_ONCE:
            self.work_out(AT_ONCE)

    def work_out(self, most: int = 1) -> None:
        """Work out the findings of some places that wait for it."""
        places = list(self.waiting)[:most]
        found = dict(worked_out(self.desk.pack, self.desk.review, places))
        if found:
            self.desk = replace(self.desk, known={**self.desk.known, **found})
        for place in places:
            del self.waiting[place]

    def fresh(self) -> Desk:
        """Give the desk without findings that no longer hold."""
        if not self.waiting:
            return self.desk
        known = {
            place: found
            for place, found in self.desk.known.items()
            if place not in self.waiting
        }
        return replace(self.desk, known=known)

    def felt_widely(self, one: Standing) -> bool:
        """Whether an answer is felt at so many places that no key should wait."""
        return len(felt_at(self.desk, one)) > AT_ONCE


def _questions_changed(before: Review, after: Review, holder: str) -> set[str]:
    old, new = before.answers.get(holder, {}), after.answers.get(holder, {})
    return {one for one in {*old, *new} if old.get(one) != new.get(one)}
