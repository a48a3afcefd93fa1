"""Folders of Terraform and plans: edges, settings, what hangs on variables."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.model import Graph, Origin
from ninelives.evidence.scan import scan
from tests.evidence.reading import edge, edges, node, setting, value, write

pytest.importorskip("tree_sitter_hcl")

FUNCTION = 'resource "aws_lambda_function" "place" { timeout = 5 }\n'
QUEUE = 'resource "aws_sqs_queue" "orders" { name = "orders" }\n'
SINK = 'resource "aws_sqs_queue" "dead" {}\n'
MAPPING = """
resource "aws_lambda_event_source_mapping" "in" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.place.arn
}
"""


def read(folder: Path, text: str, **more: str) -> Graph:
    files = {"main.tf": text}
    files |= {name.replace("__", "/") + ".tf": body for name, body in more.items()}
    write(folder, files)
    return scan([folder])


def test_a_mapping_joins_queue_and_function(tmp_path: Path) -> None:
    graph = read(tmp_path, FUNCTION + QUEUE + MAPPING)
    assert edges(graph) == [
        ("aws_sqs_queue.orders", "event-source-mapping", "aws_lambda_function.place")
    ]
    assert value(node(graph, "aws_lambda_function.place"), "timeout") == 5
    found = setting(node(graph, "aws_sqs_queue.orders"), "visibility_timeout")
    assert (found.value, found.origin) == (30, Origin.DEFAULT)
    assert graph.dialects == ("terraform",)


@pytest.mark.parametrize(
    "policy",
    [
        "jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn\n"
        "maxReceiveCount = 4 })",
        '<<EOF\n{"deadLetterTargetArn": "${aws_sqs_queue.dead.arn}",'
        ' "maxReceiveCount": "4"}\nEOF',
        '"{\\"deadLetterTargetArn\\":\\"${aws_sqs_queue.dead.arn}\\",'
        '\\"maxReceiveCount\\":4}"',
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_redrive_in_every_spelling(tmp_path: Path, policy: str, apart: bool) -> None:
    line = f"redrive_policy = {policy}\n"
    own = "queue_url = aws_sqs_queue.orders.id\n"
    text = (
        QUEUE + f'resource "aws_sqs_queue_redrive_policy" "r" {{\n{own}{line}}}\n'
        if apart
        else f'resource "aws_sqs_queue" "orders" {{\n{line}}}\n'
    )
    queue = node(read(tmp_path, text + SINK), "aws_sqs_queue.orders")
    assert value(queue, "dead_letter_queue") == "aws_sqs_queue.dead"
    assert value(queue, "max_receive_count") == 4


def test_a_variable_is_named_and_a_file_of_values_decides(tmp_path: Path) -> None:
    text = """
variable "limit" { default = 7 }
variable "open" {}
resource "aws_lambda_function" "a" { timeout = var.limit }
resource "aws_lambda_function" "b" { timeout = var.open }
"""
    graph = read(tmp_path, text)
    found = setting(node(graph, "aws_lambda_function.a"), "timeout")
    assert (found.value, found.origin) == (7, Origin.PARAMETER)
    assert found.condition == "var.limit"
    found = setting(node(graph, "aws_lambda_function.b"), "timeout")
    assert (found.value, found.condition) == (UNKNOWN, "var.open")
    write(tmp_path, {"terraform.tfvars": "limit = 9\n", "x.auto.tfvars": "open = 2\n"})
    graph = scan([tmp_path])
    found = setting(node(graph, "aws_lambda_function.a"), "timeout")
    assert (found.value, found.origin) == (9, Origin.LITERAL)
    assert value(node(graph, "aws_lambda_function.b"), "timeout") == 2


def test_a_condition_keeps_the_other_branch(tmp_path: Path) -> None:
    text = """
variable "quick" { default = true }
resource "aws_lambda_function" "a" { timeout = var.quick ? 3 : 60 }
"""
    found = setting(node(read(tmp_path, text), "aws_lambda_function.a"), "timeout")
    assert (found.value, found.origin) == (3, Origin.CONDITIONAL)
    assert (found.condition, found.otherwise) == ("var.quick", (60,))


def test_what_count_may_switch_off_is_kept(tmp_path: Path) -> None:
    text = FUNCTION + QUEUE + MAPPING.replace('"in" {', '"in" {\n count = var.n\n')
    graph = read(tmp_path, text + 'variable "n" { default = 0 }\n')
    found = edge(graph, "event-source-mapping")
    assert (found.exists, found.condition) == (False, "var.n")


def test_a_dynamic_block_hangs_on_its_variable(tmp_path: Path) -> None:
    text = """
