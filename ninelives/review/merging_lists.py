"""Three versions of a list a team keeps → one: waivers, actions, the parking lot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

import yaml

from ninelives import amend, document, shape
from ninelives.amend import END, GONE, Change
from ninelives.errors import Problem, Unusable
from ninelives.review import actions, parked, waivers
from ninelives.shape import Record

Entry = Mapping[str, object]
Key = tuple[str, int]
"""What an entry is known by; the number tells those apart that share a name."""


class _Kind(NamedTuple):
    """A file that holds one list."""

    section: str
    """The key of the list."""
    name: str
    """The key that an entry is known by."""
    file: Record
    entry: Record


_KINDS = {
    waivers.FILE: _Kind("waivers", "finding", waivers.WAIVERS, waivers.WAIVER),
    actions.FILE: _Kind("actions", "id", actions.ACTIONS, actions.ACTION),
    parked.FILE: _Kind("parked", "id", parked.LOT, parked.PARKED),
}
_STRICT = {("waivers", "expires"): min, ("parked", "done"): min}
"""What both sides may change without a conflict: the stricter counts."""


class _Version(NamedTuple):
    page: amend.Page
    entries: Mapping[Key, Entry]


def listed(path: str) -> bool:
    """Whether a path is that of a list a team keeps."""
    return PurePosixPath(path).name in _KINDS


def merged_list(
    base: str, ours: str, theirs: str, path: str, lines: str | None
) -> str | None:
    """Give one file from two descendants of another, or None where people must decide.

    An entry that one side adds or changes is taken, one that it removes and the other
    left alone is gone. Where both changed one value to two others, nobody but people
    can say what holds; a waiver that both gave another end ends on the earlier day.

    Args:
        base: what both descend from; empty where both are new.
        ours: one version; its layout is kept where the texts can't be joined.
        theirs: the other.
        path: where the file stands in the repository.
        lines: what a merge by lines gives, where it found no conflict; taken where it
            says the same.

    Raises:
        Unusable: one of them is no such file.
    """
    kind = _KINDS[PurePosixPath(path).name]
    old, mine, other = (_version(one, kind, path) for one in (base, ours, theirs))
    wanted: dict[Key, Entry] = {}
    for key in dict.fromkeys((*old.entries, *mine.entries, *other.entries)):
        both = mine.entries.get(key), other.entries.get(key)
        try:
            one = _entry(old.entries.get(key), *both, kind)
        except _Differ:
            return None
        if one is not None:
            wanted[key] = one
    if lines is not None:
        try:
            found = _version(lines, kind, path)
        except Unusable:
            found = None
        if found is not None and dict(found.entries) == wanted:
            return lines
    return _rewritten(mine, wanted, kind, path)


class _Differ(Exception):
    """Both sides changed one value, each to another."""


def _version(text: str, kind: _Kind, path: str) -> _Version:
    page = amend.page_of(text, path)
    if page.root is None:
        return _Version(page, {})
    problems: list[Problem] = []
    shape.check(page.root, kind.file, path, problems)
    if problems:
        raise Unusable(problems)
    seen: Counter[str] = Counter()
    entries: dict[Key, Entry] = {}
    for node in _items(page.root, kind.section):
        one = {key: value.value for key, _, value in document.pairs(node)}
        name = one[kind.name]
        entries[name, seen[name]] = one
        seen[name] += 1
    return _Version(page, entries)


def _items(root: yaml.Node, section: str) -> Sequence[yaml.MappingNode]:
    if isinstance(root, yaml.MappingNode):
        for key, _, value in document.pairs(root):
            if key == section and isinstance(value, yaml.SequenceNode):
                return [it for it in value.value if isinstance(it, yaml.MappingNode)]
    return ()


def _entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None, kind: _Kind
) -> Entry | None:
    if base in (ours, theirs):
        return theirs if ours == base else ours
    if ours is None or theirs is None:
        return ours or theirs
    found: dict[str, object] = {}
    for key in kind.entry.keys:
        seen = base.get(key) if base else None
        mine, other = ours.get(key), theirs.get(key)
        value = other if mine == seen else mine
        if mine not in (seen, other) and other != seen:
            strict = _STRICT.get((kind.section, key))
            if strict is None:
                raise _Differ
            value = strict(str(mine), str(other))
        if value is not None:
            found[key] = value
    return found


def _rewritten(
    mine: _Version, wanted: Mapping[Key, Entry], kind: _Kind, path: str
) -> str:
    """Give our version with what is wanted in it, its layout kept."""
    changes: list[Change] = []
    if not wanted:
        changes = [Change((kind.section,), [])]
        return amend.edited(mine.page, changes, name=path).text
    for at, key in enumerate(mine.entries):
        old, new = mine.entries[key], wanted.get(key)
        if new is not None:
            changes += [
                Change((kind.section, at, name), new.get(name, GONE))
                for name in kind.entry.keys
                if old.get(name) != new.get(name)
            ]
    added = [one for key, one in wanted.items() if key not in mine.entries]
    changes += [Change((kind.section, END), one) for one in added]
    gone = [at for at, key in enumerate(mine.entries) if key not in wanted]
    changes += [Change((kind.section, at), GONE) for at in reversed(gone)]
    return amend.edited(mine.page, changes, name=path).text
