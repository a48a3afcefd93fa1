"""The files of packs on disk: which there are, reading them, their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ninelives import document, house, shape
from ninelives.errors import Place, Problem, Unusable, nearest
from ninelives.shape import Got

_APART = frozenset({"pack", "risk", "settings"})
_ROOMS = frozenset({"pitfalls", "blocks", "extends", "languages"})


def checklist_ids(folder: Path | None = None) -> tuple[str, ...]:
    """Give the ids of every checklist of a pack, without reading the files."""
    root = folder or house.checklists()
    found = []
    for path in sorted(root.rglob("*.yaml")):
        inside = path.relative_to(root).with_suffix("")
        if inside.parts[0] not in _ROOMS and str(inside) not in _APART:
            found.append(inside.as_posix())
    return tuple(found)


def digest(folder: Path | None = None) -> str:
    """Give the SHA-256 over every file of a pack, names included, in hexadecimal.

    Translations don't count: the same is asked in every language.
    """
    root = folder or house.checklists()
    total = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        if path.relative_to(root).parts[0] == "languages":
            continue
        body = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(root).as_posix().encode()
        total.update(b"%d %s %d\n" % (len(name), name, len(body)) + body)
    return total.hexdigest()


class Shelf:
    """The folders of a pack and of those that extend it; collects what is wrong."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take the folders, the one that the others extend first."""
        self.folders = tuple(folders)
        self.problems: list[Problem] = []
        self._blocks: dict[str, Got | None] = {}
        self._homes = {
            name: folder for folder in self.folders for name in checklist_ids(folder)
        }

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of every checklist, those of our pack first."""
        return tuple(self._homes)

    def read(self, folder: Path, name: str, kind: shape.Record) -> Got:
        """Read a file of a pack; an empty record where it can't be used."""
        path = folder / f"{name}.yaml"
        try:
            node = document.read(path)
        except Unusable as error:
            self.problems.extend(error.problems)
            return Got(Place(str(path)))
        got: Got | None = shape.check(node, kind, str(path), self.problems)
        return got if got is not None else Got(Place(str(path)))

    def checklist(self, name: str, kind: shape.Record) -> Got:
        """Read a checklist from whichever folder has it."""
        got = self.read(self._homes[name], name, kind)
        if got and got.get("checklist") != name:
            expected = f"{name!r}, the name of the file"
            found = f"checklist is {got.get('checklist')!r}"
            self.problems.append(Problem(got.at("checklist"), found, expected))
        return got

    def extensions(self, name: str, kind: shape.Record) -> Iterator[Got]:
        """Read what each pack says to extend a checklist."""
        for folder in self.folders:
            if (folder / "extends" / f"{name}.yaml").is_file():
                got = self.read(folder, f"extends/{name}", kind)
                if got and got.get("extends") != name:
                    expected = f"{name!r}, the name of the file below extends/"
                    found = f"extends is {got.get('extends')!r}"
                    self.problems.append(Problem(got.at("extends"), found, expected))
                    continue
                yield got

    def block(self, use: Got, kind: shape.Record) -> Got | None:
        """Read the block that a checklist uses; a team's own comes before ours."""
        name = use.get("block", "")
        if name not in self._blocks:
            self._blocks[name] = self._find_block(name, use, kind)
        return self._blocks[name]

    def _find_block(self, name: str, use: Got, kind: shape.Record) -> Got | None:
        for folder in reversed(self.folders):
            if (folder / "blocks" / f"{name}.yaml").is_file():
                return self.read(folder, f"blocks/{name}", kind)
        known = [
            path.stem
            for folder in self.folders
            for path in (folder / "blocks").glob("*.yaml")
        ]
        found = f"there is no block {name!r}"
        near = nearest(name, known)
        self.problems.append(Problem(use.at("block"), found, nearest=near))
        return None
