"""Evaluating expressions of Terraform where they are plain; the rest is unknown."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.model import Origin, Setting, literal, unknown
from ninelives.evidence.terraform.syntax import MAX_DEPTH, Expr, place, text_of
from ninelives.evidence.terraform.values import Phrase, Pointer, flat, mixed

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

    from ninelives.evidence.terraform.modules import Module

LONGEST_TEXT = 80
LONGEST_CONDITION = 200
MOST_BRANCHES = 8
_WRAPS = frozenset({"expression", "literal_value", "collection_value", "template_expr"})


@dataclass(frozen=True, slots=True)
class Env:
    """Where an expression stands: its module, its file, and the names bound around."""

    module: Module
    file: str
    names: Mapping[str, Setting]
    """each, count, the names of `for` and of dynamic blocks."""
    depth: int = 0

    def bind(self, **names: Setting) -> Env:
        """Give the place with more names bound."""
        return replace(self, names={**self.names, **names})


def evaluate(expr: Expr, module: Module, names: Mapping[str, Setting]) -> Setting:
    """Give what an expression comes to in a module."""
    try:
        return walk(expr.syntax, Env(module, expr.file, names))
    except RecursionError:
        return unknown(expr.place, "nested too deeply")


def walk(syntax: Syntax, env: Env) -> Setting:
    """Give what a piece of syntax comes to."""
    if env.depth > MAX_DEPTH:
        return unknown(place(syntax, env.file), "nested too deeply")
    inner = replace(env, depth=env.depth + 1)
    read = _READ.get(syntax.type)
    if read is not None:
        return read(syntax, inner)
    if syntax.type in _WRAPS:
        return operand(syntax.children, inner, syntax)
    return unknown(place(syntax, env.file), shown(syntax))


def shown(syntax: Syntax) -> str:
    """Give an expression as written, on one line and not too long."""
    return " ".join(text_of(syntax).split())[:LONGEST_TEXT]


def operand(parts: Sequence[Syntax], env: Env, whole: Syntax) -> Setting:
    """Give what a value with steps behind it comes to: a.b[0].c, (x).y, f(z)[*]."""
    from ninelives.evidence.terraform.references import refer, step

    given = [one for one in parts if one.is_named and one.type != "comment"]
    if not given:
        return unknown(place(whole, env.file), shown(whole))
    first, rest = given[0], given[1:]
    if first.type == "variable_expr":
        return refer(text_of(first), rest, env, whole)
    found = walk(first, env)
    for one in rest:
        found = step(found, one, env, whole)
    return found


def _number(syntax: Syntax, env: Env) -> Setting:
    text = text_of(syntax)
    where = place(syntax, env.file)
    try:
        value = float(text) if any(one in text for one in ".eE") else int(text)
    except ValueError:
        return unknown(where, text[:LONGEST_TEXT])
    return literal(value, where)


def _truth(syntax: Syntax, env: Env) -> Setting:
    return literal(text_of(syntax) == "true", place(syntax, env.file))


def _null(syntax: Syntax, env: Env) -> Setting:
    return literal(ABSENT, place(syntax, env.file))


def _tuple(syntax: Syntax, env: Env) -> Setting:
    inner = [walk(one, env) for one in syntax.named_children if _is_value(one)]
    return literal(tuple(inner), place(syntax, env.file))


def _is_value(syntax: Syntax) -> bool:
    return syntax.type == "expression"


def _object(syntax: Syntax, env: Env) -> Setting:
    found: dict[str, Setting] = {}
    for one in syntax.named_children:
        parts = [each for each in one.named_children if _is_value(each)]
        if one.type == "object_elem" and len(parts) == 2:  # noqa: PLR2004 - key, value
            key = _key(parts[0], env)
            if key:
                found[key] = walk(parts[1], env)
    return literal(found, place(syntax, env.file))


def _key(syntax: Syntax, env: Env) -> str:
    inner = syntax.named_children
    if len(inner) == 1 and inner[0].type == "variable_expr":
        return text_of(inner[0])
    value = walk(syntax, env).value
    return str(value) if isinstance(value, str | int) else ""


def _conditional(syntax: Syntax, env: Env) -> Setting:
    parts = [one for one in syntax.named_children if _is_value(one)]
    if len(parts) != 3:  # noqa: PLR2004 - a condition and two branches
        return unknown(place(syntax, env.file), shown(syntax))
    test, yes, no = (walk(one, env) for one in parts)
    return choose(test, yes, no, shown(parts[0]))


def choose(test: Setting, yes: Setting, no: Setting, said: str) -> Setting:
    """Give one of two values by a condition, the other kept beside it."""
    condition = test.condition or said
    truth = {"true": True, "false": False}.get(str(test.value), test.value)
    if not isinstance(truth, bool):
        if flat(yes.value) == flat(no.value) and yes.value is not UNKNOWN:
            return yes
        others = (yes.value, *yes.otherwise, no.value, *no.otherwise)
        known = tuple(one for one in others if one is not UNKNOWN)[:MOST_BRANCHES]
        return Setting(UNKNOWN, Origin.UNKNOWN, yes.place, condition, known)
    chosen, other = (yes, no) if truth else (no, yes)
    if not test.condition:
        return chosen
    conditions = dict.fromkeys(filter(None, (condition, chosen.condition)))
    origin = Origin.UNKNOWN if chosen.value is UNKNOWN else Origin.CONDITIONAL
    others = (*chosen.otherwise, other.value, *other.otherwise)
    said = ", ".join(conditions)[:LONGEST_CONDITION]
    return Setting(chosen.value, origin, chosen.place, said, others[:MOST_BRANCHES])


_COMPARED: Mapping[str, Callable[[object, object], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
}
_ORDERED: Mapping[str, Callable[[float, float], object]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda left, right: left / right if right else UNKNOWN,
    "%": lambda left, right: left % right if right else UNKNOWN,
}


def _unary(syntax: Syntax, env: Env) -> Setting:
    found = plain(operand(syntax.children, env, syntax))
    value: Value = UNKNOWN
    if text_of(syntax).startswith("!"):
        if isinstance(found.value, bool):
            value = not found.value
    elif isinstance(found.value, int | float):
        value = -found.value
    return mixed(value, place(syntax, env.file), (found,))


def _binary(syntax: Syntax, env: Env) -> Setting:
    children = syntax.children
    signs = [
        at
        for at, one in enumerate(children)
        if not one.is_named and one.type not in ("(", ")")
    ]
    where = place(syntax, env.file)
    if len(signs) != 1:
        return unknown(where, shown(syntax))
    sign = children[signs[0]].type
    left = operand(children[: signs[0]], env, syntax)
    right = operand(children[signs[0] + 1 :], env, syntax)
    made = mixed(_combined(sign, left, right), where, (left, right))
    return made if made.condition else replace(made, condition=_named(made, syntax))


def _named(made: Setting, syntax: Syntax) -> str:
    return shown(syntax) if made.value is UNKNOWN else ""


def _combined(  # noqa: PLR0911 - one case after the other
    sign: str, left: Setting, right: Setting
) -> Value:
    if sign in ("&&", "||"):
        values = (left.value, right.value)
        decides = sign == "||"
        if decides in [one for one in values if isinstance(one, bool)]:
            return decides
        return not decides if all(isinstance(one, bool) for one in values) else UNKNOWN
    if sign in _COMPARED:
        one, other = left.value, right.value
        if ABSENT in (one, other) and (_is_there(one) or _is_there(other)):
            return sign == "!="
        refers = isinstance(one, Pointer) or isinstance(other, Pointer)
        one, other = plain(left).value, plain(right).value
        if refers and "" in (one, other) and UNKNOWN in (one, other):
            return sign == "!="  # what a resource is called is never empty
        if UNKNOWN in (one, other) or _is_there(one) or _is_there(other):
            return UNKNOWN
        return _COMPARED[sign](flat(one), flat(other))
    one, other = _numeric(plain(left).value), _numeric(plain(right).value)
    if sign in _ORDERED and one is not None and other is not None:
        return _ORDERED[sign](one, other)
    return UNKNOWN


def _is_there(value: Value) -> bool:
    return isinstance(value, Pointer | Phrase)


def _numeric(value: Value) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return value if fits and abs(value) < 1e15 else None  # type: ignore[arg-type,return-value]  # noqa: PLR2004 - fits


def plain(setting: Setting) -> Setting:
    """Give the argument that a reference to a resource stands for, if it is written."""
    from ninelives.evidence.terraform.references import argument

    value = setting.value
    if isinstance(value, Pointer):
        found = argument(value)
        return found if found is not None else replace(setting, value=UNKNOWN)
    return setting


def _template(syntax: Syntax, env: Env) -> Setting:
    from ninelives.evidence.terraform.templates import template

    return template(syntax, env)


def _loop(syntax: Syntax, env: Env) -> Setting:
    from ninelives.evidence.terraform.loops import loop

    return loop(syntax, env)


def _call(syntax: Syntax, env: Env) -> Setting:
    from ninelives.evidence.terraform.calls import call

    return call(syntax, env)


def _operation(syntax: Syntax, env: Env) -> Setting:
    return walk(syntax.named_children[0], env)


_READ: Mapping[str, Callable[[Syntax, Env], Setting]] = {
    "numeric_lit": _number,
    "bool_lit": _truth,
    "null_lit": _null,
    "string_lit": _template,
    "quoted_template": _template,
    "heredoc_template": _template,
    "tuple": _tuple,
    "object": _object,
    "conditional": _conditional,
    "operation": _operation,
    "unary_operation": _unary,
    "binary_operation": _binary,
    "for_expr": _loop,
    "function_call": _call,
}
"""What reads which piece of syntax."""
