"""The files of packs → a Pack; tells every problem with its place, not the first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from ninelives.checklist import build, schema
from ninelives.checklist.former import with_former
from ninelives.checklist.gather import gather
from ninelives.checklist.knowledge import ComponentType, Pitfall, Way
from ninelives.checklist.model import (
    SERVICE,
    Checklist,
    Disabled,
    Migration,
    Pack,
    PackPart,
)
from ninelives.checklist.resolve import resolve
from ninelives.checklist.scale import read_scale
from ninelives.checklist.service import about_service
from ninelives.checklist.shelf import Shelf, digest
from ninelives.errors import Place, Problem, Unusable, nearest
from ninelives.shape import Got, Record


def read_pack(folders: Sequence[Path], only: Collection[str] | None = None) -> Pack:
    """Read a pack, and the packs that extend it.

    Args:
        folders: the pack's folder, then those that extend it, each on top of those
            before.
        only: ids of the checklists to read; every one by default. The one about the
            service always comes along.

    Returns:
        The pack, every name in it resolved.

    Raises:
        Unusable: with every problem of every file that was read.
    """
    shelf = Shelf(folders)
    pack = _pack(shelf, only)
    if shelf.problems:
        raise Unusable(shelf.problems)
    return pack


def _pack(shelf: Shelf, only: Collection[str] | None) -> Pack:
    books = [shelf.read(folder, "pack", schema.PACK) for folder in shelf.folders]
    risk = _own(shelf, "risk", schema.SCALE)
    scale = read_scale(risk, shelf.problems)
    checklists, disabled = _checklists(shelf, about_service(scale, risk), only)
    _extends(shelf, books)
    migrations = tuple(_migrations(books))
    pack = Pack(
        parts=tuple(
            PackPart(got.get("pack", ""), got.get("version", ""), digest(folder))
            for got, folder in zip(books, shelf.folders, strict=True)
        ),
        title=books[0].get("title", ""),
        about=books[0].get("about", ""),
        ways=tuple(_ways(books)),
        component_types={one.id: one for one in _component_types(books)},
        pitfalls=_pitfalls(shelf, books),
        scale=scale,
        checklists={
            name: with_former(one, migrations) for name, one in checklists.items()
        },
        disabled=tuple(disabled),
        migrations=migrations,
    )
    shelf.problems.extend(resolve(pack))
    return pack


def _migrations(books: Iterable[Got]) -> Iterable[Migration]:
    for got in books:
        for one in got.get("migrations", ()):
            yield Migration(
                since=one.get("since", ""),
                before=one.get("from", ""),
                after=one.get("to", ""),
                choices=one.get("choices", {}),
                pack=got.get("pack", ""),
                checklist=one.get("checklist", ""),
                given=one.get("given", {}),
                changed=one.get("changed", ""),
                place=one.place,
            )


def _own(shelf: Shelf, name: str, kind: Record) -> Got:
    """Read a file of which the last pack that has it wins."""
    having = [one for one in shelf.folders if (one / f"{name}.yaml").is_file()]
    return shelf.read((having or shelf.folders)[-1], name, kind)


def _extends(shelf: Shelf, books: Sequence[Got]) -> None:
    """Note what extends a pack that is not there."""
    names = [got.get("pack", "") for got in books]
    for at, got in enumerate(books):
        base = got.get("extends")
        if at and base is not None and base not in names[:at]:
            found = f"{names[at]!r} extends {base!r}, which is not loaded"
            near = nearest(base, names[:at])
            shelf.problems.append(Problem(got.at("extends"), found, nearest=near))


def _checklists(
    shelf: Shelf, service: Checklist, only: Collection[str] | None
) -> tuple[dict[str, Checklist], list[Disabled]]:
    wanted = shelf.ids if only is None else sorted({*only} - {SERVICE})
    checklists, disabled = {SERVICE: service}, []
    for name in wanted:
        if name not in shelf.ids:
            place = Place(str(shelf.folders[0]))
            found = f"there is no checklist {name!r}"
            near = nearest(name, shelf.ids)
            shelf.problems.append(Problem(place, found, nearest=near))
        elif name != SERVICE:
            checklists[name], gone = gather(shelf, name)
            disabled.extend(gone)
    if SERVICE in shelf.ids:
        more, gone = gather(shelf, SERVICE)
        questions = (*service.questions, *more.questions)
        checklists[SERVICE] = more._replace(questions=questions)
        disabled.extend(gone)
    return checklists, disabled


def _ways(books: Iterable[Got]) -> Iterable[Way]:
    for got in books:
        for one in got.get("ways", ()):
            yield Way(one.get("id", ""), one.get("title", ""), one.get("about", ""))


def _component_types(books: Iterable[Got]) -> Iterable[ComponentType]:
    for got in books:
        for one in got.get("component-types", ()):
            name = one.get("id", "")
            yield ComponentType(name, one.get("title", ""), one.get("short", name))


def _pitfalls(shelf: Shelf, books: Sequence[Got]) -> dict[str, Pitfall]:
    found: dict[str, Pitfall] = {}
    own = {way.get("id", "") for way in books[0].get("ways", ())}
    for folder, book in zip(shelf.folders, books, strict=True):
        names = {*own, *(way.get("id", "") for way in book.get("ways", ()))}
        for name in sorted(names) if book is not books[0] else _in_order(book):
            file = folder / "pitfalls" / f"{name}.yaml"
            if book is books[0] or file.is_file():
                _read_pitfalls(shelf, folder, name, found)
    return found


def _in_order(book: Got) -> list[str]:
    return [way.get("id", "") for way in book.get("ways", ())]


def _read_pitfalls(
    shelf: Shelf, folder: Path, name: str, found: dict[str, Pitfall]
) -> None:
    got = shelf.read(folder, f"pitfalls/{name}", schema.PITFALLS)
    if got and got.get("way") != name:
        wrong = f"way is {got.get('way')!r}"
        expected = f"{name!r}, the name of the file"
        shelf.problems.append(Problem(got.at("way"), wrong, expected))
    for one in got.get("pitfalls", ()):
        pitfall_id = one.get("id", "")
        if pitfall_id in found:
            first = found[pitfall_id].place
            wrong = f"pitfall {pitfall_id!r} is there already, at {first}"
            shelf.problems.append(Problem(one.place, wrong))
        found[pitfall_id] = Pitfall(
            id=pitfall_id,
            title=one.get("title", ""),
            about=one.get("about", ""),
            way=name,
            harms=tuple(one.get("harms", ())),
            hits=tuple(one.get("hits", ())),
            sources=build.sources(one),
            unverified=one.get("unverified", ""),
            place=one.place,
            follows=one.get("follows", ""),
        )
