"""References: variables, locals, outputs, resources, and the steps behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.model import Setting, literal, unknown
from ninelives.evidence.terraform.expressions import Env, plain, shown, walk
from ninelives.evidence.terraform.syntax import place, text_of
from ninelives.evidence.terraform.values import Phrase, Pointer, flat, under

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

    from ninelives.errors import Place
    from ninelives.evidence.terraform.modules import Module

_NOT_HERE = frozenset({"path", "terraform", "self", "each", "count"})


def refer(name: str, rest: Sequence[Syntax], env: Env, whole: Syntax) -> Setting:
    """Give what a name stands for, with the steps behind it."""
    if name in env.names:
        return _follow(env.names[name], rest, env, whole)
    where = place(whole, env.file)
    if name == "resource" and rest:  # the long way to say `aws_sqs_queue.orders`
        name, rest = _attribute(rest[0]), rest[1:]
    first = _attribute(rest[0]) if rest else ""
    if name in _NOT_HERE or not first:
        return unknown(where, shown(whole))
    module, left = env.module, rest[1:]
    if name == "var":
        return _follow(_here(module.variable(first), where), left, env, whole)
    if name == "local":
        found = _here(module.local(first), where)
        if isinstance(found.value, Pointer) and not found.value.via:
            via = replace(found.value, via=f"{module.prefix}local.{first}")
            found = replace(found, value=via)
        return _follow(found, left, env, whole)
    if name == "module":
        return _output(first, left, env, whole)
    if name == "data":
        kind, label = first, _attribute(left[0]) if left else ""
        address, left = f"data.{kind}.{label}", left[1:]
    else:
        address = f"{name}.{first}"
    pointer = Pointer(module.prefix + address, owner=module)
    return _follow(literal(pointer, where), left, env, whole)


def _here(found: Setting, where: Place) -> Setting:
    return found if found.value is not UNKNOWN else replace(found, place=where)


def _output(name: str, rest: Sequence[Syntax], env: Env, whole: Syntax) -> Setting:
    where = place(whole, env.file)
    steps = list(rest)
    while steps and steps[0].type in ("index", "splat"):
        inner = _splat_steps(steps[0])
        steps[:1] = inner
    child = env.module.child(name)
    attribute = _attribute(steps[0]) if steps else ""
    if child is not None and attribute:
        return _follow(child.output(attribute, where), steps[1:], env, whole)
    pointer = Pointer(f"{env.module.prefix}module.{name}", attribute)
    return _follow(literal(pointer, where), steps[1:], env, whole)


def _follow(
    found: Setting, steps: Sequence[Syntax], env: Env, whole: Syntax
) -> Setting:
    for one in steps:
        found = step(found, one, env, whole)
    return found


def _attribute(syntax: Syntax) -> str:
    return text_of(syntax).removeprefix(".") if syntax.type == "get_attr" else ""


def _splat_steps(syntax: Syntax) -> list[Syntax]:
    if syntax.type != "splat" or not syntax.named_children:
        return []
    return list(syntax.named_children[0].named_children)


def step(  # noqa: PLR0911 - one case after the other
    found: Setting, one: Syntax, env: Env, whole: Syntax
) -> Setting:
    """Give what a step leads to: `.name`, `[index]`, `[*].name`."""
    if one.type == "get_attr":
        return taken(found, _attribute(one), shown(whole))
    if one.type == "splat":
        return _splat(found, _splat_steps(one), env, whole)
    inner = one.named_children[0] if one.named_children else one
    if inner.type == "legacy_index":
        return taken(found, text_of(inner).removeprefix("."), shown(whole))
    keys = [each for each in inner.named_children if each.type == "expression"]
    if not keys:
        return unknown(found.place, shown(whole))
    if isinstance(found.value, Pointer):
        return found
    key = plain(walk(keys[0], env))
    if isinstance(key.value, str | int | float) and not isinstance(key.value, bool):
        return under(taken(found, str(key.value), shown(whole)), key)
    return _any(found, shown(whole))


def _any(found: Setting, said: str) -> Setting:
    """Give an entry that is not known which: the value if all are the same."""
    value = found.value
    inner = list(value.values()) if isinstance(value, dict) else value
    if isinstance(inner, list | tuple) and inner:
        values = [flat(one.value) for one in inner]
        if all(one == values[0] for one in values):
            return under(inner[0], found)
    return unknown(found.place, said)


def _splat(found: Setting, steps: list[Syntax], env: Env, whole: Syntax) -> Setting:
    if isinstance(found.value, tuple):
        rows = tuple(_follow(one, steps, env, whole) for one in found.value)
        return replace(found, value=rows)
    if isinstance(found.value, Pointer):
        one = _follow(found, steps, env, whole)
        return one if isinstance(one.value, tuple) else replace(found, value=(one,))
    return unknown(found.place, shown(whole))


def taken(  # noqa: PLR0911 - one case after the other
    found: Setting, name: str, said: str
) -> Setting:
    """Give what stands in a collection under a name, or an attribute of a resource."""
    value = found.value
    if isinstance(value, Pointer):
        if name.isdecimal():
            return found
        attribute = f"{value.attribute}.{name}" if value.attribute else name
        return replace(found, value=replace(value, attribute=attribute))
    if isinstance(value, dict):
        if name in value:
            return under(value[name], found)
        missing: Value = ABSENT
        return replace(found, value=missing, condition=found.condition)
    if isinstance(value, tuple):
        at = int(name) if name.isdecimal() else -1
        if 0 <= at < len(value):
            return under(value[at], found)
        if len(value) == 1 and not name.isdecimal():
            return under(taken(value[0], name, said), found)
    if value is UNKNOWN and found.condition:
        return replace(found, otherwise=())
    return unknown(found.place, said)


def argument(pointer: Pointer) -> Setting | None:
    """Give the argument of a resource that a reference reads, if it is written."""
    owner: Module | None = pointer.owner
    if owner is None or not pointer.attribute or isinstance(pointer, Phrase):
        return None
    return owner.argument(pointer.id.removeprefix(owner.prefix), pointer.attribute)
