"""The queue we play against the queue that moto plays, over boto3 on 127.0.0.1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ninelives.assess.window.model import Failure, Input
from ninelives.assess.window.queue_poll import NEEDS, windows
from ninelives.assess.window.span import seconds
from ninelives.simulate.detail import play
from ninelives.simulate.plan import Plan

reason = "moto and boto3 are not installed here; run: make emulate"
boto3 = pytest.importorskip("boto3", reason=reason)
server = pytest.importorskip("moto.server", reason=reason)
models = pytest.importorskip("moto.sqs.models", reason=reason)

BEGIN = 1_795_428_720.0
VISIBILITY, RECEIVES = 30, 3


class Clock:
    """The time that moto reads."""

    def __init__(self) -> None:
        self.now = BEGIN

    def seconds(self, _: object = None) -> float:
        return self.now

    def millis(self, _: object = None) -> float:
        return self.now * 1000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(models, "unix_time", found.seconds)
    monkeypatch.setattr(models, "unix_time_millis", found.millis)
    return found


@pytest.fixture
def sqs(clock: Clock) -> Iterator[Any]:  # noqa: ARG001 - moto reads it
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    client = boto3.client(
        "sqs",
        endpoint_url=f"http://{host}:{port}",
        region_name="eu-west-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",  # noqa: S106 - moto takes any
    )
    yield client
    client.close()
    running.stop()


def queues(
    sqs: Any,
    retention: int,
    kept: int,
    visibility: int = VISIBILITY,
    receives: int = RECEIVES,
    fifo: str = "",
) -> tuple[str, str]:
    name = f"{retention}-{kept}-{visibility}-{receives}{fifo}"
    kind = {"FifoQueue": "true"} if fifo else {}
    dead = sqs.create_queue(
        QueueName=f"dead-{name}",
        Attributes={"MessageRetentionPeriod": str(kept), **kind},
    )["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])
    target = arn["Attributes"]["QueueArn"]
    redrive = f'{{"deadLetterTargetArn":"{target}","maxReceiveCount":{receives}}}'
    orders = sqs.create_queue(
        QueueName=f"orders-{name}",
        Attributes={
            **kind,
            "VisibilityTimeout": str(visibility),
            "MessageRetentionPeriod": str(retention),
            "RedrivePolicy": redrive,
        },
    )["QueueUrl"]
    return orders, dead


def received(sqs: Any, url: str) -> list[Any]:
    found = sqs.receive_message(
        QueueUrl=url, WaitTimeSeconds=0, AttributeNames=["ApproximateReceiveCount"]
    )
    messages: list[Any] = found.get("Messages", [])
    return messages


def test_a_message_comes_back_after_its_visibility_and_not_before(
    sqs: Any, clock: Clock
) -> None:
    orders, dead = queues(sqs, 345_600, 1_209_600)
    sqs.send_message(QueueUrl=orders, MessageBody="one")
    for count in range(1, RECEIVES + 1):
        assert [
            one["Attributes"]["ApproximateReceiveCount"]
            for one in received(sqs, orders)
        ] == [str(count)]
        clock.now += VISIBILITY - 1
        assert not received(sqs, orders)
        clock.now += 2
    # the receive after the last one moves it, as ours does
    assert not received(sqs, orders)
    assert len(received(sqs, dead)) == 1
    ours = Plan(
        "queue-poll",
        {"visibility": 30.0, "receives": 3.0, "retention": 345_600.0, "kept": 1e6},
        Failure.ERRORS,
        outage=1_000.0,
        rate=0.001,
    )
    found = play(ours)
    assert (found.tries, found.set_aside) == (RECEIVES, 1)


def test_a_message_is_gone_when_its_retention_ends(sqs: Any, clock: Clock) -> None:
    orders, dead = queues(sqs, 60, 1_209_600)
    sqs.send_message(QueueUrl=orders, MessageBody="one")
    assert len(received(sqs, orders)) == 1
    clock.now += 60
    assert not received(sqs, orders)
    assert not received(sqs, dead)


def test_a_dead_letter_keeps_its_age(sqs: Any, clock: Clock) -> None:
    orders, dead = queues(sqs, 345_600, 120)
    sqs.send_message(QueueUrl=orders, MessageBody="one")
    for _ in range(RECEIVES):
        assert received(sqs, orders)
        clock.now += VISIBILITY + 1
    assert not received(sqs, orders)
    clock.now = BEGIN + 119
    assert len(received(sqs, dead)) == 1
    clock.now = BEGIN + 200
    assert not received(sqs, dead)


def test_a_fifo_queue_drops_what_is_sent_again_within_five_minutes(
    sqs: Any, clock: Clock
) -> None:
    url = sqs.create_queue(QueueName="orders.fifo", Attributes={"FifoQueue": "true"})[
        "QueueUrl"
    ]
    message = {
        "QueueUrl": url,
        "MessageBody": "one",
        "MessageGroupId": "a",
        "MessageDeduplicationId": "1",
    }
    sqs.send_message(**message)
    clock.now += 299
    sqs.send_message(**message)
    (first,) = received(sqs, url)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    assert not received(sqs, url)
    clock.now += 302
    sqs.send_message(**message)
    assert len(received(sqs, url)) == 1


def tries_of(sqs: Any, clock: Clock, url: str, visibility: int) -> list[float]:
    """Fail every receive of the one message; give when each of them was."""
    found: list[float] = []
    while received(sqs, url):
        found.append(float(len(found) * visibility))
        clock.now += visibility + 0.01  # moto shows it again just after that moment
    return found


@pytest.mark.parametrize(
    ("visibility", "receives", "retention", "kept"),
    [
        (30, 1, 345_600, 1_209_600),
        (30, 5, 345_600, 1_209_600),
        (90, 4, 345_600, 345_600),
        (600, 3, 86_400, 1_209_600),
        (3_600, 10, 86_400, 1_209_600),
        # the retention ends before it was received often enough
        (3_600, 30, 14_400, 1_209_600),
        (120, 1_000, 3_600, 1_209_600),
    ],
)
def test_closed_form_simulation_and_moto_try_as_often_and_end_alike(
    sqs: Any, clock: Clock, visibility: int, receives: int, retention: int, kept: int
) -> None:
    orders, dead = queues(sqs, retention, kept, visibility, receives)
    sqs.send_message(QueueUrl=orders, MessageBody="one")
    tries = tries_of(sqs, clock, orders, visibility)
    numbers = {
        "visibility": float(visibility),
        "receives": float(receives),
        "retention": float(retention),
        "kept": float(kept),
        "resets": 0.0,
    }
    given = {name: Input(name, seconds(numbers[name]), "answer") for name in NEEDS}
    window = next(one for one in windows(given) if one.failure is Failure.ERRORS)
    # an outage that ends by the last try is survived
    assert window.survives == seconds(tries[-1])
    ours = play(Plan("queue-poll", numbers, Failure.ERRORS, 2e6, rate=5e-7))
    assert ours.tries == len(tries)
    moved = len(received(sqs, dead))
    assert (ours.set_aside, ours.lost) == (moved, 1 - moved)
    # and what was moved can be got back for as long as we say
    clock.now = BEGIN + window.rescue.low - 1
    clock.now = max(clock.now, BEGIN + tries[-1] + 2 * visibility)
    assert len(received(sqs, dead)) == (moved if clock.now < BEGIN + kept else 0)
    clock.now = BEGIN + window.rescue.low + visibility
    assert not received(sqs, dead)


def sent(sqs: Any, url: str, body: str, group: str = "a") -> None:
    sqs.send_message(
        QueueUrl=url,
        MessageBody=body,
        MessageGroupId=group,
        MessageDeduplicationId=body,
    )


def test_a_fifo_message_in_flight_holds_its_group_and_no_other(
    sqs: Any, clock: Clock
) -> None:
    orders, _ = queues(sqs, 345_600, 1_209_600, fifo=".fifo")
    for body, group in (("1", "a"), ("2", "a"), ("3", "b")):
        sent(sqs, orders, body, group)
    assert [one["Body"] for one in received(sqs, orders)] == ["1"]
    assert [one["Body"] for one in received(sqs, orders)] == ["3"]
    assert not received(sqs, orders)
    clock.now += VISIBILITY + 1
    assert [one["Body"] for one in received(sqs, orders)] == ["1"]


def test_a_fifo_dead_letter_is_where_moto_and_the_guide_differ(
    sqs: Any, clock: Clock
) -> None:
    # the guide: the clock of a FIFO queue starts anew when a message is moved
    orders, dead = queues(sqs, 345_600, 120, fifo=".fifo")
    sent(sqs, orders, "1")
    tries_of(sqs, clock, orders, VISIBILITY + 1)
    clock.now = BEGIN + 119
    assert len(received(sqs, dead)) == 1
    clock.now = BEGIN + 200
    assert not received(sqs, dead)
