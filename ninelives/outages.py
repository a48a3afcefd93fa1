"""The two commands about outages: how long each is survived, and one played through."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.assess.window import comparison
from ninelives.assess.window.model import Failure
from ninelives.assess.window.plain import plain
from ninelives.assess.window.span import seconds
from ninelives.assess.window.summary import summary
from ninelives.assess.window.windows import (
    MECHANISMS,
    Delivery,
    delivery,
    why_none,
)
from ninelives.assess.window.words import at_worst
from ninelives.checklist.model import Pack
from ninelives.errors import nearest, unusable
from ninelives.report.window_lines import before_and_after, lines
from ninelives.review.folder import load
from ninelives.review.model import Review
from ninelives.review.packs import pack_of
from ninelives.review.spoken import label
from ninelives.review.standing import checklist_of
from ninelives.text import visible

if TYPE_CHECKING:
    from ninelives.simulate.plan import Outcome, Plan

FORMATS = ("text", "json", "svg")
IN_DETAIL = 100_000
"""More tries than this are counted instead of played message by message."""
STOPPED = 130


def window(
    folder: Path,
    what_if: Sequence[str] = (),
    form: str = "text",
    packs: Sequence[Path] = (),
) -> int:
    """Print the loss windows of a review; give the exit code.

    Args:
        folder: of the review.
        what_if: ids of mitigations that are taken for done wherever they can be, or
            `all`; then the windows are shown before and after.
        form: text or json.
        packs: that extend ours.

    Raises:
        Unusable: where a mitigation is not offered by any checklist of the review.
    """
    review = load(folder)
    pack = pack_of(folder, review, packs)
    found = summary(pack, review)
    changes = comparison.compared(pack, review, what_if) if what_if else ()
    if form == "json":
        told = plain(found)
        if what_if:
            told["what-if"] = comparison.plain(changes)
        _print(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    given = before_and_after(changes, review) if what_if else lines(found, review)
    for line in given:
        _print(line)
    return 0


def simulate(  # noqa: PLR0913 - what a person may type
    folder: Path,
    integration: str,
    outage: str,
    rate: str = "1/s",
    poison: str = "0%",
    *,
    failure: str = Failure.ERRORS.value,
    form: str = "text",
    seed: int = 0,
    packs: Sequence[Path] = (),
) -> int:
    """Play one outage of one integration through; give the exit code, 130 if stopped.

    Raises:
        Unusable: where the integration, its mechanism or an amount is not right, or
            the extra `simulate` is not installed.
    """
    from ninelives.simulate import amounts

    review = load(folder)
    pack = pack_of(folder, review, packs)
    found = _delivery(pack, review, integration)
    kinds = [one.value for one in Failure]
    if failure not in kinds:
        raise unusable(
            "--failure",
            f"no failure {failure!r}",
            expected=", ".join(kinds),
            nearest=nearest(failure, kinds),
        )
    plan, assumed = _plan(found, Failure(failure), amounts.duration(outage))
    plan = replace(
        plan, rate=amounts.rate(rate), poison=amounts.share(poison), seed=seed
    )
    if form == "svg":
        from ninelives.assess.window.drawing import picture

        survives = next(
            (one.survives for one in found.windows if one.failure is plan.failure), None
        )
        if survives is None:
            raise unusable("--failure", f"{failure} does not happen to {integration}")
        _print(picture(f"{label(review, integration)}: {failure}", survives))
        return 0
    outcome = _play(plan)
    if form == "json":
        fields = {"integration": integration, "failure": failure, "assumed": assumed}
        _print(json.dumps({**fields, "outage": plan.outage, **asdict(outcome)}))
    else:
        for line in _told(label(review, integration), plan, outcome, assumed):
            _print(line)
    return 0 if outcome.complete else STOPPED


def _play(plan: Plan) -> Outcome:
    from ninelives.simulate import counting
    from ninelives.simulate.shard import endless

    told = _progress if sys.stderr.isatty() else None
    if counting.most_tries(plan) > IN_DETAIL or endless(plan):
        return counting.count(plan, told)
    try:
        from ninelives.simulate import detail
    except ModuleNotFoundError as error:
        if error.name != "simpy":
            raise
        raise unusable(
            "simulate",
            "SimPy is not installed",
            remedy="install the extra: pip install 'ninelives[simulate]'",
        ) from None
    return detail.play(plan, told)


def _progress(share: float) -> None:
    end = "\n" if share >= 1 else ""
    print(f"\r{share:4.0%}", end=end, file=sys.stderr, flush=True)  # noqa: T201 - progress


def _plan(found: Delivery, failure: Failure, outage: float) -> tuple[Plan, list[str]]:
    """Give the plan of an outage, and the inputs taken at their worst end."""
    from ninelives.simulate.plan import Plan

    window = next((one for one in found.windows if one.failure is failure), None)
    hop = found.hop(window) if window else found.hops[-1]
    if hop.mechanism not in MECHANISMS:
        wanting = ", ".join(name.key for name in hop.inputs["mechanism"].reads)
        raise unusable(
            found.subject, "what delivers here is not known", remedy=f"answer {wanting}"
        )
    numbers, assumed = {}, []
    for name, one in hop.inputs.items():
        if name == "wait" and not one.known:
            assumed.append("wait: doubles from 1 s to 60 s; the vendor publishes none")
            continue
        numbers[name] = one.span.low
        if not one.known:
            assumed.append(f"{at_worst(one)}, its worst; nobody knows")
    played = hop.alike.get(failure, failure)
    return Plan(hop.mechanism, numbers, played, outage), assumed


def _delivery(pack: Pack, review: Review, integration: str) -> Delivery:
    ids = [one.id for one in review.integrations]
    checklist = checklist_of(pack, review, integration)
    if integration not in ids or checklist is None:
        raise unusable(
            "--integration",
            f"no integration {integration!r} with a checklist",
            nearest=nearest(integration, ids),
        )
    found = delivery(checklist, review, integration)
    if found is None:
        because = why_none(checklist)
        raise unusable("--integration", f"{integration} can't be played: {because}")
    return found


def _told(
    name: str, plan: Plan, outcome: Outcome, assumed: Sequence[str]
) -> Iterator[str]:
    lasts = seconds(plan.outage)
    yield f"{name}: {plan.failure.value} for {lasts}, {plan.rate:g} events/s"
    if not outcome.complete:
        yield "STOPPED before the end; the figures are partial."
    for line in assumed:
        yield f"assumed  {line}"
    for title, value in (
        ("sent", outcome.sent),
        ("handled", outcome.handled),
        ("lost", outcome.lost),
        ("set aside", outcome.set_aside),
        ("unsettled", outcome.waiting),
        ("duplicates", outcome.duplicates),
        ("reordered", outcome.reordered),
    ):
        share = value / outcome.sent if outcome.sent else 0.0
        yield f"{title:10} {value:>12,} |{'#' * round(share * 30):30}| {share:.1%}"
    for key, delay in outcome.delays.items():
        yield f"delay {key:4} {delay:>12,.1f} s"


def _print(text: str) -> None:
    print(visible(text))  # noqa: T201 - what a person reads
