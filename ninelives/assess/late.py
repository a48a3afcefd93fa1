"""People who come too late: the finding that follows from a loss window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ninelives.assess.exposure import RANK
from ninelives.assess.model import Reason
from ninelives.assess.window.binding import binding
from ninelives.assess.window.model import Failure, Window
from ninelives.assess.window.response import Response, margin, response
from ninelives.assess.window.span import said
from ninelives.assess.window.whatif import Stood, afterwards
from ninelives.assess.window.windows import Delivery
from ninelives.assess.window.words import FAILS, bound
from ninelives.checklist.knowledge import LOSS_WINDOW, Pitfall
from ninelives.checklist.model import SERVICE, Mitigation, Pack
from ninelives.checklist.schema import EFFORTS
from ninelives.review.model import Review
from ninelives.review.standing import OPEN, Standing, Status

_UNPUBLISHED = "possible"
"""The exposure where only what the vendor does not publish decides."""
NOBODY = "nobody knows, so the worst of its range counts"
"""What is said in place of an answer."""
_GIVEN = frozenset({"answers", "values"})
"""What an expression reads answers by."""


class Lateness(NamedTuple):
    """How surely people come too late to one integration, and why."""

    exposure: str
    """certain where they would be if they began at once; likely where they are in
    their longest absence; possible where the vendor publishes too little to say."""
    assumed: bool
    """True where it would be milder if only what is known counted."""
    raised_by: tuple[Reason, ...]


def late_pitfall(pack: Pack) -> Pitfall | None:
    """Give the pitfall that follows from loss windows, or None without one."""
    found = (one for one in pack.pitfalls.values() if one.follows == LOSS_WINDOW)
    return next(found, None)


def lateness(now: Stood, review: Review) -> Lateness | None:
    """Give how surely people come too late, or None where they come in time.

    Args:
        now: how the questions about the integration stand.
        review: for how long the team needs.
    """
    found = now.delivery
    if found is None:
        return None
    needed = response(review)
    rated = [(_rated(found, one, needed), one) for one in found.windows]
    worst = max((RANK[how.exposure] for how, _ in rated), default=0)
    if worst == 0:
        return None
    gravest = [one for one in rated if RANK[one[0].exposure] == worst]
    level = gravest[0][0].exposure
    return Lateness(
        exposure=level,
        assumed=all(how.assumed for how, _ in gravest),
        raised_by=(
            *_sentences(found, rated, needed),
            *_answers(found, gravest[0][1], level, now.asked),
            *_response(review, needed, level),
        ),
    )


def exposure_after(
    now: Stood, review: Review, done: Iterable[Mitigation]
) -> str | None:
    """Give how surely people come too late once mitigations are done.

    Returns:
        The exposure, or None where they change nothing that the windows hang on.
    """
    found = afterwards(now, done)
    return None if found is None else _worst(found, response(review))


def lifts(
    now: Stood, review: Review, exposure: str
) -> Iterator[tuple[Mitigation, str]]:
    """Give what makes people come in time more surely, cheapest first.

    Returns:
        Each mitigation with the exposure it leaves; where none lowers it, those that
        give people longer.
    """
    before, needed = now.delivery, response(review)
    lower, longer = [], []
    for one, after in now.afterwards if before is not None else ():
        left = _worst(after, needed)
        if RANK[left] < RANK[exposure]:
            lower.append((one, left))
        elif before and _lengthens(before, after, needed) and left == exposure:
            longer.append((one, left))
    yield from sorted(
        lower or longer, key=lambda one: (EFFORTS.index(one[0].effort), RANK[one[1]])
    )


def _worst(found: Delivery, needed: Response) -> str:
    levels = (_rated(found, one, needed).exposure for one in found.windows)
    return max(levels, key=lambda level: RANK[level], default="none")


def _lengthens(before: Delivery, after: Delivery, needed: Response) -> bool:
    """Whether people have longer for a failure that they come too late to."""
    return any(
        (new.rescue.low, new.rescue.high) > (old.rescue.low, old.rescue.high)
        for old, new in zip(before.windows, after.windows, strict=True)
        if _rated(before, old, needed).exposure != "none"
    )


class _Rated(NamedTuple):
    exposure: str
    assumed: bool


def _rated(found: Delivery, window: Window, needed: Response) -> _Rated:
    worst = _level(window.rescue.low, needed.at_once.high, needed.span.high)
    best = _level(window.rescue.high, needed.at_once.low, needed.span.low)
    if worst == best:
        return _Rated(worst, assumed=False)
    if needed.unknown or window.deciding(found.hop(window).inputs):
        return _Rated(worst, assumed=True)
    known = max(best, _UNPUBLISHED, key=lambda level: RANK[level])
    return _Rated(known, assumed=False)


def _level(rescue: float, at_once: float, whole: float) -> str:
    if rescue >= whole:
        return "none"
    return "certain" if rescue < at_once else "likely"


def _sentences(
    found: Delivery, rated: Sequence[tuple[_Rated, Window]], needed: Response
) -> Iterator[Reason]:
    """Give one sentence for all failures that end alike, the gravest first."""
    alike: dict[tuple[_Rated, str], list[Window]] = {}
    for how, window in sorted(rated, key=lambda one: -RANK[one[0].exposure]):
        if how.exposure != "none":
            ending = _ending(found, window, needed)
            alike.setdefault((how, ending), []).append(window)
    for (how, ending), windows in alike.items():
        named = ", ".join(FAILS[one.failure].lower() for one in windows)
        because = f"{named.capitalize()}: {_beginning(windows)}{ending}"
        yield Reason(how.exposure, because, found.subject, assumed=how.assumed)


def _beginning(windows: Sequence[Window]) -> str:
    """Say what is survived with nobody acting; one bad event never is."""
    spans = [one.survives for one in windows if one.failure is not Failure.POISON]
    if not spans:
        return ""
    return f"survived for {min(spans, key=lambda one: (one.low, one.high))}, "


def _ending(found: Delivery, window: Window, needed: Response) -> str:
    survives_by, rescue_by = binding(found, window)
    left = margin(window, needed)
    number = bound(rescue_by or survives_by)
    return (
        f"to be had back within {window.rescue}. The team needs {needed.span}"
        + (" (not all of it answered)" if needed.unknown else "")
        + f": too late by {said(-left.low)}"
        + (" at worst. " if left.verdict == "unsure" else ". ")
        + (f"Decided by: {number}." if number else "No setting gives people longer.")
    )


def _answers(
    found: Delivery, window: Window, level: str, asked: Sequence[Standing]
) -> Iterator[Reason]:
    """Give the answers that bind a window, and those it lacks."""
    survives_by, rescue_by = binding(found, window)
    binds = (rescue_by or survives_by)[:1]
    named = (*binds, *window.deciding(found.hop(window).inputs))
    keys = {name.key for one in named for name in one.reads if name.root in _GIVEN}
    for one in asked:
        if one.question.id in keys:
            yield from _given(one, level)


def _given(one: Standing, level: str) -> Iterator[Reason]:
    question, answer = one.question, one.answer
    if one.status in OPEN:
        yield Reason(level, NOBODY, one.holder, question.id, assumed=True)
    elif one.status is Status.ANSWERED and answer is not None:
        choice = question.choice(answer.choice)
        yield Reason(
            exposure=level,
            because=choice.says if choice else answer.choice,
            subject=one.holder,
            question=question.id,
            choice=answer.choice,
            origin=answer.origin,
        )


def _response(review: Review, needed: Response, level: str) -> Iterator[Reason]:
    """Give the questions about the team's own time that somebody could not answer."""
    for question in needed.unknown:
        if review.answer(SERVICE, question) is not None:
            yield Reason(level, NOBODY, SERVICE, question, assumed=True)
