"""A review over time, line by line: what plain mode knows beside the questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from ninelives import words
from ninelives.errors import Unusable
from ninelives.past.compared import compared
from ninelives.past.marks import frozen, marks
from ninelives.past.pending import due_in
from ninelives.plain.state import Also, Talk, Voice
from ninelives.report import difference
from ninelives.review.session import now
from ninelives.states import State
from ninelives.text import one_line, visible

_HELP = words.marked(
    """\
  milestones      the milestones of this review, the latest first
  milestone NAME  freeze the review as it is now
  diff [NAME]     what changed since a milestone, the latest where none is named
  due             what is due: unknowns, actions, waivers, facts, the review"""
)


def commands(packs: Sequence[Path] = ()) -> Also:
    """Give what may be typed, for a review that uses these packs."""
    return Also(
        _HELP,
        {
            "milestones": _milestones,
            "milestone": partial(_milestone, packs),
            "diff": partial(_diff, packs),
            "due": partial(_due, packs),
        },
    )


def _milestones(state: Talk, _: str, voice: Voice) -> Talk:
    found = marks(state.session.folder)
    for one in found:
        by = f" by {one.by}" if one.by else ""
        told = f"{one.name} {one.at[:10]}{by}: {one.came_to}"
        voice.say(f"  {visible(one_line(told))}")
    if not found:
        voice.say(
            words.say(
                "There is no milestone; `milestone NAME` freezes the review as it is."
            )
        )
    return state


def _milestone(packs: Sequence[Path], state: Talk, rest: str, voice: Voice) -> Talk:
    name = rest or voice.ask(words.say("  What is it called? ")).strip()
    if name:
        try:
            made = frozen(state.session.folder, name, packs, state.session.by)
        except Unusable as error:
            _tell(error, voice)
        else:
            voice.say(words.say("  Frozen: {path}", path=visible(str(made))))
    return state


def _diff(packs: Sequence[Path], state: Talk, rest: str, voice: Voice) -> Talk:
    folder = state.session.folder
    known = [one.name for one in marks(folder) if not one.wrong]
    if not rest and not known:
        voice.say(
            words.say(
                "There is no milestone to compare with; `milestone NAME` makes one."
            )
        )
        return state
    try:
        for line in _changes(folder, rest or known[0], packs):
            voice.say(visible(line))
    except Unusable as error:
        _tell(error, voice)
    return state


def _changes(folder: Path, name: str, packs: Sequence[Path]) -> Iterator[str]:
    with compared(State(folder, milestone=name), State(folder), packs) as found:
        yield words.say("Since {name}:", name=name)
        yield from found.warnings
        yield from difference.text(found.difference).splitlines()


def _due(packs: Sequence[Path], state: Talk, _: str, voice: Voice) -> Talk:
    try:
        found = due_in(state.session.folder, packs=packs)
    except Unusable as error:
        _tell(error, voice)
        return state
    for one in found:
        who = f" ({one.owner})" if one.owner else ""
        told = f"{one.kind}, {one.when(now()[:10])}: {one.says}{who}"
        voice.say(f"  {visible(one_line(told))}")
    if not found:
        voice.say(words.say("Nothing is due."))
    return state


def _tell(error: Unusable, voice: Voice) -> None:
    for one in error.problems:
        voice.say(f"  {visible(str(one))}")
