"""Loss windows as a report shows them: how long a failure is survived, and rescued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.assess.model import Assessment
from ninelives.assess.window.curve import curve
from ninelives.assess.window.model import Failure
from ninelives.assess.window.path import Flow
from ninelives.assess.window.span import Span, said
from ninelives.assess.window.summary import Lift, Row, Summary, summary
from ninelives.assess.window.words import FAILS, bound
from ninelives.checklist.model import SERVICE
from ninelives.report.escape import Markdown, fence
from ninelives.report.outages import Cell, Late, Lost, Silence, Weak, WindowRow, Windows
from ninelives.report.soonest import soonest
from ninelives.report.wording import Wording
from ninelives.review.model import Review

SHOWN = 12
"""How many windows that are too short a short report lists."""
_LATENESS = ("too-late", "unsure", "safe")


def windows(
    assessment: Assessment, wording: Wording, *, full: bool = False
) -> Windows | None:
    """Give the loss windows of a review; None where no integration has one."""
    known = {subject: one.stood for subject, one in assessment.subjects.items()}
    found = summary(assessment.pack, assessment.review, known)
    if not found.rows:
        return None
    late = _grouped(found)
    shown = late if full else late[:SHOWN]
    charted = _drawn(found)
    lost = tuple(_lost(charted)) if charted is not None else ()
    mended = charted is not None and _then(charted) is not None
    asked = assessment.pack.checklists[SERVICE]
    questions = (asked.question(one) for one in found.response.unknown)
    return Windows(
        response=str(found.response.span),
        unanswered=tuple(wording.text(one.ask) for one in questions if one is not None),
        failures=tuple(FAILS.values()),
        rows=tuple(_rows(found, wording)),
        late=tuple(_late(rows, wording) for rows in shown),
        more_late=len(late) - len(shown),
        weakest=tuple(_weakest(found, assessment.review, wording)),
        chart=_chart(lost, mended=mended) if lost else Markdown(),
        lost=lost,
        charted=wording.label(charted.subject) if charted is not None else "",
        mended=mended,
        silent=tuple(
            Silence(wording.label(one.subject), wording.text(one.because, one.subject))
            for one in found.silent
        ),
        soonest=tuple(soonest(found.rows, wording)),
    )


def _rows(found: Summary, wording: Wording) -> Iterator[WindowRow]:
    for subject in dict.fromkeys(row.subject for row in found.rows):
        own = {row.failure: row for row in found.of(subject)}
        cells = (_cell(own.get(failure)) for failure in FAILS)
        yield WindowRow(wording.label(subject), tuple(cells))


def _cell(row: Row | None) -> Cell:
    if row is None:
        return Cell("", "", "")
    return Cell(str(row.survives), str(row.rescue), row.margin.verdict)


def _grouped(found: Summary) -> list[list[Row]]:
    """Give what people can be too late for: the surest and the most mendable first.

    What is alike at one integration, and mended alike, is said once.
    """
    alike: dict[tuple[str, str, str, str, str], list[Row]] = {}
    for row in found.findings:
        lift = _lift(row)
        then = (lift.mitigation, str(lift.rescue)) if lift else ("", "")
        key = (row.subject, row.margin.verdict, str(row.rescue), *then)
        alike.setdefault(key, []).append(row)
    late = [rows for rows in alike.values() if rows[0].margin.verdict != "safe"]
    return sorted(
        late,
        key=lambda rows: (
            _LATENESS.index(rows[0].margin.verdict),
            _lift(rows[0]) is None,
        ),
    )


def _lift(row: Row) -> Lift | None:
    """Give the cheapest mitigation that leaves people longer."""
    return next((one for one in row.lifts if _longer(one, row)), None)


def _late(rows: Sequence[Row], wording: Wording) -> Late:
    row = rows[0]
    lift = _lift(row)
    return Late(
        where=wording.label(row.subject),
        failure=", ".join(FAILS[one.failure].lower() for one in rows),
        rescue=str(row.rescue),
        verdict=row.margin.verdict,
        rests=row.rests,
        bound=bound(row.rescue_by or row.survives_by),
        lift=wording.text(lift.title, row.subject) if lift else Markdown(),
        lifted=str(lift.rescue) if lift else "",
    )


def _longer(lift: Lift, row: Row) -> bool:
    before, after = row.rescue, lift.rescue
    return (after.low, after.high) > (before.low, before.high)


def _weakest(found: Summary, review: Review, wording: Wording) -> Iterator[Weak]:
    """Give where each flow gives way first to a consumer that fails."""
    for flow in found.flows:
        for weak in flow.weakest:
            if weak.failure is Failure.ERRORS:
                yield Weak(
                    flow=" → ".join(map(wording.label, _stations(flow, review))),
                    where=wording.label(weak.subject),
                    survives=str(weak.survives),
                    rescue=str(weak.rescue),
                )


def _stations(flow: Flow, review: Review) -> Iterator[str]:
    """Give the components a flow comes through, in order."""
    for at, name in enumerate(flow.integrations):
        one = review.integration(name)
        if one is not None:
            if at == 0:
                yield one.source
            yield one.target


def _drawn(found: Summary) -> Row | None:
    """Give the window to draw, of a consumer that fails.

    The shortest that something lengthens, else the shortest; none where nothing is
    known to be survived.
    """
    rows = [
        row
        for row in found.rows
        if row.failure is Failure.ERRORS and (row.survives.low or _then(row))
    ]
    return min(
        rows, key=lambda row: (_then(row) is None, row.survives.low), default=None
    )


def _then(row: Row) -> Span | None:
    """Give what is survived once all is done that lengthens it; None: no longer."""
    after = row.together[0] if row.together is not None else row.survives
    return after if after.low > row.survives.low else None


def _lost(row: Row) -> Iterator[Lost]:
    """Give what an outage costs at worst, for each length that people think in."""
    then = _then(row) or row.survives
    both = zip(curve(row.survives), curve(then), strict=True)
    for now, after in both:
        yield Lost(said(now.outage), _percent(now.high), _percent(after.high))


def _percent(share: float) -> int:
    return round(share * 100)


def _chart(lost: Sequence[Lost], *, mended: bool) -> Markdown:
    """Give a line chart that a forge draws; it can hold no name, so it obeys none."""
    lengths = ", ".join(f'"{one.outage}"' for one in lost)
    lines = [
        "xychart-beta",
        '  title "Events lost at worst, by length of the outage"',
        f"  x-axis [{lengths}]",
        '  y-axis "Lost, %" 0 --> 100',
        f"  line [{', '.join(str(one.today) for one in lost)}]",
    ]
    if mended:
        lines.append(f"  line [{', '.join(str(one.then) for one in lost)}]")
    return fence("\n".join(lines), "mermaid")
