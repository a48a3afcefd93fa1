"""A review with a bit of everything that a report has to show."""

from __future__ import annotations

from pathlib import Path

from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Pack
from ninelives.review.model import Answer, Component, Integration, Review

FOLDER = Path(__file__).parent / "pack"
ORDERS = "orders-queue--place-order"
RETURNS = "returns-queue--place-order"
TABLE = "place-order--orders-table"


def pack() -> Pack:
    """Give the pack that the report tests use."""
    return load_pack(FOLDER)


def said(choice: str, by: str = "Ana", origin: str = "", note: str = "") -> Answer:
    """Give an answer that somebody gave on the day of the review."""
    return Answer(choice, by=by, at="2026-11-23T10:12:00Z", origin=origin, note=note)


def fresh() -> Review:
    """Give a map on which nobody has answered anything."""
    return Review(
        service="orders",
        team="Checkout",
        pack="tests/report",
        pack_version="1.2.3",
        dialect="sam",
        components=(
            Component("orders-queue", "sqs-queue"),
            Component("returns-queue", "sqs-queue", "Returns (EU)"),
            Component("place-order", "lambda-function"),
            Component("orders-table", "dynamodb-table", checklist="kit/table"),
        ),
        integrations=(
            Integration(ORDERS, "orders-queue", "place-order", "kit/queue-function"),
            Integration(
                RETURNS,
                "returns-queue",
                "place-order",
                "kit/queue-function",
                impact={"lost": "minor"},
            ),
            Integration(TABLE, "place-order", "orders-table", "kit/function-table"),
        ),
    )


def answered() -> Review:
    """Give the review half-way: known, unknown, disputed and not applicable."""
    review = fresh()
    unknown = Answer(
        "unknown",
        by="Ben",
        at="2026-11-23T11:00:00Z",
        owner="ops",
        due="2026-12-01",
        note="asked twice",
    )
    dispute = Answer(
        "default",
        by="Ana",
        at="2026-11-23T10:12:00Z",
        others=(said("two-weeks", "Ben", "template.yaml:9", "I set it | myself"),),
    )
    no_retention = Answer(
        "not-applicable", reason="drained by hand", by="Ana", at="2026-11-22T09:00:00Z"
    )
    minute = Answer("short", value=60, by="Ana", at="2026-11-23T10:12:00Z")
    for holder, question, answer in (
        (SERVICE, "lost", said("severe")),
        (SERVICE, "duplicated", said("serious")),
        (ORDERS, "partial-batch", said("whole-batch", origin="template.yaml:44")),
        (ORDERS, "batch-size", said("many")),
        (ORDERS, "visibility", minute),
        (ORDERS, "slow-work", said("often", note="since the *last* release")),
        (RETURNS, "partial-batch", said("failed-only", "Ben")),
        (RETURNS, "batch-size", said("many", note="before the change")),
        (RETURNS, "visibility", unknown),
        (RETURNS, "slow-work", said("never")),
        ("orders-queue", "retention", dispute),
        ("returns-queue", "retention", no_retention),
        ("place-order", "idempotent", said("not-at-all")),
        ("orders-table", "backup", said("any-second", origin="template.yaml:80")),
    ):
        review = review.with_answer(holder, question, answer)
    return review
