"""The home screen as an app, and the way from it into a review and back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from textual.app import SystemCommand
from textual.screen import Screen

from ninelives import words

from ..ground import Ground
from ..widgets.bars import Told
from . import keys
from .screen import HomeScreen, Kept


class Home(Ground[Path]):
    """Lists reviews; gives the folder of the one to open."""

    def __init__(self, kept: Kept) -> None:
        """Take what it looked like when it was left."""
        super().__init__()
        self._kept = kept

    def get_default_screen(self) -> Screen[None]:
        """Begin with the table."""
        return HomeScreen(self._kept)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give the commands to the palette."""
        for one in keys.KEYS:
            if one.name != "palette":
                run = partial(screen.run_action, keys.action(one))
                title = words.worded(one.title, "home")
                yield SystemCommand(title, words.worded(one.help, "home"), run)


def show(start: Path) -> int:
    """Show the reviews below a folder, open what is chosen, and come back.

    Returns:
        The exit code, once it is left.
    """
    from ninelives.errors import Unusable

    from ..app import walk

    kept, theme = Kept(start), ""
    while True:
        app = Home(kept)
        app.wear(theme)
        folder = app.run()
        if folder is None:
            return app.outcome()
        theme = app.theme
        try:
            review = walk(folder, (), theme)
            code = review.outcome()
        except Unusable as error:
            kept.told = Told(str(error.problems[0]), "bad")
            continue
        theme = review.theme
        if review.told_to_end:
            return code
        if review.trouble:
            kept.told = Told(review.trouble, "bad")
