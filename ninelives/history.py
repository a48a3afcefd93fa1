"""The commands about a review over time: milestones, and newer versions of packs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ninelives.assess.difference import differ
from ninelives.assess.mixture import Side
from ninelives.assess.record import record
from ninelives.assess.reopened import decided, with_waivers
from ninelives.assess.risk import assess
from ninelives.checklist.load import stacked
from ninelives.checklist.model import Pack
from ninelives.errors import unusable
from ninelives.report import difference
from ninelives.review import milestones
from ninelives.review import upgrade as bring
from ninelives.review.folder import load
from ninelives.review.lock import locked
from ninelives.review.model import Review
from ninelives.review.packs import named_by, pack_of
from ninelives.review.session import author, now
from ninelives.review.spoken import label
from ninelives.states import State, opened
from ninelives.text import visible


def milestone(folder: Path, name: str, packs: Sequence[Path] = ()) -> int:
    """Freeze a review, its packs and what follows; give the exit code."""
    review = load(folder)
    pack = pack_of(folder, review, packs)
    try:
        with locked(folder):
            made = _freeze(folder, name, pack, review, packs)
    except OSError as error:
        raise _unwritable(folder, error) from None
    _say(f"Frozen: {made}")
    return 0


def diff(
    before: State, after: State, form: str = "text", packs: Sequence[Path] = ()
) -> int:
    """Say what changed between two states, and by what; give the exit code."""
    with opened(before, after, packs) as (old, new):
        for state, one in ((before, old), (after, new)):
            _warn(state, one.side)
        was, now_ = (decided(one.side, one.waivers, one.day) for one in (old, new))
        found = with_waivers(differ(old.side, new.side), was, now_)
        if form == "text":
            said = visible(difference.text(found))
        elif form == "markdown":
            said = difference.markdown(found, (before.name, after.name))
        else:
            said = difference.as_json(found)
    sys.stdout.write(said)
    return 0


def _warn(state: State, side: Side) -> None:
    """Say so where a review is read with another pack than it was saved with."""
    saved = f"{side.review.pack} {side.review.pack_version}".strip()
    used = f"{side.pack.name} {side.pack.version}"
    if saved not in ("", used):
        said = f"{state.name} was saved with {saved} and is read with {used}."
        print(visible(said), file=sys.stderr)  # noqa: T201 - what a person reads


def upgrade(folder: Path, packs: Sequence[Path] = ()) -> int:
    """Bring a review to today's packs, once it is frozen as it was; give the exit code.

    Answers are carried over as the packs say. What is stale is listed, and why.
    """
    load(folder)  # what is wrong with it is said before anything is made
    try:
        with locked(folder):
            review = load(folder)
            pack = pack_of(folder, review, packs)
            wanted = bring.upgrade(pack, review)
            if wanted.needed:
                name = _free_name(folder, f"before-{pack.version}")
                made = _freeze(folder, name, pack, review, packs)
                bring.carry_out(folder, pack, review, wanted)
                _say(f"Frozen as it was: {made}")
    except OSError as error:
        raise _unwritable(folder, error) from None
    _tell(review, wanted)
    return 0


def _freeze(
    folder: Path, name: str, pack: Pack, review: Review, packs: Sequence[Path]
) -> Path:
    frozen = milestones.Frozen(
        name=name,
        at=now(),
        by=author(),
        pack=pack,
        pack_folders=stacked(named_by(folder, review, packs)),
        assessment=record(assess(pack, review)),
    )
    return milestones.freeze(folder, frozen)


def _free_name(folder: Path, wanted: str) -> str:
    taken = milestones.names(folder)
    wanted = wanted.replace(".", "-")
    more = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (wanted, *more) if one not in taken)


def _tell(review: Review, done: bring.Upgrade) -> None:
    for one in done.moves:
        came = ", ".join(it for it in one.sources if it != one.question)
        what = f"{came} → {one.question}" if came else one.question
        said = " or ".join(dict.fromkeys(it.choice for it in one.answer.voices))
        _say(f"  carried    {label(review, one.subject)}: {what} ({said})")
    for again in done.again:
        where = label(review, again.subject)
        _say(f"  ask again  {where}: {again.question}, {again.why}")
    _say(
        f"{len(done.moves)} answers carried, {len(done.again)} to ask again; "
        f"pack {done.after}"
        + (f", was {done.before or 'not named'}" if done.before != done.after else "")
        + "."
    )


def _unwritable(folder: Path, error: OSError) -> Exception:
    reason = (error.strerror or str(error)).lower()
    return unusable(error.filename or folder, f"can't be written: {reason}")


def _say(line: str) -> None:
    print(visible(line))  # noqa: T201 - what a person reads
