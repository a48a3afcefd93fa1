"""From code to answers: the map of a review, what is found, and who disagrees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ninelives.checklist.load import load_pack
from ninelives.evidence.agree import Rescan, as_answer, contradictions, rescan
from ninelives.evidence.answer import Found, found_answers
from ninelives.evidence.into_review import Drawn, into_review
from ninelives.evidence.scan import scan
from ninelives.evidence.voice import SCAN
from ninelives.review.catalogue import add_edges
from ninelives.review.model import Answer, Review
from tests.evidence.reading import HEAD, SAM, write

PACK = load_pack(Path(__file__).parent / "pack")
NOW = "2026-11-23T10:12:00Z"
LATER = "2026-11-24T10:12:00Z"
TEMPLATE = """
Parameters: {Stage: {Type: String, Default: dev}, Seconds: {Type: Number, Default: 5}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  OrdersQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 20
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
  Dead: {Type: AWS::SQS::Queue}
  Place: {Type: AWS::Lambda::Function, Properties: {Timeout: 10}}
  Orders: {Type: AWS::DynamoDB::Table}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt OrdersQueue.Arn, FunctionName: !Ref Place}
"""
EDGE = "orders-queue--place"


def drawn(folder: Path, text: str, review: Review | None = None) -> Drawn:
    graph = scan(write(folder, {"t.yaml": HEAD + text}))
    return into_review(PACK, graph, review or Review("orders"))


def found(folder: Path, text: str) -> dict[tuple[str, str], Found]:
    answers = found_answers(PACK, drawn(folder, text))
    return {(one.holder, one.question.id): one for one in answers}


def test_the_map_of_a_review_comes_from_the_code(tmp_path: Path) -> None:
    made = drawn(tmp_path, TEMPLATE)
    path = tmp_path / "t.yaml"
    review = made.review
    assert [(one.id, one.type, one.checklist) for one in review.components] == [
        ("orders-queue", "sqs-queue", ""),
        ("place", "lambda-function", ""),
        ("orders", "dynamodb-table", "lab/table"),
    ]
    (integration,) = review.integrations
    assert (integration.id, integration.checklist) == (EDGE, "lab/queue-function")
    assert integration.origin == f"{path}:14"
    assert review.component("orders-queue") is not None
    assert review.dialect == "cloudformation"
    assert made.new == ("orders-queue", "place", "orders", EDGE)
    assert not made.vanished


def test_what_the_code_says_is_found_with_its_place(tmp_path: Path) -> None:
    answers = found(tmp_path, TEMPLATE)
    said = {key[1]: (one.choice, one.decides) for key, one in answers.items()}
    assert said == {
        "visibility": ("less", True),
        "dead-letter": ("queue", True),
        "partial": ("all", True),
        "odd": ("one", True),
        "recovery": ("no", False),
    }
    visibility = answers[EDGE, "visibility"]
    assert visibility.value == 2
    assert visibility.origin == f"{tmp_path / 't.yaml'}:9"
    assert dict(visibility.settings)["target.timeout"].value == 10
    assert ("orders-queue", "dead-letter") in answers
    assert ("orders", "recovery") in answers


@pytest.mark.parametrize(
    ("before", "after", "choice", "assumes", "otherwise"),
    [
        ("Timeout: 10", "Timeout: !Ref Seconds", "less", ("Seconds",), ()),
        (
            "Timeout: 10",
            "Timeout: !If [IsProd, 10, 2]",
            "enough",
            ("IsProd",),
            ("less",),
        ),
    ],
)
def test_what_hangs_on_a_default_only_suggests(
    tmp_path: Path,
    before: str,
    after: str,
    choice: str,
    assumes: tuple[str, ...],
    otherwise: tuple[str, ...],
) -> None:
    assert before in TEMPLATE
    one = found(tmp_path, TEMPLATE.replace(before, after))[EDGE, "visibility"]
    assert (one.choice, one.decides) == (choice, False)
    assert (one.assumes, one.otherwise) == (assumes, otherwise)


def test_an_integration_under_a_condition_only_suggests(tmp_path: Path) -> None:
    before, after = "!Ref Place}", "!Ref Place}\n    Condition: IsProd"
    answers = found(tmp_path, TEMPLATE.replace(before, after))
    assert answers[EDGE, "visibility"].decides  # it reads the two ends only
    partial = answers[EDGE, "partial"]
    assert (partial.choice, partial.decides) == ("all", False)
    assert partial.assumes == ("IsProd",)


def test_a_condition_that_changes_nothing_decides_all_the_same(tmp_path: Path) -> None:
    text = TEMPLATE.replace("Timeout: 10", "Timeout: !If [IsProd, 10, 11]")
    assert found(tmp_path, text)[EDGE, "visibility"].decides


def test_the_code_is_silent_where_it_does_not_know(tmp_path: Path) -> None:
    text = TEMPLATE.replace("Timeout: 10", "Timeout: !ImportValue T")
    assert (EDGE, "visibility") not in found(tmp_path, text)


def test_a_failure_sink_is_not_blamed_for_having_no_dead_letter_queue(
    tmp_path: Path,
) -> None:
    redrive = """
  Retry: {Type: AWS::Lambda::Function}
  Again:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Dead.Arn, FunctionName: !Ref Retry}