variable "sink" { default = null }
resource "aws_lambda_function" "a" {
  dynamic "dead_letter_config" {
    for_each = var.sink == null ? [] : [var.sink]
    content { target_arn = dead_letter_config.value }
  }
}
"""
    found = setting(
        node(read(tmp_path, text), "aws_lambda_function.a"), "dead_letter_queue"
    )
    assert found.condition == "var.sink"
    assert found.origin is not Origin.LITERAL


def test_local_modules_feed_each_other(tmp_path: Path) -> None:
    text = """
module "queue" {
  source = "./modules/queue"
  wait   = 90
}
module "work" {
  source = "./modules/work"
  queue  = module.queue.arn
}
"""
    queue = """
variable "wait" { default = 1 }
resource "aws_sqs_queue" "q" { visibility_timeout_seconds = var.wait }
output "arn" { value = aws_sqs_queue.q.arn }
"""
    work = FUNCTION + MAPPING.replace("aws_sqs_queue.orders.arn", "var.queue")
    graph = read(
        tmp_path,
        text,
        modules__queue__main=queue,
        modules__work__main=work + 'variable "queue" {}\n',
    )
    assert edges(graph) == [
        (
            "module.queue.aws_sqs_queue.q",
            "event-source-mapping",
            "module.work.aws_lambda_function.place",
        )
    ]
    found = setting(node(graph, "module.queue.aws_sqs_queue.q"), "visibility_timeout")
    assert (found.value, found.origin) == (90, Origin.LITERAL)


def test_for_each_reaches_into_its_map(tmp_path: Path) -> None:
    text = """
locals {
  a    = "arn:aws:sqs:eu-west-1:1:one"
  ends = { a = local.a, b = "arn:aws:sqs:eu-west-1:1:two" }
}
resource "aws_sns_topic" "t" {}
resource "aws_sns_topic_subscription" "s" {
  for_each  = local.ends
  topic_arn = aws_sns_topic.t.arn
  protocol  = "sqs"
  endpoint  = each.value
}
"""
    found = edges(read(tmp_path, text), "subscription")
    assert [one[2].rpartition(":")[2] for one in found] == ["one", "two"]


def test_registry_modules_by_their_arguments(tmp_path: Path) -> None:
    text = """
