"""Values: where they come from, what they hang on, and when nobody can know them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.evidence.model import Origin
from ninelives.evidence.scan import scan
from tests.evidence.reading import HEAD, edge, edges, node, scanned, setting, write

QUEUE = """
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: {}
"""


def visibility(folder: Path, value: str, sections: str = "") -> tuple[object, Origin]:
    graph = scanned(folder, HEAD + sections + QUEUE.format(value))
    found = setting(node(graph, "Orders"), "visibility_timeout")
    return found.value, found.origin


NOBODY_KNOWS = (UNKNOWN, Origin.UNKNOWN)
PARAMETER = "Parameters: {{P: {{Type: {}, Default: {}}}}}\n"
MAP = "Mappings: {M: {a: {x: 40, y: [1, 41]}, b: {x: 40}}}\n"


@pytest.mark.parametrize(
    ("value", "sections", "found", "origin"),
    [
        ("45", "", 45, Origin.LITERAL),
        ("'45'", "", 45, Origin.LITERAL),
        ("!Ref P", PARAMETER.format("Number", "45"), 45, Origin.PARAMETER),
        ("!Ref P", PARAMETER.format("String", "'45'"), 45, Origin.PARAMETER),
        ("!Sub '${P}'", PARAMETER.format("String", "45"), 45, Origin.PARAMETER),
        ("!Sub ['${v}', {v: 45}]", "", 45, Origin.LITERAL),
        ("!Join ['', ['4', '5']]", "", 45, Origin.LITERAL),
        ("!Select [1, ['44', '45']]", "", 45, Origin.LITERAL),
        ("!Select [1, !Split [',', '44,45']]", "", 45, Origin.LITERAL),
        (
            "!Select [1, !Ref P]",
            PARAMETER.format("CommaDelimitedList", "'44, 45'"),
            45,
            Origin.PARAMETER,
        ),
        ("!FindInMap [M, a, x]", MAP, 40, Origin.LITERAL),
        ("!FindInMap [M, !Ref 'AWS::Region', x]", MAP, 40, Origin.LITERAL),
        ("!Ref AWS::NoValue", "", 30, Origin.DEFAULT),
        ("many", "", UNKNOWN, Origin.UNKNOWN),
        ("!Ref P", "Parameters: {P: {Type: Number}}\n", UNKNOWN, Origin.UNKNOWN),
        (
            "!Ref P",
            PARAMETER.format("AWS::SSM::Parameter::Value<String>", "'45'"),
            UNKNOWN,
            Origin.UNKNOWN,
        ),
        ("'{{resolve:ssm:/visibility}}'", "", UNKNOWN, Origin.UNKNOWN),
        ("!ImportValue Other", "", UNKNOWN, Origin.UNKNOWN),
        ("!GetAtt Gone.Seconds", "", UNKNOWN, Origin.UNKNOWN),
        ("!FindInMap [M, !Ref 'AWS::Region', z]", MAP, UNKNOWN, Origin.UNKNOWN),
        ("{Fn::Odd: [1]}", "", UNKNOWN, Origin.UNKNOWN),
        ("!FindInMap [M, a]", MAP, UNKNOWN, Origin.UNKNOWN),
        ("!FindInMap [N, a, x]", MAP, UNKNOWN, Origin.UNKNOWN),
        ("!Select [1, !FindInMap [M, a, y]]", MAP, 41, Origin.LITERAL),
        ("!Select [7, ['1']]", "", UNKNOWN, Origin.UNKNOWN),
        ("!Select [1]", "", UNKNOWN, Origin.UNKNOWN),
        ("!Split [',', '1,2']", "", UNKNOWN, Origin.UNKNOWN),
        ("!Split ['', '12']", "", UNKNOWN, Origin.UNKNOWN),
        ("!Split [',']", "", UNKNOWN, Origin.UNKNOWN),
        ("!Join [',']", "", UNKNOWN, Origin.UNKNOWN),
        ("!Join ['', !Ref P]", PARAMETER.format("Number", "45"), *NOBODY_KNOWS),
        (
            "!Join ['', !Ref P]",
            PARAMETER.format("CommaDelimitedList", "'4,5'"),
            45,
            Origin.PARAMETER,
        ),
        ("!If [C, 1]", "", UNKNOWN, Origin.UNKNOWN),
        ("!GetAtt [Orders]", "", UNKNOWN, Origin.UNKNOWN),
        ("!GetAtt [Orders, !Ref P]", "", UNKNOWN, Origin.UNKNOWN),
        ("!Sub '${!Literal}5'", "", UNKNOWN, Origin.UNKNOWN),
        ("!Sub ['${P}']", PARAMETER.format("Number", "45"), 45, Origin.PARAMETER),
        ("!Length [1, 2, 3]", "", 3, Origin.LITERAL),
        ("!Length '3'", "", UNKNOWN, Origin.UNKNOWN),
        (
            "{Fn::GetStackOutput: {StackName: s, OutputName: o}}",
            "",
            UNKNOWN,
            Origin.UNKNOWN,
        ),
    ],
)
def test_a_value_says_what_it_is_and_where_it_comes_from(
    tmp_path: Path, value: str, sections: str, found: object, origin: Origin
) -> None:
    assert visibility(tmp_path, value, sections) == (found, origin)


def test_what_is_unknown_says_why(tmp_path: Path) -> None:
    text = HEAD + "Parameters: {P: {Type: Number}}" + QUEUE.format("!Ref P")
    found = setting(node(scanned(tmp_path, text), "Orders"), "visibility_timeout")
    assert found.condition == "parameter P has no default"
    assert found.place.line == 7


SWITCH = """
Parameters:
  Stage: {Type: String, Default: dev}
  Other: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Both: !And [!Condition IsDev, !Or [!Condition IsProd, !Equals [a, a]]]
  Far: !Equals [!Ref AWS::Region, eu-west-1]
  Open: !Equals [!Ref Other, x]
  Circle: !Not [!Condition Circle]
