"""One person working on a review: every answer is stamped, checked, on disk at once.

The app, the plain mode and an answers file all answer through here, so that the
same answers give the same files.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ninelives.checklist.model import Pack
from ninelives.review import store
from ninelives.review.interview import Interview, Shift, given, interview, order, shift
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing

_ELEVEN_DIGITS = re.compile("[0-9]{1,11}")


@dataclass(frozen=True, slots=True)
class Session:
    """A review that is being worked on; each answer gives a new one."""

    folder: Path
    pack: Pack
    review: Review
    by: str
    """Who answers."""
    packs: tuple[Path, ...] = ()
    """Packs that take the place of those the review names."""

    @property
    def interview(self) -> Interview:
        """What there is to ask, as things stand."""
        return interview(self.pack, self.review)


def answer(
    session: Session, one: Standing, said: Answer | None
) -> tuple[Session, Shift]:
    """Take an answer, or take one back where it is None; it is on disk on return.

    Returns:
        The session with the answer in it, and what it opened and closed.

    Raises:
        ValueError: the answer does not fit the question; said in words for a person.
        Unusable: it could not be saved; names the recovery file that keeps it.
    """
    if said is not None:
        said = replace(said, by=said.by or session.by, at=said.at or now())
        said = given(one, said)
    before = session.review
    question = one.question.id
    places = order(session.pack, before, one.holder)
    after = store.save_answer(
        session.folder, before, one.holder, question, said, places
    )
    changed = shift(interview(session.pack, before), interview(session.pack, after))
    return replace(session, review=after), changed


def now() -> str:
    """Give the time as YYYY-MM-DDTHH:MM:SSZ; SOURCE_DATE_EPOCH fixes it.

    One that is no number of seconds before the year 5138 fixes nothing.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(fixed) if _ELEVEN_DIGITS.fullmatch(fixed) else time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def author(environment: Mapping[str, str] | None = None) -> str:
    """Give the name that answers are kept under: NINELIVES_BY, else the login name."""
    known = os.environ if environment is None else environment
    for name in ("NINELIVES_BY", "USER", "LOGNAME", "USERNAME"):
        if known.get(name):
            return known[name]
    return ""
