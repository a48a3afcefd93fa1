"""What may be typed after `ninelives` about a review over time."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.typed import command

if TYPE_CHECKING:
    from ninelives.typed import Commands


def add(commands: Commands) -> Sequence[argparse.ArgumentParser]:
    """Add the commands; give those that take packs."""
    milestone = command(
        commands,
        "milestone",
        "freeze a review, its packs and its findings under a name",
        "ninelives milestone reviews/orders design-agreed",
        _milestone,
    )
    milestone.add_argument("folder", type=Path, help="the folder of the review")
    milestone.add_argument("name", help="what to call it; it is never overwritten")
    upgrade = command(
        commands,
        "upgrade",
        "bring a review to today's version of its packs",
        "ninelives upgrade reviews/orders",
        _upgrade,
    )
    upgrade.add_argument("folder", type=Path, help="the folder of the review")
    _merge_parser(commands)
    later = (_diff_parser(commands), _due_parser(commands), _retro_parser(commands))
    return milestone, upgrade, *later


def _retro_parser(commands: Commands) -> argparse.ArgumentParser:
    retro = command(
        commands,
        "retro",
        "after an incident: say what the review had said, and draft what it missed",
        "ninelives retro reviews/orders\n"
        "  ninelives retro reviews/orders --incident 2026-12-01-orders-lost.yaml",
        _retro,
    )
    retro.add_argument("folder", type=Path, help="the folder of the review")
    retro.add_argument("--incident", type=Path, metavar="FILE", help="asked for else")
    retro.add_argument(
        "-o", "--output", default="", metavar="FILE", help="where to; - prints it"
    )
    retro.add_argument("--template", type=Path, metavar="FILE", help="your own page")
    return retro


def _diff_parser(commands: Commands) -> argparse.ArgumentParser:
    diff = command(
        commands,
        "diff",
        "say which findings opened, closed, got worse or better, and why",
        "ninelives diff reviews/orders@design-agreed reviews/orders\n"
        "  ninelives diff reviews/orders --at v1.4\n"
        "  ninelives diff reviews/orders --milestone design-agreed --format markdown",
        _diff,
    )
    diff.add_argument(
        "states", nargs="+", metavar="FOLDER[@MILESTONE]", help="one or two states"
    )
    diff.add_argument(
        "--at",
        action="append",
        default=[],
        metavar="REF",
        help="compare with this git revision; twice: between two",
    )
    diff.add_argument(
        "--milestone",
        action="append",
        default=[],
        metavar="NAME",
        help="compare with this milestone; twice: between two",
    )
    diff.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    return diff


def _due_parser(commands: Commands) -> argparse.ArgumentParser:
    due = command(
        commands,
        "due",
        "list what is due in reviews; exit 1 where something is",
        "ninelives due reviews/*\n  ninelives due reviews/orders --within 14",
        _due,
    )
    due.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    for name, days, says in (
        ("--within", 0, "what is due within so many days, too"),
        ("--facts-after", 365, "days after which a fact is checked again"),
        ("--review-after", 180, "days after the last answer"),
    ):
        due.add_argument(name, type=int, default=days, metavar="DAYS", help=says)
    due.add_argument("--format", choices=("text", "json"), default="text")
    return due


def _merge_parser(commands: Commands) -> None:
    driver = command(
        commands,
        "merge-driver",
        "merge the files of reviews by meaning, when git merges",
        "ninelives merge-driver --install",
        _merge,
    )
    driver.add_argument(
        "--install",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="REPOSITORY",
        help="let a repository do so, this one by default",
    )
    driver.add_argument("files", nargs="*", metavar="FILE", help="%%O %%A %%B %%P")


def _milestone(given: argparse.Namespace) -> int:
    from ninelives import history

    return history.milestone(given.folder, given.name, given.pack)


def _diff(given: argparse.Namespace) -> int:
    from ninelives import history
    from ninelives.errors import unusable
    from ninelives.states import State, read_state

    named = [read_state(one) for one in given.states]
    last = named[0].folder
    earlier = [State(last, milestone=one) for one in given.milestone]
    earlier += [State(last, revision=one) for one in given.at]
    both = [*earlier, *named]
    if len(earlier) == 2 and len(named) == 1:  # noqa: PLR2004 - both sides are named
        both = earlier
    if len(both) != 2:  # noqa: PLR2004 - a difference has two sides
        found = f"{len(both)} {'state is' if len(both) == 1 else 'states are'} named"
        expected = "two: folders, FOLDER@MILESTONE, --at REF or --milestone NAME"
        raise unusable("diff", found, expected=expected)
    return history.diff(both[0], both[1], given.format, given.pack)


def _due(given: argparse.Namespace) -> int:
    from ninelives import reminders

    ages = (given.within, given.facts_after, given.review_after)
    return reminders.due(given.folders, ages, given.format, given.pack)


def _merge(given: argparse.Namespace) -> int:
    from ninelives import merge_driver

    if given.install is not None:
        return merge_driver.install(given.install)
    if len(given.files) != 4:  # noqa: PLR2004 - base, ours, theirs and the path
        from ninelives.errors import unusable

        expected = "--install, or the four git gives"
        raise unusable("merge-driver", f"{len(given.files)} files", expected=expected)
    base, ours, theirs, path = given.files
    return merge_driver.drive(Path(base), Path(ours), Path(theirs), path)


def _retro(given: argparse.Namespace) -> int:
    from ninelives import retro

    path = given.incident or retro.asked_for(given.folder, given.pack)
    if path is None:
        return 0
    return retro.retro(given.folder, path, given.output, given.template, given.pack)


def _upgrade(given: argparse.Namespace) -> int:
    from ninelives import history

    return history.upgrade(given.folder, given.pack)