"""
    answers = found(tmp_path, TEMPLATE + redrive)
    assert ("dead", "dead-letter") not in answers
    assert ("dead--retry", "visibility") in answers


def test_a_destination_is_what_checklists_call_it(tmp_path: Path) -> None:
    config = """
  Config:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Place
      Qualifier: $LATEST
      DestinationConfig: {OnFailure: {Destination: !GetAtt Dead.Arn}}
"""
    made = drawn(tmp_path, TEMPLATE + config)
    checklists = {one.id: one.checklist for one in made.review.integrations}
    assert checklists["place--dead"] == "lab/function-destination"


def test_edges_that_no_checklist_is_about_are_told(tmp_path: Path) -> None:
    rule = """
  Rule:
    Type: AWS::Events::Rule
    Properties: {EventPattern: {a: [b]}, Targets: [{Arn: !GetAtt Place.Arn}]}
"""
    made = drawn(tmp_path, TEMPLATE + rule)
    assert [(one.source, one.target) for one in made.uncovered] == [
        ("default", "Place")
    ]
    assert made.review.component("default") is None


def scanned_again(folder: Path, text: str, review: Review) -> tuple[Drawn, Rescan]:
    made = drawn(folder, text, review)
    return made, rescan(PACK, made, LATER)


def test_a_first_scan_answers_and_a_second_changes_nothing(tmp_path: Path) -> None:
    first = rescan(PACK, drawn(tmp_path, TEMPLATE), NOW)
    answer = first.review.answer(EDGE, "visibility")
    assert answer is not None
    assert (answer.choice, answer.value, answer.by) == ("less", 2, SCAN)
    assert answer.origin.endswith("t.yaml:9")
    assert len(first.answered) == 4
    assert [one.question.id for one in first.suggested] == ["recovery"]
    made, again = scanned_again(tmp_path, TEMPLATE, first.review)
    assert again.review == first.review
    assert (made.new, made.vanished) == ((), ())
    assert (again.answered, again.contradictions, again.unsupported) == ((), (), ())


def test_people_are_never_overruled_but_contradicted(tmp_path: Path) -> None:
    review = rescan(PACK, drawn(tmp_path, TEMPLATE), NOW).review
    said = Answer("nowhere", by="Ana", at=NOW)
    review = review.with_answer("orders-queue", "dead-letter", said)
    _, again = scanned_again(tmp_path, TEMPLATE, review)
    assert again.review.answer("orders-queue", "dead-letter") == said
    (one,) = again.contradictions
    assert (one.answer, one.found.choice) == (said, "queue")


@pytest.mark.parametrize(
    "answer",
    [
        Answer("less", value=2, by="Ana"),
        Answer("less", by="Ana"),
        Answer("unknown", by="Ana"),
        Answer("not-applicable", by="Ana", reason="gone next week"),
    ],
)
def test_who_agrees_or_does_not_know_contradicts_nothing(
    tmp_path: Path, answer: Answer
) -> None:
    made = drawn(tmp_path, TEMPLATE)
    review = made.review.with_answer(EDGE, "visibility", answer)
    assert not contradictions(review, found_answers(PACK, made))


def test_every_voice_of_a_dispute_is_held_against_the_code(tmp_path: Path) -> None:
    made = drawn(tmp_path, TEMPLATE)
    voices = Answer("less", value=3, by="Ana", others=(Answer("enough", by="Bo"),))
    review = made.review.with_answer(EDGE, "visibility", voices)
    told = contradictions(review, found_answers(PACK, made))
    assert [one.answer.by for one in told] == ["Ana", "Bo"]


def test_code_that_changed_changes_its_own_answers_only(tmp_path: Path) -> None:
    review = rescan(PACK, drawn(tmp_path, TEMPLATE), NOW).review
    confirmed = review.answer("orders-queue", "dead-letter")
    assert confirmed is not None
    confirmed = replace(confirmed, by="Ana")
    review = review.with_answer("orders-queue", "dead-letter", confirmed)
    start = TEMPLATE.index("      RedrivePolicy")
    end = TEMPLATE.index("  Dead:")
    text = TEMPLATE[:start] + TEMPLATE[end:]
    text = text.replace("VisibilityTimeout: 20", "VisibilityTimeout: 60")
    _, again = scanned_again(tmp_path, text, review)
    after = again.review.answer(EDGE, "visibility")
    assert after is not None
    assert (after.choice, after.value, after.at) == ("enough", 6, LATER)
    assert again.review.answer("orders-queue", "dead-letter") == confirmed
    assert [(one[0], one[1]) for one in again.unsupported] == [
        ("orders-queue", "dead-letter")
    ]
    assert [one.answer.by for one in again.contradictions] == ["Ana"]


def test_an_answer_the_code_no_longer_gives_is_taken_back(tmp_path: Path) -> None:
    review = rescan(PACK, drawn(tmp_path, TEMPLATE), NOW).review
    text = TEMPLATE.replace("Timeout: 10", "Timeout: !ImportValue T")
    _, again = scanned_again(tmp_path, text, review)
    assert again.review.answer(EDGE, "visibility") is None
    assert [one[1] for one in again.unsupported] == ["visibility"]


def test_what_vanished_is_marked_and_kept_what_was_typed_in_is_not(
    tmp_path: Path,
) -> None:
    review = rescan(PACK, drawn(tmp_path, TEMPLATE), NOW).review
    review = add_edges(PACK, review, ["typed:sqs-queue -> by-hand:lambda-function"])
    only = "\nResources:\n  New: {Type: AWS::DynamoDB::Table}\n"
    made, again = scanned_again(tmp_path, only, review)
    assert made.new == ("new",)
    assert set(made.vanished) == {"orders-queue", "place", "orders", EDGE}
    assert again.review.integration(EDGE) is not None
    assert again.review.answer(EDGE, "visibility") is not None
    assert not again.unsupported


def test_names_and_impacts_of_the_team_stay(tmp_path: Path) -> None:
    review = drawn(tmp_path, TEMPLATE).review
    named = tuple(
        replace(one, name="The queue") if one.id == "orders-queue" else one
        for one in review.components
    )
    (integration,) = review.integrations
    weighed = (replace(integration, impact={"lost": "severe"}),)
    review = replace(review, components=named, integrations=weighed)
    moved = TEMPLATE.replace("Resources:", "# a line more\nResources:")
    after = drawn(tmp_path, moved, review).review
    queue = after.component("orders-queue")
    assert queue is not None
    assert (queue.name, queue.origin[-2:]) == ("The queue", ":7")
    assert after.integrations[0].impact == {"lost": "severe"}


TWO_MAPPINGS = """
Resources:
  Q: {Type: AWS::SQS::Queue}
  F: {Type: AWS::Lambda::Function}
  First:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref F, BatchSize: 1}
  Second:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref F, BatchSize: 2}
