"""The windows of an integration before and after a mitigation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ninelives.assess.risk import mitigated
from ninelives.assess.window.model import Window
from ninelives.assess.window.windows import delivery
from ninelives.checklist.model import Checklist, Mitigation
from ninelives.review.model import Review


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


def each(checklist: Checklist, review: Review, subject: str) -> Iterator[Effect]:
    """Give what each mitigation of a checklist would change in the windows."""
    for one in checklist.mitigations:
        found = together(checklist, review, subject, (one,))
        yield from (effect for effect in found if effect.changed)


def together(
    checklist: Checklist, review: Review, subject: str, chosen: Iterable[Mitigation]
) -> tuple[Effect, ...]:
    """Give the windows before and after several mitigations, one a failure."""
    named = tuple(chosen)
    done = review
    for one in named:
        done = mitigated(checklist, done, subject, one)
    before = delivery(checklist, review, subject)
    after = delivery(checklist, done, subject)
    if before is None or after is None:
        return ()
    ids = tuple(one.id for one in named)
    pairs = zip(before.windows, after.windows, strict=True)
    return tuple(Effect(ids, old, new) for old, new in pairs)
