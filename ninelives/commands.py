"""What may be typed after `ninelives`, and which room answers it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives.typed import command

if TYPE_CHECKING:
    from ninelives.errors import Unusable
    from ninelives.typed import Commands

_EXAMPLES = {
    "new": (
        "ninelives new reviews/orders --team Checkout \\\n"
        '    --add "orders-queue:sqs-queue -> place-order:lambda-function"\n'
        "  ninelives new --list sqs-queue"
    ),
    "review": (
        "ninelives review reviews/orders\n"
        "  ninelives review reviews/orders --plain\n"
        "  ninelives review reviews/orders --answers answers.yaml"
    ),
    "serve": (
        "ninelives serve reviews/orders\n"
        "  ninelives serve reviews/orders --host 0.0.0.0 --port 8000"
    ),
    "window": (
        "ninelives window reviews/orders\n"
        "  ninelives window reviews/orders --what-if report-batch-item-failures"
    ),
    "simulate": (
        "ninelives simulate reviews/orders --outage 6h --rate 50/s \\\n"
        "    --integration orders-queue--place-order"
    ),
    "lint": "ninelives lint\n  ninelives lint our-checklists/\n  "
    "ninelives lint custom-lens.json",
}
_HELP = {
    "new": "start a review: its service and its map",
    "review": "walk through the questions of a review",
    "serve": "open a review in browsers, for several people at once",
    "window": "say how long each failure is survived, and how long people have",
    "simulate": "play one outage of one integration through",
    "lint": "prove that a pack of checklists hangs together",
}


def run(given: Sequence[str]) -> int:
    """Run one command; raises `Unusable` for what a person must mend."""
    parser, names = _parser()
    if given and not given[0].startswith("-") and given[0] not in names:
        raise _unknown(given[0], names)
    arguments = parser.parse_args(given)
    if arguments.command is None:
        return _home(Path())
    answer: int = arguments.answer(arguments)
    return answer


def _unknown(name: str, names: Collection[str]) -> Unusable:
    import shlex

    from ninelives.errors import nearest, unusable

    near, remedy = nearest(name, names), "ninelives --help lists them"
    if Path(name).is_dir():
        near, remedy = "", f"go on with: ninelives review {shlex.quote(name)}"
    found = f"there is no command {name!r}"
    return unusable("ninelives", found, nearest=near, remedy=remedy)


def _home(start: Path) -> int:
    """Show the reviews below a folder; without a terminal, list them."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        from ninelives import house

        return house.front().open_home(start)
    from ninelives import home

    return home.list_home(start)


def _parser() -> tuple[argparse.ArgumentParser, Collection[str]]:
    from ninelives import __version__, for_others, from_code, many, over_time, writers

    parser = argparse.ArgumentParser(
        prog="ninelives",
        description="Review event-driven serverless designs for the ways they lose "
        "data. Without a command: finds the reviews below this folder.",
        epilog="ninelives COMMAND --help shows an example of each.",
    )
    parser.add_argument("-V", "--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    new = _starting(commands)
    review = _command(commands, "review", _review)
    review.add_argument("folder", type=Path, help="the folder of the review")
    how = review.add_mutually_exclusive_group()
    how.add_argument("--plain", action="store_true", help="line by line, no screen")
    how.add_argument(
        "--answers", type=Path, metavar="FILE", help="take answers from it"
    )
    review.add_argument("--by", default="", help="who answers; the login by default")
    served = _serving(commands)
    written = writers.add(commands)
    window, simulate = _outages(commands)
    later = (*over_time.add(commands), *many.add(commands), *for_others.add(commands))
    scan = from_code.add(commands)
    for one in (new, review, served, *written, window, simulate, scan, *later):
        one.add_argument(
            "--pack",
            type=Path,
            action="append",
            default=[],
            metavar="FOLDER",
            help="a pack that extends ours, or takes its place; may be given often",
        )
    lint = _command(commands, "lint", _lint)
    lint.add_argument(
        "packs", nargs="*", type=Path, help="folders, or AWS custom lenses (JSON)"
    )
    return parser, commands.choices


def _starting(
    commands: Commands,
) -> argparse.ArgumentParser:
    """Add the command that starts a review."""
    new = _command(commands, "new", _new)
    new.add_argument("folder", type=Path, nargs="?", help="the folder to make")
    new.add_argument(
        "--list",
        nargs="*",
        metavar="TYPE",
        help="say what can be reviewed from SOURCE, or from SOURCE to TARGET",
    )
    new.add_argument("--service", default="", help="its name; the folder's by default")
    new.add_argument("--team", default="", help="who owns it")
    new.add_argument("--dialect", default="", help="sam, cloudformation, terraform …")
    new.add_argument(
        "--add",
        action="append",
        default=[],
        metavar="'A:TYPE -> B:TYPE [by HOW]'",
        help="an integration; may be given often; asked for where there is a terminal",
    )
    return new


def _serving(commands: Commands) -> argparse.ArgumentParser:
    """Add the command that opens a review in browsers."""
    serve = _command(commands, "serve", _serve)
    serve.add_argument("folder", type=Path, help="the folder of the review")
    serve.add_argument(
        "--host", default="127.0.0.1", help="where to listen; this machine by default"
    )
    serve.add_argument(
        "--port", type=int, default=0, help="where to listen; a free one by default"
    )
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="what a proxy in front calls this machine; may be given often",
    )
    return serve


