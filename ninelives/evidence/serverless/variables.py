"""Variables of the Serverless Framework: `${self:custom.size}`, `${opt:stage, 'dev'}`.

What has a default becomes a parameter with that default, what can't be known here an
import: neither ever counts as if it were written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ninelives.evidence.sources import real
from ninelives.evidence.tree import Tree

MAX_STEPS = 20
"""Variables that lead to variables more often than this are left unknown."""
MAX_NODES = 200_000
"""More values than this, with those included, are left as they are written."""
MAX_TEXT = 100_000
"""A longer text that variables make is left unknown."""
_WHOLE = re.compile(r"\$\{([^${}]*)\}\Z")
_INNER = re.compile(r"\$\{([^${}]*)\}")
_FILE = re.compile(r"file\(\s*([^)]+?)\s*\)(?::(.+))?\Z")
_QUOTED = re.compile(r"""(['"])(.*)\1\Z""", re.DOTALL)
_STAGE = "opt:stage, self:provider.stage, 'dev'"
"""What the framework takes `sls:stage` from."""
_AWS = {"aws:accountId": "AWS::AccountId", "aws:region": "AWS::Region"}


class Variables:
    """Resolves the variables of one service."""

    def __init__(self, root: Tree, folder: Path, files: Mapping[Path, Tree]) -> None:
        """Take the service, where it lies, and the files it includes."""
        self._root, self._folder, self._files = root, folder, files
        self.parameters: dict[str, dict[str, Any]] = {}
        """What has a default that may be given otherwise, as CloudFormation has it."""
        self._nodes = 0
        self._open: set[str] = set()
        self._told: dict[str, Tree | None] = {}

    def resolved(self, tree: Tree, steps: int = 0) -> Tree:
        """Give a tree with its variables replaced by what they stand for."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            return tree
        value = tree.value
        if isinstance(value, str) and "${" in value:
            return self._text(tree, steps)
        if isinstance(value, dict):
            inner = {key: self.resolved(one, steps) for key, one in value.items()}
            return tree._replace(value=inner)
        if isinstance(value, list):
            return tree._replace(value=[self.resolved(one, steps) for one in value])
        return tree

    def _text(self, tree: Tree, steps: int) -> Tree:
        text = str(tree.value)
        for _ in range(MAX_STEPS):
            whole = _WHOLE.match(text)
            if whole is not None and not _sub(whole[1]):
                return self._value(whole[1], tree, steps)
            text, changed = self._inner(text, tree, steps)
            if len(text) > MAX_TEXT:
                return _unknown(tree, f"{text[:40]}…")
            if not changed:
                break
        if "${" in text and not all(map(_sub, _INNER.findall(text))):
            return _unknown(tree, text)
        return tree._replace(value=text)

    def _inner(self, text: str, tree: Tree, steps: int) -> tuple[str, bool]:
        """Replace the innermost variables of a text that stand for a text."""
        changed = False

        def put(found: re.Match[str]) -> str:
            nonlocal changed
            name = found[1]
            if name.strip() in _AWS or _sub(name):
                return found[0]
            one = self._value(name, tree, steps)
            if isinstance(one.value, str | int | float):
                changed = True
                return one.text()
            default = self._default(one)
            if default is not None:
                changed = True
                return default
            return found[0]

        return _INNER.sub(put, text), changed

    def _default(self, one: Tree) -> str | None:
        ref = one.get("Ref")
        known = self.parameters.get(ref.text()) if ref is not None else None
        return str(known["Default"]) if known is not None else None

    def _value(self, name: str, at: Tree, steps: int) -> Tree:
        """Give what a variable stands for; the alternatives stand behind commas."""
        if steps > MAX_STEPS or name in self._open:
            return _unknown(at, name)
        self._open.add(name)
        try:
            return self._chosen(name, at, steps)
        finally:
            self._open.discard(name)

    def _chosen(self, name: str, at: Tree, steps: int) -> Tree:
        first, *rest = _alternatives(_STAGE if name.strip() == "sls:stage" else name)
        found = self._known(first, at, steps)
        if found is not None:
            return found
        for other in rest:
            default = self._known(other, at, steps)
            if default is not None and not isinstance(default.value, dict | list):
                given = str(first).strip()
                self.parameters[given] = {"Type": "String", "Default": default.value}
                return at.like({"Ref": given})
            if default is not None:
                return default
        return _unknown(at, name)

    def _known(self, written: str, at: Tree, steps: int) -> Tree | None:
        name = written.strip()
        quoted = _QUOTED.match(name)
        if quoted is not None:
            return at.like(quoted[2])
        if name.startswith("self:"):
            if name not in self._told:
                self._told[name] = self._at(self._root, name[5:], steps)
            return self._told[name]
        file = _FILE.match(name)
        if file is not None:
            tree = self._files.get(real(self._folder / file[1]))
            return None if tree is None else self._at(tree, file[2] or "", steps)
        plain = _plain(name)
        return None if plain is None else at.like(plain)

    def _at(self, tree: Tree, way: str, steps: int) -> Tree | None:
        found: Tree | None = tree
        for key in filter(None, way.strip().split(".")):
            if found is not None and isinstance(found.value, str):
                found = self.resolved(found, steps + 1)
            if found is not None and isinstance(found.value, list) and key.isdigit():
                at = int(key)
                found = found.value[at] if at < len(found.value) else None
            else:
                found = found.get(key) if found is not None else None
        return self.resolved(found, steps + 1) if found is not None else None


def _plain(name: str) -> object:
    """Give what stands for itself: a number, a truth, the account; else None."""
    if name in _AWS:
        return {"Ref": _AWS[name]}
    if re.fullmatch(r"-?\d{1,15}(\.\d+)?", name):
        return float(name) if "." in name else int(name)
    return {"true": True, "false": False}.get(name)


def _sub(name: str) -> bool:
    """Whether it is for CloudFormation to fill in: `${AWS::Region}`, `${Queue}`."""
    return ":" not in name.replace("::", "") and "," not in name


def _alternatives(name: str) -> list[str]:
    """Split at the commas that stand in no quotes and no brackets."""
    parts, depth, quote, part = [], 0, "", ""
    for letter in name:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "," and not depth:
            parts.append(part)
            part = ""
            continue
        part += letter
    return [*parts, part]


def _unknown(at: Tree, name: str) -> Tree:
    """Give what nobody knows here: as if another stack had to say it."""
    return at.like({"Fn::ImportValue": name.strip()})
