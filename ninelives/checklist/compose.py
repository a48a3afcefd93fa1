"""A team's pack on top of ours: new words and ratings, additions, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

from ninelives.checklist.model import Disabled
from ninelives.errors import Problem, nearest
from ninelives.shape import Got

_LISTS = ("questions", "rules", "mitigations")


def extend(
    parts: Sequence[Got], extension: Got, problems: list[Problem]
) -> tuple[list[Got], list[Disabled]]:
    """Give the parts of a checklist as an extension changes them.

    Args:
        parts: the checklist and its blocks, as checked records; they stay as they are.
        extension: a checked `extends:` file.
        problems: gets what the extension names and is not there.

    Returns:
        The changed parts with the extension's own additions behind them, and what it
        leaves out.
    """
    changed = [_copied(part) for part in parts]
    found = {one.get("id", ""): one for part in changed for one in _entries(part)}
    for key, change in (("reword", _reword), ("rerate", _rerate)):
        for name, wanted in extension.get(key, {}).items():
            if _known(name, found, extension, key, problems):
                change(found[name], wanted, problems)
    disabled = []
    for name, reason in extension.get("disable", {}).items():
        if _known(name, found, extension, "disable", problems):
            place = extension.at("disable")
            disabled.append(Disabled(extension["extends"], name, reason, place))
    gone = {one.id for one in disabled}
    for part in changed:
        for key in _LISTS:
            if key in part:
                part[key] = [one for one in part[key] if one.get("id") not in gone]
    return [*changed, extension], disabled


def _entries(part: Got) -> Iterator[Got]:
    for key in _LISTS:
        yield from part.get(key, ())


def _copied(part: Got) -> Got:
    """Give a part whose entries and choices can be changed on their own."""
    made = copy(part)
    for key in _LISTS:
        if key in part:
            made[key] = [copy(one) for one in part[key]]
    for question in made.get("questions", ()):
        question["choices"] = [copy(one) for one in question.get("choices", ())]
    return made


def _known(
    name: str,
    found: dict[str, Got],
    extension: Got,
    key: str,
    problems: list[Problem],
) -> bool:
    if name not in found:
        problems.append(
            Problem(
                extension.at(key),
                f"{key} names {name!r}, which {extension['extends']} does not have",
                nearest=nearest(name, found),
            )
        )
    return name in found


def _reword(one: Got, wanted: Got, problems: list[Problem]) -> None:
    for key, text in wanted.items():
        if key == "choices":
            for choice_id, says in text.items():
                choice = _choice(one, choice_id, wanted, problems)
                if choice is not None:
                    choice["says"] = says
        else:
            one[key] = text
            one.places[key] = wanted.at(key)


def _rerate(one: Got, wanted: Got, problems: list[Problem]) -> None:
    for key in ("exposes", "caps"):
        if key in wanted:
            one[key] = wanted[key]
    for choice_id, effects in wanted.get("choices", {}).items():
        choice = _choice(one, choice_id, wanted, problems)
        if choice is not None:
            for key in ("exposes", "caps"):
                choice.pop(key, None)
                if key in effects:
                    choice[key] = effects[key]


def _choice(
    one: Got, choice_id: str, wanted: Got, problems: list[Problem]
) -> Got | None:
    ids = {choice.get("id", ""): choice for choice in one.get("choices", ())}
    if choice_id not in ids:
        problems.append(
            Problem(
                wanted.at("choices"),
                f"{one.get('id')!r} has no choice {choice_id!r}",
                nearest=nearest(choice_id, ids),
            )
        )
    return ids.get(choice_id)
