"""One command as it may be typed: what it does, with an example of its use."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no other name


def command(
    commands: Commands,
    name: str,
    says: str,
    example: str,
    answer: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """Add a command with what it does and an example."""
    parser = commands.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(answer=answer)
    return parser
