"""What a choice would do to the loss windows, worked out between the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.assess.preview import touched
from ninelives.assess.window.model import Window
from ninelives.assess.window.response import Response, margin, response
from ninelives.assess.window.span import Span
from ninelives.assess.window.windows import Delivery, delivery
from ninelives.assess.window.words import FAILS
from ninelives.checklist.model import SERVICE
from ninelives.review.interview import fill
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing, checklist_of

from .desk import Desk
from .outcomes import AT_ONCE, Held, Lasting
from .views import where


def lasting(desk: Desk, one: Standing, said: Answer) -> Iterator[Lasting]:
    """Give the loss windows an answer touches, now and once it is given.

    The integration that is asked about comes always, at most a few others where the
    answer changes something. The service has no window.
    """
    if one.holder == SERVICE:
        return
    if one.answer is not None and one.answer.choice == said.choice:
        said = one.answer  # with the number that was measured
    then = desk.review.with_answer(one.holder, one.question.id, said)
    edges = {edge.id for edge in desk.review.integrations}
    others = [at for at in touched(desk.review, one.holder) if at in edges]
    own = [one.subject] if one.subject in edges else []
    for place in dict.fromkeys((*own, *others[:AT_ONCE])):
        found = _at(desk, then, place)
        if place == one.subject:
            yield found
        elif any(any(held.turns) for held in found.held):
            yield found._replace(where=where(desk, place))


def _at(desk: Desk, then: Review, place: str) -> Lasting:
    before, after = (_delivery(desk, one, place) for one in (desk.review, then))
    if before is None or after is None:
        return Lasting("", (), _because(desk, place))
    needed = response(then)
    alike: dict[tuple[object, ...], list[Held]] = {}
    for old, new in zip(before.windows, after.windows, strict=True):
        held = _held(old, new, after, needed)
        alike.setdefault(tuple(held[1:]), []).append(held)
    return Lasting("", tuple(map(_together, alike.values())))


def _delivery(desk: Desk, review: Review, place: str) -> Delivery | None:
    checklist = checklist_of(desk.pack, review, place)
    return delivery(checklist, review, place) if checklist else None


def _because(desk: Desk, place: str) -> str:
    checklist = checklist_of(desk.pack, desk.review, place)
    said = str(checklist.delivery.get("because", "")) if checklist else ""
    return fill(said, desk.pack, desk.review, place)


def _held(old: Window, new: Window, after: Delivery, needed: Response) -> Held:
    return Held(
        FAILS[new.failure],
        (str(old.survives), str(new.survives)),
        (str(old.rescue), str(new.rescue)),
        (_turn(old.survives, new.survives), _turn(old.rescue, new.rescue)),
        margin(new, needed).verdict,
        tuple(one.name for one in new.deciding(after.inputs)),
    )


def _together(alike: Sequence[Held]) -> Held:
    """Give what is the same for several failures once."""
    first, *more = (one.failures for one in alike)
    return alike[0]._replace(failures=", ".join((first, *map(str.lower, more))))


def _turn(old: Span, new: Span) -> int:
    before, after = (old.low, old.high), (new.low, new.high)
    return (after > before) - (after < before)