def _outages(
    commands: Commands,
) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Add the two commands about outages."""
    window = _command(commands, "window", _window)
    window.add_argument("folder", type=Path, help="the folder of the review")
    window.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="MITIGATION",
        help="show the windows before and after it; may be given often; or: all",
    )
    window.add_argument("--format", choices=("text", "json"), default="text")
    simulate = _command(commands, "simulate", _simulate)
    simulate.add_argument("folder", type=Path, help="the folder of the review")
    simulate.add_argument("--integration", required=True, metavar="ID")
    simulate.add_argument("--outage", required=True, help="how long, such as 6h")
    simulate.add_argument("--rate", default="1/s", help="events, such as 50/s")
    simulate.add_argument("--poison", default="0%", help="share that never works")
    simulate.add_argument(
        "--failure", default="consumer-errors", help="what goes wrong"
    )
    simulate.add_argument("--seed", type=int, default=0, help="same seed, same run")
    simulate.add_argument("--format", choices=("text", "json", "svg"), default="text")
    return window, simulate


def _command(
    commands: Commands, name: str, answer: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    return command(commands, name, _HELP[name], _EXAMPLES[name], answer)


def _new(given: argparse.Namespace) -> int:
    from ninelives import home

    if given.list is not None:
        return home.kinds(given.list, given.pack)
    if given.folder is None:
        from ninelives.errors import unusable

        raise unusable("FOLDER", "it is missing", expected="the folder to make")
    named = home.Named(given.service, given.team, given.dialect)
    return home.new(given.folder, named, tuple(given.add), tuple(given.pack))


def _review(given: argparse.Namespace) -> int:
    if not (given.plain or given.answers):
        drawn = "TEXTUAL_DRIVER" in os.environ  # elsewhere: it needs no terminal
        if not (drawn or (sys.stdin.isatty() and sys.stdout.isatty())):
            said = "No terminal here; asking line by line."
            print(said)  # noqa: T201 - what a person reads
            given.plain = True
        else:
            from ninelives import house

            if given.by:
                os.environ["NINELIVES_BY"] = given.by
            return house.front().open_review(given.folder, tuple(given.pack))
    from ninelives import surfaces

    if given.answers:
        return surfaces.from_file(given.folder, given.answers, given.by, given.pack)
    return surfaces.line_by_line(given.folder, given.by, given.pack)


def _serve(given: argparse.Namespace) -> int:
    from ninelives.serve import server

    wanted = server.Wanted(given.host, given.port, tuple(given.allow_host))
    return server.serve(given.folder, wanted, given.pack)


def _window(given: argparse.Namespace) -> int:
    from ninelives import outages

    return outages.window(given.folder, given.what_if, given.format, given.pack)


def _simulate(given: argparse.Namespace) -> int:
    from ninelives import outages

    return outages.simulate(
        given.folder,
        given.integration,
        given.outage,
        given.rate,
        given.poison,
        failure=given.failure,
        form=given.format,
        seed=given.seed,
        packs=given.pack,
    )


def _lint(given: argparse.Namespace) -> int:
    from ninelives import surfaces

    return surfaces.lint(tuple(given.packs))
