"""Findings and what was decided about each: open, accepted, waived or done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ninelives import words
from ninelives.assess.decide import by_finding
from ninelives.assess.model import Assessment, Finding
from ninelives.assess.risk import RISK_RANK
from ninelives.assess.waived import ACCEPTED as HOLDS
from ninelives.assess.waived import EXPIRED, Decision, waived
from ninelives.review.actions import DONE as CLOSED
from ninelives.review.actions import OPEN as TO_DO
from ninelives.review.actions import Action, load_actions
from ninelives.review.session import now
from ninelives.review.waivers import Waiver, load_waivers

from ..desk import Desk
from ..dialogs.findings import all_findings
from ..views import where

OPEN, ACCEPTED, WAIVED, DONE = "open", "accepted", "waived", "done"
STATUSES = (OPEN, ACCEPTED, WAIVED, DONE)
NOBODY = "nobody"
"""Whom a finding without an owner is listed under."""
COLUMNS = ("risk", "way", "harm", "owner", "status")
"""What findings are sorted and filtered by."""


class Decided(NamedTuple):
    """What a team wrote about its findings."""

    waivers: tuple[Waiver, ...] = ()
    actions: tuple[Action, ...] = ()


class Row(NamedTuple):
    """A finding, or one that was there and is mended."""

    id: str
    finding: Finding | None
    """None: it is not there any more."""
    action: Action | None
    """What is to be done, or was done, about it."""
    decision: Decision | None
    """The waiver that fits it."""
    title: str
    where: str
    risk: str
    way: str
    """How its way is called."""
    harm: str
    owner: str
    status: str

    def value(self, column: str) -> str:
        """Give what it says in one of `COLUMNS`."""
        said: str = getattr(self, column)
        return said


@dataclass(frozen=True, slots=True)
class Look:
    """How the findings are looked at; kept while the review is open."""

    sort: str = "risk"
    only: Mapping[str, str] = field(default_factory=dict)
    """Column → the one value that is shown."""
    dialect: str = ""
    """Whose snippets are shown; empty: the review's own."""
    at: str = ""
    """The id of the marked row."""


def decided(folder: Path) -> Decided:
    """Read what was decided; raises `Unusable`."""
    return Decided(load_waivers(folder), load_actions(folder))


def rows(desk: Desk, said: Decided) -> tuple[Row, ...]:
    """Give the findings and what was mended, the gravest first."""
    found = all_findings(desk)
    accepted = waived(_assessment(desk, found), said.waivers, now()[:10]).decisions
    actions = by_finding(said.actions)
    open_ = [_row(desk, one, actions, accepted) for one in found]
    there = {one.id for one in found}
    gone = [one for one in actions.values() if one.finding not in there]
    return (*open_, *(_mended(desk, one) for one in gone if one.state == CLOSED))


def _assessment(desk: Desk, found: tuple[Finding, ...]) -> Assessment:
    """Give as much of an assessment as waivers are held against."""
    risk = found[0].risk if found else "none"
    return Assessment(
        desk.pack, desk.review, desk.known, found, (), (), risk, asked=0, answered=0
    )


def _row(
    desk: Desk,
    one: Finding,
    actions: Mapping[str, Action],
    accepted: Mapping[str, Decision],
) -> Row:
    action, decision = actions.get(one.id), accepted.get(one.id)
    to_do = action is not None and action.state == TO_DO
    held = decision is not None and decision.state == HOLDS
    owner = action.owner if action and to_do else ""
    if held and not owner and decision:
        owner = decision.waiver.approver
    return Row(
        id=one.id,
        finding=one,
        action=action,
        decision=decision,
        title=one.pitfall.title,
        where=where(desk, one.subject),
        risk=one.risk,
        way=_way(desk, one.pitfall.way),
        harm=one.harm,
        owner=owner or NOBODY,
        status=WAIVED if held else ACCEPTED if to_do else OPEN,
    )


def _mended(desk: Desk, action: Action) -> Row:
    subject, _, name = action.finding.rpartition("/")
    pitfall = desk.pack.pitfalls.get(name)
    there = subject in desk.review.subjects()
    return Row(
        id=action.finding,
        finding=None,
        action=action,
        decision=None,
        title=pitfall.title if pitfall else action.says,
        where=where(desk, subject) if there else subject,
        risk="none",
        way=_way(desk, pitfall.way) if pitfall else "",
        harm=pitfall.harms[0] if pitfall and pitfall.harms else "",
        owner=action.owner,
        status=DONE,
    )


def _way(desk: Desk, way: str) -> str:
    return next((one.title for one in desk.pack.ways if one.id == way), way)


def looked_at(found: Sequence[Row], look: Look) -> tuple[Row, ...]:
    """Give the rows that are shown, in their order; equals stay by risk."""
    kept = [
        one
        for one in found
        if all(one.value(column) == value for column, value in look.only.items())
    ]
    return tuple(sorted(kept, key=lambda one: _order(one, look.sort)))


def _order(one: Row, column: str) -> tuple[int, str, int]:
    gravity = -RISK_RANK.get(one.risk, 0)
    if column == "risk":
        return gravity, "", 0
    if column == "status":
        return STATUSES.index(one.status), "", gravity
    said = one.value(column)
    last = said == NOBODY or not said
    return int(last), said.casefold(), gravity


def values(found: Sequence[Row]) -> tuple[tuple[str, str, int], ...]:
    """Give every (column, value, how many rows) that can be filtered by."""
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        for column in COLUMNS:
            key = (column, one.value(column))
            counts[key] = counts.get(key, 0) + 1
    order = sorted(counts, key=lambda key: (COLUMNS.index(key[0]), _rank(*key)))
    return tuple((*key, counts[key]) for key in order)


def _rank(column: str, value: str) -> tuple[int, str]:
    if column == "risk":
        return -RISK_RANK.get(value, 0), ""
    if column == "status":
        return STATUSES.index(value), ""
    return 0, value.casefold()


def standing(one: Row) -> str:
    """Say in one line what was decided about a finding, and by whom."""
    if one.decision is not None and one.status == WAIVED:
        waiver = one.decision.waiver
        return words.say(
            "waived by {name} until {day}: {reason}",
            name=waiver.approver,
            day=words.day(waiver.expires),
            reason=waiver.reason,
        )
    parts = []
    if one.decision is not None:
        waiver = one.decision.waiver
        said = {"name": waiver.approver, "day": words.day(waiver.expires)}
        parts.append(
            words.say("open again: {name}'s waiver ended on {day}", **said)
            if one.decision.state == EXPIRED
            else words.say(
                "open again: {name}'s waiver came to its end before {day}", **said
            )
        )
    if one.action is not None and one.action.state == TO_DO:
        day = words.day(one.action.due)
        parts.append(
            words.say("accepted: {name} until {day}", name=one.action.owner, day=day)
        )
    elif one.action is not None:
        day = words.day(one.action.closed)
        again = "" if one.finding is None else words.say(", open again")
        done = words.say("done by {name} {day}", name=one.action.owner, day=day)
        parts.append(done.rstrip() + again)
    return "; ".join(parts) or words.say("open: nobody has decided anything yet")
