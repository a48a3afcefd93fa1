"""What a scan costs: a template, a folder of a thousand, one of 20,000 resources."""

from __future__ import annotations

import gc
import json
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ninelives.checklist.load import load_pack
from ninelives.evidence.agree import rescan
from ninelives.evidence.into_review import into_review
from ninelives.evidence.scan import readers, scan
from ninelives.evidence.sources import find
from ninelives.review.model import Review
from ninelives.scanning import SELDOM

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
NOW = "2026-11-23T10:12:00Z"
FOLDER = 1_000
SIZES = (2_500, 5_000, 10_000, 20_000)

Row = tuple[str, str, str]


def rows(ninelives: str, scratch: Path) -> Iterator[Row]:
    """Give a row for each promise about scans: what, measured, promised."""
    if CORPUS.is_dir():
        took = sorted(_units(CORPUS / "dev"))
        middle, late = statistics.median(took), took[int(len(took) * 0.95)]
        yield f"a template of the corpus, ms (median of {len(took)})", *_ms(middle, 20)
        yield f"a template of the corpus, ms (p95 of {len(took)})", *_ms(late, 100)
    yield from _thousand(ninelives, scratch)
    for kind, write in WRITTEN.items():
        exponent, seconds = _growth(write, scratch / f"large-{kind}")
        what = f"cost of 20,000 resources, {kind}: exponent ({seconds:.1f} s)"
        yield what, f"{exponent:.2f}", "<= 1.1"


def _ms(seconds: float, promised: int) -> tuple[str, str]:
    return f"{seconds * 1000:.1f}", f"<= {promised}"


def _units(folder: Path) -> Iterator[float]:
    """Give the seconds each unit takes, from its files to answers in a review."""
    pack = load_pack()
    sources = [one for one, _ in find([folder], [])]
    units = [unit for reader in readers() for unit in reader.units(sources)]
    scan([one.path for unit in units[:20] for one in unit.files])  # loads all parsers
    for unit in units:
        start = time.perf_counter()
        graph = scan([one.path for one in unit.files])
        rescan(pack, into_review(pack, graph, Review("it")), NOW)
        yield time.perf_counter() - start


def _thousand(ninelives: str, scratch: Path) -> Iterator[Row]:
    """Give templates a second of one run, and how memory grows with their number."""
    seconds, peak = {}, {}
    for count in (FOLDER // 10, FOLDER):
        folder = scratch / f"templates-{count}"
        folder.mkdir()
        for at in range(count):
            text = yaml_of(8).replace("Orders", f"Orders{at}x")
            (folder / f"template-{at}.yaml").write_text(text, "utf-8")
        seconds[count], peak[count] = _ran(ninelives, "scan", str(folder))
    speed = FOLDER / seconds[FOLDER]
    yield f"{FOLDER:,} templates in one run, a second of CPU", f"{speed:.0f}", ">= 100"
    each = (peak[FOLDER] - peak[FOLDER // 10]) / (FOLDER - FOLDER // 10)
    yield "memory kept for each template of a run, KiB", f"{each:.0f}", "<= 100"


def _ran(*command: str) -> tuple[float, int]:
    """Give the CPU seconds a command takes, and its peak of memory in KiB."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        capture_output=True,
        check=True,
        text=True,
    )
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def _growth(
    write: Callable[[int], tuple[str, str]], folder: Path
) -> tuple[float, float]:
    """Give the exponent of the CPU time over the size, and that of the largest."""
    pack = load_pack()
    gc.set_threshold(SELDOM)
    folder.mkdir()
    took = {}
    for size in SIZES:
        name, text = write(size)
        path = folder / str(size) / name
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        gc.collect()
        start = _cpu()
        graph = scan([path])
        rescan(pack, into_review(pack, graph, Review("it")), NOW)
        took[size] = _cpu() - start
    points = [(math.log(size), math.log(seconds)) for size, seconds in took.items()]
    return statistics.linear_regression(*zip(*points, strict=True)).slope, took[
        SIZES[-1]
    ]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


QUEUE = """  Orders{at}Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Orders{at}Dead.Arn
        maxReceiveCount: 5
  Orders{at}Dead:
    Type: AWS::SQS::Queue
  Place{at}Orders:
    Type: AWS::Lambda::Function
    Properties: {{Handler: app.handle, Timeout: 10, Runtime: python3.13}}
  Orders{at}Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Orders{at}Queue.Arn
      FunctionName: !Ref Place{at}Orders
"""


def yaml_of(resources: int) -> str:
    """Give a template: queues, their dead letters, functions that poll."""
    parts = "".join(QUEUE.format(at=at) for at in range(resources // 4))
    return f"AWSTemplateFormatVersion: '2010-09-09'\nResources:\n{parts}"


def _yaml(resources: int) -> tuple[str, str]:
    return "template.yaml", yaml_of(resources)


def _json(resources: int) -> tuple[str, str]:
    made: dict[str, object] = {}
    for at in range(resources // 4):
        redrive = {"deadLetterTargetArn": {"Fn::GetAtt": [f"D{at}", "Arn"]}}
        made[f"Q{at}"] = {
            "Type": "AWS::SQS::Queue",
            "Properties": {"RedrivePolicy": redrive},
        }
        made[f"D{at}"] = {"Type": "AWS::SQS::Queue"}
        made[f"F{at}"] = {"Type": "AWS::Lambda::Function"}
        made[f"M{at}"] = {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": {"Fn::GetAtt": [f"Q{at}", "Arn"]},
                "FunctionName": {"Ref": f"F{at}"},
            },
        }
    return "template.json", json.dumps(
        {"AWSTemplateFormatVersion": "2010-09-09", "Resources": made}
    )


BLOCKS = """resource "aws_sqs_queue" "orders{at}" {{
  redrive_policy = jsonencode({{
    deadLetterTargetArn = aws_sqs_queue.dead{at}.arn
    maxReceiveCount     = 5
  }})
}}
resource "aws_sqs_queue" "dead{at}" {{
}}
resource "aws_lambda_function" "place{at}" {{
  timeout = 10
}}
resource "aws_lambda_event_source_mapping" "mapping{at}" {{
  event_source_arn = aws_sqs_queue.orders{at}.arn
  function_name    = aws_lambda_function.place{at}.arn
}}
"""


def _terraform(resources: int) -> tuple[str, str]:
    return "main.tf", "".join(BLOCKS.format(at=at) for at in range(resources // 4))


def _serverless(resources: int) -> tuple[str, str]:
    functions = "".join(
        f"  place{at}:\n    handler: a.b\n    timeout: 10\n"
        f"    events: [{{sqs: {{arn: !GetAtt Orders{at}.Arn}}}}]\n"
        for at in range(resources // 3)
    )
    queues = "".join(
        f"    Orders{at}:\n      Type: AWS::SQS::Queue\n"
        for at in range(resources // 3 * 2)
    )
    head = "service: large\nprovider: {name: aws}\n"
    return (
        "serverless.yml",
        f"{head}functions:\n{functions}resources:\n  Resources:\n{queues}",
    )


WRITTEN: dict[str, Callable[[int], tuple[str, str]]] = {
    "JSON": _json,
    "YAML": _yaml,
    "Terraform": _terraform,
    "Serverless": _serverless,
}
"""Dialect → the largest thing that is measured."""
