"""Takes steps back, and takes them again: answers, and changes of the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ninelives.checklist.model import Pack
from ninelives.review import store
from ninelives.review.interview import Key, Shift
from ninelives.review.model import Answer, Review
from ninelives.review.remap import applied, remap
from ninelives.review.standing import Standing

from .desk import Desk, Step, reloaded, saved


def remapped(desk: Desk, after: Review, pack: Pack | None = None) -> Desk:
    """Save a changed map, and go on with it; a step that can be undone.

    Takes the checklists, too, where the map needs others than before.

    Raises:
        Unusable: it could not be saved; names the recovery file that keeps it.
    """
    step = Step(desk.at, None, None, map=remap(desk.review, after))
    new = _mapped(replace(desk, pack=pack or desk.pack), after)
    return replace(new, done=(*desk.done, step), undone=())


def _mapped(desk: Desk, after: Review) -> Desk:
    review = store.save_map(desk.folder, desk.review, after)
    return reloaded(replace(desk, review=review), desk.pack, desk.known)


def undone(desk: Desk) -> tuple[Desk, Shift] | None:
    """Take the last step back; None where there is none. Raises `Unusable`."""
    steps = _latest(desk, desk.done)
    if not steps:
        return None
    after, changed = _retraced(desk, steps[-1], back=True)
    return replace(after, done=steps[:-1], undone=(*desk.undone, steps[-1])), changed


def redone(desk: Desk) -> tuple[Desk, Shift] | None:
    """Take the step undone last again; None where none was. Raises `Unusable`."""
    steps = _latest(desk, desk.undone)
    if not steps:
        return None
    after, changed = _retraced(desk, steps[-1], back=False)
    return replace(after, undone=steps[:-1], done=(*desk.done, steps[-1])), changed


def _retraced(desk: Desk, step: Step, *, back: bool) -> tuple[Desk, Shift]:
    if step.map is not None:
        change = step.map.reverse if back else step.map
        return _mapped(desk, applied(desk.review, change)), Shift((), ())
    if back:
        changes = [(one.at, one.before, one.after) for one in reversed(step.each)]
    else:
        changes = [(one.at, one.after, one.before) for one in step.each]
    return _all_saved(desk, changes)


def _latest(desk: Desk, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give the steps up to the last that changed the map, or whose question applies."""
    while steps and not _applies(desk, steps[-1]):
        steps = steps[:-1]
    return steps


def _applies(desk: Desk, step: Step) -> bool:
    return step.map is not None or any(desk.asked.find(one.at) for one in step.each)


def _all_saved(
    desk: Desk, changes: Iterable[tuple[Key | None, Answer | None, Answer | None]]
) -> tuple[Desk, Shift]:
    """Save answers where each question applies: where, what, and instead of what."""
    opened_: tuple[Standing, ...] = ()
    closed: tuple[Standing, ...] = ()
    for at, said, seen in changes:
        one = desk.asked.find(at)
        if one is not None:
            desk, changed = saved(desk, one, said, (seen,))
            opened_, closed = opened_ + changed.opened, closed + changed.closed
    return desk, Shift(opened_, closed)