module "q" {
  source     = "terraform-aws-modules/sqs/aws"
  create_dlq = true
}
module "f" {
  source        = "terraform-aws-modules/lambda/aws"
  function_name = "f"
  event_source_mapping = { in = { event_source_arn = module.q.queue_arn } }
}
module "events" {
  source     = "terraform-aws-modules/eventbridge/aws"
  create_bus = false
  rules      = { orders = { event_pattern = jsonencode({ source = ["a"] }) } }
  targets    = { orders = [{ name = "f", arn = module.f.lambda_function_arn }] }
}
"""
    graph = read(tmp_path, text)
    assert edges(graph, "event-source-mapping") == [
        ("module.q", "event-source-mapping", "module.f")
    ]
    assert edges(graph, "rule") == [("default", "rule", "module.f")]
    assert value(node(graph, "module.q"), "dead_letter_queue") == "module.q.dead_letter"
    assert value(node(graph, "module.q"), "max_receive_count") == 5
    assert value(edge(graph, "rule"), "dead_letter_queue") is ABSENT


def test_a_data_source_is_outside(tmp_path: Path) -> None:
    text = FUNCTION + 'data "aws_sqs_queue" "orders" { name = "orders" }\n'
    graph = read(tmp_path, text + MAPPING.replace("aws_sqs", "data.aws_sqs"))
    found = node(graph, edge(graph, "event-source-mapping").source)
    assert found.outside
    assert found.names == ("sqs-queue/orders",)


def test_comments_are_not_read(tmp_path: Path) -> None:
    text = FUNCTION + QUEUE + "/*" + MAPPING + "*/\n"
    assert edges(read(tmp_path, text)) == []


BROKEN = 'resource "aws_sqs_queue" "bad" {\n  name = \n}}\n'


def test_a_broken_file_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    graph = read(tmp_path, FUNCTION + QUEUE + MAPPING, broken=BROKEN)
    assert len(edges(graph)) == 1
    assert {Path(one.place.path).name for one in graph.problems} == {"broken.tf"}
    assert all(one.place.line for one in graph.problems)


@pytest.mark.parametrize(
    "text",
    [
        'locals { a = local.b\n b = local.a }\nresource "aws_sqs_queue" "q" '
        "{ name = local.a }",
        'resource "aws_sqs_queue" "q" { name = ' + "[" * 5000 + "]" * 5000 + " }",
        'resource "aws_sqs_queue" "q" { name = ' + "(" * 3000 + "1" + ")" * 3000 + " }",
        "a {" * 3000 + "}" * 3000,
        "locals {\n" + "".join(f"a{n} = local.a{n + 1}\n" for n in range(999)) + "}\n"
        'resource "aws_sqs_queue" "q" { name = local.a0 }',
        "locals {\na0 = [1]\n"
        + "".join(f"a{n + 1} = concat(local.a{n}, local.a{n})\n" for n in range(20))
        + '}\nresource "aws_sqs_queue" "q" { name = local.a20 }',
        'module "me" { source = "./." }',
        'module "me" { source = "./up/../" }',
        'resource "aws_sqs_queue" {}\nresource {}\n""',
    ],
)
def test_bad_input_ends_without_a_traceback(tmp_path: Path, text: str) -> None:
    read(tmp_path, text)


def test_without_the_parser_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ninelives.evidence.terraform import syntax

    syntax._parser.cache_clear()  # noqa: SLF001 - it is kept between reads
    monkeypatch.setitem(sys.modules, "tree_sitter_hcl", None)
    graph = read(tmp_path, QUEUE)
    syntax._parser.cache_clear()  # noqa: SLF001 - it is kept between reads
    assert "ninelives[terraform]" in graph.problems[0].remedy


def test_a_plan_takes_references_from_its_configuration(tmp_path: Path) -> None:
    def planned(kind: str, name: str, **values: object) -> dict[str, object]:
        address = f"{kind}.{name}"
        return {
            "address": address,
            "mode": "managed",
            "type": kind,
            "name": name,
            "values": values,
        }

    mapping = "aws_lambda_event_source_mapping"
    refers = {
        "event_source_arn": {"references": ["aws_sqs_queue.q.arn", "aws_sqs_queue.q"]},
        "function_name": {"references": ["aws_lambda_function.f.arn"]},
    }
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {
            "root_module": {
                "resources": [
                    planned("aws_sqs_queue", "q", visibility_timeout_seconds=60),
                    planned("aws_lambda_function", "f", timeout=9),
                    planned(mapping, "m", batch_size=3),
                ]
            }
        },
        "configuration": {
            "root_module": {
                "resources": [{"address": f"{mapping}.m", "expressions": refers}]
            }
        },
    }
    write(tmp_path, {"plan.json": json.dumps(plan)})
    graph = scan([tmp_path])
    assert edges(graph) == [
        ("aws_sqs_queue.q", "event-source-mapping", "aws_lambda_function.f")
    ]
    assert value(node(graph, "aws_sqs_queue.q"), "visibility_timeout") == 60
    assert value(edge(graph, "event-source-mapping"), "batch_size") == 3
    assert graph.dialects == ("terraform-plan",)


@pytest.mark.parametrize(
    ("kind", "argument", "encryption"),
    [
        ("aws_sqs_queue", "", "service"),
        ("aws_sqs_queue", "sqs_managed_sse_enabled = false", "none"),
        ("aws_sqs_queue", 'sqs_managed_sse_enabled = "true"', "service"),
        ("aws_sqs_queue", "sqs_managed_sse_enabled = {}", UNKNOWN),
        ("aws_sqs_queue", 'kms_master_key_id = "alias/aws/sqs"', "managed-key"),
        ("aws_sqs_queue", "kms_master_key_id = aws_kms_key.own.arn", "customer-key"),
        ("aws_sns_topic", "", "none"),
        ("aws_sns_topic", 'kms_master_key_id = "alias/aws/sns"', "managed-key"),
    ],
)
def test_whose_key_encrypts_a_queue_or_topic(
    tmp_path: Path, kind: str, argument: str, encryption: Value
) -> None:
    text = f'resource "{kind}" "orders" {{\n  {argument}\n}}\n'
    graph = read(tmp_path, text)
    assert value(node(graph, f"{kind}.orders"), "encryption") == encryption


def test_copies_of_a_table_and_hooks_of_a_user_pool_are_drawn(tmp_path: Path) -> None:
    text = """
resource "aws_dynamodb_table" "orders" {
  replica {
    region_name = "eu-central-1"
  }
}
resource "aws_lambda_function" "mail" {}
resource "aws_cognito_user_pool" "people" {
  lambda_config {
    custom_email_sender {
      lambda_arn = aws_lambda_function.mail.arn
    }
  }
}
"""
    graph = read(tmp_path, text)
    assert {(one.source, one.by) for one in graph.edges} == {
        ("aws_dynamodb_table.orders", "replication"),
        ("aws_cognito_user_pool.people", "hook"),
    }


def test_two_modules_of_one_name_are_one_component(tmp_path: Path) -> None:
    text = """
