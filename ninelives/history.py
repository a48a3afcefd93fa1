"""The commands about a review over time: milestones, and newer versions of packs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ninelives.past.compared import compared
from ninelives.past.marks import freeze, frozen, unwritable
from ninelives.report import difference
from ninelives.review import milestones
from ninelives.review import upgrade as bring
from ninelives.review.folder import load
from ninelives.review.lock import locked
from ninelives.review.model import Review
from ninelives.review.packs import pack_of
from ninelives.review.spoken import label
from ninelives.states import State
from ninelives.text import visible


def milestone(folder: Path, name: str, packs: Sequence[Path] = ()) -> int:
    """Freeze a review, its packs and what follows; give the exit code."""
    _say(f"Frozen: {frozen(folder, name, packs)}")
    return 0


def diff(
    before: State, after: State, form: str = "text", packs: Sequence[Path] = ()
) -> int:
    """Say what changed between two states, and by what; give the exit code."""
    with compared(before, after, packs) as (found, warnings):
        for one in warnings:
            print(visible(one), file=sys.stderr)  # noqa: T201 - what a person reads
        if form == "text":
            said = visible(difference.text(found))
        elif form == "markdown":
            said = difference.markdown(found, (before.name, after.name))
        else:
            said = difference.as_json(found)
    sys.stdout.write(said)
    return 0


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
                made = freeze(folder, name, pack, review, packs)
                bring.carry_out(folder, pack, review, wanted)
                _say(f"Frozen as it was: {made}")
    except OSError as error:
        raise unwritable(folder, error) from None
    _tell(review, wanted)
    return 0


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


def _say(line: str) -> None:
    print(visible(line))  # noqa: T201 - what a person reads
