"""An incident asked for line by line; what is said is on disk before the next question.

The file may be left half full and is taken up again later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ninelives import document
from ninelives.amend import GONE
from ninelives.errors import Unusable
from ninelives.plain.asking import BackError, QuitError, chosen, line, shown
from ninelives.plain.entries import ENTRIES
from ninelives.plain.kept import Form, kept
from ninelives.plain.state import Voice
from ninelives.plain.times import moment
from ninelives.review.incidents import (
    FAILURES,
    INCIDENT,
    incident_files,
    load_incident,
)
from ninelives.review.spoken import label
from ninelives.review.standing import checklist_of
from ninelives.text import visible


class _Step(NamedTuple):
    """One question of the form."""

    key: str
    ask: str
    about: str
    take: Callable[[Form, Voice, _Step], object]
    """Gives the value; `GONE` where it is left open."""


def begun(form: Form, voice: Voice) -> Form:
    """Give the form, taken up where somebody left one and wants to go on with it."""
    open_ = [it for it in incident_files(form.folder) if not whole(it, form.folder)]
    if not open_:
        return form
    voice.say("Go on with one that is not finished? Empty: tell another.")
    named = {str(one): one.stem for one in open_}
    shown(voice, named)
    while True:
        try:
            said = line(voice, "> ")
            keys = chosen(said, named) if said else ()
        except (BackError, QuitError):
            return form
        except ValueError as error:
            voice.say(f"{visible(str(error))}.")
            continue
        return _taken_up(form, Path(keys[0])) if keys else form


def whole(path: Path, folder: Path) -> bool:
    """Whether an incident is told as far as it has to be."""
    try:
        load_incident(path, folder)
    except Unusable:
        return False
    return True


def tell(form: Form, voice: Voice) -> Form:
    """Ask for an incident until all is asked or somebody leaves."""
    voice.say(
        "What happened? Type help for the commands; what is said is saved at once."
    )
    told = [at for at, one in enumerate(STEPS) if one.key in form.values]
    at = max(told) + 1 if told else 0
    while at < len(STEPS):
        step = STEPS[at]
        try:
            value = step.take(form, voice, step)
        except BackError:
            if at == 0:
                voice.say("There is nothing before this.")
            at = max(0, at - 1)
            continue
        except QuitError:
            break
        form = kept(form, step.key, value)
        at += 1
    where = form.path or "no file: title and beginning were missing"
    voice.say(visible(f"Saved in {where}."))
    return form


def _taken_up(form: Form, path: Path) -> Form:
    body = document.plain(document.read(path))
    values = body if isinstance(body, dict) else {}
    return replace(form, path=path, values=values)


def _before(form: Form, voice: Voice, step: _Step) -> None:
    """Say the question, and what stands there already."""
    voice.say("")
    voice.say(step.ask)
    known = form.values.get(step.key)
    if known:
        said = ", ".join(map(str, known)) if isinstance(known, list) else str(known)
        voice.say(visible(f"  Now: {said}"))


def _text(form: Form, voice: Voice, step: _Step) -> object:
    _before(form, voice, step)
    while True:
        said = line(voice, "> ", step.about)
        if said and said != "-":
            return said
        left = _left(form, step, said)
        if left is not None:
            return left
        voice.say("Something has to stand here; quit leaves it for later.")


def _left(form: Form, step: _Step, said: str) -> object | None:
    """Give what an empty line or `-` leaves; None where something is needed."""
    known = form.values.get(step.key)
    if known and said != "-":
        return known
    return GONE if step.key not in INCIDENT.required else None


def _time(form: Form, voice: Voice, step: _Step) -> object:
    _before(form, voice, step)
    while True:
        said = line(voice, "> ", step.about)
        if said and said != "-":
            try:
                return moment(said, str(form.values.get("started", "")))
            except ValueError as error:
                voice.say(f"Not saved: {error}.")
                continue
        left = _left(form, step, said)
        if left is not None:
            return left
        voice.say("A time has to stand here; quit leaves it for later.")


def _several(form: Form, voice: Voice, step: _Step) -> object:
    named = _NAMED[step.key](form)
    _before(form, voice, step)
    shown(voice, named)
    while True:
        said = line(voice, "> ", step.about)
        if said and said != "-":
            try:
                keys = list(chosen(said, named))
            except ValueError as error:
                voice.say(f"Not saved: {visible(str(error))}.")
                continue
            return keys[0] if step.key == "failure" else keys
        left = _left(form, step, said)
        if left is not None:
            return left
        voice.say("Choose at least one; quit leaves it for later.")


def _places(form: Form) -> dict[str, str]:
    review = form.review
    found = {one.id: label(review, one.id) for one in review.integrations}
    return {**found, **{one.id: one.label for one in review.components}}


def _harms(form: Form) -> dict[str, str]:
    return {one.id: one.title for one in form.pack.scale.harms}


def _failures(_: Form) -> dict[str, str]:
    return {one: one.replace("-", " ").capitalize() for one in FAILURES}


def _pitfalls(form: Form) -> dict[str, str]:
    """Give the pitfalls that fit the harms, those of the places named first."""
    harms = _listed(form, "harms")
    found: dict[str, str] = {}
    for place in _listed(form, "where"):
        checklist = checklist_of(form.pack, form.review, place)
        for name in checklist.pitfalls() if checklist else ():
            pitfall = form.pack.pitfalls[name]
            if not harms or not set(harms).isdisjoint(pitfall.harms):
                found[name] = pitfall.title
    return found


def _listed(form: Form, key: str) -> Sequence[str]:
    value = form.values.get(key)
    return [str(one) for one in value] if isinstance(value, list) else ()


_NAMED: Mapping[str, Callable[[Form], dict[str, str]]] = {
    "where": _places,
    "harms": _harms,
    "failure": _failures,
    "pitfalls": _pitfalls,
}


def _rows(form: Form, voice: Voice, step: _Step) -> object:
    """Ask for entries until an empty line; what is there already stays."""
    voice.say("")
    voice.say(step.ask)
    known = form.values.get(step.key)
    rows = list(known) if isinstance(known, list) else []
    if rows:
        voice.say(f"  {len(rows)} so far; what you type is added.")
    while True:
        said = line(voice, "> ", step.about)
        if said == "-":
            rows = []
            continue
        if not said:
            return rows or GONE
        try:
            rows.append(ENTRIES[step.key](form, voice, said, rows))
        except ValueError as error:
            voice.say(f"Not saved: {visible(str(error))}.")
            continue
        form = kept(form, step.key, rows)


def _steps() -> Iterator[_Step]:
    zone = "Such as 2026-12-01 08:10 +01:00."
    later = f"{zone} Day and zone of the beginning hold where they are left out."
    yield _Step("title", "What is it called, in a few words?", "", _text)
    yield _Step("started", "When did it start?", zone, _time)
    yield _Step("noticed", "When did somebody notice?", later, _time)
    ended = "When did nothing fail any more? Empty: not yet, or not known."
    yield _Step("ended", ended, later, _time)
    right = "When was the data right again? Empty: it is not."
    yield _Step("recovered", right, later, _time)
    yield _Step("where", "Where did it happen?", "", _several)
    yield _Step("harms", "What became of the data?", "", _several)
    yield _Step("amount", "How much of it?", "Such as: 312 of 5,000 orders.", _text)
    failed = "What failed, in the words of the loss windows? Empty: not known."
    yield _Step("failure", failed, "", _several)
    struck = "Which pitfalls struck? Empty: not known; all that fit are looked at."
    yield _Step("pitfalls", struck, "", _several)
    yield _Step("how-found", "How was it found?", "", _text)
    yield _Step("what-happened", "What do people think happened?", "", _text)
    mended = "How was it recovered? Empty: it was not."
    yield _Step("how-recovered", mended, "", _text)
    line_ = "What happened when? A time and what, a line each; an empty line ends it."
    yield _Step("timeline", line_, later, _rows)
    agreed = "What is agreed, so that it does not happen again? An empty line ends it."
    yield _Step("actions", agreed, "What first; who and until when is asked.", _rows)
    missed = "What would you have liked to be asked? An empty line ends it."
    yield _Step("ask-next-time", missed, "It is drafted as a checklist.", _rows)


STEPS = tuple(_steps())
