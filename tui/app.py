"""The door of the questionnaire: opens a review and paints its first question."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path


def open_review(folder: Path, packs: Sequence[Path] = (), /) -> int:
    """Walk a team through the review in `folder`; give the exit code.

    `packs` take the place of those that the review names.

    Raises:
        Unusable: the review or a checklist it uses can't be read.
    """
    gc.disable()  # until all is read: nothing made while starting is garbage
    try:
        from .questionnaire import Questionnaire

        app = Questionnaire(folder, packs)
        app.run()
    finally:
        gc.enable()
    return app.outcome()
