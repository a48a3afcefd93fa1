"""The questionnaire on a stage: a small review, what is pressed, what is seen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

from ninelives.review import store
from ninelives.review.model import Answer, Component, Integration, Review
from tui.ground import Ground
from tui.review_screen import ReviewScreen
from tui.widgets.finish import FinishView
from tui.widgets.question import QuestionView

PACK = Path(__file__).resolve().parents[1] / "packs" / "small"

QUEUE = "orders-queue--place-order"
TABLE = "place-order--orders-table"
SIZE = (120, 40)


def a_review() -> Review:
    """Give a service of two integrations and a table."""
    return Review(
        service="orders",
        team="Checkout",
        pack="tests/small",
        pack_version="0.1.0",
        components=(
            Component("orders-queue", "sqs-queue"),
            Component("place-order", "lambda-function"),
            Component("orders-table", "dynamodb-table", checklist="lab/table"),
        ),
        integrations=(
            Integration(QUEUE, "orders-queue", "place-order", "lab/queue-function"),
            Integration(TABLE, "place-order", "orders-table", "lab/function-table"),
        ),
    )


def say(folder: Path, subject: str, question: str, said: Answer) -> None:
    """Answer as another program does that has just read the review."""
    store.save_answer(folder, store.load(folder), subject, question, said, ())


def answer(folder: Path, subject: str, question: str) -> Answer | None:
    """Give an answer as it stands on disk."""
    return store.load(folder).answer(subject, question)


@dataclass(frozen=True, slots=True)
class Opened:
    """The questionnaire, or the home screen, opened and ready."""

    app: Ground[Any]
    pilot: Pilot[Any]

    @property
    def screen(self) -> ReviewScreen:
        """The screen of the questions, whatever lies over it."""
        found = [one for one in self.app.screen_stack if isinstance(one, ReviewScreen)]
        return found[0]

    @property
    def question(self) -> QuestionView:
        """What the question pane shows."""
        shown = self.screen.shown_question
        assert isinstance(shown, QuestionView), "the end is shown"
        return shown

    @property
    def ending(self) -> FinishView:
        """What the question pane shows at the end."""
        shown = self.screen.shown_question
        assert isinstance(shown, FinishView), "a question is shown"
        return shown

    @property
    def at(self) -> tuple[str, str]:
        """Where the answer to the question that is shown belongs."""
        return self.question.key

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before has done its work."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*text)
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing is being worked out any more."""
        await self.pilot.pause()
        while busy := [
            worker
            for worker in self.app.workers
            if worker.group not in ("dialog", "settle") and not worker.is_finished
        ]:
            await self.app.workers.wait_for_complete(busy)
            await self.pilot.pause()

    def seen(self) -> list[str]:
        """Give what is on the terminal, line by line."""
        return [strip.text.rstrip() for strip in strips(self.app)]

    def shows(self, text: str) -> bool:
        """Whether a text can be read inside one pane, line breaks aside."""
        painted = strips(self.app)
        if any(text in strip.text for strip in painted):
            return True
        for widget in self.app.screen.query("*"):
            box = widget.content_region
            rows = painted[box.y : box.bottom]
            lines = [strip.crop(box.x, box.right).text for strip in rows]
            if text in " ".join(" ".join(lines).split()):
                return True
        return False


Open = Callable[..., AbstractAsyncContextManager[Opened]]


def strips(app: Ground[Any]) -> list[Strip]:
    """Give the lines as they are painted, filters such as NO_COLOR applied."""
    width, height = app.size
    compositor = app.screen._compositor  # noqa: SLF001 - there is no other way to see
    painted = compositor.render_strips()
    return [strip.crop_extend(0, width, None) for strip in painted[:height]]


def picture(app: Ground[Any]) -> str:
    """Give the screen as text: its lines, then which style each cell has.

    Each style has a letter; a line of styles is letters with how often they repeat.
    """
    letters: dict[str, str] = {}
    shown, styled = [], []
    for strip in strips(app):
        shown.append(f"|{strip.text}|")
        runs: list[list[object]] = []
        for segment in strip:
            style = _said(segment.style)
            letter = letters.setdefault(style, _letter(len(letters)))
            if runs and runs[-1][0] == letter:
                runs[-1][1] = cast("int", runs[-1][1]) + len(segment.text)
            elif segment.text:
                runs.append([letter, len(segment.text)])
        styled.append(" ".join(f"{letter}{count}" for letter, count in runs))
    legend = [f"{letter} = {style}" for style, letter in letters.items()]
    return "\n".join((*shown, "", *styled, "", *legend, ""))


def _letter(number: int) -> str:
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return alphabet[number % len(alphabet)] + "'" * (number // len(alphabet))


def _said(style: Style | None) -> str:
    """Give a style without what only the mouse needs."""
    if style is None:
        return "plain"
    return str(style.without_color + Style(color=style.color, bgcolor=style.bgcolor))
