"""Where the checklists, the templates and the questionnaire lie.

A wheel carries them inside the package; in a checkout they lie beside it.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

PACKAGE = Path(__file__).parent


class Front(Protocol):
    """What the questionnaire offers to the commands that open it."""

    def open_review(self, folder: Path, packs: Sequence[Path] = (), /) -> int:
        """Walk a team through the review in `folder`; give the exit code.

        `packs` take the place of those that the review names.
        """
        ...

    def open_home(self, start: Path, /) -> int:
        """Show the reviews below a folder, and open them; give the exit code."""
        ...


def room(name: str) -> Path:
    """Give the folder `name` of the house: inside the package, else beside it."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def checklists() -> Path:
    """Give the folder of the pack that comes with ninelives."""
    return room("checklists")


def templates() -> Path:
    """Give the folder of what is written: the report and its kin."""
    return room("templates")


def front_name() -> str:
    """Give what the questionnaire's package is called: inside the package, else not."""
    return "ninelives.tui" if room("tui").parent == PACKAGE else "tui"


def front() -> Front:
    """Load the questionnaire; only this function knows what it is called.

    In a checkout it is `tui`. Anybody may have a folder of that name, so it is
    loaded from its place and never searched for.
    """
    from importlib.util import module_from_spec, spec_from_file_location

    folder, name = room("tui"), front_name()
    if name not in sys.modules:
        spec = spec_from_file_location(name, folder / "__init__.py")
        if spec is None or spec.loader is None:
            raise ModuleNotFoundError(f"{folder} is not a package", name=name)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return cast("Front", import_module(f"{name}.app"))
