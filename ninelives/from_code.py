"""What may be typed after `ninelives` about infrastructure-as-code."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.typed import command

if TYPE_CHECKING:
    from ninelives.typed import Commands


def add(commands: Commands) -> argparse.ArgumentParser:
    """Add the command that reads code."""
    scan = command(
        commands,
        "scan",
        "read infrastructure-as-code: draw the map, answer what it says",
        "ninelives scan template.yaml\n"
        "  ninelives scan infra/ --into reviews/orders\n"
        "  ninelives scan infra/ --into reviews/orders --check",
        _scan,
    )
    scan.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    scan.add_argument(
        "--into", type=Path, metavar="FOLDER", help="the review to make or update"
    )
    scan.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 where the review and the code disagree",
    )
    scan.add_argument("--format", choices=("text", "json"), default="text")
    return scan


def _scan(given: argparse.Namespace) -> int:
    from ninelives import scanning

    wanted = scanning.Wanted(given.into, given.format, check=given.check)
    return scanning.scan(given.paths, wanted, given.pack)
