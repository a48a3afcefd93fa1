"""The loss windows of a whole review, before and after mitigations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ninelives.assess.window.comparison import done_by
from ninelives.assess.window.path import Flow
from ninelives.assess.window.summary import Row, Summary, summary
from ninelives.assess.window.words import FAILS
from ninelives.checklist.schema import EFFORTS
from ninelives.review.interview import fill

from .desk import Desk
from .views import where

_LONGEST = 200
"""So many flows are listed; a map that large is read by integration."""


class Offer(NamedTuple):
    """A mitigation that changes a window somewhere."""

    id: str
    title: str
    effort: str
    windows: int
    """How many windows it changes."""


class Weak(NamedTuple):
    """Where one flow gives way first."""

    stations: tuple[str, ...]
    """What to call the integrations it takes."""
    places: tuple[tuple[str, str, str, str], ...]
    """Failure, integration, survives, rescue."""
    subject: str
    """Where it gives way first to a consumer that fails, else to anything."""


@dataclass(frozen=True, slots=True)
class Lasts:
    """The loss windows as things stand, and once some mitigations are done."""

    desk: Desk
    now: Summary
    then: Summary
    done: tuple[str, ...] = ()
    """Ids of the mitigations that are taken for done."""

    def row(self, row_id: str) -> tuple[Row, Row] | None:
        """Give a window before and after by its id; None where it is none."""
        now, then = (_found(one.rows, row_id) for one in (self.now, self.then))
        return None if then is None else (now or then, then)

    def place(self, row_id: str) -> str:
        """Give the integration of a row: of a window, a flow, or one without any."""
        kind, _, rest = row_id.partition(":")
        if kind == "flow":
            return self.weak()[int(rest)].subject
        return rest.partition("/")[0]

    def called(self, subject: str) -> str:
        """Give what to call an integration."""
        return where(self.desk, subject)

    def filled(self, text: str, subject: str) -> str:
        """Give a checklist's text with the names of an integration."""
        return fill(text, self.desk.pack, self.desk.review, subject)

    def offers(self) -> tuple[Offer, ...]:
        """Give the mitigations that change a window, the cheapest first."""
        found: dict[str, Offer] = {}
        for row in self.now.rows:
            for lift in row.lifts:
                title = self.filled(lift.title, row.subject)
                before = found.get(lift.mitigation)
                offer = before or Offer(lift.mitigation, title, lift.effort, 0)
                found[offer.id] = offer._replace(windows=offer.windows + 1)
        return tuple(sorted(found.values(), key=_cheapest))

    def weak(self) -> tuple[Weak, ...]:
        """Give the weakest place of each flow of more than one integration."""
        return tuple(self._weak(one) for one in self.then.flows if one.weakest)[
            :_LONGEST
        ]

    def _weak(self, flow: Flow) -> Weak:
        return Weak(
            tuple(map(self.called, flow.integrations)),
            tuple(
                (
                    FAILS[one.failure],
                    self.called(one.subject),
                    str(one.survives),
                    str(one.rescue),
                )
                for one in flow.weakest
            ),
            flow.weakest[0].subject,
        )

    def with_done(self, done: Collection[str]) -> Lasts:
        """Give the same once other mitigations are done."""
        if not done:
            return replace(self, then=self.now, done=())
        review = done_by(self.desk.pack, self.desk.review, done)
        then = summary(self.desk.pack, review)
        return replace(self, then=then, done=tuple(done))


def _found(rows: Sequence[Row], row_id: str) -> Row | None:
    return next((one for one in rows if id_of(one) == row_id), None)


def _cheapest(one: Offer) -> tuple[int, int]:
    return EFFORTS.index(one.effort), -one.windows


def lasts_of(desk: Desk) -> Lasts:
    """Give the loss windows of a review as it stands."""
    found = summary(desk.pack, desk.review)
    return Lasts(desk, found, found)


def id_of(row: Row) -> str:
    """Give the id of a window's row."""
    return f"window:{row.subject}/{row.failure.value}"


def late_ones(rows: Sequence[Row]) -> Iterator[Row]:
    """Give the windows in which people come too late, or may."""
    yield from (row for row in rows if row.margin.verdict != "safe")
