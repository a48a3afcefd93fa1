"""States of a review that can be compared: as it is, a milestone, a git revision."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.mixture import Side
from ninelives.checklist.load import load_packs, stacked
from ninelives.checklist.shelf import checklist_ids
from ninelives.errors import unusable
from ninelives.review import milestones, revisions
from ninelives.review.actions import Action, load_actions
from ninelives.review.folder import load
from ninelives.review.model import Review
from ninelives.review.packs import named_by
from ninelives.review.session import now
from ninelives.review.standing import wanted
from ninelives.review.waivers import Waiver, load_waivers


class State(NamedTuple):
    """Which state of a review is meant."""

    folder: Path
    milestone: str = ""
    revision: str = ""

    @property
    def name(self) -> str:
        """What to call it."""
        if self.milestone:
            return f"{self.folder}@{self.milestone}"
        return (
            f"{self.folder} at {self.revision}" if self.revision else str(self.folder)
        )


class _Opened(NamedTuple):
    """A state whose review is loaded, and whose packs are known."""

    review: Review
    packs: tuple[Path, ...]
    waivers: tuple[Waiver, ...]
    actions: tuple[Action, ...]
    day: str


class Loaded(NamedTuple):
    """A state that is loaded."""

    side: Side
    waivers: tuple[Waiver, ...]
    day: str
    """What its waivers are judged by, as YYYY-MM-DD: when it was so."""
    actions: tuple[Action, ...] = ()


def read_state(text: str) -> State:
    """Read `FOLDER` or `FOLDER@MILESTONE`."""
    folder, at, name = text.rpartition("@")
    if at and not Path(text).exists():
        return State(Path(folder), milestone=name)
    return State(Path(text))


@contextmanager
def opened(
    before: State, after: State, packs: Sequence[Path] = ()
) -> Iterator[tuple[Loaded, Loaded]]:
    """Load two states, each with the packs it had; they last as long as this does.

    Args:
        before: the earlier one.
        after: the later one.
        packs: used for both instead of those they name.

    Raises:
        Unusable: one of them is not there, or can't be read.
    """
    with ExitStack() as stack:
        both = tuple(
            _open(one, Path(stack.enter_context(tempfile.TemporaryDirectory())), packs)
            for one in (before, after)
        )
        used = frozenset(name for one in both for name in wanted(one.review))
        old, new = (_side(one, used) for one in both)
        yield old, new


@contextmanager
def opened_one(state: State, packs: Sequence[Path] = ()) -> Iterator[Loaded]:
    """Load one state with the packs it had; it lasts as long as this does."""
    with tempfile.TemporaryDirectory() as into:
        yield _side(_open(state, Path(into), packs), ())


def _open(state: State, into: Path, packs: Sequence[Path]) -> _Opened:
    if state.milestone:
        found = milestones.find(state.folder, state.milestone)
        folders = tuple(packs) or milestones.packs(found, into)
        return _Opened(
            load(found.folder), folders, *_beside(found.folder), found.at[:10]
        )
    folder, day = state.folder, now()[:10]
    if state.revision:
        day = revisions.day(folder, state.revision)
        folder = revisions.checked_out(folder, state.revision, into / "tree")
    review = load(folder)
    named = named_by(folder, review, packs)
    for pack in named:
        if not pack.is_dir():
            says = f"the pack it names is not there: {pack.name}"
            raise unusable(state.name, says, remedy="name it with --pack")
    kept = () if packs else _kept(state, review, into)
    return _Opened(review, kept or stacked(named), *_beside(folder), day)


def _beside(folder: Path) -> tuple[tuple[Waiver, ...], tuple[Action, ...]]:
    return load_waivers(folder), load_actions(folder)


def _kept(state: State, review: Review, into: Path) -> tuple[Path, ...]:
    """Give the packs a review of git was written with, where a milestone keeps them."""
    if not state.revision:
        return ()
    for name in milestones.names(state.folder):
        one = milestones.find(state.folder, name)
        first = one.packs[0] if one.packs else None
        if first and (first.name, first.version) == (review.pack, review.pack_version):
            return milestones.packs(one, into / "packs") if not review.packs else ()
    return ()


def _side(one: _Opened, used: Collection[str]) -> Loaded:
    there = {name for folder in one.packs for name in checklist_ids(folder)}
    only = wanted(one.review) | (frozenset(used) & there)
    side = Side(load_packs(one.packs, only), one.review)
    return Loaded(side, one.waivers, one.day, one.actions)
