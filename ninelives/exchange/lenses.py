"""Pack → custom lenses: pillars put together until a file is full."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from ninelives.checklist.model import Pack
from ninelives.errors import unusable
from ninelives.exchange.lens import MAX_BYTES, MAX_PILLARS, SCHEMA
from ninelives.exchange.plain_text import cut
from ninelives.exchange.to_lens import ABOUT, TITLE, Json, pillars

MARK = "Written by ninelives"
"""What the description of a lens of ours begins with; reading it back looks for it."""
LEFT_OUT = (
    "choices that lower no risk: they are what nobody ticks",
    "what hides a question, counted as asked until a choice says otherwise",
    "answers nobody knows, disputes, notes, owners and dates",
    "how bad each harm is for this data: one impact for all",
    "low risk, shown as medium, and critical risk, shown as high",
    "what the code says: scans and evidence rules",
    "snippets, and what a mitigation makes worse",
    "loss windows, and people who come too late",
)
"""What no lens can hold."""


class Lenses(NamedTuple):
    """A pack as lenses."""

    files: tuple[str, ...]
    """Each the JSON of one lens."""
    questions: int
    left_out: tuple[str, ...]


def lenses(pack: Pack, impact: str, only: Sequence[str] = ()) -> Lenses:
    """Give the lenses of a pack.

    Args:
        pack: the checklists.
        impact: how bad each harm is taken to be; a lens can't ask.
        only: ids of the checklists to write; every one by default.
    """
    names = only or tuple(pack.checklists)
    made = [pillars(pack, pack.checklists[name], impact) for name in names]
    groups: list[list[Json]] = []
    for one in made:
        for pillar in one.pillars:
            if not groups or not _fits(pack, impact, [*groups[-1], pillar]):
                groups.append([])
            groups[-1].append(pillar)
    for group in groups:
        _refuse_doubled(group)
    files = tuple(
        _text(_lens(pack, impact, group, (at, len(groups))))
        for at, group in enumerate(groups, start=1)
    )
    asked = sum(len(_list(one, "questions")) for group in groups for one in group)
    return Lenses(files, asked, tuple(said for one in made for said in one.left_out))


def _fits(pack: Pack, impact: str, group: Sequence[Json]) -> bool:
    """Whether pillars go into one lens."""
    text = _text(_lens(pack, impact, group, (99, 99)))
    return len(group) <= MAX_PILLARS and len(text.encode()) <= MAX_BYTES


def _refuse_doubled(group: Sequence[Json]) -> None:
    """Refuse a lens in which two ids of ours came to the same id."""
    questions = [one for pillar in group for one in _list(pillar, "questions")]
    for things in (group, questions, *(_list(one, "choices") for one in questions)):
        seen: set[object] = set()
        for one in things:
            name = one["id"]
            if name in seen:
                found = f"two ids come to {name!r} in a lens, where `-` and `/` are `_`"
                raise unusable("export", found, remedy="rename one of them")
            seen.add(name)


def _list(of: Json, key: str) -> list[Json]:
    found = of[key]
    return found if isinstance(found, list) else []


def _lens(pack: Pack, impact: str, group: Sequence[Json], at: tuple[int, int]) -> Json:
    number, count = at
    title = cut(pack.title, TITLE - 20)
    parts = ", ".join(f"{one.name} {one.version}" for one in pack.parts)
    about = (
        f"{MARK} from {parts}. Each question is a way to lose data. Tick what you are "
        "sure of: what nobody ticks counts as the worst, and of choices that begin "
        f"with the same words the worst one ticked. Every harm counts as {impact}. "
        f"Pillars: {'; '.join(str(one['name']) for one in group)}."
    )
    return {
        "schemaVersion": SCHEMA,
        "name": f"{title} ({number} of {count})" if count > 1 else title,
        "description": cut(about, ABOUT),
        "pillars": list(group),
    }


def _text(what: Json) -> str:
    return json.dumps(what, indent=1, ensure_ascii=False) + "\n"
