"""Windows worked by hand from the documentation, for closed form and run alike."""

from __future__ import annotations

from collections.abc import Mapping

from ninelives.assess.window.model import Failure
from ninelives.assess.window.span import FOREVER, Span

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

QUEUE = {
    "visibility": 30.0,
    "receives": 5.0,
    "retention": 4 * DAY,
    "kept": 14 * DAY,
    "resets": 0.0,
}
BARE = {**QUEUE, "kept": 0.0}
ASYNC = {"retries": 2.0, "event-age": 6 * HOUR, "kept": 0.0}
RULE = {"attempts": 185.0, "event-age": 24 * HOUR, "kept": 0.0}
TOPIC = {"attempts": 100_015.0, "event-age": 23 * DAY, "wait": 20.0, "kept": 0.0}
BUS = {"attempts": 5.0, "event-age": 300.0, "kept": 0.0, "refusals-retried": 1.0}
HTTP = {"attempts": 3.0, "event-age": HOUR, "wait": 20.0, "kept": 0.0}
STREAM = {
    "retention": 24 * HOUR,
    "retries": FOREVER,
    "record-age": FOREVER,
    "kept": 0.0,
    "whole-records": 0.0,
}
E, A, R, P = Failure.ERRORS, Failure.AWAY, Failure.REFUSED, Failure.POISON

