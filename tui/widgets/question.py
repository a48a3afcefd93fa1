"""One question: its choices, why it is asked, where to look, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.message import Message
from textual.reactive import var

from ninelives import words

from ..messages import Picked, Previewed, Ran
from .finish import FinishView, finish_lines
from .lines import BLANK, Line, flow, piece, prose, ruled, spread
from .page import Page

UNKNOWN_KEY, NOT_APPLICABLE_KEY = "u", "x"


class Choosable(NamedTuple):
    """One thing that may be answered."""

    key: str
    """The key that chooses it."""
    says: str
    chosen: bool = False
    aside: str = ""
    """Who said so, or what goes with it."""


class Banner(NamedTuple):
    """Something that must be seen before the question."""

    mark: str
    text: str
    style: str


class QuestionView(NamedTuple):
    """What the question pane shows."""

    key: tuple[str, str] = ("", "")
    """Where the answer belongs; another key is another question."""
    title: str = ""
    place: str = ""
    """Which of how many questions it is."""
    ask: str = ""
    choices: tuple[Choosable, ...] = ()
    """The choices, and at the end "I don't know" and "not applicable"."""
    highlighted: int = 0
    measure: str = ""
    """What number may be typed, or empty."""
    banners: tuple[Banner, ...] = ()
    why: str = ""
    find_out: str = ""
    origin: str = ""
    """The `file:line` behind the answer."""
    said: str = ""
    """Who answered, and when."""
    note: str = ""


class QuestionPane(Page):
    """Shows a question, or at the end that none is left."""

    view: var[QuestionView | FinishView] = var(QuestionView())
    spacious: var[bool] = var(default=False, init=False)
    """Whether only the question is shown, its lines wide apart."""

    def watch_spacious(self) -> None:
        """Lay it wide apart, or as usual again."""
        self.relay(top=True)

    def watch_view(
        self, old: QuestionView | FinishView, new: QuestionView | FinishView
    ) -> None:
        """Show another state; another question starts at its top."""
        self.entitle(new.title, new.place)
        self.relay(top=old.key != new.key)

    def told(self, target: str) -> Message | None:
        """Choose what was clicked, or run the command."""
        kind, _, name = target.partition(":")
        return Picked(int(name)) if kind == "choice" else Ran(name)

    def hovered(self, target: str) -> Message | None:
        """Show what the choice under the mouse would do."""
        kind, _, name = target.partition(":")
        return Previewed(int(name)) if kind == "choice" else None

    def in_sight(self) -> str:
        """Keep the marked choice in sight."""
        if isinstance(self.view, QuestionView):
            return f"choice:{self.view.highlighted}"
        return ""

    def lay(self, width: int) -> Sequence[Line]:
        """Give the lines of the question or of the end."""
        if isinstance(self.view, FinishView):
            return tuple(finish_lines(self.view, width))
        lines = spacious_lines if self.spacious else question_lines
        return tuple(lines(self.view, width))


def spacious_lines(view: QuestionView, width: int) -> Iterator[Line]:
    """Give a question alone, wide apart, to be read from the back of a room."""
    place = piece((view.place, "muted"))
    yield Line(spread(piece((view.title, "accent")), place, width))
    yield BLANK
    for banner in view.banners:
        mark = (f"{banner.mark} ", banner.style)
        yield from flow(piece((banner.text, banner.style)), width, first=mark)
        yield BLANK
    yield from flow(prose(view.ask, "ask"), width)
    yield BLANK
    for index, one in enumerate(view.choices):
        yield BLANK
        yield from _choice(view, index, one, width)
    if view.said:
        yield BLANK
        yield from flow(piece((view.said, "muted")), width)
    yield from ruled("Note", flow(piece(view.note), width) if view.note else ())


def question_lines(view: QuestionView, width: int) -> Iterator[Line]:
    """Give a question in lines of a width."""
    for banner in view.banners:
        mark = (f"{banner.mark} ", banner.style)
        yield from flow(piece((banner.text, banner.style)), width, first=mark)
        yield BLANK
    yield from flow(prose(view.ask, "ask"), width)
    yield BLANK
    for index, one in enumerate(view.choices):
        yield from _choice(view, index, one, width)
    if view.measure:
        number = piece((view.measure, "muted"))
        yield from flow(
            number, width, first=("    =  ", "key"), target="command:measure"
        )
    if view.said:
        yield BLANK
        yield from flow(piece((view.said, "muted")), width)
    yield from ruled(
        words.say("Note"), flow(piece(view.note), width) if view.note else ()
    )
    yield from ruled(words.say("Why"), flow(prose(view.why), width))
    yield from ruled(words.say("Where to look"), flow(prose(view.find_out), width))
    if view.origin:
        yield from ruled(words.say("Found"), flow(piece((view.origin, "code")), width))


def _choice(
    view: QuestionView, index: int, one: Choosable, width: int
) -> Iterator[Line]:
    here = index == view.highlighted
    before = piece(
        ("▸ " if here else "  ", "accent"),
        ("✓ " if one.chosen else "  ", "good"),
        (f"{one.key}  ", "key"),
    )
    text = prose(one.says, "strong" * (one.chosen or here))
    aside = piece((f"  {one.aside}", "muted")) if one.aside else piece()
    yield from flow(
        piece(text, aside),
        width,
        first=before,
        target=f"choice:{index}",
        fill="cursor" if here else "",
    )
