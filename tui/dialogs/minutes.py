"""What came of a session, before it is ended."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from .report import Report


class Minutes(Report):
    """Shows the minutes; gives whether they are written, nothing where it goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "end", "End without minutes", show=False),
    ]
    HEADING = "What came of the session"
    KEYS = "w write minutes and end · e end without · esc go on with the session"

    def action_end(self) -> None:
        """Ask for the session to end with nothing written."""
        self.give(result=False)
