"""The files of Terraform by folder: what belongs together, read once."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from ninelives.errors import Problem, Unusable
from ninelives.evidence.model import Source, Unit
from ninelives.evidence.sources import read_text
from ninelives.evidence.terraform.syntax import Block, Expr, read_hcl

_LOCAL = re.compile(r'\bsource\s*=\s*"(\.\.?/[^"]*)"')

_STEPS = 50_000
"""Loops of one unit that go round more often are not followed."""


class Folders:
    """The folders of one unit, each read when it is first asked for."""

    def __init__(self, files: Iterable[Source]) -> None:
        """Group the files by folder."""
        self.problems: list[Problem] = []
        self.files: dict[str, list[Source]] = defaultdict(list)
        for one in files:
            self.files[folder_of(one)].append(one)
        self.known = set(self.files)
        self._blocks: dict[str, tuple[Block, ...]] = {}
        self._values: dict[str, dict[str, Expr]] = {}
        self.read: list[str] = []
        self._spent = 0
        self.missing: Problem | None = None

    def blocks(self, folder: str) -> tuple[Block, ...]:
        """Give the blocks of every file in a folder."""
        if folder not in self._blocks:
            found: list[Block] = []
            for source in self.files[folder]:
                if source.path.suffix != ".tfvars":
                    found.extend(self._parsed(source))
            self._blocks[folder] = tuple(found)
        return self._blocks[folder]

    def _parsed(self, source: Source) -> tuple[Block, ...]:
        try:
            text = read_text(source)
            blocks = read_hcl(text, source.name, self.problems)
        except Unusable as error:
            self.problems.extend(error.problems)
            return ()
        self.read.append(source.name)
        return blocks

    def spend(self, steps: int) -> bool:
        """Count the steps of loops; whether a unit may go on with them."""
        self._spent += steps
        return self._spent <= _STEPS

    def set_in(self, folder: str, name: str) -> Expr | None:
        """Give what the folder's own files set a variable to."""
        if folder not in self._values:
            values: dict[str, Expr] = {}
            files = [one for one in self.files[folder] if _sets(one.path.name)]
            for one in sorted(files, key=lambda each: _rank(each.path.name)):
                for block in self._parsed(one):
                    values.update(block.attributes)
            self._values[folder] = values
        return self._values[folder].get(name)

    def follow(self, folder: str, source: str) -> str | None:
        """Give the folder of a local module, None where it is not at hand."""
        if not source.startswith(("./", "../")):
            return None
        found = real(Path(folder) / source)
        return found if found in self.known else None


def _sets(name: str) -> bool:
    return name == "terraform.tfvars" or name.endswith(".auto.tfvars")


def _rank(name: str) -> tuple[bool, str]:
    return name != "terraform.tfvars", name


def real(path: Path) -> str:
    """Give the one path of a folder, however it is reached."""
    return os.path.realpath(path)


def folder_of(source: Source) -> str:
    """Give the folder a file lies in."""
    return real(source.path.parent)


def group(sources: Iterable[Source]) -> list[Unit]:
    """Give a unit for each folder that is no module of another."""
    files: dict[str, list[Source]] = defaultdict(list)
    for one in sources:
        if one.path.name.endswith((".tf", ".tfvars")):
            files[folder_of(one)].append(one)
    calls = {folder: _called(folder, found) for folder, found in files.items()}
    for folder in list(calls):
        _outside(folder, calls, files)
    inner = {one for folder, found in calls.items() for one in found if one != folder}
    roots = [folder for folder in files if folder not in inner]
    reached = {one for root in roots for one in _reach(root, calls)}
    for folder in files:  # what only a circle of modules leads to
        if folder not in reached:
            roots.append(folder)
            reached.update(_reach(folder, calls))
    units = []
    for root in roots:
        own = [one for folder in _reach(root, calls) for one in files.get(folder, ())]
        if any(one.path.suffix == ".tf" for one in own):
            name = own[0].name if len(own) == 1 else own[0].path.parent.as_posix()
            units.append(Unit(name, tuple(own)))
    return units


def _called(folder: str, sources: Sequence[Source]) -> list[str]:
    found = []
    for one in sources:
        if one.path.suffix == ".tf":
            try:
                text = read_text(one)
            except Unusable:
                continue
            found += [real(Path(folder) / each) for each in _LOCAL.findall(text)]
    return found


def _outside(
    folder: str, calls: dict[str, list[str]], files: dict[str, list[Source]]
) -> None:
    """Find the modules that lie beside what was given."""
    waiting = list(calls[folder])
    while waiting:
        one = waiting.pop()
        if one in calls:
            continue
        found = _listed(one)
        if found:
            files[one] = found
        calls[one] = _called(one, found)
        waiting.extend(calls[one])


def _listed(folder: str) -> list[Source]:
    try:
        names = sorted(one.name for one in Path(folder).iterdir())
    except OSError:
        return []
    shown = os.path.relpath(folder)
    return [
        Source(Path(folder) / name, Path(shown, name).as_posix())
        for name in names
        if name.endswith(".tf")
    ]


def _reach(root: str, calls: dict[str, list[str]]) -> list[str]:
    found, waiting = [root], [root]
    while waiting:
        for one in calls.get(waiting.pop(), ()):
            if one not in found:
                found.append(one)
                waiting.append(one)
    return found