"""


def test_two_ways_between_the_same_ends_keep_their_ids(tmp_path: Path) -> None:
    review = drawn(tmp_path, TWO_MAPPINGS).review
    assert [one.id for one in review.integrations] == ["q--f", "q--f--second"]
    again = drawn(tmp_path, TWO_MAPPINGS, review)
    assert again.review == review
    one = (
        TWO_MAPPINGS[: TWO_MAPPINGS.index("  First:")]
        + TWO_MAPPINGS[TWO_MAPPINGS.index("  Second:") :]
    )
    left = drawn(tmp_path, one, review)
    assert left.vanished == ("q--f",)
    assert not left.new


def test_edges_alike_in_everything_are_one_integration(tmp_path: Path) -> None:
    text = TWO_MAPPINGS.replace("BatchSize: 2", "BatchSize: 1")
    review = drawn(tmp_path, text).review
    assert [one.id for one in review.integrations] == ["q--f"]


def test_two_components_of_one_name_are_told_apart_for_good(tmp_path: Path) -> None:
    text = """
Resources:
  Orders: {Type: AWS::DynamoDB::Table}
  ORDERS: {Type: AWS::SQS::Queue}
  F: {Type: AWS::Lambda::Function}
  M:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt ORDERS.Arn, FunctionName: !Ref F}
