"""Integrations typed in words find their checklist."""

import pytest

from ninelives.checklist.load import load_pack
from ninelives.errors import Unusable
from ninelives.review.catalogue import add_edges, describing, read_edge
from ninelives.review.model import Review

PACK = load_pack()
EMPTY = Review("orders")


def test_an_integration_is_one_line() -> None:
    review = add_edges(
        PACK,
        EMPTY,
        [
            "OrdersQueue:sqs-queue -> place-order:lambda-function",
            "place-order → orders:dynamodb-table by write",
            "place-order -> orders by read",
        ],
    )
    assert [(one.id, one.checklist) for one in review.integrations] == [
        ("orders-queue--place-order", "aws/sqs-lambda"),
        ("place-order--orders", "aws/lambda-dynamodb-write"),
        ("place-order--orders--read", "aws/dynamodb-read"),
    ]
    assert [(one.id, one.name, one.checklist) for one in review.components] == [
        ("orders-queue", "OrdersQueue", "aws/sqs-queue"),
        ("place-order", "", "aws/lambda-handler"),
        ("orders", "", "aws/dynamodb-table"),
    ]


def test_what_is_meant_for_just_this_pair_needs_no_by() -> None:
    edge = "q:sqs-queue -> f:lambda-function"
    assert add_edges(PACK, EMPTY, [edge]).integrations[0].checklist == "aws/sqs-lambda"
    piped = add_edges(PACK, EMPTY, [f"{edge} by pipe"])
    assert piped.integrations[0].checklist == "aws/eventbridge-pipe"


@pytest.mark.parametrize(
    ("edge", "said"),
    [
        ("a b c", "not an integration"),
        ("a:sqs-queue -> b:lambda", "did you mean 'lambda-function'"),
        ("a:sqs-queue -> b", "the type of 'b' is missing"),
        ("a:lambda-function -> b:dynamodb-table", "'by write'"),
        ("a:lambda-function -> b:dynamodb-table by writing", "did you mean 'write'"),
        ("a:dax-cluster -> b:iot-rule", "0 checklists fit"),
    ],
)
def test_what_can_not_be_read_is_told(edge: str, said: str) -> None:
    with pytest.raises(Unusable) as caught:
        add_edges(PACK, EMPTY, [edge])
    assert said in str(caught.value)


def test_the_same_twice_and_a_type_that_changes_are_told() -> None:
    edge = "q:sqs-queue -> f:lambda-function"
    review = add_edges(PACK, EMPTY, [edge])
    with pytest.raises(Unusable, match="is a sqs-queue already"):
        add_edges(PACK, review, ["q:sns-topic -> f by subscription"])
    with pytest.raises(Unusable, match="is on the map already"):
        add_edges(PACK, review, [edge, edge])


def test_every_pair_a_checklist_connects_can_be_typed() -> None:
    for checklist in PACK.checklists.values():
        if checklist.connects is None:
            continue
        source, target = checklist.connects.sources[0], checklist.connects.targets[0]
        edge = f"a:{source} -> b:{target} by {checklist.connects.by}"
        (made,) = add_edges(PACK, EMPTY, [edge]).integrations
        assert made.checklist == checklist.id


def test_an_edge_is_read_with_or_without_types() -> None:
    edge = read_edge(" a : sqs-queue ->b:lambda-function  by pipe ")
    assert (edge.source, edge.source_type) == ("a", "sqs-queue")
    assert (edge.target, edge.target_type, edge.by) == ("b", "lambda-function", "pipe")
    assert read_edge("a -> b").by == ""
    assert describing(PACK, "client") == ""
