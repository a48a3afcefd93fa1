"""Opens a file of others: strangers' JSON, bounded in size and depth."""

from __future__ import annotations

from pathlib import Path

from ninelives import document
from ninelives.errors import Problem, Unusable, unusable
from ninelives.evidence.tree import Tree, read_tree
from ninelives.exchange.lens import MAX_BYTES, Lens, is_lens, read_lens, wrong
from ninelives.exchange.verdict import proofs


def open_tree(path: Path, problems: list[Problem]) -> Tree:
    """Give what a JSON file holds, with its places.

    What is no strict JSON but still says one thing (`NaN`, a comma too many) is read;
    published lenses hold such.

    Raises:
        Unusable: it can't be read, is too large, too deep, or no mapping.
    """
    tree = read_tree(document.read_text(path), str(path), problems)
    if not isinstance(tree.value, dict):
        raise unusable(path, "no mapping of keys", expected="a lens or a checklist")
    return tree


def prove_lens(path: Path) -> tuple[Problem, ...]:
    """Give what is wrong with a custom lens: its form, and rules that never decide."""
    problems: list[Problem] = []
    try:
        lens = open_lens(path, problems)
    except Unusable as error:
        return error.problems
    size = path.stat().st_size
    if size > MAX_BYTES:
        found = f"the file has {size:,} bytes"
        problems.append(Problem(lens.place, found, f"at most {MAX_BYTES:,}"))
    return tuple(dict.fromkeys([*problems, *sorted([*wrong(lens), *proofs(lens)])]))


def open_lens(path: Path, problems: list[Problem]) -> Lens:
    """Give the custom lens in a file; raises `Unusable`."""
    tree = open_tree(path, problems)
    if not is_lens(tree):
        raise unusable(path, "no AWS custom lens", expected="a key `pillars`")
    return read_lens(tree)