"""


@pytest.mark.parametrize(
    ("condition", "value", "origin", "otherwise"),
    [
        ("IsProd", 2, Origin.CONDITIONAL, (1,)),
        ("IsDev", 1, Origin.CONDITIONAL, (2,)),
        ("Both", 1, Origin.CONDITIONAL, (2,)),
        ("Far", UNKNOWN, Origin.UNKNOWN, (1, 2)),
        ("Open", UNKNOWN, Origin.UNKNOWN, (1, 2)),
        ("Circle", UNKNOWN, Origin.UNKNOWN, (1, 2)),
        ("Nowhere", UNKNOWN, Origin.UNKNOWN, (1, 2)),
    ],
)
def test_a_condition_is_named_and_both_branches_kept(
    tmp_path: Path,
    condition: str,
    value: object,
    origin: Origin,
    otherwise: tuple[int, ...],
) -> None:
    text = HEAD + SWITCH + QUEUE.format(f"!If [{condition}, 1, 2]")
    found = setting(node(scanned(tmp_path, text), "Orders"), "visibility_timeout")
    assert (found.value, found.origin, found.otherwise) == (value, origin, otherwise)
    assert found.condition == condition


def test_a_branch_without_value_means_the_default(tmp_path: Path) -> None:
    text = HEAD + SWITCH + QUEUE.format("!If [IsProd, 90, !Ref AWS::NoValue]")
    found = setting(node(scanned(tmp_path, text), "Orders"), "visibility_timeout")
    assert (found.value, found.otherwise) == (30, (90,))


def test_branches_that_agree_hang_on_nothing(tmp_path: Path) -> None:
    text = HEAD + SWITCH + QUEUE.format("!If [Open, 90, 90]")
    found = setting(node(scanned(tmp_path, text), "Orders"), "visibility_timeout")
    assert (found.value, found.origin) == (90, Origin.LITERAL)


REDRIVES = (
    "{deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}",
    "{deadLetterTargetArn: {Fn::GetAtt: [Dead, Arn]}, maxReceiveCount: '3'}",
    '\'{"deadLetterTargetArn": "arn:aws:sqs:eu-west-1:1:dead", "maxReceiveCount": 3}\'',
    '!Sub \'{"deadLetterTargetArn": "${Dead.Arn}", "maxReceiveCount": 3}\'',
    '!Sub \'{"deadLetterTargetArn": "${Dead.Arn}", "maxReceiveCount": ${Count}}\'',
    '!Join ["", [\'{"deadLetterTargetArn": "\', !GetAtt Dead.Arn, '
    '\'", "maxReceiveCount": 3}\']]',
    "{deadLetterTargetArn: !Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:"
    "${AWS::AccountId}:${Dead.QueueName}', maxReceiveCount: 3}",
    "{deadLetterTargetArn: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:dead',"
    " maxReceiveCount: 3}",
)


@pytest.mark.parametrize("policy", REDRIVES)
def test_a_redrive_policy_is_found_in_every_spelling(
    tmp_path: Path, policy: str
) -> None:
    text = f"""{HEAD}
Parameters: {{Count: {{Type: Number, Default: 3}}}}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy: {policy}
  Dead:
    Type: AWS::SQS::Queue
    Properties: {{QueueName: dead, MessageRetentionPeriod: 1209600}}
"""
    graph = scanned(tmp_path, text)
    orders = node(graph, "Orders")
    names = ("dead_letter_queue", "max_receive_count", "dead_letter_retention")
    values = tuple(setting(orders, name).value for name in names)
    assert values == ("Dead", 3, 1209600)
    assert node(graph, "Dead").sink
    assert setting(node(graph, "Dead"), "failure_sink").value is True


def test_a_redrive_policy_switched_off_by_default_is_none_under_a_condition(
    tmp_path: Path,
) -> None:
    text = f"""{HEAD}{SWITCH}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy: !If
        - IsProd
        - {{deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}}
        - !Ref AWS::NoValue
  Dead: {{Type: AWS::SQS::Queue}}
