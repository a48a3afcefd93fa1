"""What may be typed after `ninelives` about many reviews together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.typed import command

if TYPE_CHECKING:
    from ninelives.typed import Commands


def add(commands: Commands) -> Sequence[argparse.ArgumentParser]:
    """Add the commands; give those that take packs, which are all."""
    return _portfolio_parser(commands), _efficacy_parser(commands)


def _portfolio_parser(commands: Commands) -> argparse.ArgumentParser:
    shown = command(
        commands,
        "portfolio",
        "say what many reviews come to: worst risks, commonest pitfalls, trend",
        "ninelives portfolio repositories/\n"
        "  ninelives portfolio orders/ payments/ --into .portfolio --format html "
        "-o portfolio.html\n"
        "  ninelives portfolio repositories/ --engine postgres://reader@db/reviews",
        _portfolio,
    )
    shown.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    shown.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        help="keep the tables there, as Parquet; the next time only what changed is "
        "read",
    )
    shown.add_argument(
        "--engine",
        default="",
        metavar="URL",
        help="ask an engine you run, named as Ibis does; DuckDB inside by default",
    )
    shown.add_argument("--format", choices=("md", "html", "json"), default="md")
    shown.add_argument("-o", "--output", default="-", metavar="FILE")
    shown.add_argument("--day", default="", help="YYYY-MM-DD; today by default")
    shown.add_argument(
        "--within",
        type=int,
        default=30,
        metavar="DAYS",
        help="tell waivers that end within so many days; 30 by default",
    )
    return shown


def _efficacy_parser(commands: Commands) -> argparse.ArgumentParser:
    worth = command(
        commands,
        "efficacy",
        "say what each question is worth, over many reviews and incidents",
        "ninelives efficacy reviews/\n  ninelives efficacy reviews/ --format json",
        _efficacy,
    )
    worth.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    worth.add_argument("--format", choices=("text", "json"), default="text")
    worth.add_argument(
        "--fewest",
        type=int,
        default=5,
        metavar="N",
        help="a question asked less often gets no advice",
    )
    worth.add_argument(
        "--commits",
        type=int,
        default=20,
        metavar="N",
        help="look for changed answers in so many commits of each review",
    )
    return worth


def _portfolio(given: argparse.Namespace) -> int:
    from ninelives.portfolio import run

    wanted = run.Wanted(
        given.paths,
        given.into,
        given.engine,
        given.format,
        given.output,
        given.day,
        given.within,
    )
    return run.portfolio(wanted, given.pack)


def _efficacy(given: argparse.Namespace) -> int:
    from ninelives import efficacy

    said = (given.format, given.fewest, given.commits, tuple(given.pack))
    return efficacy.worth(given.paths, efficacy.Wanted(*said))
