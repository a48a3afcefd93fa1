"""The text of review.yaml with what changed of the map, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ninelives import amend, document
from ninelives.review import files
from ninelives.review.model import Review

_KEYS = (
    "service",
    "team",
    "pack",
    "packs",
    "dialect",
    "impact",
    "about",
    "components",
    "integrations",
)


def edited(text: str, before: Review, after: Review) -> str:
    """Give the text with what differs between two reviews, answers left out."""
    for key, old, new in (
        ("service", before.service, after.service),
        ("team", before.team, after.team),
        ("dialect", before.dialect, after.dialect),
        ("packs", list(before.packs), list(after.packs)),
    ):
        if old != new:
            kept = amend.put(text, [key], new, _KEYS)
            text = kept if new else amend.drop(text, [key])
    if (before.pack, before.pack_version) != (after.pack, after.pack_version):
        pack = {"name": after.pack, "version": after.pack_version}
        text = amend.put(text, ["pack"], pack, _KEYS)
    text = _list(
        text, "components", before.components, after.components, files.component
    )
    return _list(
        text, "integrations", before.integrations, after.integrations, files.integration
    )


def _list(
    text: str,
    key: str,
    before: Sequence[Any],
    after: Sequence[Any],
    written: Callable[[Any], dict[str, Any]],
) -> str:
    """Give the text with one list brought up to date, entry by entry, key by key."""
    old = {one.id: one for one in before}
    new = {one.id: one for one in after}
    for name in old.keys() - new.keys():
        at = _index(text, key, name)
        if at is not None:
            text = amend.drop(text, [key, at])
    for name, one in new.items():
        at = _index(text, key, name)
        if at is None:
            text = _appended(text, key, written(one))
        elif old.get(name) != one:
            text = _entry(text, [key, at], written(one))
    return text


def _entries(text: str, key: str) -> list[Any]:
    root = document.compose_any(text, "review.yaml")
    found: Any = document.plain(root) if root is not None else {}
    return list(found.get(key) or ())


def _index(text: str, key: str, name: str) -> int | None:
    ids = [one.get("id") for one in _entries(text, key) if isinstance(one, dict)]
    return ids.index(name) if name in ids else None


def _appended(text: str, key: str, body: dict[str, Any]) -> str:
    count = len(_entries(text, key))
    if count == 0:
        return amend.put(text, [key], [body], _KEYS)
    return amend.put(text, [key, count], body)


def _entry(text: str, way: list[str | int], body: dict[str, Any]) -> str:
    known = {"id", "type", "name", "checklist", "source", "target", "impact", "from"}
    there: Any = _entries(text, str(way[0]))[int(way[1])]
    for name, value in body.items():
        if there.get(name) != value:
            text = amend.put(text, [*way, name], value, tuple(body))
    for name in there:
        if name in known and name not in body:
            text = amend.drop(text, [*way, name])
    return text
