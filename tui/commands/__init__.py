"""Everything a person can ask for, said once: keys, palette and help follow."""

from __future__ import annotations

from . import answering, looking, moving, rest
from .command import ANSWER, LOOK, MOVE, REST, Command

COMMANDS: tuple[Command, ...] = (
    *answering.COMMANDS,
    *moving.COMMANDS,
    *looking.COMMANDS,
    *rest.COMMANDS,
)

__all__ = ["ANSWER", "COMMANDS", "LOOK", "MOVE", "REST", "Command"]