"""
    review = drawn(tmp_path, text).review
    ids = {one.type: one.id for one in review.components}
    assert ids["dynamodb-table"] == "orders"
    assert ids["sqs-queue"] == "orders-sqs-queue"
    lines = text.splitlines()
    swapped = "\n".join([*lines[:2], lines[3], lines[2], *lines[4:]]) + "\n"
    assert drawn(tmp_path, swapped, review).new == ()


def test_one_question_about_a_component_two_integrations_touch(tmp_path: Path) -> None:
    second = TWO_MAPPINGS.replace(
        "FunctionName: !Ref F, BatchSize: 2", "FunctionName: g"
    )
    answers = found(tmp_path, second)
    assert sum(one[1] == "dead-letter" for one in answers) == 1
    assert answers["q", "dead-letter"].decides


def test_an_answer_carries_the_question_as_it_was_asked(tmp_path: Path) -> None:
    one = found(tmp_path, TEMPLATE)[EDGE, "visibility"]
    answer = as_answer(one, NOW)
    assert (answer.asked, answer.at) == (one.question.asked, NOW)


def test_sam_templates_answer_like_their_expansion(tmp_path: Path) -> None:
    sam = f"""{SAM}
Resources:
  Q: {{Type: AWS::SQS::Queue}}
  F:
    Type: AWS::Serverless::Function
    Properties: {{Events: {{In: {{Type: SQS, Properties: {{Queue: !GetAtt Q.Arn}}}}}}}}
"""
    plain = """
Resources:
  Q: {Type: AWS::SQS::Queue}
  F: {Type: AWS::Lambda::Function}
  FIn:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref F}
"""
    graph = scan(write(tmp_path, {"sam.yaml": sam}))
    made = into_review(PACK, graph, Review("orders"))
    answers = found_answers(PACK, made)
    said = {(one.holder, one.question.id): one.choice for one in answers}
    assert said == {key: one.choice for key, one in found(tmp_path, plain).items()}


def test_three_components_of_one_name_and_type_are_numbered(tmp_path: Path) -> None:
    tables = "".join(f"  {one}: {{Type: AWS::DynamoDB::Table}}\n" for one in NAMES)
    review = drawn(tmp_path, f"\nResources:\n{tables}").review
    assert [one.id for one in review.components] == [
        "orders",
        "orders-dynamodb-table",
        "orders-dynamodb-table-2",
        "orders-dynamodb-table-3",
    ]


NAMES = ("Orders", "ORDERS", "orders", "ORders")
