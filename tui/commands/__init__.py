"""Everything a person can ask for, said once: keys, palette and help follow."""

from __future__ import annotations

from . import answering, looking, meeting, moving, rest
from .command import ANSWER, LOOK, MEET, MOVE, REST, Command

COMMANDS: tuple[Command, ...] = (
    *answering.COMMANDS,
    *moving.COMMANDS,
    *looking.COMMANDS,
    *meeting.COMMANDS,
    *rest.COMMANDS,
)

__all__ = ["ANSWER", "COMMANDS", "LOOK", "MEET", "MOVE", "REST", "Command"]
