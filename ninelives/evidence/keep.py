"""The settings that a scan keeps in a review: numbers that no question asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from ninelives.checklist.expression import Name
from ninelives.checklist.model import Checklist, Pack
from ninelives.evidence.into_review import Drawn, origin
from ninelives.evidence.model import Origin, Setting
from ninelives.review.model import Kept, Review
from ninelives.review.standing import checklist_of

Reads = Callable[[Checklist], Collection[Name]]
"""Gives the names that a checklist needs beside its answers."""
_SURE = frozenset({Origin.LITERAL, Origin.DEFAULT})


def with_settings(pack: Pack, drawn: Drawn, reads: Reads) -> Review:
    """Give the review of a drawn map with the settings that its checklists read.

    Only what is written, or what holds where nothing is written, is kept: what hangs
    on a condition or a parameter is not known. What the code lacks now goes.
    """
    review = drawn.review
    wanted: dict[str, set[str]] = {}
    for one in review.integrations:
        checklist = checklist_of(pack, review, one.id)
        for name in _needed(checklist, reads) if checklist else ():
            ends = {"settings": one.id, "source": one.source, "target": one.target}
            if name.root in ends:
                wanted.setdefault(ends[name.root], set()).add(name.key)
    found = {
        **{name: node.settings for name, node in drawn.components.items()},
        **{name: edge.settings for name, edge in drawn.integrations.items()},
    }
    kept = {
        name: _kept(found[name], wanted.get(name, set())) if name in found else None
        for name in review.subjects()
    }
    return replace(
        review,
        components=tuple(
            one if (it := kept[one.id]) is None else replace(one, settings=it)
            for one in review.components
        ),
        integrations=tuple(
            one if (it := kept[one.id]) is None else replace(one, settings=it)
            for one in review.integrations
        ),
    )


def _needed(checklist: Checklist, reads: Reads) -> set[Name]:
    """Give the names a checklist reads, and those its answers to them come from."""
    found = set(reads(checklist))
    asked = {name.key for name in found if name.root == "values"}
    for question in checklist.questions:
        if question.id in asked:
            for rule in question.evidence:
                found.update(rule.value.names if rule.value is not None else ())
    return found


def _kept(settings: Mapping[str, Setting], wanted: Collection[str]) -> dict[str, Kept]:
    found = {}
    for name in sorted(wanted & settings.keys()):
        one = settings[name]
        value = one.value
        if one.origin in _SURE and isinstance(value, str | bool | int | float):
            line = "" if one.origin is Origin.DEFAULT else origin(one.place)
            found[name] = Kept(int(value) if isinstance(value, bool) else value, line)
    return found
