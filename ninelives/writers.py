"""What may be typed after `ninelives` to have what was found written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.typed import command

if TYPE_CHECKING:
    from ninelives.typed import Commands

LEVELS = ("low", "medium", "high", "critical")
FORMATS = (
    "md",
    "html",
    "pdf",
    "json",
    "csv",
    "sarif",
    "junit",
    "github-issues",
    "decisions",
)
CHECK_FORMATS = ("text", "json", "sarif", "junit", "markdown")


def add(commands: Commands) -> Sequence[argparse.ArgumentParser]:
    """Add the commands; give those that take packs, which are all."""
    report = _reporting(commands)
    check = command(
        commands,
        "check",
        "say what is at risk; exit 1 at or above a level",
        "ninelives check reviews/orders --fail-on high\n"
        "  ninelives check reviews/orders --baseline reviews/orders/report.json",
        _check,
    )
    check.add_argument("folder", type=Path, help="the folder of the review")
    check.add_argument(
        "--fail-on", choices=LEVELS, default="", help="exit 1 from this risk on"
    )
    check.add_argument(
        "--baseline",
        default="",
        metavar="JSON|FOLDER|MILESTONE|REF",
        help="fail only on what is new, worse or open again since then",
    )
    check.add_argument("--format", choices=CHECK_FORMATS, default="text")
    check.add_argument("--day", default="", help="YYYY-MM-DD; today by default")
    plan = command(
        commands,
        "plan",
        "say what to do first: risk removed per effort",
        "ninelives plan reviews/orders\n"
        "  ninelives plan reviews/orders --format csv -o plan.csv",
        _plan,
    )
    plan.add_argument("folder", type=Path, help="the folder of the review")
    plan.add_argument("--format", choices=("md", "csv"), default="md")
    plan.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="where to; printed else"
    )
    return report, check, plan


def _reporting(commands: Commands) -> argparse.ArgumentParser:
    """Add the command that writes the report."""
    report = command(
        commands,
        "report",
        "write the report of a review, as Markdown or for other programs",
        "ninelives report reviews/orders\n"
        "  ninelives report reviews/orders -o - | less\n"
        "  ninelives report reviews/orders --format sarif --for github",
        _report,
    )
    report.add_argument("folder", type=Path, help="the folder of the review")
    report.add_argument(
        "-o", "--output", default="", metavar="FILE", help="where to; - prints it"
    )
    report.add_argument("--full", action="store_true", help="leave nothing out")
    report.add_argument("--format", choices=FORMATS, default="md", help="md by default")
    report.add_argument(
        "--for",
        dest="reader",
        choices=("github",),
        default="",
        help="keep to what it reads (with --format sarif)",
    )
    report.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="your own template (docs/templates.md), for md, html and pdf",
    )
    return report


def _report(given: argparse.Namespace) -> int:
    import gc

    collects = gc.isenabled()
    gc.disable()  # all that is made is needed to the end, which comes soon
    try:
        return _reported(given)
    finally:
        if collects:
            gc.enable()


def _reported(given: argparse.Namespace) -> int:
    if given.format != "md":
        from ninelives import exports

        wanted = exports.Wanted(
            given.format,
            given.output,
            given.reader,
            full=given.full,
            template=given.template,
        )
        return exports.export(given.folder, wanted, given.pack)
    from ninelives import surfaces

    return surfaces.report(
        given.folder,
        given.output,
        given.pack,
        full=given.full,
        template=given.template,
    )


def _check(given: argparse.Namespace) -> int:
    from ninelives import gate

    asked = gate.Asked(given.fail_on, given.baseline, given.format, given.day)
    return gate.check(given.folder, asked, given.pack)


def _plan(given: argparse.Namespace) -> int:
    from ninelives import exports

    wanted = exports.Wanted(given.format, given.output)
    return exports.plan(given.folder, wanted, given.pack)
