"""A batch that is accepted in part: what is left over is the producer's business."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Limits, Window
from ninelives.assess.window.span import NOTHING, between, first

NEEDS = {
    "resends": Limits(0.0, 1_000.0),
    "longest-wait": Limits(0.0, 60.0),
    "time-left": Limits(0.0, 900.0),
}
"""Input → range: how often the producer sends leftovers again; seconds it waits at most
in between; seconds it has before it is ended itself."""


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a batch write.

    The call succeeds and hands back what was refused. Only what the producer sends
    again survives, for as long as it goes on and is not ended by its own timeout. A
    call that fails as a whole is repeated by the SDK a few times, within the same
    bounds. Nothing rests anywhere but in the producer's memory. An entry that is
    refused for good (malformed, not permitted) is handed back each time it is sent.

    Source: botocore, the models of BatchWriteItem, PutRecords, PutEvents,
    SendMessageBatch and PublishBatch; botocore _retry.json for the SDK's attempts.
    """
    resends = inputs["resends"].span
    waited = inputs["longest-wait"].span.times(resends)
    tried = first(between(0.0, waited.high), inputs["time-left"].span)
    rests, binds = "in the producer's memory", ("resends", "longest-wait", "time-left")
    bounded = "waits between attempts are drawn at random" if waited.high else ""
    for failure in (Failure.PARTIAL, Failure.ERRORS, Failure.AWAY):
        yield Window(failure, tried, tried, rests, binds, bounded)
    for failure in (Failure.REFUSED, Failure.POISON):
        yield Window(failure, NOTHING, NOTHING, rests, ())
