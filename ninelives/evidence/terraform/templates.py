"""Quoted texts and heredocs with what stands in them → plain texts or phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.model import Setting
from ninelives.evidence.terraform.expressions import Env, plain, shown, walk
from ninelives.evidence.terraform.syntax import place, text_of
from ninelives.evidence.terraform.values import Hole, Phrase, Pointer, joined, mixed

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

Part = str | Pointer | Hole
_ESCAPE = re.compile(r'\\(u[0-9a-fA-F]{4}|[nrt"\\])')
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def template(syntax: Syntax, env: Env) -> Setting:
    """Give what a text comes to: the parts that are not known stay holes."""
    raw = syntax.type == "heredoc_template"
    parts: list[Part] = []
    given: list[Setting] = []
    for child in syntax.named_children:
        if child.type == "template_literal":
            text = text_of(child).replace("$${", "${").replace("%%{", "%{")
            parts.append(text if raw else _ESCAPE.sub(_escaped, text))
        elif child.type == "template_interpolation":
            inner = [one for one in child.named_children if one.type == "expression"]
            if inner:
                found = walk(inner[0], env)
                given.append(found)
                parts.extend(pieces(found, shown(inner[0])))
        elif child.type == "template_directive":
            parts.append(Hole(shown(child)))
    if parts and isinstance(parts[-1], str) and raw:
        parts[-1] = parts[-1].removesuffix("\n")
    where = place(syntax, env.file)
    value: Value = joined(parts)
    if value is UNKNOWN:
        value = Phrase(tuple(parts))
    return mixed(value, where, given)


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code.startswith("u") else _ESCAPES[code]


def pieces(setting: Setting, said: str) -> tuple[Part, ...]:
    """Give the parts of a text that a value puts into it."""
    value = setting.value
    if isinstance(value, Pointer):
        known = plain(setting).value
        return (known,) if isinstance(known, str) else (value,)
    if isinstance(value, Phrase):
        return value.parts
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, str | int | float):
        return (str(value),)
    return () if value is ABSENT else (Hole(said),)
