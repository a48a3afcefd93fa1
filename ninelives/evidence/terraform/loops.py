"""`for` expressions over what is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ninelives.checklist.truth import Value
from ninelives.evidence.model import Setting, literal, unknown
from ninelives.evidence.terraform.expressions import Env, plain, shown, walk
from ninelives.evidence.terraform.syntax import place, text_of
from ninelives.evidence.terraform.values import under

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

MOST = 1000
"""A collection with more entries is not walked through."""


def loop(syntax: Syntax, env: Env) -> Setting:
    """Give what a `for` expression comes to, or unknown."""
    where = place(syntax, env.file)
    body = syntax.named_children[0] if syntax.named_children else syntax
    intro = next((one for one in body.named_children if one.type == "for_intro"), None)
    results = [one for one in body.named_children if one.type == "expression"]
    if intro is None or not results or not env.module.folders.spend(1):
        return unknown(where, shown(syntax))
    names = [text_of(one) for one in intro.named_children if one.type == "identifier"]
    over = next((one for one in intro.named_children if one.type == "expression"), None)
    held = walk(over, env) if over is not None else unknown(where)
    found = pairs(held)
    if found is None or not env.module.folders.spend(len(found)):
        return unknown(where, held.condition or shown(syntax))
    tests = [one for one in body.named_children if one.type == "for_cond"]
    rows: list[Setting] = []
    keyed: dict[str, Setting] = {}
    for key, value in found:
        bound = (key, value) if len(names) > 1 else (value,)
        inner = env.bind(**dict(zip(names, bound, strict=False)))
        kept = _kept(tests, inner)
        if kept is None:
            return unknown(where, shown(tests[0]))
        if not kept:
            continue
        made = [walk(one, inner) for one in results]
        if body.type == "for_object_expr":
            name = plain(made[0]).value
            if not isinstance(name, str | int):
                return unknown(where, shown(syntax))
            keyed[str(name)] = made[-1]
        else:
            rows.append(made[0])
    whole: Value = keyed if body.type == "for_object_expr" else tuple(rows)
    return under(literal(whole, where), held)


def _kept(tests: list[Syntax], env: Env) -> bool | None:
    for test in tests:
        inner = [one for one in test.named_children if one.type == "expression"]
        truth = plain(walk(inner[0], env)).value if inner else True
        if not isinstance(truth, bool):
            return None
        if not truth:
            return False
    return True


def pairs(held: Setting) -> list[tuple[Setting, Setting]] | None:
    """Give the keys and values of a collection; None where they are not known."""
    value = held.value
    if isinstance(value, tuple | dict) and len(value) > MOST:
        return None
    if isinstance(value, tuple):
        return [(replace(one, value=at), one) for at, one in enumerate(value)]
    if isinstance(value, dict):
        return list(_keyed(value))
    return None


def _keyed(value: dict[str, Setting]) -> Iterator[tuple[Setting, Setting]]:
    for key, one in value.items():
        yield literal(key, one.place), one