module "orders" { source = "somewhere/else" }
module "orders" { source = "terraform-aws-modules/sns/aws" }
"""
    assert node(read(tmp_path, text), "module.orders").type == "sns-topic"


def test_a_resource_may_be_named_the_long_way(tmp_path: Path) -> None:
    text = MAPPING.replace("aws_sqs_queue.orders", "resource.aws_sqs_queue.orders")
    graph = read(tmp_path, FUNCTION + QUEUE + text)
    assert edge(graph, "event-source-mapping").source == "aws_sqs_queue.orders"


def test_the_dead_letters_of_a_strange_module_are_not_its_queue(
    tmp_path: Path,
) -> None:
    text = """
module "orders" {
  source = "https://example.com/queue.zip"
  name   = "orders"
}
resource "aws_cloudwatch_metric_alarm" "dead" {
  metric_name = "ApproximateNumberOfMessagesVisible"
  dimensions  = { QueueName = module.orders.sqs_dlq_name }
}
"""
    mapping = MAPPING.replace("aws_sqs_queue.orders.arn", "module.orders.queue_arn")
    graph = read(tmp_path, FUNCTION + text + mapping)
    assert edge(graph, "event-source-mapping").source == "module.orders"


def test_what_refers_to_a_resource_is_not_empty(tmp_path: Path) -> None:
    count = '  count = aws_sqs_queue.orders.arn != "" ? 1 : 0\n'
    text = MAPPING.replace('"in" {\n', f'"in" {{\n{count}')
    found = edge(read(tmp_path, FUNCTION + QUEUE + text), "event-source-mapping")
    assert (found.exists, found.condition) == (True, "")


def test_of_a_choice_nobody_knows_the_branches_are_drawn(tmp_path: Path) -> None:
    text = """
variable "stage" {}
data "aws_cloudwatch_event_bus" "shared" { name = "shared" }
resource "aws_cloudwatch_event_rule" "r" { event_pattern = "{}" }
resource "aws_cloudwatch_event_target" "t" {
  rule           = aws_cloudwatch_event_rule.r.name
  event_bus_name = var.stage == "prod" ? data.aws_cloudwatch_event_bus.shared.name : ""
  arn            = aws_sqs_queue.orders.arn
}
"""
    found = edge(read(tmp_path, QUEUE + text), "rule")
    assert found.source == "data.aws_cloudwatch_event_bus.shared"
    assert (found.exists, found.condition) == (None, "var.stage")


def test_what_a_module_is_never_asked_to_make_is_not_there(tmp_path: Path) -> None:
    module = """
variable "pipes" { default = {} }
resource "aws_pipes_pipe" "this" {
  for_each = var.pipes
  source   = each.value.source
  target   = each.value.target
}
"""
    call = 'module "none" { source = "./inner" }\n'
    graph = read(tmp_path, call, inner__main=module)
    assert (graph.edges, graph.nodes) == ((), ())


def test_each_copy_of_a_target_is_told_apart_and_finds_its_rule(
    tmp_path: Path,
) -> None:
    text = """
locals { kept = { a = null, b = aws_sqs_queue.dead.arn } }
resource "aws_cloudwatch_event_rule" "r" {
  for_each            = { a = "rate(1 hour)", b = null }
  name                = each.key
  schedule_expression = each.value
  event_pattern       = each.value == null ? "{}" : null
}
resource "aws_cloudwatch_event_target" "t" {
  for_each = local.kept
  rule     = each.key
  arn      = aws_sqs_queue.orders.arn
  dynamic "dead_letter_config" {
    for_each = each.value == null ? [] : [each.value]
    content { arn = dead_letter_config.value }
  }
}
"""
    graph = read(tmp_path, QUEUE + SINK + text)
    kept = {one.by: value(one, "dead_letter_queue") for one in graph.edges}
    assert kept == {"schedule": ABSENT, "rule": "aws_sqs_queue.dead"}


def test_the_bus_of_a_registry_module_is_found_by_its_output(tmp_path: Path) -> None:
    text = """
module "central" {
  source   = "terraform-aws-modules/eventbridge/aws"
  bus_name = "central"
}
resource "aws_cloudwatch_event_rule" "r" { event_pattern = "{}" }
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = module.central.eventbridge_bus_arn
}
"""
    found = edge(read(tmp_path, text), "rule")
    assert (found.source, found.target) == ("default", "module.central.bus")
