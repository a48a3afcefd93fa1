"""What may happen to a file of infrastructure-as-code, as strategies of Hypothesis.

The seeds are the small designs of tests/content and, where it lies beside the
checkout, the corpus of strangers' templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from tests.content.designs import DIALECTS, FILES, design, grounds

LARGEST = 30_000
"""Larger files of the corpus make poor seeds: most of a run would go into parsing."""
WORD = re.compile(r"[A-Za-z_][\w:./-]{2,}")
HCL = (".tf", ".tfvars")

Seed = tuple[str, str]
"""The name of a file, and its text."""


@cache
def own() -> tuple[Seed, ...]:
    """Give designs of ours, every tenth of them in every dialect."""
    return tuple(
        (FILES[dialect], design(one, dialect))
        for one in grounds()[::10]
        for dialect in DIALECTS
    )


@cache
def strangers(corpus: Path) -> tuple[Seed, ...]:
    """Give the files of the corpus that are not large."""
    found = []
    for path in sorted(corpus.glob("dev/**/*")):
        if path.is_file() and path.stat().st_size < LARGEST:
            name = path.name.rpartition("__")[2]
            text = path.read_bytes().decode("utf-8", "replace")
            found.append((name, text))
    return tuple(found)


def bomb(levels: int) -> str:
    """Give YAML whose aliases stand for ten values a level."""
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"]
    lines += [
        f"a{at}: &a{at} [{','.join([f'*a{at - 1}'] * 10)}]\n" for at in range(1, levels)
    ]
    return "".join(lines)


YAML_JUNK = (
    "\t",
    "\0",
    "\x1b[2J",
    "\ufeff",
    "\u202e",
    "- ",
    "&a *a",
    "<<: *a",
    "!!python/object/apply:os.system [id]",
    "!Ref",
    "!If [C, !Ref AWS::NoValue, {a: !Ref Q}]",
    "!Sub ['${a}${b', {a: !Sub '${a}'}]",
    "!GetAtt Q.Arn.Arn",
    "!FindInMap [M, !Ref A, b]",
    "!Select [99, !Split [',', !Ref A]]",
    "{{resolve:ssm:/a}}",
    "${self:custom.a}",
    "${self:custom.${self:custom.a}}",
    "${opt:stage, ${env:STAGE, 'dev'}}",
    "${file(./serverless.yml)}",
    "${file(./${self:a}.yml):b.c}",
    "#{AWS::Region}",
    "null",
    "1e999",
    "-0",
    ".nan",
    "2012-10-17",
    "0x7fffffffffffffffffff",
    "'" + "a" * 300 + "'",
)
HCL_JUNK = (
    "\t",
    "\0",
    '"',
    "${",
    "%{",
    "<<EOF\n",
    "<<-EOT\n${aws_sqs_queue.a.arn}\nEOT\n",
    "jsonencode({ a = aws_sqs_queue.orders.arn })",
    "templatefile(path.module, {})",
    "local.a",
    "locals { a = local.b\n b = local.a }\n",
    "var.nobody",
    'for_each = { a = "b" }\n',
    "for_each = toset([1, null, {}])\n",
    "count = 100000000\n",
    "count = var.a ? 0 : 1\n",
    'dynamic "redrive_policy" { for_each = var.a\n content {} }\n',
    "[for k, v in local.a : k => v...]",
    "[for a in range(100000) : [for b in range(100000) : a]]",
    "a[*].b[0].c",
    "module.x.y.z",
    'module "m" { source = "./" }\n',
    'module "m" { source = "../../../../.." }\n',
    "-1e999",
    "null",
    "/* ",
    "# ",
    "1 ? 2 : 3 ? 4 : 5",
)


def _cut(text: str, at: int, to: int, _: str) -> str:
    return text[:at] + text[to:]


def _end(text: str, at: int, _to: int, _: str) -> str:
    return text[:at]


def _twice(text: str, at: int, to: int, _: str) -> str:
    return text[:to] + text[at:to] + text[to:]


def _put(text: str, at: int, _to: int, junk: str) -> str:
    return text[:at] + junk + text[at:]


def _instead(text: str, at: int, to: int, junk: str) -> str:
    return text[:at] + junk + text[to:]


def _lines(text: str, at: int, to: int, _: str) -> str:
    """Swap two lines: what stood under one thing stands under another."""
    rows = text.split("\n")
    one, other = text.count("\n", 0, at), text.count("\n", 0, to)
    rows[one], rows[other] = rows[other], rows[one]
    return "\n".join(rows)


def _line_twice(text: str, at: int, _to: int, _: str) -> str:
    rows = text.split("\n")
    one = text.count("\n", 0, at)
    return "\n".join([*rows[: one + 1], *rows[one:]])


def _indent(text: str, at: int, _to: int, _: str) -> str:
    rows = text.split("\n")
    one = text.count("\n", 0, at)
    rows[one] = f"  {rows[one]}"
    return "\n".join(rows)


def _renamed(text: str, at: int, to: int, _: str) -> str:
    """Call one thing by another's name: references dangle, or go in a circle."""
    words = WORD.findall(text)
    if not words:
        return text
    one, other = words[at % len(words)], words[to % len(words)]
    return text.replace(one, other)


def _deeper(text: str, at: int, to: int, _: str) -> str:
    """Nest something deeply, the brackets closed again or not."""
    levels = 20 + (to - at) * 40
    opening, closing = (("[", "]"), ("{a: ", "}"), ("(", ")"))[to % 3]
    return (
        text[:at] + opening * levels + closing * (levels if to % 2 else 0) + text[at:]
    )


def _bombed(text: str, _at: int, to: int, _: str) -> str:
    return text + "\n" + bomb(2 + to % 8)


WAYS: tuple[Callable[[str, int, int, str], str], ...] = (
    _cut,
    _end,
    _twice,
    _put,
    _instead,
    _instead,
    _lines,
    _line_twice,
    _indent,
    _renamed,
    _renamed,
    _deeper,
    _bombed,
)


@st.composite
def damaged(draw: st.DrawFn, seeds: tuple[Seed, ...]) -> Seed:
    """Draw a file to which one to five things have happened."""
    name, text = draw(st.sampled_from(seeds))
    junk = HCL_JUNK if name.endswith(HCL) else YAML_JUNK
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        words = [one.span() for one in WORD.finditer(text, at, at + 200)]
        start, end = words[draw(st.integers(0, 1)) * -1] if words else (at, at)
        end = max(end, min(len(text), start + draw(st.integers(0, 60))))
        happens = draw(st.sampled_from(WAYS))
        text = happens(text, start, end, draw(st.sampled_from(junk)))
    return name, text
