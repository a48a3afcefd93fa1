"""The windows of an integration before and after a mitigation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ninelives.assess.window.model import Window
from ninelives.assess.window.windows import Delivery, blocks, delivered, reads
from ninelives.checklist.expression import Name
from ninelives.checklist.model import Checklist, Mitigation
from ninelives.checklist.truth import Value
from ninelives.review.model import Review, answered
from ninelives.review.standing import Standing, restood, standings


@dataclass(frozen=True, slots=True)
class Effect:
    """What one mitigation, or several together, do to one window."""

    mitigations: tuple[str, ...]
    before: Window
    after: Window

    @property
    def changed(self) -> bool:
        """Whether anything is different."""
        return (self.before.survives, self.before.rescue) != (
            self.after.survives,
            self.after.rescue,
        )


class Stood:
    """How the questions about an integration stand, and how it delivers then.

    What its windows come to is worked out when it is first asked for, and once.
    """

    def __init__(
        self,
        checklist: Checklist,
        subject: str,
        asked: tuple[Standing, ...],
        scope: Mapping[Name, Value],
    ) -> None:
        """Take an integration's id, and what `standings` gives of its questions."""
        self.checklist = checklist
        self.subject = subject
        self.asked = asked
        self.scope = scope

    @cached_property
    def delivery(self) -> Delivery | None:
        """How it delivers today; None where no mechanism applies."""
        if not blocks(self.checklist):
            return None
        return delivered(self.checklist, self.subject, self.asked, self.scope)

    @cached_property
    def looked_at(self) -> frozenset[Name]:
        """The names its windows hang on."""
        return reads(self.checklist)

    @cached_property
    def afterwards(self) -> tuple[tuple[Mitigation, Delivery], ...]:
        """How it delivers after each mitigation that changes what the windows read."""
        hung = _hanging(self.checklist, {name.key for name in self.looked_at})
        found = []
        for one in self.checklist.mitigations:
            if hung.isdisjoint(one.answers):
                continue
            if one.when is not None and one.when.truth(self.scope) is False:
                continue
            after = afterwards(self, (one,))
            if after is not None:
                found.append((one, after))
        return tuple(found)


def stood(checklist: Checklist, review: Review, subject: str) -> Stood:
    """Give how the questions about an integration stand."""
    return Stood(checklist, subject, *standings(checklist, review, subject))


def each(now: Stood) -> Iterator[Effect]:
    """Give what each mitigation of a checklist would change in the windows."""
    for one, after in now.afterwards:
        yield from (
            effect for effect in _effects((one,), now.delivery, after) if effect.changed
        )


def _hanging(checklist: Checklist, questions: Collection[str]) -> set[str]:
    """Give questions, and those that decide whether one of them is asked."""
    found = set(questions)
    for one in reversed(checklist.questions):  # a question comes after what it needs
        if one.id in found and one.when is not None:
            found.update(name.key for name in one.when.names)
    return found


def afterwards(now: Stood, chosen: Iterable[Mitigation]) -> Delivery | None:
    """Give how an integration delivers once mitigations are done.

    Returns:
        None where they change nothing that the windows hang on.
    """
    then = _done(now, chosen)
    if then.touched.isdisjoint(now.looked_at):
        return None
    return delivered(now.checklist, now.subject, then.asked, then.scope)


def together(now: Stood, chosen: Iterable[Mitigation]) -> tuple[Effect, ...]:
    """Give the windows before and after several mitigations, one a failure."""
    named = tuple(chosen)
    after = afterwards(now, named) or now.delivery
    return tuple(_effects(named, now.delivery, after))


class _Done(NamedTuple):
    """How questions stand once mitigations are done."""

    asked: tuple[Standing, ...]
    scope: Mapping[Name, Value]
    touched: frozenset[Name]
    """What an expression can see of it."""


def _done(now: Stood, chosen: Iterable[Mitigation]) -> _Done:
    given = {one.question.id: one.answer for one in now.asked}
    said = {
        name: answered(to, given.get(name))
        for one in chosen
        for name, to in one.answers.items()
    }
    asked, scope, changed = restood(now.asked, now.scope, said)
    # A choice bounds its question's number even where neither was a number before.
    bounded = frozenset(Name("values", name) for name in said)
    return _Done(asked, scope, changed | bounded)


def _effects(
    chosen: Sequence[Mitigation], before: Delivery | None, after: Delivery | None
) -> Iterator[Effect]:
    if before is not None and after is not None:
        ids = tuple(one.id for one in chosen)
        for old, new in zip(before.windows, after.windows, strict=True):
            yield Effect(ids, old, new)
