"""What can be found, and which of it is of a kind: `is:unknown`, `is:mine`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ninelives.assess.contradicted import code_against
from ninelives.errors import nearest
from ninelives.review.interview import Key, fill, key_of
from ninelives.review.standing import TO_ASK, Standing, Status

from ..desk import Desk
from ..views import letter, where
from ..widgets.map import Progress
from .findings import all_findings, question_behind

KINDS = ("unanswered", "unknown", "stale", "disputed", "contradicted", "mine")
"""What questions can be asked for by, in the order in which a key goes through them."""
IS = "is:"
"""What a kind is typed behind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found."""

    text: str
    aside: str
    mark: str
    style: str
    goes_to: Key | str
    """A question, or an integration or component."""
    said: str = ""
    """What was answered and noted; it is looked through and not shown."""
    kinds: frozenset[str] = frozenset()

    @property
    def sought(self) -> str:
        """What the letters are looked for in."""
        return f"{self.text} {self.aside}".casefold()

    @property
    def behind(self) -> str:
        """What words, but no letters with others between, are looked for in."""
        return f"{self.sought} {self.said.casefold()}"


def entries(desk: Desk) -> Iterator[Entry]:
    """Give all that can be found: integrations, then questions, then findings."""
    for subject, found in desk.asked.by_subject.items():
        if found:
            done = sum(one.status not in TO_ASK for one in found)
            aside = f"{done} of {len(found)} answered"
            yield Entry(where(desk, subject), aside, "▪", "accent", subject)
    for one in desk.asked.interview.items:
        yield _question(desk, one)
    for finding in all_findings(desk):
        yield Entry(
            finding.pitfall.title,
            where(desk, finding.subject),
            letter(desk, finding.risk),
            finding.risk,
            question_behind(desk, finding) or finding.subject,
            said=finding.id,
        )


def _question(desk: Desk, one: Standing) -> Entry:
    mark = Progress.OPEN if one.status in TO_ASK else Progress.DONE
    return Entry(
        text=fill(one.question.ask, desk.pack, desk.review, one.subject),
        aside=where(desk, one.subject),
        mark=mark.value,
        style="",
        goes_to=key_of(one),
        said=" ".join(_said(one)),
        kinds=frozenset(kinds_of(one, desk.by)),
    )


def _said(one: Standing) -> Iterator[str]:
    """Give the words of an answer: its choice, its note, who finds out."""
    for voice in one.answer.voices if one.answer else ():
        choice = one.question.choice(voice.choice)
        yield choice.says if choice else voice.choice
        yield from (voice.note, voice.owner, voice.by)
    yield one.question.id


def kinds_of(one: Standing, me: str) -> Iterator[str]:
    """Give what a question can be asked for by, to the one who asks."""
    if one.status in (Status.UNANSWERED, Status.UNKNOWN, Status.STALE, Status.DISPUTED):
        yield one.status.value
    if one.answer is not None:
        if code_against(one.answer) is not None:
            yield "contradicted"
        if any(me and voice.owner == me for voice in one.answer.voices):
            yield "mine"


def parted(typed: str) -> tuple[frozenset[str], list[str]]:
    """Give the kinds that were typed, known or not, and the other words."""
    words = typed.casefold().split()
    kinds = frozenset(one.removeprefix(IS) for one in words if one.startswith(IS))
    return kinds - {""}, [one for one in words if not one.startswith(IS)]


def following(typed: str) -> str:
    """Give what was typed with the next kind in it; after the last, with none."""
    kinds, words = parted(typed)
    at = max((KINDS.index(one) for one in kinds if one in KINDS), default=-1)
    kind = (*KINDS, "")[at + 1]
    return " ".join((f"{IS}{kind}", *words) if kind else words) + (" " * bool(kind))


def fits(wanted: Iterable[str], kinds: Iterable[str]) -> bool:
    """Whether each that is wanted, or begun to be typed, is among the kinds."""
    return all(any(one.startswith(begun) for one in kinds) for begun in wanted)


def wrong(kinds: frozenset[str]) -> str:
    """Say which kind there is not, and what there is; empty where all are there."""
    odd = sorted(one for one in kinds if not fits({one}, KINDS))
    if not odd:
        return ""
    near = nearest(odd[0], KINDS)
    meant = f"; did you mean {IS}{near}?" if near else "."
    known = ", ".join(f"{IS}{one}" for one in KINDS)
    return f"There is no {IS}{odd[0]}{meant} There are {known}."
