"""What has to change in the files of a review, value by value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import yaml

from ninelives import document
from ninelives.amend import END, GONE, Change, Order
from ninelives.amend.tree import Path
from ninelives.checklist.model import SERVICE
from ninelives.checklist.schema import HARMS
from ninelives.review import files
from ninelives.review.model import Answer, Component, Integration, Review

Part = TypeVar("Part", Component, Integration)
_ANSWER = ("dispute", *files.KEYS)


def section(subject: str, question: str) -> str:
    """Give the key that an answer stands under in its file."""
    if subject != SERVICE:
        return "answers"
    return "impact" if question in HARMS else "about"


def orders(questions: Sequence[str]) -> Order:
    """Give the order of the keys in any file of a review.

    Args:
        questions: ids of the questions one subject is asked, in their order.
    """

    def order(path: Path) -> Sequence[str]:
        if not path:
            return (*files.REVIEW.keys, *files.ANSWERS.keys)
        if path[0] in ("components", "integrations"):
            kind = files.COMPONENT if path[0] == "components" else files.INTEGRATION
            return tuple(kind.keys) if len(path) == 2 else HARMS  # noqa: PLR2004 - an entry
        if len(path) > 1:
            return _ANSWER
        return tuple(files.PACK.keys) if path[0] == "pack" else tuple(questions)

    return order


def answer_changes(
    root: yaml.Node | None, way: Path, found: Answer | None, final: Answer | None
) -> Iterator[Change]:
    """Give what turns one answer into another.

    Args:
        root: the file it stands in.
        way: where it stands.
        found: the answer that is there.
        final: the answer that shall be there.
    """
    if final is None:
        yield Change(way, GONE)
        return
    body = files.plain(final)
    if found is None or not _is_mapping(root, way):
        yield Change(way, body)
        return
    before = files.plain(found)
    yield from _differences(way, before, body)


def _differences(
    way: Path, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    """Give what changes of a mapping; its other keys are left alone."""
    for key, value in after.items():
        if before.get(key) != value:
            yield Change((*way, key), value)
    for key in before:
        if key not in after:
            yield Change((*way, key), GONE)


def _is_mapping(root: yaml.Node | None, way: Path) -> bool:
    node = root
    for step in way:
        if not isinstance(node, yaml.MappingNode):
            return False
        node = next((one for key, _, one in document.pairs(node) if key == step), None)
    return isinstance(node, yaml.MappingNode)


def map_changes(
    root: yaml.Node | None, before: Review, after: Review
) -> Iterator[Change]:
    """Give what turns the map of one review into another's.

    Args:
        root: review.yaml.
        before: what it says.
        after: what it shall say.
    """
    for key in ("service", "team", "dialect"):
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            yield Change((key,), new or GONE)
    if before.packs != after.packs:
        yield Change(("packs",), list(after.packs) or GONE)
    old_pack, new_pack = files.pack(before), files.pack(after)
    if _is_mapping(root, ("pack",)) and new_pack:
        yield from _differences(("pack",), old_pack, new_pack)
    elif old_pack != new_pack:
        yield Change(("pack",), new_pack or GONE)
    yield from _list_changes(
        "components", before.components, after.components, files.component
    )
    yield from _list_changes(
        "integrations", before.integrations, after.integrations, files.integration
    )
    yield from _service_changes(root, before, after)


def _service_changes(
    root: yaml.Node | None, before: Review, after: Review
) -> Iterator[Change]:
    old, new = before.answers.get(SERVICE, {}), after.answers.get(SERVICE, {})
    for name in (*old, *(one for one in new if one not in old)):
        if old.get(name) != new.get(name):
            way = (section(SERVICE, name), name)
            yield from answer_changes(root, way, old.get(name), new.get(name))


def _list_changes(
    key: str,
    before: Sequence[Part],
    after: Sequence[Part],
    written: Callable[[Part], Mapping[str, Any]],
) -> Iterator[Change]:
    """Give what changes of a list: entries in place, then what goes, then what comes.

    What goes does so from the end, so that places stay right.
    """
    wanted: dict[str, Part] = {one.id: one for one in after}
    places: list[tuple[int, Part]] = list(enumerate(before))
    for at, old in places:
        if old.id in wanted:
            yield from _part_changes((key, at), written(old), written(wanted[old.id]))
    for at, old in reversed(places):
        if old.id not in wanted:
            yield Change((key, at), GONE)
    there = {one.id for one in before}
    for name, new in wanted.items():
        if name not in there:
            yield Change((key, END), written(new))


def _part_changes(
    way: Path, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    old, new = before.get("impact", {}), after.get("impact", {})
    if old and new:
        yield from _differences((*way, "impact"), old, new)
        after = {**after, "impact": old}
    yield from _differences(way, before, after)
