"""The snippets of the shipped pack, each once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ninelives.checklist.load import load_pack


@dataclass(frozen=True, slots=True)
class Snippet:
    """One text that a mitigation offers for pasting."""

    where: str
    """File, mitigation and dialect."""
    dialect: str
    text: str


@cache
def shipped() -> tuple[Snippet, ...]:
    """Give every snippet of our own pack once, however many checklists share it."""
    found: dict[str, Snippet] = {}
    for checklist in load_pack().checklists.values():
        for mitigation in checklist.mitigations:
            file = Path(mitigation.place.path)
            for dialect, text in mitigation.snippets.items():
                where = f"{file.parent.name}/{file.name}: {mitigation.id}: {dialect}"
                found[where] = Snippet(where, dialect, text)
    return tuple(found.values())


def written_in(*dialects: str) -> tuple[Snippet, ...]:
    """Give the snippets in these dialects."""
    some = tuple(one for one in shipped() if one.dialect in dialects)
    assert {one.dialect for one in some} == set(dialects)
    return some
