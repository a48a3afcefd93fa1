"""The command after an incident: what the review had said, and what was missing."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ninelives import document
from ninelives.assess.missing import Draft, draft
from ninelives.assess.replay import replay
from ninelives.assess.verdict import Then
from ninelives.assess.window.happened import happened
from ninelives.checklist.lint.pack import lint
from ninelives.checklist.load import stacked
from ninelives.checklist.model import Pack
from ninelives.errors import Problem, Unusable, nearest, unusable
from ninelives.report import retrospective
from ninelives.report.retrospective import Stood, Told
from ninelives.review import durable, milestones, revisions
from ninelives.review.actions import FILE, Action, add_actions, load_actions
from ninelives.review.bounds import kept_inside
from ninelives.review.folder import load
from ninelives.review.incidents import HOME, Incident, load_incident
from ninelives.review.model import Review
from ninelives.review.packs import named_by, pack_of
from ninelives.states import Loaded, State, opened_one
from ninelives.text import visible

DRAFTS = "checklists"
"""The folder of a review that drafted questions lie in, a pack an incident."""


class Done(NamedTuple):
    """What came of an incident."""

    page: str
    """The retrospective, as Markdown."""
    lines: tuple[str, ...]
    """What was replayed, drafted and agreed."""


def retro(
    folder: Path,
    path: Path,
    output: str = "",
    template: Path | None = None,
    packs: Sequence[Path] = (),
) -> int:
    """Write the retrospective of an incident; give the exit code.

    Args:
        folder: the review's.
        path: the file of the incident.
        output: where the page is written to; `-` prints it; beside the incident by
            default.
        template: a team's own.
        packs: used instead of those that the review names.

    Raises:
        Unusable: as `carried_out` does, or the page can't be written.
    """
    done = carried_out(folder, path, template, packs)
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(done.page.encode("utf-8"))
        return 0
    written = Path(output) if output else folder / HOME / f"{path.stem}.md"
    durable.write_file(written, done.page)
    for line in (*done.lines, f"Written: {written}"):
        _say(line)
    return 0


def carried_out(
    folder: Path, path: Path, template: Path | None, packs: Sequence[Path]
) -> Done:
    """Give what comes of an incident, with everything done but the page written.

    The incident is kept in the review, its actions are put behind those of the review,
    and what was never asked is drafted as a pack. Nothing of these is overwritten.

    Raises:
        Unusable: a file can't be read or written, or the incident names what neither
            the review nor its packs know.
    """
    incident = load_incident(path, folder if _inside(path, folder) else None)
    told, made, added = _happened(folder, path, incident, packs)
    page = retrospective.write(told, template)
    lines = [f"Replayed: {_stood(told.stood)}"]
    lines += [f"  {count}" for count in retrospective.view(told).counts]
    if not incident.pitfalls:
        lines.append(
            "  Nobody names a pitfall; pitfalls: in the incident narrows it down."
        )
    if made:
        home = folder / told.drafted
        lines.append(
            f"Drafted: {home}; name {told.drafted} under packs: in review.yaml"
        )
    if added:
        named = ", ".join(one.id for one in added)
        lines.append(f"Agreed: {named}, in {folder / FILE}")
    return Done(page, tuple(lines))


def asked_for(folder: Path, packs: Sequence[Path] = ()) -> Path | None:
    """Ask for an incident line by line; give its file, or None where it is unfinished.

    Raises:
        Unusable: the review can't be read, or the file can't be written.
    """
    from ninelives.plain import incident as form
    from ninelives.plain.kept import Form
    from ninelives.plain.state import Voice

    def say(line: str) -> None:
        print(line, flush=True)  # noqa: T201 - what a person reads

    voice = Voice(say, input)
    review = load(folder)
    started = Form(folder, pack_of(folder, review, packs), review, None, {})
    told = form.tell(form.begun(started, voice), voice)
    if told.path is None or not form.whole(told.path, folder):
        _say(f"Go on with: ninelives retro {folder}")
        return None
    return told.path


def _happened(
    folder: Path, path: Path, incident: Incident, packs: Sequence[Path]
) -> tuple[Told, bool, tuple[Action, ...]]:
    """Give what is told, whether a draft was written, and the actions that are new."""
    review = load(folder)
    pack = pack_of(folder, review, packs)
    with as_it_stood(folder, incident, packs) as (loaded, stood):
        side = loaded.side
    day = incident.started.date().isoformat()
    then = Then(side.pack, side.review, loaded.waivers, loaded.actions, day)
    _check(incident, (review, side.review), (pack, side.pack))
    verdicts = replay(then, incident)
    wanted = draft(pack, review, incident, verdicts)
    compared, needed = happened(then.pack, then.review, incident)
    _keep(folder, path, incident)
    home = folder / DRAFTS / incident.name
    made = _draft(folder, home, wanted, named_by(folder, review, packs))
    added = add_actions(folder, incident.actions)
    told = Told(
        incident=incident,
        file=f"{HOME}/{incident.name}.yaml",
        then=then,
        stood=stood,
        verdicts=verdicts,
        compared=compared,
        needed=needed,
        actions=tuple(
            it for it in load_actions(folder) if it.incident == incident.name
        ),
        draft=wanted,
        drafted=home.relative_to(folder).as_posix() if home.is_dir() else "",
    )
    return told, made, added


def _inside(path: Path, folder: Path) -> bool:
    return folder.resolve() in path.resolve().parents


@contextmanager
def as_it_stood(
    folder: Path, incident: Incident, packs: Sequence[Path]
) -> Iterator[tuple[Loaded, Stood]]:
    """Load a review as it stood when an incident began, as nearly as is known."""
    state, how = State(folder), "today"
    commit = revisions.before(folder, incident.started.isoformat())
    name = "" if commit else _frozen_before(folder, incident)
    if commit:
        state, how = State(folder, revision=commit), "revision"
    elif name:
        state, how = State(folder, milestone=name), "milestone"
    with opened_one(state, packs) as found:
        review, pack = found.side.review, found.side.pack
        saved = f"{review.pack} {review.pack_version}".strip()
        other = saved if saved not in ("", f"{pack.name} {pack.version}") else ""
        yield found, Stood(how, commit or name, found.day, other)


def _frozen_before(folder: Path, incident: Incident) -> str:
    """Give the last milestone before an incident, or ""."""
    from datetime import datetime

    found = [milestones.find(folder, name) for name in milestones.names(folder)]
    earlier = [
        (at, one.name)
        for one in found
        if (at := datetime.fromisoformat(one.at)) <= incident.started
    ]
    return max(earlier, default=(None, ""))[1]


def _check(
    incident: Incident, reviews: Sequence[Review], packs: Sequence[Pack]
) -> None:
    """Refuse names that neither the review nor its packs know, or ever knew."""
    subjects = {name for one in reviews for name in one.subjects()}
    pitfalls = {name for one in packs for name in one.pitfalls}
    ways = {way.id for one in packs for way in one.ways}
    worded = [one.where for one in incident.missed if one.where]
    problems = [
        Problem(
            incident.places.at(key),
            f"there is no {what} {name!r}",
            nearest=nearest(name, known),
        )
        for key, what, names, known in (
            ("where", "integration or component", incident.where, subjects),
            ("pitfalls", "pitfall", incident.pitfalls, pitfalls),
            ("ways", "way", incident.ways, ways),
            ("ask-next-time", "integration or component", worded, subjects),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise Unusable(problems)


def _keep(folder: Path, path: Path, incident: Incident) -> None:
    """Copy an incident into the review, where it lies elsewhere."""
    home = kept_inside(folder / HOME, folder)
    kept = home / f"{incident.name}.yaml"
    if kept.exists() and kept.resolve() == path.resolve():
        return
    text = document.read_text(path)
    if kept.exists():
        if document.read_text(kept) != text:
            found = f"the review has another incident of that name: {kept}"
            raise unusable(path, found, remedy="rename one of them")
        return
    _make(home)
    durable.write_file(kept, text)


def _draft(folder: Path, home: Path, wanted: Draft, below: Sequence[Path]) -> bool:
    """Write drafted questions, once they are proven; say whether anything was written.

    Raises:
        Unusable: they do not hold together; nothing is written then.
    """
    if not wanted.files or home.exists():
        return False
    kept_inside(home, folder)
    with tempfile.TemporaryDirectory() as spare:
        _write(Path(spare), wanted.files)
        wrong = [
            one
            for one in lint(Path(spare), below=stacked(below))
            if one.level == "error" and one.place.path.startswith(spare)
        ]
    if wrong:
        raise Unusable(wrong)
    _write(home, wanted.files)
    return True


def _write(home: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = home / name
        _make(path.parent)
        durable.write_file(path, text)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(folder, f"can't be made: {reason}") from None


def _stood(stood: Stood) -> str:
    if stood.how == "today":
        return "the review of today; no commit or milestone of it is older"
    return f"the review of {stood.day}, {stood.how} {stood.name[:40]}"


def _say(line: str) -> None:
    print(visible(line))  # noqa: T201 - what a person reads
