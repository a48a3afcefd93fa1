"""The end: every question is answered, what the risk is, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ninelives import words

from .lines import BLANK, Line, flow, linked, padded, piece, prose, ruled


class Advice(NamedTuple):
    """Something to do, and what it is good for."""

    title: str
    effort: str
    where: str
    clears: int
    """How many findings it closes or lessens."""


class FinishView(NamedTuple):
    """What the question pane shows once nothing is open."""

    key: tuple[str, str] = ("", "finish")
    title: str = ""
    place: str = ""
    verdict: str = ""
    risks: tuple[tuple[str, str, int], ...] = ()
    """Each risk's id and title and how many findings have it, the gravest first."""
    first: tuple[Advice, ...] = ()
    """What to do, the most useful first."""
    open: tuple[str, ...] = ()
    """What nobody could answer, with who finds out and until when."""
    ready: bool = True
    """Whether everything has been worked out."""


def finish_lines(view: FinishView, width: int) -> Iterator[Line]:
    """Give the end in lines of a width."""
    if not view.ready:
        yield Line(piece((words.say("Working out what follows …"), "muted")))
        return
    yield from flow(piece((view.verdict, "ask")), width)
    yield from ruled(words.say("Findings"), _counts(view, width))
    yield from ruled(words.say("First"), _advice(view, width))
    unknown = (
        line for one in view.open for line in flow(prose(one), width, first="  ? ")
    )
    yield from ruled(words.say("Unknown, counted at its worst"), unknown)
    yield BLANK
    for key, command, text in (
        ("r", "report", words.say("the report")),
        ("f", "findings", words.say("every finding")),
        ("←", "back", words.say("back to the questions")),
    ):
        line = linked(piece((f"  {key}", "key"), f"  {text}"), f"command:{command}")
        yield Line(line, f"command:{command}")


def _counts(view: FinishView, width: int) -> Iterator[Line]:
    for risk, title, count in view.risks:
        bar = "█" * min(count, max(width - 18, 0))
        yield Line(
            piece("  ", (padded(title, 9), risk), f"{count:>3}  ", (bar, risk)),
        )


def _advice(view: FinishView, width: int) -> Iterator[Line]:
    for number, one in enumerate(view.first, 1):
        clears = words.many("{count} finding", "{count} findings", one.clears)
        aside = f"  {words.worded(one.effort)}, {clears}, {one.where}"
        yield from flow(
            piece(one.title, (aside, "muted")), width, first=f"  {number}  "
        )
