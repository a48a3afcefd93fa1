"""What a YAML text says, as values that can be compared exactly and changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from ninelives import document

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings, places in lists, `END` for one more item."""
END = -1
"""The place behind the last item of a list."""
Order = Callable[[Path], Sequence[str]]
"""Gives the keys that a mapping at a path is known to have, in their order."""

TEXT, BARE = "", "bare"
"""Kinds of a leaf: a text, or what is no text unless it is quoted (`5`, `null`)."""
_SURELY_TEXT = re.compile("[a-eg-mo-su-zA-Z]")
"""What neither `true`, `false`, `null` nor a number begins with."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar."""

    kind: str
    """`TEXT`, `BARE` or a tag of the file's own."""
    text: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping, in its order."""

    pairs: tuple[tuple[Tree, Tree], ...] = ()
    tag: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, empty where one is no scalar."""
        return tuple(key.text if isinstance(key, Leaf) else "" for key, _ in self.pairs)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Tree, ...] = ()
    tag: str = ""


Tree = Leaf | Pairs | Items


def tree_of(node: yaml.Node | None) -> Tree:
    """Give what a node says; nothing at all is an empty leaf."""
    if node is None:
        return Leaf(BARE, "")
    tag = node.tag if document.tagged(node) else ""
    if isinstance(node, yaml.MappingNode):
        return Pairs(tuple((tree_of(a), tree_of(b)) for a, b in node.value), tag)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(tree_of(one) for one in node.value), tag)
    return Leaf(tag or (TEXT if _is_text(node) else BARE), node.value)


def _is_text(node: yaml.Node) -> bool:
    if _SURELY_TEXT.match(node.value) or not isinstance(node, yaml.ScalarNode):
        return True
    return isinstance(document.scalar(node), str)


def tree_from(value: object) -> Tree:
    """Give plain mappings, lists and scalars as a tree.

    What no UTF-8 text can hold (a lone surrogate) becomes U+FFFD.
    """
    if isinstance(value, Mapping):
        return Pairs(
            tuple((Leaf(TEXT, sound(str(a))), tree_from(b)) for a, b in value.items())
        )
    if isinstance(value, str):
        return Leaf(TEXT, sound(value))
    if isinstance(value, Sequence):
        return Items(tuple(tree_from(one) for one in value))
    return Leaf(BARE, _number(value))


def sound(text: str) -> str:
    """Give a text with what UTF-8 can't hold replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


_EXACT = 1e15
"""Whole numbers below this have no rounding to hide."""


def _number(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, float):
        return str(value)
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    # a point before the exponent: readers of YAML 1.1 want one
    return re.sub(r"^(-?\d+)e", r"\1.0e", repr(value))


def nested(path: Path, tree: Tree) -> Tree:
    """Give a tree that has another one at a path, and nothing else."""
    for step in reversed(path):
        at = isinstance(step, int)
        tree = Items((tree,)) if at else Pairs(((Leaf(TEXT, str(step)), tree),))
    return tree


def vacant(tree: Tree) -> bool:
    """Whether something may be put inside as if nothing were there."""
    if isinstance(tree, Leaf):
        return tree.kind == BARE and tree.text in ("", "~", "null")
    return not (tree.pairs if isinstance(tree, Pairs) else tree.items) and not tree.tag


def changed(
    tree: Tree, path: Path, value: Tree | None, order: Order, above: Path = ()
) -> Tree:
    """Give a tree with the value at a path set, or taken out where it is None.

    Raises:
        KeyError: the path leads through something that is no mapping or list.
    """
    if not path:
        return tree if value is None else value
    step, rest = path[0], path[1:]
    if vacant(tree):
        return tree if value is None else nested(path, value)
    if isinstance(tree, Pairs) and isinstance(step, str):
        return _pair_changed(tree, path, value, order, above)
    if isinstance(tree, Items) and isinstance(step, int):
        items = tree.items
        if step == END or step == len(items):
            added = () if value is None else (nested(rest, value),)
            return replace(tree, items=(*items, *added))
        if step < len(items):
            new = changed(items[step], rest, value, order, (*above, step))
            gone = value is None and not rest
            kept = () if gone else (new,)
            return replace(tree, items=(*items[:step], *kept, *items[step + 1 :]))
    if value is None:
        return tree
    raise KeyError(step)


def _pair_changed(
    tree: Pairs, path: Path, value: Tree | None, order: Order, above: Path
) -> Tree:
    step, rest = str(path[0]), path[1:]
    pairs = tree.pairs
    if step in tree.keys:
        at = tree.keys.index(step)
        key, old = pairs[at]
        if value is None and not rest:
            return replace(tree, pairs=(*pairs[:at], *pairs[at + 1 :]))
        new = key, changed(old, rest, value, order, (*above, step))
        return replace(tree, pairs=(*pairs[:at], new, *pairs[at + 1 :]))
    if value is None:
        return tree
    at = place_among(tree.keys, step, order(above))
    new = Leaf(TEXT, step), nested(rest, value)
    return replace(tree, pairs=(*pairs[:at], new, *pairs[at:]))


def place_among(keys: Sequence[str], key: str, order: Sequence[str]) -> int:
    """Give where a new key belongs: behind the nearest known key that precedes it.

    Where none does, it stands before the first that follows it; an unknown key comes
    last.
    """
    rank = {name: at for at, name in enumerate(order)}
    if key not in rank:
        return len(keys)
    known = [(rank[one], at) for at, one in enumerate(keys) if one in rank]
    before = [(grade, at) for grade, at in known if grade < rank[key]]
    if before:
        return max(before)[1] + 1
    return min((at for _, at in known), default=len(keys))
