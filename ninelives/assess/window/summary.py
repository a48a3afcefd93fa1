"""The loss windows of a whole review as one plain result that every writer shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ninelives.assess.window.binding import binding
from ninelives.assess.window.model import Failure, Input, Window
from ninelives.assess.window.path import Flow, flows
from ninelives.assess.window.response import Margin, Response, margin, response
from ninelives.assess.window.span import Span
from ninelives.assess.window.whatif import Effect, Stood, each, stood, together
from ninelives.assess.window.windows import Delivery, why_none
from ninelives.checklist.model import Mitigation, Pack
from ninelives.checklist.schema import EFFORTS
from ninelives.review.model import Review
from ninelives.review.standing import checklist_of


@dataclass(frozen=True, slots=True)
class Lift:
    """What one mitigation does to one window."""

    mitigation: str
    title: str
    effort: str
    """small, medium or large."""
    survives: Span
    """What is survived once it is done."""
    rescue: Span
    margin: Margin


@dataclass(frozen=True, slots=True)
class Row:
    """What one failure does to one integration."""

    subject: str
    """The integration's id."""
    mechanism: str
    failure: Failure
    survives: Span
    rescue: Span
    rests: str
    bounded: str
    """Why it is a range although every input is known, or empty."""
    survives_by: tuple[Input, ...]
    """Inputs that bind what is survived, the one whose change adds most first."""
    rescue_by: tuple[Input, ...]
    unknown: tuple[Input, ...]
    """Inputs nobody knows that make it a range."""
    margin: Margin
    """Rescue less the team's response."""
    lifts: tuple[Lift, ...]
    """What each mitigation would change, cheapest first."""
    together: tuple[Span, Span] | None
    """Survives and rescue once all of them are done; None where nothing changes."""

    @property
    def finding(self) -> bool:
        """Whether people can be too late."""
        return self.margin.low < 0


@dataclass(frozen=True, slots=True)
class Silent:
    """An integration without a window, and why."""

    subject: str
    because: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The loss windows of a review."""

    response: Response
    rows: tuple[Row, ...]
    """By integration in map order, then by failure."""
    flows: tuple[Flow, ...]
    silent: tuple[Silent, ...]

    def of(self, subject: str) -> tuple[Row, ...]:
        """Give the rows of one integration."""
        return tuple(row for row in self.rows if row.subject == subject)

    @property
    def findings(self) -> tuple[Row, ...]:
        """Give the rows in which people can be too late, the shortest rescue first."""
        late = [row for row in self.rows if row.finding]
        return tuple(sorted(late, key=lambda row: (row.rescue.low, row.survives.low)))


def summary(
    pack: Pack, review: Review, known: Mapping[str, Stood] | None = None
) -> Summary:
    """Give the loss windows of a review; same review and pack, same result.

    Args:
        pack: with the checklists.
        review: all answers.
        known: by its id how an integration stands, where that is at hand.
    """
    needed = response(review)
    rows: list[Row] = []
    silent: list[Silent] = []
    found: list[Delivery] = []
    for integration in review.integrations:
        now = (known or {}).get(integration.id) or _stood(pack, review, integration.id)
        if now is None or now.delivery is None:
            because = "no checklist is loaded for it"
            if now is not None:
                because = why_none(now.checklist)
            silent.append(Silent(integration.id, because))
            continue
        found.append(now.delivery)
        effects = tuple(each(now))
        mitigations = now.checklist.mitigations
        helps = {one.mitigations[0] for one in effects}
        whole = together(now, (one for one in mitigations if one.id in helps))
        by_id = {one.id: one for one in mitigations}
        rows += _rows(now.delivery, effects, whole, by_id, needed)
    return Summary(needed, tuple(rows), flows(review, found), tuple(silent))


def _stood(pack: Pack, review: Review, subject: str) -> Stood | None:
    checklist = checklist_of(pack, review, subject)
    return None if checklist is None else stood(checklist, review, subject)


def _rows(
    found: Delivery,
    effects: Sequence[Effect],
    whole: Sequence[Effect],
    known: Mapping[str, Mitigation],
    needed: Response,
) -> Iterator[Row]:
    for window in found.windows:
        survives_by, rescue_by = binding(found, window)
        after = [one for one in whole if one.before.failure is window.failure]
        changed = [one for one in after if one.changed]
        yield Row(
            subject=found.subject,
            mechanism=found.mechanism,
            failure=window.failure,
            survives=window.survives,
            rescue=window.rescue,
            rests=window.rests,
            bounded=window.bounded,
            survives_by=survives_by,
            rescue_by=rescue_by,
            unknown=window.deciding(found.hop(window).inputs),
            margin=margin(window, needed),
            lifts=tuple(_lifts(window, effects, known, needed)),
            together=(changed[0].after.survives, changed[0].after.rescue)
            if changed
            else None,
        )


def _lifts(
    window: Window,
    effects: Sequence[Effect],
    known: Mapping[str, Mitigation],
    needed: Response,
) -> Iterator[Lift]:
    offers = [one for one in effects if one.before.failure is window.failure]
    offers.sort(key=lambda one: EFFORTS.index(known[one.mitigations[0]].effort))
    for one in offers:
        mitigation = known[one.mitigations[0]]
        yield Lift(
            mitigation=mitigation.id,
            title=mitigation.title,
            effort=mitigation.effort,
            survives=one.after.survives,
            rescue=one.after.rescue,
            margin=margin(one.after, needed),
        )
