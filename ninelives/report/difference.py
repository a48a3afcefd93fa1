"""What changed between two states of a review: in words, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ninelives.assess.difference import Changed, Difference
from ninelives.assess.mixture import Piece, Side, question_of
from ninelives.checklist.model import SERVICE, PackPart, Question
from ninelives.checklist.schema import HARMS
from ninelives.report.escape import prose
from ninelives.review.model import Answer
from ninelives.review.spoken import label, spoken


class Cause(NamedTuple):
    """One cause, in words."""

    kind: str
    """answer, evidence, impact, waiver, integration, component or checklist."""
    says: str
    by: str = ""
    """Who answered."""
    at: str = ""
    """When."""
    origin: str = ""
    """The `file:line` behind it."""


def cause(piece: Piece, between: Difference) -> Cause:
    """Give a cause in words."""
    if piece.kind == "answer":
        return _answer(piece, between)
    if piece.kind == "impact":
        old, new = (_special(side, piece) for side in (between.before, between.after))
        place = label(between.after.review, piece.owner)
        return Cause("impact", f"impact of {piece.name} data on {place}: {old} → {new}")
    if piece.kind == "waiver":
        return _waiver(piece, between)
    if piece.kind in ("integration", "component"):
        return _on_the_map(piece, between)
    return _checklist(piece, between)


def _answer(piece: Piece, between: Difference) -> Cause:
    old = between.before.review.answer(piece.owner, piece.name)
    new = between.after.review.answer(piece.owner, piece.name)
    question = question_of(between.after, piece.owner, piece.name)
    question = question or question_of(between.before, piece.owner, piece.name)
    was, now = _said(question, old), _said(question, new)
    side = between.after if new is not None else between.before
    place = label(side.review, piece.owner)
    if piece.owner == SERVICE and piece.name in HARMS:
        says = f"impact of {piece.name} data: {was} → {now}"
        kind = "impact"
    else:
        says = f"{place}, {piece.name}: {was} → {now}"
        kind = "answer"
    if new is None:
        return Cause(kind, says)
    if kind == "answer" and new.origin and (old is None or new.origin != old.origin):
        kind = "evidence"
    by = ", ".join(dict.fromkeys(one.by for one in new.voices if one.by))
    return Cause(kind, says, by, new.at, new.origin)


def _said(question: Question | None, answer: Answer | None) -> str:
    if answer is None:
        return "not answered"
    voices = (spoken(question, it) if question else it.choice for it in answer.voices)
    return " or ".join(dict.fromkeys(voices))


def _special(side: Side, piece: Piece) -> str:
    one = side.review.integration(piece.owner)
    return (one.impact.get(piece.name) if one else None) or "as the service's"


def _waiver(piece: Piece, between: Difference) -> Cause:
    old, new = between.waived or (None, None)
    first = old.decisions.get(piece.owner) if old else None
    now = new.decisions.get(piece.owner) if new else None
    decision = now or first
    if decision is None:
        return Cause("waiver", piece.name)
    waiver = decision.waiver
    told = {
        "granted": f"accepted until {waiver.expires}: {waiver.reason}",
        "expired": f"the waiver expired on {waiver.expires}",
        "triggered": "the waiver is void, what reopens it came true or is not known",
        "removed": "the waiver is gone",
    }
    return Cause("waiver", told[piece.name], waiver.approver)


def _on_the_map(piece: Piece, between: Difference) -> Cause:
    old, new = between.before.review, between.after.review
    before = old.integration(piece.name) or old.component(piece.name)
    after = new.integration(piece.name) or new.component(piece.name)
    what = "changed" if before and after else "removed" if before else "added"
    side = new if after is not None else old
    origin = after.origin if after is not None else ""
    says = f"{piece.kind} {what}: {label(side, piece.name)}"
    return Cause(piece.kind, says, origin=origin)


def _checklist(piece: Piece, between: Difference) -> Cause:
    versions = _versions(between)
    if piece.kind in ("scale", "pitfall"):
        return Cause("checklist", f"{piece.kind} {piece.name} changed, {versions}")
    old, new = (
        side.pack.checklists.get(piece.owner)
        for side in (between.before, between.after)
    )
    if piece.kind == "checklist":
        what = "changed" if old and new else "is gone" if old else "is new"
        return Cause("checklist", f"checklist {piece.owner} {what}, {versions}")
    if piece.kind == "delivery":
        return Cause("checklist", f"delivery of {piece.owner} changed, {versions}")
    there = [bool(one and piece.name in _ids(piece.kind, one)) for one in (old, new)]
    what = "changed" if all(there) else "is gone" if there[0] else "is new"
    says = f"{piece.kind} {piece.name} of {piece.owner} {what}, {versions}"
    return Cause("checklist", says)


def _ids(kind: str, checklist: object) -> set[str]:
    parts = getattr(checklist, f"{kind}s")
    return set(parts) if isinstance(parts, Mapping) else {one.id for one in parts}


def _versions(between: Difference) -> str:
    """Say which packs are not what they were."""
    old = {one.name: one for one in between.before.pack.parts}
    new = {one.name: one for one in between.after.pack.parts}
    said = []
    for name in dict.fromkeys((*old, *new)):
        one, two = old.get(name), new.get(name)
        if one is None or two is None or one.digest != two.digest:
            same = bool(one and two and one.version == two.version)
            was, now = _version(one, digest=same), _version(two, digest=same)
            said.append(f"{name} {was} → {now}")
    return "; ".join(said) or "same packs"


def _version(part: PackPart | None, *, digest: bool) -> str:
    if part is None:
        return "not used"
    return f"{part.version} ({part.digest[:7]})" if digest else part.version


def risks(one: Changed) -> str:
    """Give a finding's risk then and now."""
    old = f"{one.before.risk} ({one.before.exposure})" if one.before else "none"
    new = f"{one.after.risk} ({one.after.exposure})" if one.after else "none"
    return f"{old} → {new}"


