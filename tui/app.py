"""The door of the app: opens a review at its first question, or shows them all."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded when it is opened
    from .questionnaire import Questionnaire


def open_review(folder: Path, packs: Sequence[Path] = (), /) -> int:
    """Walk a team through the review in `folder`; give the exit code.

    `packs` take the place of those that the review names.

    Raises:
        Unusable: the review or a checklist it uses can't be read.
    """
    return walk(folder, packs).outcome()


def walk(folder: Path, packs: Sequence[Path] = (), theme: str = "") -> Questionnaire:
    """Walk a team through the review in `folder`; give the app once it is left.

    Args:
        folder: the review.
        packs: as for `open_review`.
        theme: its colours; by default its own.

    Raises:
        Unusable: as `open_review`.
    """
    gc.disable()  # until all is read: nothing made while starting is garbage
    try:
        from .questionnaire import Questionnaire

        app = Questionnaire(folder, packs)
        app.wear(theme)
        app.run()
    finally:
        gc.enable()
    return app


def open_home(start: Path, /) -> int:
    """Show the reviews below a folder and open what is chosen; give the exit code."""
    from .home.app import show

    return show(start)
