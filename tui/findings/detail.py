"""What is told about a finding: why, on which evidence, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ninelives import words
from ninelives.assess.model import Finding, Reason, Remainder
from ninelives.assess.reasons import told
from ninelives.assess.risk import assess_subject
from ninelives.report.snippets import called, nearest
from ninelives.review.interview import fill

from ..desk import Desk
from ..widgets.lines import BLANK, Line, flow, piece, prose, ruled
from .followed import Row, standing

MEND = "mend:"
"""What a click on a mitigation means: this, and its place."""


class Shown(NamedTuple):
    """What is told about the marked row."""

    row: Row
    offers: tuple[Remainder, ...]
    """The mitigations, the most effective first."""
    chosen: int
    """The place of the one that is told in full."""
    dialect: str

    @property
    def offer(self) -> Remainder | None:
        """The mitigation that is told in full, or None."""
        return self.offers[self.chosen] if self.chosen < len(self.offers) else None


def offers(desk: Desk, row: Row) -> tuple[Remainder, ...]:
    """Give what would lower a finding, as the review stands now."""
    if row.finding is None:
        return ()
    part = assess_subject(desk.pack, desk.review, row.finding.subject)
    found = part.findings if part else ()
    return next((one.remainders for one in found if one.id == row.id), ())


def snippet(desk: Desk, shown: Shown) -> tuple[str, str]:
    """Give the dialect and the code of the chosen mitigation; empty for none."""
    offer, subject = shown.offer, shown.row.finding
    if offer is None or subject is None:
        return "", ""
    code = offer.mitigation.snippets
    name = shown.dialect if shown.dialect in code else nearest(code, shown.dialect)
    name = name or next(iter(code), "")
    text = code.get(name, "")
    return name, fill(text, desk.pack, desk.review, subject.subject)


def detail(desk: Desk, shown: Shown, width: int) -> Iterator[Line]:
    """Give all of it in lines of a width."""
    row, one = shown.row, shown.row.finding
    yield from flow(piece((row.title, "strong")), width)
    yield from flow(piece((row.where, "accent")), width)
    yield from flow(piece((standing(row), "muted")), width)
    if one is None:
        return
    yield BLANK
    unsure = words.say(", assumed: nobody has answered") if one.assumed else ""
    risk = piece((words.worded(one.risk).upper(), one.risk), "  ")
    harm, impact, exposure = map(words.worded, (one.harm, one.impact, one.exposure))
    weighs = f"{harm}: {impact} × {exposure}{unsure}"
    yield from flow(piece(risk, (weighs, "muted")), width)
    yield from flow(prose(one.pitfall.about), width)
    yield from ruled(words.say("Because"), _reasons(desk, one, one.raised_by, width))
    yield from ruled(words.say("Bounded by"), _reasons(desk, one, one.capped_by, width))
    yield from _mends(desk, one, shown, width)


def _reasons(
    desk: Desk, one: Finding, reasons: Sequence[Reason], width: int
) -> Iterator[Line]:
    for reason in reasons:
        text = prose(
            told(desk.pack, desk.review, one.subject, reason),
            "unknown" * reason.assumed,
        )
        origin = f"  {reason.origin}" if reason.origin else ""
        yield from flow(piece(text, (origin, "code")), width, first="· ")


def _mends(desk: Desk, one: Finding, shown: Shown, width: int) -> Iterator[Line]:
    if not shown.offers:
        return
    many = words.say(
        "  {number} of {all}, n for the next",
        number=shown.chosen + 1,
        all=len(shown.offers),
    )
    yield BLANK
    yield Line(
        piece((words.say("To mend"), "head"), (many * (len(shown.offers) > 1), "muted"))
    )
    for at, left in enumerate(shown.offers):
        here = at == shown.chosen
        title = fill(left.mitigation.title, desk.pack, desk.review, one.subject)
        leaves = (
            words.say("closes it")
            if left.risk == "none"
            else words.say("leaves {risk}", risk=words.worded(left.risk))
        )
        aside = f"  {words.worded(left.mitigation.effort)}, {leaves}"
        text = piece(prose(title, "strong" * here), (aside, "muted"))
        first = piece(("▸ " if here else "· ", "accent"))
        yield from flow(text, width, first=first, target=f"{MEND}{at}")
        if here:
            yield from _how(desk, one, shown, width)


def _how(desk: Desk, one: Finding, shown: Shown, width: int) -> Iterator[Line]:
    offer = shown.offer
    if offer is None:
        return
    mitigation = offer.mitigation

    def said(text: str) -> str:
        return fill(text, desk.pack, desk.review, one.subject)

    for number, step in enumerate(mitigation.steps, 1):
        yield from flow(prose(said(step)), width, first=f"  {number}. ")
    if mitigation.side_effects:
        costs = prose(said(mitigation.side_effects), "muted")
        yield from flow(costs, width, first=piece((words.say("  costs: "), "muted")))
    for name, worse in mitigation.worsens.items():
        title = desk.pack.pitfalls[name].title if name in desk.pack.pitfalls else name
        text = prose(f"{title}: {said(worse)}", "warn")
        yield from flow(text, width, first=piece((words.say("  can worsen "), "warn")))
    name, body = snippet(desk, shown)
    if body:
        others = len(mitigation.snippets) - 1
        more = words.say("  l: {count} more", count=others) if others else ""
        yield Line(piece(("  ", ""), (called(name), "head"), (more, "muted")))
        for line in body.rstrip("\n").split("\n"):
            shown_line = piece((line, "code"))
            yield from flow(
                shown_line, width, first=piece(("  │ ", "muted")), rest="  ┊ "
            )
    proof: Mapping[str, str] = {
        words.say("fault"): mitigation.prove.fault,
        words.say("watch"): mitigation.prove.watch,
        words.say("expect"): mitigation.prove.expect,
    }
    for kind, wanted in proof.items():
        if wanted:
            first = piece((f"  {kind}: ", "muted"))
            yield from flow(prose(said(wanted)), width, first=first)


def as_markdown(desk: Desk, shown: Shown) -> str:
    """Give a finding as Markdown, to be pasted into a tracker or a chat."""
    from ninelives.report.escape import code, plain

    row, one = shown.row, shown.row.finding
    lines = [f"**{plain(row.title)}** ({row.risk})", "", plain(row.where), ""]
    lines += [f"Status: {plain(standing(row))}", ""]
    if one is not None:
        lines += [plain(one.pitfall.about), ""]
        for reason in one.raised_by:
            origin = f" ({reason.origin})" if reason.origin else ""
            lines.append(
                f"- {plain(told(desk.pack, desk.review, one.subject, reason) + origin)}"
            )
        for offer in shown.offers:
            title = fill(offer.mitigation.title, desk.pack, desk.review, one.subject)
            lines.append(f"- [ ] {plain(title)} ({offer.mitigation.effort})")
    return "\n".join((*lines, "", code(row.id), ""))
