"""The minutes of a session, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.agenda import Item, agenda
from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.assess.sat import Moved, Person, Sat, Told, sat
from ninelives.checklist.model import Pack
from ninelives.errors import unusable
from ninelives.report.escape import Markdown, joined, plain
from ninelives.report.wording import Wording
from ninelives.review import durable
from ninelives.review.bounds import kept_inside
from ninelives.review.model import Review
from ninelives.review.parked import load_parked
from ninelives.review.sitting import Sitting
from ninelives.review.spoken import spoken

HOME = "sessions"
"""The folder of a review that its minutes lie in."""
_MOST = 5
"""So many questions are named that come next."""


class Said(NamedTuple):
    """An answer that was given."""

    question: Markdown
    where: str
    says: Markdown
    """What was answered, and by whom where people differ."""
    by: str
    """Who answered; all of them where people differ."""
    owner: str
    """Who finds out, or empty."""
    due: str
    """Until when, or empty."""


class Change(NamedTuple):
    """A finding whose risk changed."""

    title: Markdown
    where: str
    before: str
    after: str


class Aside(NamedTuple):
    """Something that was parked."""

    says: str
    where: str
    by: str


class Minutes(NamedTuple):
    """What the template of the minutes sees."""

    service: str
    day: str
    began: str
    """HH:MM, UTC."""
    until: str
    minutes: int
    planned: int
    present: str
    before: str
    """The highest risk when it began."""
    after: str
    people: tuple[Person, ...]
    changes: tuple[Change, ...]
    answered: tuple[Said, ...]
    unknown: tuple[Said, ...]
    parked: tuple[Aside, ...]
    following: tuple[Said, ...]
    """What is gravest of what is open still."""
    left: int
    """How many questions are open still."""


def written(folder: Path, pack: Pack, review: Review, one: Sitting, until: str) -> str:
    """Give the minutes of a session, as of a moment.

    Raises:
        Unusable: what is parked can't be read.
    """
    from ninelives.report.markdown import render

    found = assess(pack, review, remainders=False)
    came = sat(found, one, load_parked(folder), until)
    return render(_page(found, came, agenda(found)), None, "minutes.md.j2")


def keep(folder: Path, one: Sitting, text: str) -> Path:
    """Write minutes into the review, and give their file.

    Raises:
        Unusable: they can't be written.
    """
    name = one.began[:16].replace("T", "-").replace(":", "")
    home = kept_inside(folder / HOME, folder)
    path = home / f"{name}.md"
    try:
        home.mkdir(exist_ok=True)
        durable.write(path, text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(path, f"can't be written: {reason}") from None
    return path


def _page(found: Assessment, came: Sat, items: Sequence[Item]) -> Minutes:
    wording = Wording(found, "")
    one = came.sitting
    return Minutes(
        service=found.review.service,
        day=one.began[:10],
        began=one.began[11:16],
        until=came.until[11:16],
        minutes=came.minutes,
        planned=one.minutes,
        present=", ".join(one.present),
        before=came.before,
        after=came.after,
        people=came.people,
        changes=tuple(_changes(found, came.moved, wording)),
        answered=tuple(_said(it, wording) for it in came.answered),
        unknown=tuple(_said(it, wording) for it in came.unknown),
        parked=tuple(
            Aside(it.says, wording.label(it.subject) if it.subject else "", it.by)
            for it in came.parked
        ),
        following=tuple(_next(it, wording) for it in items[:_MOST]),
        left=len(items),
    )


def _said(one: Told, wording: Wording) -> Said:
    asked = one.asked
    several = len(one.voices) > 1
    says = (
        joined(
            ": ",
            (
                *((it.by or "somebody",) if several else ()),
                wording.text(spoken(asked.question, it), asked.subject),
            ),
        )
        for it in one.voices
    )
    first = one.voices[0]
    return Said(
        wording.text(asked.question.ask, asked.subject),
        wording.label(asked.subject),
        joined(" / ", says),
        ", ".join(it.by or "somebody" for it in one.voices),
        first.owner,
        first.due,
    )


def _next(one: Item, wording: Wording) -> Said:
    asked = one.open
    return Said(
        wording.text(asked.question.ask, asked.seen_in),
        wording.label(asked.seen_in),
        plain(f"{asked.worst} risk rests on it" if asked.worst != "none" else ""),
        "",
        asked.answer.owner if asked.answer else "",
        asked.answer.due if asked.answer else "",
    )


def _changes(
    found: Assessment, moved: Sequence[Moved], wording: Wording
) -> Iterator[Change]:
    titles = {one.pitfall.id: one.pitfall.title for one in found.findings}
    titles.update((name, one.title) for name, one in found.pack.pitfalls.items())
    for one in moved:
        subject, _, pitfall = one.id.rpartition("/")
        yield Change(
            wording.text(titles.get(pitfall, pitfall), subject),
            wording.label(subject),
            one.before,
            one.after,
        )
