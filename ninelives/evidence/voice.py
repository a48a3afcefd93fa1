"""How the code speaks in a review: under which name, and in the `from` of answers."""

from __future__ import annotations

SCAN = "scan"
"""Who gave an answer that nobody has confirmed yet."""
SAYS = " says "
"""Between a place in the code and the choice it stands for, in the `from` of an answer
that was set against it: `template.yaml:16 says whole-batch`."""


def parted(origin: str) -> tuple[str, str]:
    """Give the place that an answer's `from` names, and what the code says there.

    The second is empty where the code was not set against it.
    """
    place, says, choice = origin.rpartition(SAYS)
    return (place, choice) if says else (origin, "")
