"""What may be typed after `ninelives` to trade checklists with other tools."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.typed import command

if TYPE_CHECKING:
    from ninelives.typed import Commands

IMPACTS = ("minor", "serious", "severe")


def add(commands: Commands) -> Sequence[argparse.ArgumentParser]:
    """Add the commands; give those that take packs."""
    export = command(
        commands,
        "export",
        "write checklists for another tool, as AWS custom lenses",
        "ninelives export --to aws-lens -o custom-lenses\n"
        "  ninelives export --to aws-lens --checklist aws/sqs-lambda --impact serious",
        _export,
    )
    export.add_argument("--to", choices=("aws-lens",), required=True)
    export.add_argument(
        "-o", "--output", type=Path, default=Path("custom-lenses"), metavar="FOLDER"
    )
    export.add_argument(
        "--checklist",
        action="append",
        default=[],
        metavar="ID",
        help="only this one; may be given often",
    )
    _impact(export)
    _add_import(commands)
    return (export,)


def _add_import(commands: Commands) -> None:
    bring = command(
        commands,
        "import",
        "read an AWS custom lens or an Azure review checklist into a pack",
        "ninelives import custom-lens-msk.json -o kafka-lens\n"
        "  ninelives lint kafka-lens\n"
        "  ninelives new --list --pack kafka-lens",
        _import,
    )
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FOLDER",
        help="where the pack goes; by default a folder here called as the lens is",
    )
    bring.add_argument(
        "--alone",
        action="store_true",
        help="a pack in the place of ours; by default it comes on top of ours",
    )


def _impact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--impact",
        choices=IMPACTS,
        default="severe",
        help="how bad every harm counts, since a lens can't ask; severe by default",
    )


def _export(given: argparse.Namespace) -> int:
    from ninelives.exchange import export

    wanted = export.Wanted(given.output, given.impact, tuple(given.checklist))
    return export.export(wanted, given.pack)


def _import(given: argparse.Namespace) -> int:
    from ninelives.exchange import importing

    return importing.bring(importing.Wanted(given.file, given.output, given.alone))