Times = float | tuple[float, float]
Case = tuple[str, Mapping[str, float | Span], Failure, Times, Times]
CASES: tuple[Case, ...] = (
    # SQS: five receives 30 s apart; the last begins after 120 s
    ("queue-poll", QUEUE, E, 120, 14 * DAY),
    # throttled, each receive is tried until its visibility ends
    ("queue-poll", QUEUE, A, (120, 150), 14 * DAY),
    ("queue-poll", QUEUE, P, 0, 14 * DAY),
    ("queue-poll", QUEUE, R, 4 * DAY, 4 * DAY),
    # one receive: the first failure is the last
    ("queue-poll", {**QUEUE, "receives": 1.0}, E, 0, 14 * DAY),
    # six times a 15 minute function, ten receives
    (
        "queue-poll",
        {**QUEUE, "visibility": 5400.0, "receives": 10.0},
        E,
        48600,
        14 * DAY,
    ),
    # a standard queue's clock goes on in the dead-letter queue
    ("queue-poll", {**QUEUE, "kept": 4 * DAY}, E, 120, 4 * DAY),
    # a FIFO queue's starts anew when the message is moved, after 150 s
    (
        "queue-poll",
        {**QUEUE, "kept": 4 * DAY, "resets": 1.0},
        E,
        120,
        4 * DAY + 150,
    ),
    # kept shorter there than it took to get there: gone on arrival
    ("queue-poll", {**QUEUE, "kept": 60.0}, E, 120, 150),
    # no dead-letter queue: it comes back every 30 s until the fourth day ends
    ("queue-poll", BARE, E, 4 * DAY - 30, 4 * DAY),
    ("queue-poll", BARE, P, 0, 4 * DAY),
    ("queue-poll", BARE, R, 4 * DAY, 4 * DAY),
    # twelve hours invisible, four days kept: back at 12 h … 84 h
    ("queue-poll", {**BARE, "visibility": 12 * HOUR}, E, 84 * HOUR, 96 * HOUR),
    # retention shorter than the receives take: it never gets there
    ("queue-poll", {**QUEUE, "retention": 100.0}, E, 90, 100),
    ("queue-poll", {**QUEUE, "retention": 100.0, "resets": 1.0}, P, 0, 100),
    # moved at 150 s, in the very moment its retention ends: too late
    ("queue-poll", {**QUEUE, "retention": 150.0}, E, 120, 150),
    # nobody knows whether age starts anew: one of two
    (
        "queue-poll",
        {**QUEUE, "kept": 4 * DAY, "resets": Span(0, 1)},
        E,
        120,
        (4 * DAY, 4 * DAY + 150),
    ),
    ("queue-poll", BARE, A, (4 * DAY - 30, 4 * DAY), 4 * DAY),
    # asynchronous invocation: tries at 0, 1 and 3 minutes
    ("async-invoke", ASYNC, E, 180, 180),
    ("async-invoke", {**ASYNC, "retries": 1.0}, E, 60, 60),
    ("async-invoke", {**ASYNC, "retries": 0.0}, E, 0, 0),
    ("async-invoke", {**ASYNC, "event-age": 60.0}, E, 60, 60),
    ("async-invoke", {**ASYNC, "kept": 14 * DAY}, E, 180, 14 * DAY + 180),
    # too old at 100 s, before the third try; the second was at 60 s
    ("async-invoke", {**ASYNC, "event-age": 100.0}, E, 60, 60),
    (
        "async-invoke",
        {**ASYNC, "event-age": 100.0, "kept": 4 * DAY},
        E,
        60,
        4 * DAY + 100,
    ),
    ("async-invoke", {**ASYNC, "retries": Span(0, 2)}, E, (0, 180), (0, 180)),
    # reserved concurrency 0: given up at once, kept from then on
    ("async-invoke", {**ASYNC, "kept": 4 * DAY}, R, 0, 4 * DAY),
    (
        "async-invoke",
        ASYNC,
        A,
        (6 * HOUR - 300, 6 * HOUR),
        (6 * HOUR - 300, 6 * HOUR),
    ),
    ("async-invoke", {**ASYNC, "event-age": 60.0}, A, (0, 60), (0, 60)),
    ("async-invoke", ASYNC, R, 0, 0),
    ("async-invoke", {**ASYNC, "kept": 4 * DAY}, P, 0, 4 * DAY + 180),
    # EventBridge: a day at most, backoff unpublished; refusals are not retried
    ("push-retry", RULE, E, (0, DAY), (0, DAY)),
    ("push-retry", RULE, R, 0, 0),
    ("push-retry", {**RULE, "kept": 14 * DAY}, R, 0, 14 * DAY),
    ("push-retry", {**RULE, "attempts": 0.0}, E, 0, 0),
    (
        "push-retry",
        {**RULE, "attempts": 5.0, "event-age": 300.0},
        E,
        (0, 300),
        (0, 300),
    ),
    # the Custom Event Bus spends the same five tries or 300 s on refusals
    ("push-retry", BUS, E, (0, 300), (0, 300)),
    ("push-retry", BUS, R, (0, 300), (0, 300)),
    # its dead letter holds ids: it is worth what the bus still keeps
    (
        "push-retry",
        {**BUS, "kept": 14 * DAY, "source-kept": 3 * DAY},
        R,
        (0, 300),
        3 * DAY,
    ),
    (
        "push-retry",
        {**BUS, "kept": 4 * DAY, "source-kept": 30 * DAY},
        E,
        (0, 300),
        (4 * DAY, 4 * DAY + 300),
    ),
    # one event: rejected at once, or failed on until the tries are spent
    ("push-retry", {**HTTP, "kept": 4 * DAY}, P, 0, (4 * DAY, 4 * DAY + 60)),
    # tries every 50 s, too old at 120 s: the last one is made at 100 s
    (
        "push-retry",
        {**HTTP, "attempts": 9.0, "wait": 50.0, "event-age": 120.0},
        E,
        100,
        100,
    ),
    # SNS to SQS or Lambda: 23 days, and before that the attempts at 20 s
    ("push-retry", TOPIC, E, 23 * DAY, 23 * DAY),
    ("push-retry", {**TOPIC, "kept": 14 * DAY}, R, 0, 14 * DAY),
    # SNS to an HTTP endpoint: three retries 20 s apart
    ("push-retry", HTTP, E, 60, 60),
    ("push-retry", {**HTTP, "kept": 4 * DAY}, E, 60, 4 * DAY + 60),
    # a stream blocks until it forgets
    ("stream-poll", STREAM, E, DAY, DAY),
    ("stream-poll", STREAM, P, 0, DAY),
    ("stream-poll", {**STREAM, "record-age": 3600.0}, E, HOUR, HOUR),
    ("stream-poll", {**STREAM, "retries": 3.0}, E, (0, DAY), (0, DAY)),
    ("stream-poll", {**STREAM, "retries": 3.0}, A, DAY, DAY),
    (
        "stream-poll",
        {**STREAM, "record-age": 3600.0, "kept": 14 * DAY},
        E,
        HOUR,
        DAY,
    ),
    (
        "stream-poll",
        {**STREAM, "record-age": 3600.0, "kept": FOREVER, "whole-records": 1.0},
        E,
        HOUR,
        FOREVER,
    ),
    ("stream-poll", {**STREAM, "retention": 7 * DAY}, R, 7 * DAY, 7 * DAY),
    # may read again after two hours: older records than one hour are discarded
    ("stream-poll", {**STREAM, "record-age": HOUR}, R, HOUR, DAY),
    # a Kafka topic may forget within the hour, or never
    ("stream-poll", {**STREAM, "retention": HOUR}, E, HOUR, HOUR),
    ("stream-poll", {**STREAM, "retention": FOREVER}, E, FOREVER, FOREVER),
    # no retry at all: the first failure skips the record
    ("stream-poll", {**STREAM, "retries": 0.0}, E, 0, 0),
    ("stream-poll", {**STREAM, "retries": 0.0, "kept": 14 * DAY}, E, 0, DAY),
    # forgotten before it is given up: it reaches no destination
    (
        "stream-poll",
        {**STREAM, "record-age": 2 * DAY, "kept": 14 * DAY, "whole-records": 1.0},
        E,
        DAY,
        DAY,
    ),
    # S3 keeps the records themselves, from when they were given up
    (
        "stream-poll",
        {**STREAM, "record-age": HOUR, "kept": 4 * DAY, "whole-records": 1.0},
        A,
        HOUR,
        4 * DAY + HOUR,
    ),
    # Kafka: endless retries become ten once there is a destination
    ("stream-poll", {**STREAM, "most-retries": 10.0}, E, DAY, DAY),
    (
        "stream-poll",
        {**STREAM, "most-retries": 10.0, "kept": 14 * DAY},
        E,
        (0, DAY),
        DAY,
    ),
    # a synchronous call: only the caller repeats
    ("call", {"caller-retries": 0.0}, E, 0, 0),
    ("call", {"caller-retries": 30.0}, A, 30, 30),
    # leftovers of a batch: four more sends, a second apart at most
    (
        "batch-write",
        {"resends": 4.0, "longest-wait": 1.0, "time-left": 30.0},
        Failure.PARTIAL,
        (0, 4),
        (0, 4),
    ),
    (
        "batch-write",
        {"resends": 0.0, "longest-wait": 1.0, "time-left": 30.0},
        Failure.PARTIAL,
        0,
        0,
    ),
)
"""Mechanism, its inputs, the failure; what is survived, and until when to rescue, in
seconds, exact or at least and at most."""
