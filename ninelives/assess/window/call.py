"""A call that nobody repeats: what fails is back with the caller, or gone."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Limits, Window
from ninelives.assess.window.span import NOTHING

NEEDS = {"caller-retries": Limits(0.0, 3_600.0)}
"""Input → the range it may have, in seconds: how long the caller goes on trying."""


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a synchronous call.

    The service in between makes one attempt per request and stores nothing, so an
    outage is survived only as long as the caller itself goes on trying, and the
    event rests with the caller alone.

    Source: Lambda developer guide, services-apigateway (one attempt, errors go back
    to the client).
    """
    retries = inputs["caller-retries"].span
    for failure in (Failure.ERRORS, Failure.AWAY, Failure.REFUSED):
        yield Window(failure, retries, retries, "with the caller", ("caller-retries",))
    yield Window(Failure.POISON, NOTHING, retries, "with the caller", ())
