"""What may be typed after `ninelives` about a review over time."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no other name


def add(commands: Commands) -> Sequence[argparse.ArgumentParser]:
    """Add the commands; give those that take packs."""
    milestone = _command(
        commands,
        "milestone",
        "freeze a review, its packs and its findings under a name",
        "ninelives milestone reviews/orders design-agreed",
        _milestone,
    )
    milestone.add_argument("folder", type=Path, help="the folder of the review")
    milestone.add_argument("name", help="what to call it; it is never overwritten")
    upgrade = _command(
        commands,
        "upgrade",
        "bring a review to today's version of its packs",
        "ninelives upgrade reviews/orders",
        _upgrade,
    )
    upgrade.add_argument("folder", type=Path, help="the folder of the review")
    return milestone, upgrade


def _command(
    commands: Commands,
    name: str,
    says: str,
    example: str,
    answer: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(answer=answer)
    return parser


def _milestone(given: argparse.Namespace) -> int:
    from ninelives import history

    return history.milestone(given.folder, given.name, given.pack)


def _upgrade(given: argparse.Namespace) -> int:
    from ninelives import history

    return history.upgrade(given.folder, given.pack)
