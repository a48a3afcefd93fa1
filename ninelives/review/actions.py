"""What a team agreed to do: `actions.yaml`, each with an owner and a day of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from ninelives import amend, document, shape
from ninelives.amend import END, Change
from ninelives.errors import Place, Problem, Unusable, unusable
from ninelives.review import durable
from ninelives.review.bounds import kept_inside, readable
from ninelives.review.files import ID
from ninelives.review.lock import locked
from ninelives.shape import Got, ListOf, Record, Shape, Text

FILE = "actions.yaml"
"""Where the actions of a review are kept."""
OPEN, DONE, DROPPED = "open", "done", "dropped"
STATES = (OPEN, DONE, DROPPED)
DAY = Text(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", says="YYYY-MM-DD")
ACTION_KEYS: Mapping[str, Shape] = {
    "id": ID,
    "says": Text(),
    "owner": Text(),
    "due": DAY,
    "state": Text(STATES),
    "closed": DAY,
    "reason": Text(),
    "incident": ID,
    "finding": Text(),
    "mitigation": Text(),
}
ACTION = Record("an action", ACTION_KEYS, ("id", "says", "owner", "due"))
ACTIONS = Record("a file of actions", {"actions": ListOf(ACTION)}, ("actions",))


class Action(NamedTuple):
    """Something that somebody does until a day."""

    id: str
    says: str
    owner: str
    due: str
    """The last day, as YYYY-MM-DD."""
    state: str
    """open, done or dropped."""
    closed: str
    """The day it was done or dropped, or empty."""
    reason: str
    """Why it was dropped, or empty."""
    incident: str
    """The name of the incident it came from, or empty."""
    finding: str
    """The id of the finding it is about, or empty."""
    mitigation: str
    """The id of the mitigation it carries out, or empty."""
    place: Place


def load_actions(folder: Path) -> tuple[Action, ...]:
    """Give the actions of a review, in the order they are written; none without a file.

    Raises:
        Unusable: with every problem of the file.
    """
    path = folder / FILE
    if not (path.exists() or path.is_symlink()):
        return ()
    return actions_of(document.read(readable(path, folder), str(path)), str(path))


def actions_of(root: yaml.Node, name: str) -> tuple[Action, ...]:
    """Give the actions that a file says; raises `Unusable` with all its problems."""
    problems: list[Problem] = []
    got = shape.check(root, ACTIONS, name, problems)
    found = [action(one, problems) for one in got["actions"]] if not problems else []
    seen: dict[str, Place] = {}
    for one in found:
        if one.id in seen:
            says = f"there is an action {one.id!r} already, at {seen[one.id]}"
            problems.append(Problem(one.place, says))
        seen.setdefault(one.id, one.place)
    if problems:
        raise Unusable(problems)
    return tuple(found)


def action(got: Got, problems: list[Problem]) -> Action:
    """Give the action that a checked record holds."""
    texts = {key: got.get(key, "") for key in ACTION_KEYS}
    texts["state"] = texts["state"] or OPEN
    if texts["state"] == DROPPED and not texts["reason"]:
        found = "an action is dropped without a reason"
        problems.append(Problem(got.place, found, remedy="say why, as reason:"))
    if texts["closed"] and texts["state"] == OPEN:
        found = "an open action has a day it was closed"
        problems.append(Problem(got.at("closed"), found))
    return Action(**texts, place=got.place)


def add_actions(folder: Path, wanted: Iterable[Action]) -> tuple[Action, ...]:
    """Put actions behind those of a review; one that is there already stays as it is.

    Returns:
        Those that were added.

    Raises:
        Unusable: the file can't be read or written.
    """
    path = kept_inside(folder / FILE, folder)
    try:
        with locked(folder):
            known = {one.id for one in load_actions(folder)}
            new = tuple(one for one in wanted if one.id not in known)
            if new:
                text = document.read_text(path) if path.exists() else ""
                page = amend.page_of(text, str(path))
                changes = [Change(("actions", END), _plain(one)) for one in new]
                changed = amend.edited(page, changes, name=str(path))
                durable.write(path, changed.text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(path, f"can't be written: {reason}") from None
    return new


def put_action(folder: Path, wanted: Action) -> tuple[Action, ...]:
    """Put an action into the place of the one of its id, or behind the others.

    What others wrote into the file meanwhile stays, comments too.

    Returns:
        The actions as they are on the disk now.

    Raises:
        Unusable: the file can't be read or written, or would not be understood.
    """
    path = kept_inside(folder / FILE, folder)
    try:
        with locked(folder):
            places = {one.id: at for at, one in enumerate(load_actions(folder))}
            text = document.read_text(path) if path.exists() else ""
            page = amend.page_of(text, str(path))
            changes = _put(places.get(wanted.id), _plain(wanted))
            changed = amend.edited(page, changes, name=str(path))
            if changed.root is None:
                raise unusable(path, "the file is empty")
            found = actions_of(changed.root, str(path))
            durable.write(path, changed.text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(path, f"can't be written: {reason}") from None
    return found


def _put(at: int | None, body: Mapping[str, str]) -> list[Change]:
    """Give what writes an action: key by key where it is there, for its comments."""
    if at is None:
        return [Change(("actions", END), dict(body))]
    keys = ACTION_KEYS.keys()
    return [Change(("actions", at, key), body.get(key, amend.GONE)) for key in keys]


def _plain(one: Action) -> dict[str, str]:
    """Give an action as it is written."""
    found = {key: getattr(one, key) for key in ACTION_KEYS}
    return {key: text for key, text in found.items() if text}
