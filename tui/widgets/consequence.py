"""What follows from the marked choice, shown before it is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.reactive import var

from ninelives import words

from ..outcomes import Foresight, Lasting, Mend, Outcome, Turn
from .lines import BLANK, Line, flow, piece, prose, ruled
from .page import Page
from .window import lasting_lines

_TITLE = {
    Turn.OPENED: (words.marked("Opens"), "bad"),
    Turn.WORSE: (words.marked("Makes worse"), "bad"),
    Turn.STAYS: (words.marked("Confirms"), "warn"),
    Turn.BETTER: (words.marked("Lessens"), "good"),
    Turn.CLOSED: (words.marked("Closes"), "good"),
}
_FEW = 2
"""So many places are named; more are counted."""
_MANY = 4
"""So many mitigations are named; more are counted."""
_LOW = 10
"""A pane with fewer lines does not repeat the choice."""
_IN = "    "


class ConsequenceView(NamedTuple):
    """What the consequence pane shows."""

    key: str = ""
    """The key of the marked choice, or empty at the end."""
    says: str = ""
    chosen: bool = False
    """Whether it is the answer already."""
    unknown: bool = False
    """Whether it is "I don't know"."""
    foresight: Foresight | None = None
    """What would follow; None while it is not worked out."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """What to call the other integrations it touches, by id."""
    left: tuple[str, ...] = ()
    """What is left, a line each."""
    risk: str = ""
    """The highest risk here as things stand."""
    risk_title: str = ""
    assumed: bool = False
    lasting: tuple[Lasting, ...] = ()
    """What the choice does to loss windows; empty while it is not worked out."""


class ConsequencePane(Page):
    """Shows what would open, worsen, lessen or close."""

    view: var[ConsequenceView] = var(ConsequenceView())

    def on_resize(self) -> None:
        """Say what the pane is for; where it is low, the choice as well."""
        self._entitle()

    @property
    def _low(self) -> bool:
        return self.scrollable_content_region.height < _LOW

    def _entitle(self) -> None:
        key = self.view.key if self._low else ""
        self.entitle(
            words.say("What follows from {key}", key=key)
            if key
            else words.say("What follows")
        )

    def watch_view(self, old: ConsequenceView, new: ConsequenceView) -> None:
        """Show another state; another choice starts at its top."""
        self._entitle()
        self.relay(top=(old.key, old.says) != (new.key, new.says))

    def lay(self, width: int) -> Sequence[Line]:
        """Give what follows, what mends it, and what is left."""
        return tuple(consequence_lines(self.view, width, short=self._low))


def consequence_lines(
    view: ConsequenceView, width: int, *, short: bool = False
) -> Iterator[Line]:
    """Give what follows in lines of a width; `short` leaves out the choice itself."""
    if view.key and short:
        yield from _foreseen(view, width)
    elif view.key:
        verb = words.say("is") if view.chosen else words.say("if")
        before = piece((f"{verb}  ", "muted"), (f"{view.key}  ", "key"))
        yield from flow(prose(view.says, "strong"), width, first=before)
        yield BLANK
        yield from _foreseen(view, width)
    yield from lasting_lines(view.lasting, width)
    if view.risk:
        yield from ruled(words.say("Risk here now"), _risk(view, width))
    left = (line for text in view.left for line in flow(piece(text), width, first="  "))
    yield from ruled(words.say("Left"), left)


def _risk(view: ConsequenceView, width: int) -> Iterator[Line]:
    aside = f"  {words.say('assumed until answered')}" if view.assumed else ""
    title = words.worded(view.risk_title).upper()
    text = piece((title, view.risk), (aside, "muted"))
    yield from flow(text, width, first="  ")


def _foreseen(view: ConsequenceView, width: int) -> Iterator[Line]:
    if view.foresight is None:
        yield Line(piece(("…", "muted")))
        return
    outcomes = view.foresight.outcomes
    for number, turn in enumerate(Turn):
        same = [one for one in outcomes if one.turn is turn]
        if same:
            if number and same[0] is not outcomes[0]:
                yield BLANK
            yield Line(piece(_title(view, turn)))
            for many in _alike(same):
                yield from _outcome(view, many, width)
    if not view.foresight.complete:
        yield Line(piece(("…", "muted")))
    elif not outcomes:
        yield from flow(piece((words.say("No finding changes."), "muted")), width)
    yield from ruled(words.say("To mend"), _mends(view.foresight.mends, width))


def _title(view: ConsequenceView, turn: Turn) -> tuple[str, str]:
    if turn is Turn.STAYS and view.chosen:
        return words.say("Rests on it"), "warn"
    if turn is Turn.STAYS and view.unknown:
        return words.say("Stays assumed"), "unknown"
    title, style = _TITLE[turn]
    return words.worded(title), style


def _alike(outcomes: Sequence[Outcome]) -> Iterator[Sequence[Outcome]]:
    """Put together what becomes of the same pitfall at several places."""
    found: dict[tuple[str, str, str], list[Outcome]] = {}
    for one in outcomes:
        found.setdefault((one.title, one.before, one.after), []).append(one)
    yield from found.values()


def _outcome(
    view: ConsequenceView, many: Sequence[Outcome], width: int
) -> Iterator[Line]:
    one = many[0]
    yield from flow(piece(*_risks(one), "  ", one.title), width, first="  ", rest=_IN)
    names = dict(view.elsewhere)
    places = [names[other.subject] for other in many if other.subject in names]
    if len(places) > _FEW:
        places = [words.say("{count} places", count=len(many))]
    for place in places:
        at = words.say("at {place}", place=place)
        yield from flow(piece((at, "muted")), width, first=_IN)
    if one.because and all(other.because == one.because for other in many):
        better = one.turn is Turn.BETTER
        label = words.say("still") if better else words.say("because")
        text = prose(f"{label}: {one.because}", "muted")
        yield from flow(text, width, first=_IN)


def _risks(one: Outcome) -> tuple[tuple[str, str], ...]:
    before, after = (
        (words.worded(risk).upper(), risk) for risk in (one.before, one.after)
    )
    if one.turn is Turn.CLOSED:
        return (before,)
    if one.turn in (Turn.OPENED, Turn.STAYS):
        return (after,)
    return (before, (" → ", "muted"), after)


def _mends(mends: Sequence[Mend], width: int) -> Iterator[Line]:
    for mend in mends[:_MANY]:
        text = piece(prose(mend.title), (f"  {words.worded(mend.effort)}", "muted"))
        yield from flow(text, width, first="  ", rest=_IN)
    if len(mends) > _MANY:
        more = words.say("and {count} more", count=len(mends) - _MANY)
        yield Line(piece((f"  {more}", "muted")))
