"""What a key does to the marked finding: asks what is missing, saves, says so."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ninelives import words
from ninelives.assess.decide import Change
from ninelives.assess.model import Remainder
from ninelives.checklist.schema import DIALECTS
from ninelives.errors import Unusable
from ninelives.report.snippets import called
from ninelives.review import durable, seat
from ninelives.review.lock import private
from ninelives.review.waivers import save_waiver

from ..dialogs.form import Field, Form
from ..dialogs.items import Item
from ..dialogs.pick import Pick
from ..dialogs.source import Code, place_of
from ..widgets.lines import Line, flow, padded, piece, prose
from . import deciding
from .detail import as_markdown, snippet
from .followed import Look, Row, values

if TYPE_CHECKING:
    from .screen import Findings

COPIED = "copied.txt"
"""Where what was copied last lies, for terminals without a clipboard."""
_REMEMBERED = "dialect"
_WAIVER = ("reason", "approver", "control", "expires", "reopen")


def _open(screen: Findings) -> Row | None:
    row = screen.row
    if row is None or row.finding is None:
        screen.tell(words.say("There is nothing to decide about it."), "muted")
        return None
    return row


def _save(screen: Findings, work: Callable[[], object], told: str) -> None:
    """Do what writes a file; say what came of it."""
    try:
        work()
    except (ValueError, Unusable) as error:
        said = error.problems[0] if isinstance(error, Unusable) else error
        screen.tell(words.say("Not saved: {error}", error=said), "bad")
    else:
        screen.read(told)


def _form(
    screen: Findings,
    title: str,
    fields: tuple[Field, ...],
    then: Callable[[tuple[str, ...]], None],
) -> None:
    """Ask for some lines; what was typed before and left is there again."""
    at, table = (("findings", screen.look.at), title), screen.table
    typed = table.forms.get(at, ())
    if len(typed) == len(fields):
        pairs = zip(fields, typed, strict=True)
        fields = tuple(replace(field, text=text) for field, text in pairs)

    def done(texts: tuple[str, ...] | None) -> None:
        if texts is not None:
            table.forget(*at)
            then(texts)

    screen.over(Form(title, fields, lambda texts: table.type(*at, texts)), done)


def accept(screen: Findings) -> None:
    """Ask who mends it until when, and write it down."""
    row, shown = _open(screen), screen.shown
    if row is None or shown is None:
        return
    desk, offer = screen.table.desk, shown.offer

    def write(said: tuple[str, ...]) -> None:
        told = words.say(
            "Accepted: {owner} until {day}. It is in actions.yaml.",
            owner=said[0],
            day=words.day(said[1]),
        )
        _save(screen, lambda: deciding.taken_on(desk, row, said, offer), told)

    _form(screen, words.marked("Accept it"), deciding.owner_fields(row, desk.by), write)


def waive(screen: Findings) -> None:
    """Ask why, who and until when, and write it into waivers.yaml."""
    row = _open(screen)
    if row is None:
        return
    folder = screen.table.desk.folder

    def write(said: tuple[str, ...]) -> None:
        wanted = {"finding": row.id, **dict(zip(_WAIVER, said, strict=True))}
        told = words.say(
            "Waived until {day}. It is in waivers.yaml.",
            day=words.day(wanted["expires"]),
        )
        _save(screen, lambda: save_waiver(folder, wanted), told)

    _form(screen, words.marked("Waive it"), deciding.waiver_fields(row), write)


def done(screen: Findings) -> None:
    """Show which answers change once it is mended; take them where that is right."""
    row, shown = _open(screen), screen.shown
    offer = shown.offer if shown else None
    if row is None:
        return
    if offer is None:
        screen.tell(
            words.say("No mitigation is known; answer its question anew (⏎)."), "warn"
        )
        return
    wanted = deciding.changes(screen.table.desk, row, offer)
    if not wanted:
        screen.tell(words.say("All its answers are given already."), "warn")
        return
    known = offer

    def details(at: str, width: int) -> Sequence[Line]:
        return _change_lines(wanted[int(at)], width)

    items = [
        Item(str(at), piece(one.ask), piece((f"→ {one.after}"[:36], "strong")))
        for at, one in enumerate(wanted)
    ]
    title = words.many(
        "Done? {count} answer changes. Enter takes all, esc none",
        "Done? {count} answers change. Enter takes all, esc none",
        len(wanted),
    )
    screen.ask(Pick(title, items, details), lambda _: _mended(screen, row, known))


def _change_lines(one: Change, width: int) -> Sequence[Line]:
    return (
        *flow(prose(one.ask, "strong"), width),
        *flow(
            prose(one.before or words.say("not answered")),
            width,
            first=piece((padded(words.say("now"), 7), "muted")),
        ),
        *flow(
            prose(one.after, "good"),
            width,
            first=piece((padded(words.say("then"), 7), "muted")),
        ),
    )


def _mended(screen: Findings, row: Row, offer: Remainder) -> None:
    table = screen.table
    wanted = deciding.changes(table.desk, row, offer)
    count = deciding.take(table, wanted)
    if table.trouble:
        screen.read(words.say("Not saved: {error}", error=table.trouble), "bad")
        return
    told = words.many(
        "Done: {count} answer taken, each can be undone. It is in actions.yaml.",
        "Done: {count} answers taken, each can be undone. It is in actions.yaml.",
        count,
    )
    _save(screen, lambda: deciding.closed(table.desk, row, offer), told)


def narrow(screen: Findings) -> None:
    """Ask for one value, and show only what has it."""
    found = values(screen.every)
    rows = [
        Item(
            str(at),
            piece(
                (padded(words.worded(column), 8), "muted"),
                (words.worded(value), "strong"),
            ),
            piece(
                (f"{count}", "muted"),
                (" ✓" if _on(screen, column, value) else "", "good"),
            ),
        )
        for at, (column, value, count) in enumerate(found)
    ]

    def take(at: str) -> None:
        column, value, _ = found[int(at)]
        only = dict(screen.look.only)
        if only.pop(column, "") != value:
            only[column] = value
        screen.change(replace(screen.look, only=only))

    screen.ask(Pick(words.say("Show only"), rows, lambda *_: ()), take)


def _on(screen: Findings, column: str, value: str) -> bool:
    return screen.look.only.get(column) == value


def widen(screen: Findings) -> None:
    """Show all of them again."""
    screen.change(replace(screen.look, only={}))


def dialect(screen: Findings) -> None:
    """Ask for the dialect of the snippets, and remember it."""
    rows = [Item(one, piece(called(one)), piece()) for one in DIALECTS]

    def take(name: str) -> None:
        folder = screen.table.desk.folder
        with contextlib.suppress(OSError, Unusable):
            durable.write(private(folder) / _REMEMBERED, name + "\n", last=False)
        screen.change(replace(screen.look, dialect=name))

    screen.ask(Pick(words.say("Snippets in"), rows, lambda *_: ()), take)


def remembered(screen: Findings) -> Look:
    """Give how the findings were looked at, with the dialect chosen in this review."""
    look = screen.table.look or Look()
    if not look.dialect:
        with contextlib.suppress(OSError, Unusable, UnicodeDecodeError):
            path = private(screen.table.desk.folder) / _REMEMBERED
            name = path.read_text("utf-8").strip()
            if name in DIALECTS:
                look = replace(look, dialect=name)
    return look


def source(screen: Findings) -> None:
    """Show the code that the marked finding comes from."""
    one = screen.row.finding if screen.row else None
    reasons = (*one.raised_by, *one.capped_by) if one else ()
    found = (place_of(reason.origin) for reason in reasons)
    places = tuple(dict.fromkeys(at for at in found if at is not None))
    if places:
        screen.over(Code(places, screen.table.desk.folder), lambda _: None)
    else:
        screen.tell(words.say("No answer behind it was found in code."), "muted")


def copy_id(screen: Findings) -> None:
    """Copy the id of the marked finding."""
    if screen.row is not None:
        _copy(screen, screen.row.id, words.say("the id"))


def copy_finding(screen: Findings) -> None:
    """Copy the marked finding as Markdown."""
    if screen.shown is not None:
        _copy(
            screen,
            as_markdown(screen.table.desk, screen.shown),
            words.say("the finding"),
        )


def copy_snippet(screen: Findings) -> None:
    """Copy the snippet that is shown."""
    name, code = snippet(screen.table.desk, screen.shown) if screen.shown else ("", "")
    if code:
        _copy(screen, code, words.say("the snippet ({dialect})", dialect=called(name)))
    else:
        screen.tell(words.say("This mitigation has no snippet."), "muted")


def _copy(screen: Findings, text: str, what: str) -> None:
    """Give a text to the terminal's clipboard, and to a file: not every one has it."""
    screen.app.copy_to_clipboard(text)
    told = words.say("Copied {what}.", what=what)
    with contextlib.suppress(OSError, Unusable):
        path = seat.made(screen.table.desk.folder) / COPIED
        durable.write(path, text, last=False)
        told = words.say(
            "Copied {what}. No clipboard here? It is in {path}.", what=what, path=path
        )
    screen.tell(told)
