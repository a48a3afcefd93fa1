"""The graphs of many units → one: what goes by the same name is one component."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ninelives.checklist.truth import ABSENT, Value
from ninelives.errors import Problem
from ninelives.evidence.model import Addition, Edge, Graph, Node, Origin, Setting

POINTERS = ("_queue", "_destination")
"""A setting whose name ends so holds the id of a node."""

Key = tuple[int, str]
"""A node before joining: its unit's number and its id there."""


def join(parts: Sequence[tuple[str, Graph]], problems: Iterable[Problem] = ()) -> Graph:
    """Give one graph made of the graphs of many units.

    An outside node becomes the one inside node that shares a name with it: in its own
    unit first, then in any other where only one does. Outside nodes that share a name
    become one. An id that two units use is told apart by the unit's name.

    Args:
        parts: the name of each unit and what was found in it.
        problems: what was wrong before any unit was read.
    """
    nodes = {
        (at, node.id): node for at, (_, part) in enumerate(parts) for node in part.nodes
    }
    one_of = _identities(nodes)
    ids = _ids(nodes, one_of, [name for name, _ in parts])
    joined: dict[str, Node] = {}
    for key, node in nodes.items():
        new = ids[one_of[key]]
        renamed = {
            old: ids[one_of[key[0], old]]
            for old in _pointed(node.settings)
            if (key[0], old) in one_of
        }
        joined[new] = _merged(
            joined.get(new),
            replace(node, id=new, settings=_repointed(node.settings, renamed)),
            keep=one_of[key] == key,
        )
    edges: list[Edge] = []
    additions: list[Addition] = []
    for at, (_, part) in enumerate(parts):
        new_ids = {node.id: ids[one_of[at, node.id]] for node in part.nodes}
        edges.extend(_edge(one, new_ids) for one in part.edges)
        additions.extend(_addition(one, new_ids) for one in part.additions)
    _add(joined, additions)
    return Graph(
        nodes=tuple(joined.values()),
        edges=tuple(edges),
        problems=(*problems, *(one for _, part in parts for one in part.problems)),
        files=tuple(dict.fromkeys(one for _, part in parts for one in part.files)),
        dialects=tuple(
            dict.fromkeys(one for _, part in parts for one in part.dialects)
        ),
    )


def _identities(nodes: Mapping[Key, Node]) -> dict[Key, Key]:
    """Give for every node the one that stands for it."""
    inside: dict[str, list[Key]] = defaultdict(list)
    for key, node in nodes.items():
        if not node.outside:
            for name in node.names:
                inside[name].append(key)
    one_of: dict[Key, Key] = {}
    first: dict[str, Key] = {}
    for key, node in nodes.items():
        one_of[key] = key
        if not node.outside:
            continue
        found = [one for name in node.names for one in inside.get(name, ())]
        own = [one for one in found if one[0] == key[0]]
        chosen = set(own or found)
        if len(chosen) == 1:
            one_of[key] = chosen.pop()
        elif not chosen:
            known = next((first[name] for name in node.names if name in first), key)
            one_of[key] = known
            for name in node.names:
                first.setdefault(name, known)
    return one_of


def _ids(
    nodes: Mapping[Key, Node], one_of: Mapping[Key, Key], units: Sequence[str]
) -> dict[Key, str]:
    """Give the new id of every node that stands for itself."""
    kept = [key for key, one in one_of.items() if key == one]
    uses = Counter(key[1] for key in kept)
    folders = _short(units)
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    for key in kept:
        new = key[1] if uses[key[1]] == 1 else f"{folders[key[0]]}:{nodes[key].id}"
        while new in taken:
            new += "'"
        taken.add(new)
        ids[key] = new
    return ids


def _short(units: Sequence[str]) -> list[str]:
    """Give each unit's name as short as tells it from the others."""
    parts = [PurePosixPath(name).with_suffix("").parts for name in units]
    short = [one[-1:] for one in parts]
    for length in range(2, max(map(len, parts), default=0) + 1):
        uses = Counter(short)
        if all(count == 1 for count in uses.values()):
            break
        short = [
            one[-length:] if uses[own] > 1 else own
            for one, own in zip(parts, short, strict=True)
        ]
    return ["/".join(one) for one in short]


def _merged(known: Node | None, node: Node, *, keep: bool) -> Node:
    if known is None:
        return node
    kept, other = (node, known) if keep else (known, node)
    names = tuple(dict.fromkeys((*kept.names, *other.names)))
    return replace(
        kept,
        type=kept.type or other.type,
        names=names,
        settings={**other.settings, **kept.settings},
    )


def _pointed(settings: Mapping[str, Setting]) -> Iterable[str]:
    for name, one in settings.items():
        if name.endswith(POINTERS):
            yield from (
                each for each in (one.value, *one.otherwise) if isinstance(each, str)
            )


def _repointed(
    settings: Mapping[str, Setting], ids: Mapping[str, str]
) -> Mapping[str, Setting]:
    if not any(name.endswith(POINTERS) for name in settings):
        return settings
    return {
        name: _setting(one, ids) if name.endswith(POINTERS) else one
        for name, one in settings.items()
    }


def _setting(setting: Setting, ids: Mapping[str, str]) -> Setting:
    def moved(value: Value) -> Value:
        return ids.get(value, value) if isinstance(value, str) else value

    return replace(
        setting,
        value=moved(setting.value),
        otherwise=tuple(moved(one) for one in setting.otherwise),
    )


def _edge(edge: Edge, ids: Mapping[str, str]) -> Edge:
    return replace(
        edge,
        source=ids.get(edge.source, edge.source),
        target=ids.get(edge.target, edge.target),
        settings=_repointed(edge.settings, ids),
    )


def _addition(addition: Addition, ids: Mapping[str, str]) -> Addition:
    setting = addition.setting
    if addition.name.endswith(POINTERS):
        setting = _setting(setting, ids)
    return replace(
        addition, node=ids.get(addition.node, addition.node), setting=setting
    )


def _add(nodes: dict[str, Node], additions: Iterable[Addition]) -> None:
    """Put what is declared elsewhere at the nodes it is about."""
    gathered: dict[str, dict[str, Setting]] = {}
    for one in additions:
        node = nodes.get(one.node)
        if node is None:
            continue
        settings = gathered.setdefault(one.node, dict(node.settings))
        settings[one.name] = _laid(settings.get(one.name), one.setting)
    for node_id, settings in gathered.items():
        nodes[node_id] = replace(nodes[node_id], settings=settings)


def _laid(known: Setting | None, added: Setting) -> Setting:
    if known is None or known.value is ABSENT or known.origin is Origin.DEFAULT:
        return added
    if isinstance(known.value, tuple) and isinstance(added.value, tuple):
        both = dict.fromkeys((*known.value, *added.value))
        return replace(known, value=tuple(both))
    return known
