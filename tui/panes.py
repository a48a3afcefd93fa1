"""The three panes and the bars around them: values go down to them, nothing is kept."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen

from .picture import Picture
from .widgets.bars import KeyBar, StatusBar, Told, TopBar, TopView
from .widgets.consequence import ConsequencePane, ConsequenceView
from .widgets.finish import FinishView
from .widgets.map import MapPane, MapStrip, MapView
from .widgets.question import QuestionPane, QuestionView


class Panes(Screen[None]):
    """Shows the desk: side by side, or below each other where it is narrow."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 - as Textual has it
    DEFAULT_CSS = """
    Panes {
        TopBar, StatusBar, KeyBar, MapStrip { height: 1; scrollbar-size: 0 0; }
        #panes { layout: horizontal; height: 1fr; }
        MapStrip { display: none; }
        MapPane { width: 32%; min-width: 32; max-width: 56; height: 1fr; }
        #middle { width: 1fr; height: 1fr; }
        QuestionPane { height: 1fr; }
        ConsequencePane { width: 30%; min-width: 30; max-width: 64; height: 1fr; }
        &.-end ConsequencePane { display: none; }
        &.-narrow {
            MapStrip { display: block; }
            #panes { layout: vertical; }
            #middle, ConsequencePane { width: 1fr; max-width: 100%; }
            ConsequencePane { height: 8; }
            MapPane { display: none; width: 1fr; max-width: 100%; }
            &.-low ConsequencePane { display: none; }
            &.-consequences ConsequencePane { display: block; height: 2fr; }
            &.-map #middle, &.-map ConsequencePane { display: none; }
            &.-map MapPane { display: block; }
        }
    }
    """

    def __init__(self, size: tuple[int, int]) -> None:
        """Take the window's size, so that nothing is laid out twice at the start."""
        width, height = size
        shape = self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS)
        shape |= self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS)
        super().__init__(classes=" ".join(sorted(shape)))

    def compose(self) -> ComposeResult:
        """Put the panes side by side, or below each other where it is narrow."""
        yield TopBar()
        yield MapStrip()
        with Container(id="panes"):
            yield MapPane()
            with Vertical(id="middle"):
                yield QuestionPane()
            yield ConsequencePane()
        yield StatusBar()
        yield KeyBar()

    def show_map(self, view: MapView) -> None:
        """Show the map, or its strip where it is narrow."""
        self.query_one(MapPane).view = view
        self.query_one(MapStrip).view = view

    def show_top(self, view: TopView) -> None:
        """Show what is reviewed and how far it is."""
        self.query_one(TopBar).view = view

    def show_question(self, view: QuestionView | FinishView) -> None:
        """Show a question, or the end."""
        self.set_class(isinstance(view, FinishView), "-end")
        self.query_one(QuestionPane).view = view

    def show_consequences(self, view: ConsequenceView) -> None:
        """Show what follows from the marked choice."""
        self.query_one(ConsequencePane).view = view

    def show_told(self, told: Told) -> None:
        """Show what just happened."""
        self.query_one(StatusBar).view = told

    def show_picture(self, picture: Picture) -> None:
        """Show what was shown last."""
        self.show_top(picture.top)
        self.show_map(picture.map)
        self.show_question(picture.question)

    @property
    def shown_question(self) -> QuestionView | FinishView:
        """The question that is shown, or the end."""
        return self.query_one(QuestionPane).view

    @property
    def pictured(self) -> Picture | None:
        """What is shown, to be kept; None where it is no question."""
        question = self.shown_question
        if isinstance(question, FinishView) or not question.choices:
            return None
        top, shown_map = self.query_one(TopBar).view, self.query_one(MapPane).view
        return Picture(top, shown_map, question)
