"""Risks accepted on purpose, as a report shows them: by whom, until when, still so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ninelives.assess.waived import Waived
from ninelives.report.entries import Decided, Found, Ref
from ninelives.report.escape import Markdown, code

OPEN = Decided("open", "", "")
ORPHANED, SUPERSEDED = "orphaned", "superseded"


class Acceptance(NamedTuple):
    """A waiver, once for each state it is in."""

    finding: Markdown
    """The id or pattern it is about, as code."""
    state: str
    """accepted; open again: expired, triggered; or without effect: orphaned where no
    finding fits (any more), superseded where other waivers hold for all that do."""
    reason: str
    approver: str
    control: str
    """What is done instead."""
    expires: str
    """The last day it holds, YYYY-MM-DD."""
    reopen: Markdown
    """The expression that ends it earlier, as code, or empty."""
    findings: tuple[Ref, ...]
    """What it is about in this state."""


class Accepted(NamedTuple):
    """The waivers of a review."""

    day: str
    """By what day they are judged, YYYY-MM-DD."""
    rows: tuple[Acceptance, ...]
    """In the order of waivers.yaml."""


def decided(findings: Sequence[Found], waived: Waived) -> tuple[Found, ...]:
    """Give findings with what was decided about them."""
    return tuple(one._replace(decision=_decision(one.id, waived)) for one in findings)


def _decision(finding: str, waived: Waived) -> Decided:
    found = waived.decisions.get(finding)
    if found is None:
        return OPEN
    return Decided(found.state, found.waiver.approver, found.waiver.expires)


def acceptance(waived: Waived, refs: Mapping[str, Ref]) -> Accepted:
    """Give the waivers of a review, with the findings they are about."""
    return Accepted(waived.day, tuple(_rows(waived, refs)))


def _rows(waived: Waived, refs: Mapping[str, Ref]) -> Iterator[Acceptance]:
    for waiver in waived.waivers:
        met: dict[str, list[Ref]] = {}
        for name, one in waived.decisions.items():
            if one.waiver is waiver:
                met.setdefault(one.state, []).append(refs[name])
        if not met:
            idle = ORPHANED if waiver in waived.orphaned else SUPERSEDED
            met = {idle: []}
        for state, findings in met.items():
            yield Acceptance(
                finding=code(waiver.finding),
                state=state,
                reason=waiver.reason,
                approver=waiver.approver,
                control=waiver.control,
                expires=waiver.expires,
                reopen=code(waiver.reopen.text) if waiver.reopen else Markdown(),
                findings=tuple(findings),
            )
