"""Loss windows as lines of plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.assess.window.comparison import Compared
from ninelives.assess.window.curve import bars
from ninelives.assess.window.model import Failure, Input
from ninelives.assess.window.summary import Row, Summary
from ninelives.assess.window.words import bound, named
from ninelives.review.model import Review
from ninelives.review.spoken import label


def lines(found: Summary, review: Review) -> Iterator[str]:
    """Give the windows of a review with what binds and lengthens each."""
    yield f"Your response: {found.response.span}"
    if found.response.unknown:
        yield f"  nobody answered: {', '.join(found.response.unknown)}"
    subject = ""
    for row in found.rows:
        if row.subject != subject:
            subject = row.subject
            yield ""
            yield f"{label(review, subject)} ({row.mechanism})"
        yield from _row(row)
    for one in found.silent:
        yield ""
        yield f"{label(review, one.subject)}: no window. {one.because}"


def _row(row: Row) -> Iterator[str]:
    yield f"  {row.failure.value}: {_times(row)}"
    yield f"    rests {row.rests}"
    for what, inputs in (("survives", row.survives_by), ("rescue", row.rescue_by)):
        number = bound(inputs)
        if number:
            yield f"    {what} bound by {number}"
    if row.bounded:
        yield f"    a range: {row.bounded}"
    if row.unknown:
        yield f"    unknown: {', '.join(map(_unknown, row.unknown))}"
    for lift in row.lifts:
        yield (
            f"    {lift.mitigation} ({lift.effort}): survives {lift.survives}, "
            f"rescue {lift.rescue}; {lift.margin.verdict}"
        )
    if row.together and len(row.lifts) > 1:
        survives, rescue = row.together
        yield f"    all of them: survives {survives}, rescue {rescue}"
    if row.failure is Failure.ERRORS:
        then = row.together[0] if row.together else row.survives
        after = then if then != row.survives else None
        yield from (f"    {line}" for line in bars(row.survives, after))


def _unknown(one: Input) -> str:
    """Say what nobody knows, and which question would tell."""
    asked = [it.key for it in one.reads if it.root in ("answers", "values")]
    keys = ", ".join(dict.fromkeys(asked))
    return f"{named(one.name)} (asked by {keys})" if keys else named(one.name)


def before_and_after(found: Sequence[Compared], review: Review) -> Iterator[str]:
    """Give what mitigations would change, window by window."""
    wide = max((len(name) for one in found for name in one.each), default=0)
    wide = max(wide, len("all of them"))
    for subject in dict.fromkeys(one.before.subject for one in found):
        own = [one for one in found if one.before.subject == subject]
        changed = [one for one in own if one.changed or one.each]
        yield ""
        yield f"{label(review, subject)}{'' if changed else ': nothing changes'}"
        for one in changed:
            yield f"  {one.before.failure.value}"
            yield f"    {'before':{wide}}  {_times(one.before)}"
            for name, row in one.each.items():
                yield f"    {name:{wide}}  {_times(row)}"
            if len(one.each) != 1 or not one.changed:
                yield f"    {'all of them':{wide}}  {_times(one.together)}"


def _times(row: Row) -> str:
    return f"survives {row.survives}, rescue {row.rescue}; {row.margin.verdict}"
