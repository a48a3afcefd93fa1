"""Small reviews of the tiny pack, as values."""

from __future__ import annotations

from pathlib import Path

from ninelives.review.model import Answer, Component, Integration, Review

TINY = Path(__file__).parent / "packs" / "tiny"
QUEUE = "orders-queue--place-order"
TABLE = "place-order--orders-table"
SECOND = "returns-queue--place-order"


def orders() -> Review:
    """Give a map with two queues, one function that both feed, and a table."""
    return Review(
        service="orders",
        team="Checkout",
        pack="tests/tiny",
        pack_version="2.1.0",
        dialect="sam",
        components=(
            Component("orders-queue", "queue", "OrdersQueue"),
            Component("returns-queue", "queue", "ReturnsQueue"),
            Component("place-order", "function", checklist="aws/function"),
            Component("orders-table", "table"),
        ),
        integrations=(
            Integration(QUEUE, "orders-queue", "place-order", "aws/queue-function"),
            Integration(SECOND, "returns-queue", "place-order", "aws/queue-function"),
            Integration(TABLE, "place-order", "orders-table", "aws/function-table"),
        ),
    )


def answered(review: Review, *said: tuple[str, str, str]) -> Review:
    """Give a review with (subject, question, choice) answered."""
    for subject, question, choice in said:
        review = review.with_answer(subject, question, Answer(choice))
    return review
