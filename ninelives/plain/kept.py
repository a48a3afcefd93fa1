"""How far an incident is told, and its file: saved with each thing that is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ninelives import amend, document
from ninelives.amend import GONE, Change
from ninelives.checklist.model import Pack
from ninelives.review import durable
from ninelives.review.bounds import kept_inside
from ninelives.review.incidents import HOME, INCIDENT
from ninelives.review.model import Review
from ninelives.text import slug

LONGEST = 50
"""Letters of a title that become a name."""


@dataclass(frozen=True, slots=True)
class Form:
    """How far an incident is told."""

    folder: Path
    pack: Pack
    review: Review
    path: Path | None
    """The file; None until title and beginning are known."""
    values: Mapping[str, object]
    """Key → what stands in the file."""


def kept(form: Form, key: str, value: object) -> Form:
    """Give the form with a value, saved once there is a file for it."""
    values = {name: it for name, it in form.values.items() if name != key}
    if value is not GONE:
        values[key] = value
    form = replace(form, values=values)
    if form.path is None:
        if "title" not in values or "started" not in values:
            return form
        path = _free(form)
        text = amend.written({name: values[name] for name in ("title", "started")})
    else:
        path = form.path
        page = amend.page_of(document.read_text(path), str(path))
        change = Change((key,), value)
        text = amend.edited(page, [change], lambda _: tuple(INCIDENT.keys)).text
    durable.write_file(path, text)
    return replace(form, path=path)


def _free(form: Form) -> Path:
    """Give a file that is not there: `incidents/2026-12-01-orders-gone.yaml`."""
    home = kept_inside(form.folder / HOME, form.folder)
    home.mkdir(exist_ok=True)
    title = slug(str(form.values["title"]))[:LONGEST].strip("-")
    name = f"{str(form.values['started'])[:10]}-{title}"
    number = 2
    path = home / f"{name}.yaml"
    while path.exists():
        path = home / f"{name}-{number}.yaml"
        number += 1
    return path
