"""A stream that is read in order: it blocks on what fails, and forgets by the clock."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Limits, Window
from ninelives.assess.window.span import FOREVER, NOTHING, Span, first, last

NEEDS = {
    "retention": Limits(0.0, FOREVER),
    "retries": Limits(0.0, FOREVER),
    "record-age": Limits(60.0, FOREVER),
    "kept": Limits(0.0, FOREVER),
    "whole-records": Limits(0.0, 1.0),
    "most-retries": Limits(0.0, FOREVER, silent=FOREVER),
}
"""Input → range: seconds the stream keeps a record (Kinesis 1 d to 365 d, Kafka
anything); tries after the first; seconds
a record may be old (both without end by default); seconds the failure destination
keeps what it got (0: there is none); 1 where it gets the records themselves (S3), 0
where it gets only where they stood; tries that endless retries are cut to once there is
a destination (Kafka: 10; the streams cut nothing)."""
UNPUBLISHED = "the vendor publishes no backoff between retries"


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a stream consumer.

    By default a failing batch is tried again without end and blocks its shard until
    the stream forgets it: errors are survived as long as the stream keeps the record,
    and everything behind waits with it. A bound on retries or on age lets the shard go
    on and drops the record, or sends it to the failure destination. Throttles spend no
    retries, only age. Backoff between retries is not published, so a bound on retries
    alone is survived for an unknown time.

    A reader that may not read tries nothing; once it may again, it discards what is
    older than `record-age`, though the stream still has it.

    A destination that is a queue or a topic gets the place of the records, not the
    records: they can be fetched only while the stream still has them. A record that
    the stream forgets before it was given up reaches no destination at all.

    Source: Lambda developer guide, with-kinesis and with-ddb; Lambda pages
    kinesis-on-failure-destination and kafka-retry-configurations.
    """
    retention, age = inputs["retention"].span, inputs["record-age"].span
    retries = _retries(inputs)
    by_age = first(retention, age)
    tried, bounded = by_age, ""
    if retries.high == 0:
        tried = NOTHING
    elif retries.low < FOREVER:
        tried = Span(0.0, by_age.high)
        bounded = UNPUBLISHED
    binds = ("retention", "record-age", "retries", "kept", "whole-records")
    rescue, rests = _rescue(tried, inputs)
    yield Window(Failure.ERRORS, tried, rescue, rests, binds, bounded)
    away, _ = _rescue(by_age, inputs)
    yield Window(
        Failure.AWAY,
        by_age,
        away,
        rests,
        ("retention", "record-age", "kept", "whole-records"),
    )
    yield Window(
        Failure.REFUSED, by_age, retention, "in the stream", ("retention", "record-age")
    )
    yield Window(Failure.POISON, NOTHING, rescue, rests, binds, bounded)


def _retries(inputs: Inputs) -> Span:
    """Give the tries after the first; with a destination endless ones may be cut."""
    retries, kept = inputs["retries"].span, inputs["kept"].span
    most = inputs["most-retries"].span
    if retries.high < FOREVER or kept.high == 0:
        return retries
    # any bound up to endless may be set where nobody knows, and a bound is not cut
    known = retries.low == FOREVER and kept.low > 0
    return Span(min(retries.low, most.low), most.high if known else FOREVER)


def _rescue(tried: Span, inputs: Inputs) -> tuple[Span, str]:
    """Give until when people can get a record back that is given up at that time."""
    retention, kept = inputs["retention"].span, inputs["kept"].span
    whole = inputs["whole-records"].span
    if kept.high == 0:
        # what was skipped lies in the stream still, but nobody is told where
        return tried, "in the stream, unnoticed once it is skipped"
    noticed = first(retention, tried + kept)
    if tried.low >= retention.high:
        return retention, "in the stream; it is forgotten before it is given up"
    if kept.low == 0:
        noticed = Span(min(noticed.low, tried.low), noticed.high)
    saved = last(tried + kept, retention)
    if tried.high >= retention.low:
        saved = Span(min(saved.low, retention.low), saved.high)
    if kept.low == 0:
        saved = Span(noticed.low, saved.high)
    if whole.low == 1:
        return saved, "in the stream, then in the failure destination"
    high = noticed.high if whole.high == 0 else saved.high
    return Span(noticed.low, high), "in the stream; the destination says where it stood"
