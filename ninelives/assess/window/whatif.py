"""The windows of an integration before and after a mitigation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


class Begun(NamedTuple):
    """How an integration delivers today, and on what that hangs."""

    asked: tuple[Standing, ...]
    scope: Mapping[Name, Value]
    before: Delivery
    reads: frozenset[Name]


def begun(checklist: Checklist, review: Review, subject: str) -> Begun | None:
    """Give how an integration delivers today; None where no mechanism applies."""
    if not blocks(checklist):
        return None
    asked, scope = standings(checklist, review, subject)
    before = delivered(checklist, subject, asked, scope)
    if before is None:
        return None
    return Begun(asked, scope, before, reads(checklist))


def each(checklist: Checklist, subject: str, now: Begun) -> Iterator[Effect]:
    """Give what each mitigation of a checklist would change in the windows."""
    for one in checklist.mitigations:
        if one.when is not None and one.when.truth(now.scope) is False:
            continue
        after = afterwards(checklist, subject, now.asked, now.scope, (one,), now.reads)
        yield from (
            effect for effect in _effects((one,), now.before, after) if effect.changed
        )


def afterwards(
    checklist: Checklist,
    subject: str,
    asked: Sequence[Standing],
    scope: Mapping[Name, Value],
    chosen: Iterable[Mitigation],
    looked_at: frozenset[Name] | None = None,
) -> Delivery | None:
    """Give how an integration delivers once mitigations are done.

    Args:
        checklist: that offers them.
        subject: the integration.
        asked: how its questions stand, as `standings` gives it.
        scope: what conditions see, as `standings` gives it.
        chosen: the mitigations.
        looked_at: what its windows hang on, as `reads` gives it, where it is at hand.

    Returns:
        None where they change nothing that the windows hang on.
    """
    now = _done(asked, scope, chosen)
    if now.touched.isdisjoint(looked_at or reads(checklist)):
        return None
    return delivered(checklist, subject, now.asked, now.scope)


def together(
    checklist: Checklist, subject: str, now: Begun, chosen: Iterable[Mitigation]
) -> tuple[Effect, ...]:
    """Give the windows before and after several mitigations, one a failure."""
    named = tuple(chosen)
    done = _done(now.asked, now.scope, named)
    after: Delivery | None = now.before
    if not done.touched.isdisjoint(now.reads):
        after = delivered(checklist, subject, done.asked, done.scope)
    return tuple(_effects(named, now.before, after))


class _Done(NamedTuple):
    """How questions stand once mitigations are done."""

    asked: tuple[Standing, ...]
    scope: Mapping[Name, Value]
    touched: frozenset[Name]
    """What an expression can see of it."""


def _done(
    asked: Sequence[Standing],
    scope: Mapping[Name, Value],
    chosen: Iterable[Mitigation],
) -> _Done:
    given = {one.question.id: one.answer for one in asked}
    said = {
        name: answered(to, given.get(name))
        for one in chosen
        for name, to in one.answers.items()
    }
    now, seen, changed = restood(asked, scope, said)
    # A choice bounds its question's number even where neither was a number before.
    bounded = frozenset(Name("values", name) for name in said)
    return _Done(now, seen, changed | bounded)


def _effects(
    chosen: Sequence[Mitigation], before: Delivery | None, after: Delivery | None
) -> Iterator[Effect]:
    if before is not None and after is not None:
        ids = tuple(one.id for one in chosen)
        for old, new in zip(before.windows, after.windows, strict=True):
            yield Effect(ids, old, new)