def where(one: Changed, between: Difference) -> str:
    """Give where a finding is, as it is called there."""
    side = between.after if one.after is not None else between.before
    return label(side.review, one.subject)


def whole(one: Cause) -> str:
    """Give a cause with who, when and from what."""
    who = f"by {one.by}" if one.by else ""
    known = [who, one.at[:10] if who else "", f"see {one.origin}" if one.origin else ""]
    more = ", ".join(filter(None, known))
    return f"{one.kind}: {one.says}" + (f" ({more})" if more else "")


def summary(between: Difference) -> str:
    """Say in one line how much changed."""
    words = ("opened", "worse", "better", "closed")
    counts = dict.fromkeys(words, 0)
    for one in between.changed:
        counts[one.became] += 1
    said = ", ".join(f"{count} {word}" for word, count in counts.items())
    return f"{said}, {between.same} as they were."


def text(between: Difference) -> str:
    """Give the difference for a terminal; the caller makes it safe to print."""
    lines = []
    for one in between.changed:
        head = f"{one.became:7} {where(one, between)}: {one.pitfall.title}"
        lines.append(f"{head}  {risks(one)}  [{one.id}]")
        lines.extend(f"          {whole(cause(it, between))}" for it in one.causes)
    return "\n".join([*lines, summary(between), ""])


def markdown(between: Difference, names: tuple[str, str]) -> str:
    """Give the difference as Markdown.

    Args:
        between: what changed.
        names: what the two states are called.
    """
    old, new = (prose(one) for one in names)
    return "\n".join(_lines(between, f"{old} and {new}"))


def _lines(between: Difference, states: str) -> Iterator[str]:
    service = prose(between.after.review.service)
    yield f"# What changed for {service} between {states}"
    yield ""
    yield prose(summary(between))
    titles = {
        "opened": "Opened",
        "worse": "Worse",
        "better": "Better",
        "closed": "Closed",
    }
    for became, title in titles.items():
        found = [one for one in between.changed if one.became == became]
        if found:
            yield ""
            yield f"## {title}"
        for one in found:
            place, pitfall = prose(where(one, between)), prose(one.pitfall.title)
            yield ""
            yield f"### {place}: {pitfall}"
            yield ""
            yield f"{prose(risks(one))}, because"
            yield ""
            for it in one.causes:
                yield f"- {prose(whole(cause(it, between)))}"
    yield ""


def as_json(between: Difference) -> str:
    """Give the difference as JSON; same input, same text."""
    found = {
        "changed": [
            {
                "id": one.id,
                "subject": one.subject,
                "pitfall": one.pitfall.id,
                "became": one.became,
                "before": _state(one.before),
                "after": _state(one.after),
                "causes": [
                    {
                        "piece": {"kind": it.kind, "owner": it.owner, "name": it.name},
                        **cause(it, between)._asdict(),
                    }
                    for it in one.causes
                ],
            }
            for one in between.changed
        ],
        "same": between.same,
        "packs": {
            name: [one._asdict() for one in side.pack.parts]
            for name, side in (("before", between.before), ("after", between.after))
        },
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _state(finding: object) -> dict[str, str] | None:
    if finding is None:
        return None
    return {
        key: getattr(finding, key) for key in ("risk", "exposure", "impact", "harm")
    }
