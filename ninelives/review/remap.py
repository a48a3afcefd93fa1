"""The map changed by hand: renamed, added to, taken from, and back as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import NamedTuple, TypeVar

from ninelives.checklist.model import SERVICE, Pack
from ninelives.errors import nearest
from ninelives.review.catalogue import new_component
from ninelives.review.model import Component, Integration, Review
from ninelives.text import one_line, slug

Part = TypeVar("Part", Component, Integration)


Swaps = tuple[tuple[Part | None, Part | None], ...]
"""Entries of the map, before and after; None where one is not there."""


class Remap(NamedTuple):
    """All that one change of the map did."""

    components: Swaps[Component]
    integrations: Swaps[Integration]

    @property
    def reverse(self) -> Remap:
        """What takes it back."""
        return Remap(
            tuple((new, old) for old, new in self.components),
            tuple((new, old) for old, new in self.integrations),
        )


def wrong_name(review: Review, name: str, known: str = "") -> str:
    """Say why something can't be called so, or give nothing.

    Args:
        review: where it stands.
        name: what it shall be called.
        known: its id, if it has one already.
    """
    if slug(name) == slug(""):
        return "give it a name with a letter or a digit"
    if slug(name) == SERVICE:
        return "that is what the whole is called"
    others = (one for one in review.components if one.id != known)
    if any(slug(name) in (one.id, slug(one.label)) for one in others):
        return f"{slug(name)} is on the map already"
    return ""


def renamed(review: Review, component: str, name: str) -> Review:
    """Give a review in which a component is called otherwise; its id stays.

    So do its answers, and what waivers and milestones say of it.

    Raises:
        ValueError: it can't be called so; said in words for a person.
    """
    name = one_line(name).strip()
    if why := wrong_name(review, name, component):
        raise ValueError(why)
    called = "" if name == component else name
    return replace(
        review,
        components=tuple(
            replace(one, name=called) if one.id == component else one
            for one in review.components
        ),
    )


def added(pack: Pack, review: Review, name: str, component_type: str) -> Review:
    """Give a review with a component that nothing leads to yet.

    Raises:
        ValueError: it can't be called so, or is of no type; said in words.
    """
    name = one_line(name).strip()
    if why := wrong_name(review, name):
        raise ValueError(why)
    if component_type not in pack.component_types:
        close = nearest(component_type, pack.component_types)
        hint = f"; {close} is" if close else ""
        message = f"{component_type!r} is no component type{hint}"
        raise ValueError(message)
    made = new_component(pack, name, component_type)
    return replace(review, components=(*review.components, made))


def removed(review: Review, subject: str) -> Review:
    """Give a review without an integration, or a component and all that leads to it.

    What was answered about them stays in its files.
    """
    return replace(
        review,
        components=tuple(one for one in review.components if one.id != subject),
        integrations=tuple(
            one
            for one in review.integrations
            if subject not in (one.id, one.source, one.target)
        ),
    )


def remap(before: Review, after: Review) -> Remap:
    """Give what leads from one map to another, entry by entry."""
    return Remap(
        tuple(_swaps(before.components, after.components)),
        tuple(_swaps(before.integrations, after.integrations)),
    )


def _swaps(
    before: Sequence[Part], after: Sequence[Part]
) -> Iterator[tuple[Part | None, Part | None]]:
    old: dict[str, Part] = {one.id: one for one in before}
    new: dict[str, Part] = {one.id: one for one in after}
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield old.get(name), new.get(name)


def applied(review: Review, change: Remap) -> Review:
    """Give a review after a change of its map.

    What others did to it meanwhile stays; what comes back does so at the end. An
    integration of which an end is gone is left out.
    """
    components = _changed(review.components, change.components)
    ends = {one.id for one in components}
    integrations = _changed(review.integrations, change.integrations)
    return replace(
        review,
        components=components,
        integrations=tuple(
            one for one in integrations if {one.source, one.target} <= ends
        ),
    )


def _changed(parts: Sequence[Part], swaps: Swaps[Part]) -> tuple[Part, ...]:
    found: dict[str, Part] = {one.id: one for one in parts}
    for old, new in swaps:
        if new is None:
            found.pop(old.id if old else "", None)
        elif old is None:
            found.setdefault(new.id, new)
        elif new.id in found:
            values = {one.name: getattr(new, one.name) for one in fields(new)}
            told = {key: it for key, it in values.items() if it != getattr(old, key)}
            found[new.id] = replace(found[new.id], **told)
    return tuple(found.values())
