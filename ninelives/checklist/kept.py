"""Our own pack built once and kept beside its files, as Python does with modules.

Reading YAML and proving that every name resolves takes most of a command's time, and
gives the same each time. What is kept lies in `__pycache__` beside the checklists; who
can write there can write the checklists and the program too, so it is trusted as the
bytecode of a module is. Packs of other people are always read.
"""

from __future__ import annotations

import os
import pickle
import sys
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from ninelives import __version__
from ninelives.checklist.model import SERVICE, Checklist, Pack

_MAGIC = b"ninelives pack\n"
_WHOLE = ""
"""What stands for the pack itself, without its checklists, among their ids."""
_PROGRAM = Path(__file__).parent
_WRONG = (
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    zlib.error,
)
"""What a file that is not whole, or not ours, can do."""


def may_keep() -> bool:
    """Say whether Python is allowed to keep what it made beside its source."""
    return not (sys.dont_write_bytecode or sys.pycache_prefix)


def take(folder: Path, only: Collection[str] | None) -> Pack | None:
    """Give the pack as it was kept, or None where it has to be read.

    Args:
        folder: the pack's folder.
        only: ids of the checklists to load; every one where it is None. The one about
            the service always comes along.
    """
    try:
        with _path(folder).open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            stamp, places = pickle.load(file)  # noqa: S301 - beside our own bytecode
            if stamp != _stamp(folder):
                return None
            begin = file.tell()

            def part(name: str) -> Any:
                at, size = places[name]
                file.seek(begin + at)
                found = zlib.decompress(file.read(size))
                return pickle.loads(found)  # noqa: S301 - beside our own bytecode

            pack: Pack = part(_WHOLE)
            named = [one for one in places if one != _WHOLE]
            asked = named if only is None else sorted({*only} - {SERVICE})
            wanted = dict.fromkeys((SERVICE, *asked))
            checklists: dict[str, Checklist] = {}
            for name in wanted:
                checklists[name] = part(name)
    except _WRONG:
        return None
    return pack._replace(checklists=checklists)


def keep(folder: Path, pack: Pack) -> None:
    """Keep a pack that was read whole; where nothing may be written, do nothing."""
    import tempfile  # costs a start 3 ms, and a start mostly keeps nothing

    stamp = _stamp(folder)
    body = bytearray()
    places: dict[str, tuple[int, int]] = {}
    parts: dict[str, object] = {_WHOLE: pack._replace(checklists={})}
    for name, value in {**parts, **pack.checklists}.items():
        packed = zlib.compress(_pickled(value))
        places[name] = (len(body), len(packed))
        body += packed
    path = _path(folder)
    try:
        path.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + _pickled((stamp, places)) + body)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _path(folder: Path) -> Path:
    name = f"{sys.implementation.cache_tag}-{__version__}.pack"
    return folder / "__pycache__" / name


def _stamp(folder: Path) -> Mapping[str, Any]:
    """Give size and time of every file that the pack is made of or read by."""
    found = dict(_files(str(folder), ".yaml"))
    found.update(_files(str(_PROGRAM), ".py"))
    for name in ("document", "errors", "shape"):
        one = (_PROGRAM.parent / f"{name}.py").stat()
        found[name] = (one.st_size, one.st_mtime_ns)
    return found


def _files(folder: str, suffix: str) -> Iterator[tuple[str, tuple[int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(suffix):
                one = entry.stat()
                yield entry.path, (one.st_size, one.st_mtime_ns)
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _files(entry.path, suffix)
