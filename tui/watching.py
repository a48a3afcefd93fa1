"""Looks now and then for what others answer meanwhile, and shows it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ninelives import words
from ninelives.errors import Unusable

from .overseeing import Overseeing

if TYPE_CHECKING:
    from textual.timer import Timer

    from .others import Stamps

PERIOD = 0.5
"""Seconds between two looks: what somebody answers is seen within one."""

_GROUP = "watch"


class Watching(Overseeing):
    """Shows what others answer while one looks at the questions."""

    _written: Stamps = frozenset()
    _looking = False
    _timer_of_looks: Timer

    def on_mount(self) -> None:
        """Look from now on.

        The app keeps the time: a screen that is told something paints itself, and
        with it, from top to bottom, every dialog that lies over it.
        """
        self._timer_of_looks = self.app.set_interval(PERIOD, self._look_round)

    def on_unmount(self) -> None:
        """Look no more."""
        self._timer_of_looks.stop()
        self.app.workers.cancel_group(self.app, _GROUP)

    def _look_round(self) -> None:
        if self._table_is_whole() and not self._looking:
            self._looking = True
            self.beside(_GROUP, self._catch_up, kept_by=self.app)

    async def _catch_up(self) -> None:
        """Read what was written since; what is answered here meanwhile goes first."""
        from . import others
        from .dialogs.frame import Dialog

        try:
            folder, known = self._folder, self._table.desk.review
            written = await asyncio.to_thread(others.stamps, folder)
            if written == self._written:
                return
            try:
                found = await asyncio.to_thread(others.read, folder, known, self._packs)
            except Unusable as error:
                said = words.say("Not read: {what}", what=str(error.problems[0]))
                self._table.tell(said, "bad")
            else:
                if self._table.desk.review is not known:
                    return  # answered here meanwhile: the next look has both
                if found[0] is known:
                    self._written = written
                    return
                self._table.catch_up(*found)
            self._written = written
            self.show()
            over = self.app.screen
            if isinstance(over, Dialog) and over.up:
                over.caught_up()
        finally:
            self._looking = False
