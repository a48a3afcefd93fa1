"""Looks now and then for what others answer meanwhile, and shows it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ninelives.errors import Unusable

from .overseeing import Overseeing

if TYPE_CHECKING:  # loaded behind the first question
    from .others import Stamps

PERIOD = 0.5
"""Seconds between two looks: what somebody answers is seen within one."""


class Watching(Overseeing):
    """Shows what others answer while one looks at the questions."""

    _written: Stamps = frozenset()
    _looking = False

    def on_mount(self) -> None:
        """Look from now on."""
        self.set_interval(PERIOD, self._look_round)

    def _look_round(self) -> None:
        if self._table_is_whole() and not self._looking:
            self._looking = True
            self.beside("watch", self._catch_up)

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
                self._table.tell(f"Not read: {error.problems[0]}", "bad")
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
