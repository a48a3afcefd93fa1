"""The first question as it was left, kept so that it is there at once.

Reading the checklists takes as long again as all else at the start. What was shown
last is therefore kept beside the place it was left at, and painted first; it counts
only while every file it was made from is untouched, and the review is read behind it
before anything can be answered.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ninelives import __version__, house
from ninelives.review import seat

from .widgets.bars import TopView
from .widgets.map import MapView, Progress, Row
from .widgets.question import Banner, Choosable, QuestionView

_NAME = "picture.json"
_ROW = Row("", "", "", Progress.OPEN, "", "", False)  # noqa: FBT003 - a shape
_CHOOSABLE = Choosable("", "")
_BANNER = Banner("", "", "")
View = TypeVar("View", bound=tuple[Any, ...])


class Picture(NamedTuple):
    """What the panes showed."""

    top: TopView
    map: MapView
    question: QuestionView


def kept(folder: Path, packs: Sequence[Path]) -> Picture | None:
    """Give the picture of a review, or None where something changed since."""
    try:
        stored = json.loads((seat.own(folder) / _NAME).read_bytes())
        if stored["stamp"] == stamp(folder, packs):
            return _picture(stored["top"], stored["map"], stored["question"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def keep(folder: Path, packs: Sequence[Path], picture: Picture) -> None:
    """Keep what is shown; losing it does no harm."""
    from ninelives.errors import Unusable
    from ninelives.review import durable

    stored = {
        "stamp": stamp(folder, packs),
        "top": picture.top,
        "map": picture.map,
        "question": picture.question,
    }
    with contextlib.suppress(OSError, Unusable):
        text = json.dumps(stored, default=_plain)
        durable.write(seat.made(folder) / _NAME, text, last=False)


def _picture(top: Any, map_: Any, question: Any) -> Picture:
    """Give a picture from what was stored; raises where its shape is not ours."""
    rows, current, risks = map_
    shown_map = MapView(
        rows=tuple(
            _like(Row._make([*row[:3], Progress(row[3]), *row[4:]]), _ROW)
            for row in rows
        ),
        current=current,
        risks=tuple((str(letter), str(title)) for letter, title in risks),
    )
    key, title, place, ask, choices, marked, measure, banners, *texts = question
    shown = QuestionView(
        (str(key[0]), str(key[1])),
        title,
        place,
        ask,
        tuple(_like(Choosable(*one), _CHOOSABLE) for one in choices),
        marked,
        measure,
        tuple(_like(Banner(*one), _BANNER) for one in banners),
        *texts,
    )
    top = _like(TopView(*top), TopView())
    return Picture(top, _like(shown_map, MapView()), _like(shown, QuestionView()))


def _like(made: View, template: View) -> View:
    if [type(one) for one in made] != [type(one) for one in template]:
        raise ValueError(made)
    return made


def stamp(folder: Path, packs: Sequence[Path]) -> int:
    """Give a number that changes when a file behind the picture does."""
    found = [__version__]
    found += _files(folder / "answers", within=False)
    for pack in packs or (house.checklists(),):
        found += [str(pack), *_files(pack, within=True)]
    with contextlib.suppress(OSError):
        found.append(_state("", (folder / "review.yaml").stat()))
    return zlib.crc32("\n".join(sorted(found)).encode())


def _files(folder: Path, *, within: bool) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if within:
                    yield from _files(Path(entry.path), within=True)
            elif entry.name.endswith(".yaml"):
                yield _state(entry.path, entry.stat())


def _state(path: str, found: os.stat_result) -> str:
    return f"{path} {found.st_mtime_ns} {found.st_size} {found.st_ino}"


def _plain(value: object) -> object:
    if isinstance(value, Progress):
        return value.value
    raise TypeError(value)
