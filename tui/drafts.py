"""What is typed and not yet an answer: kept beside the review until it is one.

So neither escape, nor a closed terminal, nor a machine switched off loses it.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from ninelives.errors import Unusable
from ninelives.review import durable, seat
from ninelives.review.interview import Key

Notes = dict[Key, str]
"""Notes beside questions that nobody has answered yet."""
Forms = dict[tuple[Key, str], tuple[str, ...]]
"""What was typed into a form: question, which form, its lines."""

_NAME = "typed.json"


def keep(folder: Path, notes: Notes, forms: Forms) -> None:
    """Keep what is typed; where it can't be kept there is nothing to be done."""
    body = {
        "notes": [[*at, text] for at, text in notes.items()],
        "forms": [[*at, kind, *texts] for (at, kind), texts in forms.items()],
    }
    with contextlib.suppress(OSError, Unusable):
        path = seat.made(folder) / _NAME
        if notes or forms:
            durable.write(path, json.dumps(body, ensure_ascii=False))
        else:
            path.unlink(missing_ok=True)


def kept(folder: Path) -> tuple[Notes, Forms]:
    """Give what was typed and is no answer yet."""
    try:
        body: Any = json.loads((seat.own(folder) / _NAME).read_bytes())
        notes = {(str(at), str(of)): str(text) for at, of, text in body["notes"]}
        forms = {
            ((str(at), str(of)), str(kind)): tuple(map(str, texts))
            for at, of, kind, *texts in body["forms"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}, {}
    return notes, forms
