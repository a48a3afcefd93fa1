"""Packs kept beside a review as they were: an archive each, named by its digest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ninelives import house
from ninelives.checklist.model import PackPart
from ninelives.checklist.shelf import digest
from ninelives.errors import unusable
from ninelives.review import durable
from ninelives.text import slug

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the same pack gives the same bytes."""
_MAX_BYTES = 50_000_000
"""An archive that unpacks to more is refused."""


class KeptPack(NamedTuple):
    """A pack a milestone was made with."""

    name: str
    version: str
    digest: str

    @property
    def file(self) -> str:
        """The name of its archive."""
        return f"{slug(self.name)}-{slug(self.version)}-{self.digest[:12]}.zip"


def keep(home: Path, parts: Sequence[PackPart], folders: Sequence[Path]) -> None:
    """Keep packs in a folder, each once; the same pack gives the same bytes.

    Raises:
        OSError: it can't be written.
    """
    home.mkdir(parents=True, exist_ok=True)
    for part, folder in zip(parts, folders, strict=True):
        path = home / KeptPack(part.name, part.version, part.digest).file
        if path.exists():
            continue
        durable.write(path, _packed(folder))


def _packed(folder: Path) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in sorted(folder.rglob("*.yaml")):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            body = path.read_bytes().replace(b"\r\n", b"\n")
            archive.writestr(entry, body, compresslevel=9)
    return made.getvalue()


def unpack(path: Path, pack: KeptPack, into: Path) -> Path:
    """Give the folder of a pack as it was kept.

    Args:
        path: its archive.
        pack: what it was.
        into: an empty folder of ours it may be unpacked into.

    Raises:
        Unusable: it is gone, no archive, or not what was kept.
    """
    ours = house.checklists()
    if digest(ours) == pack.digest:
        return ours
    home = into / pack.digest[:12]
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sum(one.file_size for one in entries) > _MAX_BYTES:
                raise unusable(path, f"unpacks to more than {_MAX_BYTES:,} bytes")
            for one in entries:
                _unpack(archive, one, home, path)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        found = f"the pack {pack.name} {pack.version} can't be read: {error}"
        raise unusable(path, found) from None
    if digest(home) != pack.digest:
        found = f"this is not the pack {pack.name} {pack.version} that was kept"
        raise unusable(path, found, remedy="take it from the repository's history")
    return home


def _unpack(
    archive: zipfile.ZipFile, one: zipfile.ZipInfo, home: Path, path: Path
) -> None:
    name = PurePosixPath(one.filename)
    if name.is_absolute() or ".." in name.parts or name.suffix != ".yaml":
        raise unusable(path, f"holds {one.filename!r}, which no pack does")
    file = home.joinpath(*name.parts)
    file.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(one) as body:
        file.write_bytes(body.read(one.file_size))