"""
    found = setting(node(scanned(tmp_path, text), "Orders"), "dead_letter_queue")
    assert (found.value, found.origin) == (ABSENT, Origin.CONDITIONAL)
    assert (found.condition, found.otherwise) == ("IsProd", ("Dead",))


EXPORTING = f"""{HEAD}
Resources:
  Orders: {{Type: AWS::SQS::Queue}}
  Stored:
    Type: AWS::SSM::Parameter
    Properties: {{Name: /orders/queue, Value: !GetAtt Orders.Arn}}
Outputs:
  Queue:
    Value: !GetAtt Orders.Arn
    Export: {{Name: !Sub 'app-orders'}}
"""
IMPORTING = """
Parameters:
  Stored:
    Type: AWS::SSM::Parameter::Value<String>
    Default: /orders/queue
Resources:
  Place: {Type: AWS::Lambda::Function, Properties: {Timeout: 5}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: %s, FunctionName: !Ref Place}
"""


@pytest.mark.parametrize("source", ["!ImportValue app-orders", "!Ref Stored"])
def test_what_another_template_exports_or_stores_is_found(
    tmp_path: Path, source: str
) -> None:
    files = {"a.yaml": EXPORTING, "b.yaml": HEAD + IMPORTING % source}
    graph = scan(write(tmp_path, files))
    assert edges(graph) == [("Orders", "event-source-mapping", "Place")]
    alone = scan([tmp_path / "b.yaml"])
    assert alone.nodes[-1].outside
    assert setting(edge(alone, "event-source-mapping"), "batch_size").value is UNKNOWN


def test_an_export_two_templates_have_joins_nothing(tmp_path: Path) -> None:
    twice = {"a.yaml": EXPORTING, "b.yaml": EXPORTING}
    files = {**twice, "c.yaml": HEAD + IMPORTING % "!ImportValue app-orders"}
    graph = scan(write(tmp_path, files))
    assert edges(graph) == [("app-orders", "event-source-mapping", "Place")]
    assert {one.id for one in graph.nodes} >= {"a:Orders", "b:Orders"}


PARENT = """
Resources:
  Queues:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: {}
      Parameters: {{Seconds: 90}}
  Place: {{Type: AWS::Lambda::Function, Properties: {{Timeout: 5}}}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Queues.Outputs.Arn
      FunctionName: !Ref Place
"""
CHILD = """
Parameters: {Seconds: {Type: Number, Default: 30}}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: !Ref Seconds}
Outputs: {Arn: {Value: !GetAtt Orders.Arn}}
"""


@pytest.mark.parametrize("url", ["queues.yaml", "./queues.yaml", "../../queues.yaml"])
def test_a_nested_stack_is_followed_with_its_parameters(
    tmp_path: Path, url: str
) -> None:
    files = {"top.yaml": HEAD + PARENT.format(url), "queues.yaml": HEAD + CHILD}
    write(tmp_path, files)
    graph = scan([tmp_path])
    assert edges(graph) == [("Queues.Orders", "event-source-mapping", "Place")]
    found = setting(node(graph, "Queues.Orders"), "visibility_timeout")
    assert (found.value, found.origin) == (90, Origin.LITERAL)
    assert {Path(one).name for one in graph.files} == {"top.yaml", "queues.yaml"}


def test_a_nested_stack_somewhere_else_is_outside(tmp_path: Path) -> None:
    url = "https://bucket.s3.amazonaws.com/queues.yaml"
    graph = scanned(tmp_path, HEAD + PARENT.format(url))
    source = node(graph, edge(graph, "event-source-mapping").source)
    assert source.outside
    assert source.id == "Queues.Outputs.Arn"


def test_a_macro_is_said_to_leave_the_map_incomplete(tmp_path: Path) -> None:
    text = "Transform: [Mine]\nResources:\n  Q: {Type: AWS::SQS::Queue}\n"
    (path,) = write(tmp_path, {"t.yaml": HEAD + text})
    (problem,) = scan([path]).problems
    assert problem.level == "note"
    assert "not fully expanded: what the macro Mine makes" in str(problem)


def test_an_included_part_makes_what_is_not_there_unknown(tmp_path: Path) -> None:
    text = f"""{HEAD}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: s3://b/k}}}}
      FifoQueue: true
"""
    orders = node(scanned(tmp_path, text), "Orders")
    assert setting(orders, "visibility_timeout").value is UNKNOWN
    assert setting(orders, "fifo").value is True


def test_a_property_without_a_name_stands_for_nothing(tmp_path: Path) -> None:
    text = f"""{HEAD}
Resources:
  Flow: {{Type: AWS::StepFunctions::StateMachine, Properties: {{"": !Ref Flow}}}}
  Rule:
    Type: AWS::Events::Rule
    Properties: {{EventPattern: {{a: [b]}}, Targets: [{{Arn: !GetAtt Flow.Arn}}]}}
"""
    assert edges(scanned(tmp_path, text)) == [("default", "rule", "Flow")]
