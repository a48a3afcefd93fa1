"""What is said of one failure: survived how long, rescued until when, bound by what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ninelives.assess.window.span import Span
from ninelives.checklist.expression import Name

UNKNOWN = "unknown"
"""The origin of what nobody knows."""
UNPUBLISHED = "not published"
"""The origin of what the vendor keeps to itself."""


class Failure(Enum):
    """What goes wrong."""

    ERRORS = "consumer-errors"
    """The consumer runs and fails, every time."""
    AWAY = "consumer-away"
    """The consumer is throttled, switched off or not reachable."""
    REFUSED = "target-refused"
    """Delivery is refused for good: a permission, a key, a target that is gone."""
    POISON = "poison-event"
    """One event can never be handled; all others can."""
    PARTIAL = "partial-batch"
    """A batch is accepted in part."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The documented range of an input, and what counts where a checklist is silent."""

    low: float
    """In seconds, or a count."""
    high: float
    silent: float | None = None
    """The vendor's way where the `delivery:` block does not name it; None: unknown."""
    published: bool = True
    """False where, if a checklist has no number, the vendor gives none."""

    @property
    def span(self) -> Span:
        """Give the range."""
        return Span(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Input:
    """One number a mechanism needs, and where it came from."""

    name: str
    """As the mechanism calls it: visibility, receives, retention …"""
    span: Span
    """In seconds, or a count; a range where nobody knows."""
    origin: str
    """`answer …`, `setting …`, `vendor …`, `by design`, `unknown`, `not published`."""
    reads: tuple[Name, ...] = ()
    """What it was read from; of an unknown one, what would have to be known."""

    @property
    def known(self) -> bool:
        """Whether it is more than the documented range."""
        return self.origin not in (UNKNOWN, UNPUBLISHED)


Inputs = Mapping[str, Input]


@dataclass(frozen=True, slots=True)
class Window:
    """What one failure does to the first event accepted during it."""

    failure: Failure
    survives: Span
    """The longest outage after which the event still arrives with nobody acting."""
    rescue: Span
    """From the first failure until people can't get the event back any more."""
    rests: str
    """Where the event is meanwhile, in words."""
    binds: tuple[str, ...]
    """Names of the inputs that decide it, the deciding one first."""
    bounded: str = ""
    """Why it is a range although every input is known, or empty."""
    hop: int = 0
    """Which hop of the delivery decides it, counted from the source."""

    def deciding(self, inputs: Inputs) -> tuple[Input, ...]:
        """Give the unknown inputs that make it a range."""
        named = (inputs[name] for name in self.binds if name in inputs)
        return tuple(one for one in named if one.origin == UNKNOWN)
