"""A few lines to type, each with what it is for; what is wrong is said at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from ninelives import words

from ..widgets.lines import piece
from .frame import Dialog


@dataclass(frozen=True, slots=True)
class Field:
    """One line to type."""

    label: str
    hint: str = ""
    """What to type, shown while it is empty."""
    text: str = ""
    """What it starts with."""
    wrong: Callable[[str], str] = lambda _: ""
    """Gives what is wrong with a text, or empty."""


class Form(Dialog[tuple[str, ...]]):
    """Asks for some lines; gives them all, or nothing where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next line", show=False),
        Binding("up", "app.focus_previous", "Line before", show=False),
    ]
    DEFAULT_CSS = """
    Form .label { margin: 1 0 0 1; }
    Form .wrong { color: $text-error; height: auto; margin: 0 0 0 1; }
    Form Input { border: round $foreground 25%; height: 3; }
    Form Input:focus { border: round $border; }
    """
    KEYS = "enter goes on · esc leaves, nothing is answered"

    def __init__(
        self,
        title: str,
        fields: tuple[Field, ...],
        typed: Callable[[tuple[str, ...]], None],
    ) -> None:
        """Take the title, the lines to ask for, and who keeps what is typed."""
        super().__init__()
        self._keep = typed
        self._title_shown = title
        self._fields = fields
        self.typed = tuple(field.text for field in fields)

    def heading(self) -> str:
        """Give the title of the frame."""
        return words.worded(self._title_shown)

    def contents(self) -> ComposeResult:
        """Give a label and a line for each field."""
        for field in self._fields:
            yield Static(piece(words.worded(field.label)), classes="label")
            hint = words.worded(field.hint)
            yield Input(field.text, placeholder=hint, select_on_focus=False)
        yield Static(classes="wrong")

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go to the next line; after the last one give all of them."""
        inputs = list(self.query(Input))
        at = inputs.index(event.input)
        if self._complains(at):
            return
        if at + 1 < len(inputs):
            self.set_focus(inputs[at + 1])
            return
        for other in range(len(inputs)):
            if self._complains(other):
                self.set_focus(inputs[other])
                return
        self.give(self.typed)

    @on(Input.Changed)
    def keep(self) -> None:
        """Keep what is typed; take back what was wrong about it."""
        typed = tuple(one.value.strip() for one in self.query(Input))
        if typed != self.typed:
            self.typed = typed
            self._keep(typed)
        self.query_one(".wrong", Static).update("")

    def _complains(self, at: int) -> bool:
        wrong = self._fields[at].wrong(self.typed[at])
        self.query_one(".wrong", Static).update(piece(wrong))
        return bool(wrong)


def needed(what: str) -> Callable[[str], str]:
    """Give a check that a line is not empty."""
    return lambda text: "" if text.strip() else words.worded(what)


def a_day(text: str) -> str:
    """Say what is wrong with a day, or nothing; it may be left out."""
    import re
    from datetime import date

    if not text:
        return ""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            date.fromisoformat(text)
            return ""
    except ValueError:
        pass
    return words.say("{text} is no day; write it as 2026-12-01", text=text)


def a_number(low: float, high: float, unit: str) -> Callable[[str], str]:
    """Give a check that a line is a number in a range."""

    def wrong(text: str) -> str:
        try:
            value = float(text)
        except ValueError:
            return words.say("{text} is no number", text=text or words.say("nothing"))
        if low <= value <= high:
            return ""
        return words.say(
            "{value} is not between {low} and {high} {unit}",
            value=f"{value:g}",
            low=f"{low:g}",
            high=f"{high:g}",
            unit=unit,
        )

    return wrong
