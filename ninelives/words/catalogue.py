"""Reads catalogues (`de.po`) and writes them as gettext reads them (`de.mo`).

python -m ninelives.words.catalogue
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path
from typing import NamedTuple

MAGIC = 0x950412DE
_HEAD = 7
"""So many numbers stand before the tables of a `.mo`."""


class Entry(NamedTuple):
    """One text and what a language makes of it."""

    text: str
    """What the source says, after its context where it has one."""
    several: str
    """What is said of several, or empty."""
    told: tuple[str, ...]
    """The translation; one for each number that the language tells apart."""

    @property
    def key(self) -> str:
        """The text as gettext looks it up."""
        return f"{self.text}\0{self.several}" if self.several else self.text


def read(text: str) -> tuple[Entry, ...]:
    """Give the entries of a `.po`, its head first.

    Raises:
        ValueError: a line is none of a catalogue.
    """
    return tuple(_entry(block) for block in _blocks(text))


def _blocks(text: str) -> list[dict[str, str]]:
    last: dict[str, str] = {}
    found = [last]
    field = ""
    for at, line in enumerate(text.splitlines(), 1):
        line = line.strip()  # noqa: PLW2901 - what is around it says nothing
        if not line or line.startswith("#"):
            continue
        name, quote, rest = line.partition('"')
        if not quote or not rest.endswith('"'):
            raise ValueError(f"line {at} is no line of a catalogue: {line}")
        if name:
            field = name.strip()
            if field == "msgctxt" or (field == "msgid" and "msgid" in last):
                last = {}
                found.append(last)
            if field in last:
                raise ValueError(f"line {at}: {field} is not expected here")
            last[field] = ""
        last[field] += ast.literal_eval(quote + rest)
    return found


def _entry(block: dict[str, str]) -> Entry:
    told = [text for name, text in sorted(block.items()) if name.startswith("msgstr")]
    context = f"{block['msgctxt']}\4" if "msgctxt" in block else ""
    several = block.get("msgid_plural", "")
    return Entry(f"{context}{block['msgid']}", several, tuple(told))


def compiled(entries: tuple[Entry, ...]) -> bytes:
    """Give a `.mo`: two tables of (length, place), then the texts, sorted."""
    texts = sorted((one.key.encode(), "\0".join(one.told).encode()) for one in entries)
    start = 4 * _HEAD + 16 * len(texts)
    tables: list[list[int]] = [[], []]
    body = b""
    for side, table in enumerate(tables):
        for pair in texts:
            table += [len(pair[side]), start + len(body)]
            body += pair[side] + b"\0"
    places = (4 * _HEAD, 4 * _HEAD + 8 * len(texts))
    head = (MAGIC, 0, len(texts), *places, 0, 0)
    numbers = (*head, *tables[0], *tables[1])
    return struct.pack(f"<{len(numbers)}I", *numbers) + body


def main() -> None:
    """Write each `.mo` anew from the `.po` beside it."""
    for source in sorted(Path(__file__).parent.glob("*.po")):
        made = compiled(read(source.read_text("utf-8")))
        source.with_suffix(".mo").write_bytes(made)


if __name__ == "__main__":
    main()
