"""What waivers do to a difference: what is accepted counts as closed."""

from __future__ import annotations

from collections.abc import Sequence

from ninelives.assess.difference import Changed, Difference, by_gravity
from ninelives.assess.mixture import Piece, Side
from ninelives.assess.model import Finding
from ninelives.assess.risk import assess
from ninelives.assess.waived import ACCEPTED, Decision, Waived, waived
from ninelives.review.waivers import Waiver


def decided(side: Side, waivers: Sequence[Waiver], day: str) -> Waived:
    """Give what the waivers of one side mean on a day, YYYY-MM-DD."""
    if not waivers:
        return Waived({}, ())
    return waived(assess(side.pack, side.review), waivers, day)


def with_waivers(found: Difference, before: Waived, after: Waived) -> Difference:
    """Give a difference in which an accepted finding counts as closed.

    A finding that was accepted and is not any more is opened by its waiver: it
    expired, was triggered, or is gone. One that is accepted now is closed by it.
    """
    if not before.decisions and not after.decisions:
        return found
    changed = {one.id: one for one in found.changed}
    there = _present(found)
    same = found.same
    for name in dict.fromkeys((*before.decisions, *after.decisions)):
        old, new = before.decisions.get(name), after.decisions.get(name)
        was, now = _accepts(old), _accepts(new)
        if was == now or name not in there:
            continue
        one = changed.get(name) or there[name]
        if (now and one.before is None) or (was and one.after is None):
            continue  # it came accepted, or went while it was
        same -= name not in changed
        state = "granted" if now else new.state if new else "removed"
        changed[name] = one._replace(
            became="closed" if now else "opened",
            causes=(*one.causes, Piece("waiver", name, state)),
        )
    ordered = tuple(sorted(changed.values(), key=by_gravity))
    return found._replace(changed=ordered, same=same, waived=(before, after))


def _accepts(decision: Decision | None) -> bool:
    return decision is not None and decision.state == ACCEPTED


def _present(found: Difference) -> dict[str, Changed]:
    """Give every finding of either side as if nothing had become of it."""
    both: list[dict[str, Finding]] = [
        {one.id: one for one in assess(side.pack, side.review).findings}
        for side in (found.before, found.after)
    ]
    made = {}
    for name in dict.fromkeys((*both[0], *both[1])):
        old, new = both[0].get(name), both[1].get(name)
        one = new or old
        if one is not None:
            made[name] = Changed(name, one.subject, one.pitfall, "same", old, new, ())
    return made
