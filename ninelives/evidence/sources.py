"""Finding the files of a scan: links that go round, binaries, giants do no harm."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ninelives.errors import Place, Problem, Unusable, unusable
from ninelives.evidence.model import Source

MAX_BYTES = 20_000_000
"""A larger file is refused."""
SUFFIXES = (".yaml", ".yml", ".json", ".template", ".tf", ".tfvars")
"""What a folder is searched for; a file that is named itself may be called anything."""
SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
"""Folders that hold other people's code; hidden ones are skipped as well."""
_ASSET = "asset."


def find(
    paths: Iterable[Path | str], problems: list[Problem]
) -> Iterator[tuple[Source, bool]]:
    """Give every file below the paths once, in order, and whether it was named itself.

    What can't be read is added to `problems`.
    """
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        named = not path.is_dir()
        for one in (path,) if named else _walk(path, problems):
            place = real(one)
            if place not in seen:
                seen.add(place)
                yield Source(one, one.as_posix()), named


def _walk(root: Path, problems: list[Problem]) -> Iterator[Path]:
    entered = {real(root)}
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda one: one.name)
        except OSError as error:
            problems.append(_unread(folder, error))
            continue
        inner = []
        for entry in entries:
            path = folder / entry.name
            if _is_folder(entry):
                if not skipped(entry.name) and real(path) not in entered:
                    entered.add(real(path))
                    inner.append(path)
            elif entry.name.endswith(SUFFIXES) and _is_file(entry):
                yield path
        waiting.extend(reversed(inner))


def skipped(name: str) -> bool:
    """Whether nothing is read below a folder of that name."""
    return name.startswith((".", _ASSET)) or name in SKIPPED


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def real(path: Path) -> Path:
    """Give where a path leads; itself where it leads nowhere. Never raises."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a link that leads to itself
        return path.absolute()


def _unread(path: Path, error: OSError) -> Problem:
    reason = (error.strerror or "can't be read").lower()
    return Problem(Place(path.as_posix()), f"can't be read: {reason}")


def read_text(source: Source) -> str:
    """Read the text of a file.

    Raises:
        Unusable: it is missing, unreadable, too large, or no text in UTF-8 or UTF-16.
    """
    try:
        if not source.path.is_file():
            gone = not source.path.exists()
            raise unusable(source.name, "there is no such file" if gone else "no file")
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            raise unusable(
                source.name,
                f"the file has {size:,} bytes",
                expected=f"at most {MAX_BYTES:,} bytes",
            )
        body = source.path.read_bytes()
    except OSError as error:
        raise Unusable(_unread(Path(source.name), error)) from None
    return decode(body, source.name)


def decode(body: bytes, name: str) -> str:
    """Give the text of bytes in UTF-8, or UTF-16 with its mark; raises `Unusable`."""
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = body.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise unusable(
            name, f"not UTF-8 text (byte {error.start})", remedy="save it as UTF-8"
        ) from None
    if "\0" in text:
        raise unusable(name, "not text: it holds a null character")
    return text.replace("\r\n", "\n").replace("\r", "\n")
