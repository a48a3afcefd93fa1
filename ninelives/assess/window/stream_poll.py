"""A stream that is read in order: it blocks on what fails, and forgets by the clock."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Window
from ninelives.assess.window.span import FOREVER, NOTHING, Span, first

NEEDS = {
    "retention": (86_400.0, 31_536_000.0),
    "retries": (0.0, FOREVER),
    "record-age": (60.0, FOREVER),
    "kept": (0.0, FOREVER),
    "whole-records": (0.0, 1.0),
}
"""Input → range: seconds the stream keeps a record; tries after the first; seconds
a record may be old (both without end by default); seconds the failure destination
keeps what it got (0: there is none); 1 where it gets the records themselves (S3), 0
where it gets only where they stood."""


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a stream consumer.

    By default a failing batch is tried again without end and blocks its shard until
    the stream forgets it: errors are survived as long as the stream keeps the record,
    and everything behind waits with it. A bound on retries or on age lets the shard go
    on and drops the record, or sends it to the failure destination. Throttles spend no
    retries, only age. Backoff between retries is not published, so a bound on retries
    alone is survived for an unknown time.

    A destination that is a queue or a topic gets the place of the records, not the
    records: they can be fetched only while the stream still has them.

    Source: Lambda developer guide, with-kinesis and with-ddb; Lambda page
    kinesis-on-failure-destination.
    """
    retention, age = inputs["retention"].span, inputs["record-age"].span
    retries = inputs["retries"].span
    by_age = first(retention, age)
    tried, bounded = by_age, ""
    if retries.low < FOREVER:
        tried = Span(0.0, by_age.high)
        bounded = "the vendor publishes no backoff between retries"
    rescue, rests = _rescue(tried, retention, inputs)
    binds = ("retention", "record-age", "retries", "kept")
    yield Window(Failure.ERRORS, tried, rescue, rests, binds, bounded)
    away, _ = _rescue(by_age, retention, inputs)
    yield Window(Failure.AWAY, by_age, away, rests, ("retention", "record-age", "kept"))
    yield Window(Failure.REFUSED, retention, retention, "in the stream", ("retention",))
    yield Window(Failure.POISON, NOTHING, rescue, rests, binds, bounded)


def _rescue(tried: Span, retention: Span, inputs: Inputs) -> tuple[Span, str]:
    kept, whole = inputs["kept"].span, inputs["whole-records"].span
    if kept.high == 0:
        # what was skipped lies in the stream still, but nobody is told where
        return tried, "in the stream, unnoticed once it is skipped"
    if whole.low == 1:
        found = Span(max(retention.low, kept.low), max(retention.high, kept.high))
        return found, "in the stream, then in the failure destination"
    low = min(retention.low, tried.low + kept.low)
    high = retention.high if whole.high == 0 else max(retention.high, kept.high)
    return Span(low, high), "in the stream; the destination says where it stood"
