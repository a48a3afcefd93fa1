"""What a template may see of the loss windows."""

from __future__ import annotations

from typing import NamedTuple

from ninelives.report.escape import Markdown


class Cell(NamedTuple):
    """What one failure does to one integration."""

    survives: str
    """The longest outage after which all arrives with nobody acting, such as 90 s."""
    rescue: str
    """How long people can get an event back, from the first failure on."""
    verdict: str
    """safe, unsure or too-late, against the team's response; empty: no such failure."""


class WindowRow(NamedTuple):
    """The windows of one integration."""

    where: str
    cells: tuple[Cell, ...]
    """One for each of `Windows.failures`."""


class Late(NamedTuple):
    """A failure that people can be too late for."""

    where: str
    failure: str
    """One or several, in a few words."""
    rescue: str
    """How long people have."""
    verdict: str
    """too-late, or unsure where it hangs on what nobody knows."""
    rests: str
    """Where the events are meanwhile."""
    bound: str
    """The number that binds what is survived, with where it came from; or empty."""
    lift: Markdown
    """The cheapest mitigation that makes it longer, or empty."""
    lifted: str
    """How long people have once it is done, or empty."""


class Weak(NamedTuple):
    """The integration of a flow that gives way first."""

    flow: str
    where: str
    survives: str
    rescue: str


class Silence(NamedTuple):
    """An integration without a window."""

    where: str
    because: Markdown


class Soonest(NamedTuple):
    """Where a failure that lasts loses events first."""

    failure: str
    """In a few words: a consumer that fails."""
    survives: str
    """The longest outage after which all arrives with nobody acting, such as 90 s."""
    at_once: bool
    """True where no outage at all is survived."""
    where: str
    others: int
    """At how many more places it is the same."""


class Lost(NamedTuple):
    """What an outage of one length costs."""

    outage: str
    """Its length, such as 15 min."""
    today: int
    """Share of its events that is lost at worst, in percent."""
    then: int
    """The same with every mitigation that lengthens what is survived."""


class Windows(NamedTuple):
    """How long failures are survived, and how long people have."""

    response: str
    """How long the team needs until a failure is mended."""
    unanswered: tuple[Markdown, ...]
    """The questions about it that nobody answered."""
    failures: tuple[str, ...]
    rows: tuple[WindowRow, ...]
    """By integration, in the order of the map."""
    late: tuple[Late, ...]
    """What people can be too late for, the shortest window first."""
    more_late: int
    weakest: tuple[Weak, ...]
    """For each flow through the map, where it gives way first."""
    chart: Markdown
    """Share of the events of an outage that is lost at worst; empty: nothing is."""
    charted: str
    """The integration that is drawn."""
    mended: bool
    """Whether a second line shows it with every mitigation that lengthens it."""
    silent: tuple[Silence, ...]
    lost: tuple[Lost, ...]
    """What the chart draws, the shortest outage first."""
    soonest: tuple[Soonest, ...]
    """For each failure that lasts, where events are lost first."""
