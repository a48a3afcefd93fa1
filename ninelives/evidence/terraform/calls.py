"""Terraform's functions that matter to a map, over what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.model import Setting, literal, unknown
from ninelives.evidence.terraform.expressions import Env, plain, shown, walk
from ninelives.evidence.terraform.loops import MOST, pairs
from ninelives.evidence.terraform.syntax import place, text_of
from ninelives.evidence.terraform.templates import pieces
from ninelives.evidence.terraform.values import (
    Hole,
    Phrase,
    Pointer,
    flat,
    joined,
    mixed,
    opened,
    under,
)

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

    from ninelives.errors import Place

Given = Sequence[Setting]
_SAME = (
    *("jsonencode", "jsondecode", "yamlencode", "tolist", "toset", "tomap"),
    *("tostring", "tonumber", "tobool", "nonsensitive", "sensitive", "distinct"),
    "sort",
)
"""What leaves a value as it is, for our purpose."""


def call(syntax: Syntax, env: Env) -> Setting:
    """Give what a call comes to; a function this does not know gives unknown."""
    where = place(syntax, env.file)
    children = syntax.named_children
    name = text_of(children[0]) if children else ""
    listed = next((one for one in children if one.type == "function_arguments"), None)
    inner = listed.named_children if listed is not None else []
    exprs = [one for one in inner if one.type == "expression"]
    given = [walk(one, env) for one in exprs]
    if any(one.type == "ellipsis" for one in inner) and given:
        last = given.pop()
        if not isinstance(last.value, tuple):
            return unknown(where, shown(syntax))
        given.extend(last.value)
    read = _READ.get(name)
    if name in _SAME and given:
        return opened(given[0]) if name == "jsondecode" else given[0]
    if read is None or not given:
        return unknown(where, shown(syntax))
    found = read(given, where)
    if found.value is UNKNOWN and not found.condition:
        return replace(found, condition=shown(syntax))
    return found


def _coalesce(given: Given, where: Place) -> Setting:
    hangs: list[Setting] = []
    for one in given:
        hangs.append(one)
        if one.value is UNKNOWN:
            break
        if one.value is not ABSENT and one.value != "":
            return mixed(one.value, where, hangs)
    return mixed(UNKNOWN, where, hangs)


def _try(given: Given, where: Place) -> Setting:
    for one in given[:-1]:
        value = one.value
        if isinstance(value, Pointer) and value.owner is not None:
            there = value.owner.holds(value)
            if there is False:
                continue
        if value is not UNKNOWN and value is not ABSENT:
            return one
        if value is UNKNOWN:
            return replace(one, place=where)
    return given[-1]


def _lookup(given: Given, _where: Place) -> Setting:
    key = plain(given[1]).value if len(given) > 1 else UNKNOWN
    if isinstance(given[0].value, dict) and isinstance(key, str):
        found = given[0].value.get(key)
        if found is not None:
            return under(found, given[0])
        if len(given) > 2:  # noqa: PLR2004 - the third is what stands in for it
            return under(given[2], given[0])
    return unknown(given[0].place, given[0].condition)


def _merge(given: Given, where: Place) -> Setting:
    found: dict[str, Setting] = {}
    for one in given:
        if one.value is ABSENT:
            continue
        if not isinstance(one.value, dict):
            return unknown(where, one.condition)
        found.update({key: under(each, one) for key, each in one.value.items()})
    return literal(found, where)


def _concat(given: Given, where: Place) -> Setting:
    rows: list[Setting] = []
    for one in given:
        if one.value is ABSENT:
            continue
        if not isinstance(one.value, tuple):
            return unknown(where, one.condition)
        rows.extend(under(each, one) for each in one.value)
        if len(rows) > MOST:
            return unknown(where, "too many entries")
    return mixed(tuple(rows), where, given)


def _compact(given: Given, _where: Place) -> Setting:
    found = given[0]
    if not isinstance(found.value, tuple):
        return found
    rows = tuple(one for one in found.value if one.value not in (ABSENT, ""))
    return replace(found, value=rows)


def _flatten(given: Given, where: Place) -> Setting:
    rows: list[Setting] = []
    waiting = list(given)
    while waiting:
        one = waiting.pop(0)
        if len(rows) + len(waiting) > MOST:
            return unknown(where, "too many entries")
        if isinstance(one.value, tuple):
            waiting[:0] = [under(each, one) for each in one.value]
        elif one.value is UNKNOWN:
            return unknown(where, one.condition)
        else:
            rows.append(one)
    return mixed(tuple(rows), where, given)


def _element(given: Given, where: Place) -> Setting:
    found = given[0]
    if isinstance(found.value, Pointer):
        return found
    at = plain(given[1]).value if len(given) > 1 else 0
    if isinstance(found.value, tuple) and found.value and isinstance(at, int):
        return under(found.value[at % len(found.value)], found)
    return unknown(where, found.condition)


def _one(given: Given, where: Place) -> Setting:
    found = given[0]
    if isinstance(found.value, tuple):
        return under(found.value[0], found) if found.value else literal(ABSENT, where)
    return found


def _keys(given: Given, where: Place) -> Setting:
    found = pairs(given[0])
    if found is None:
        return unknown(where, given[0].condition)
    return mixed(tuple(key for key, _ in found), where, given)


def _values(given: Given, where: Place) -> Setting:
    found = pairs(given[0])
    if found is None:
        return unknown(where, given[0].condition)
    return mixed(tuple(value for _, value in found), where, given)


def _length(given: Given, where: Place) -> Setting:
    value = given[0].value
    size = len(value) if isinstance(value, tuple | dict | str) else UNKNOWN
    return mixed(size, where, given)


def _join(given: Given, where: Place) -> Setting:
    rows = given[1].value if len(given) > 1 else UNKNOWN
    sign = plain(given[0]).value
    if not isinstance(rows, tuple) or not isinstance(sign, str):
        return unknown(where, given[-1].condition)
    parts: list[str | Pointer | Hole] = []
    for at, one in enumerate(rows):
        parts.extend((sign,) if at else ())
        parts.extend(pieces(one, one.condition))
    value = joined(parts)
    return mixed(Phrase(tuple(parts)) if value is UNKNOWN else value, where, given)


def _format(given: Given, where: Place) -> Setting:
    text = plain(given[0]).value
    if not isinstance(text, str):
        return unknown(where, given[0].condition)
    bits = text.replace("%d", "%s").replace("%v", "%s").split("%s")
    if len(bits) != len(given):
        return unknown(where, text)
    parts: list[str | Pointer | Hole] = [bits[0]]
    for bit, one in zip(bits[1:], given[1:], strict=True):
        parts.extend((*pieces(one, one.condition), bit))
    value = joined([one for one in parts if one != ""])
    return mixed(Phrase(tuple(parts)) if value is UNKNOWN else value, where, given)


def _words(change: Callable[..., Value]) -> Callable[[Given, Place], Setting]:
    def read(given: Given, where: Place) -> Setting:
        plains = [flat(plain(one).value) for one in given]
        if any(one is UNKNOWN or isinstance(one, Phrase | Pointer) for one in plains):
            return mixed(UNKNOWN, where, given)
        try:
            value = change(*plains)
        except (TypeError, ValueError, AttributeError, IndexError):
            value = UNKNOWN
        if isinstance(value, list):
            value = tuple(literal(one, where) for one in value)
        return mixed(value, where, given)

    return read


_READ: Mapping[str, Callable[[Given, Place], Setting]] = {
    "coalesce": _coalesce,
    "coalescelist": _coalesce,
    "try": _try,
    "lookup": _lookup,
    "merge": _merge,
    "concat": _concat,
    "setunion": _concat,
    "compact": _compact,
    "flatten": _flatten,
    "element": _element,
    "one": _one,
    "keys": _keys,
    "values": _values,
    "length": _length,
    "join": _join,
    "format": _format,
    "lower": _words(lambda text: text.lower()),
    "upper": _words(lambda text: text.upper()),
    "trimspace": _words(lambda text: text.strip()),
    "replace": _words(lambda text, old, new: text.replace(old, new)),
    "trimsuffix": _words(lambda text, end: text.removesuffix(end)),
    "trimprefix": _words(lambda text, start: text.removeprefix(start)),
    "split": _words(lambda sign, text: text.split(sign)),
    "max": _words(max),
    "min": _words(min),
    "floor": _words(lambda number: int(number // 1)),
    "ceil": _words(lambda number: int(-(-number // 1))),
    "contains": _words(lambda rows, one: one in rows),
    "startswith": _words(lambda text, start: text.startswith(start)),
    "endswith": _words(lambda text, end: text.endswith(end)),
    "range": _words(lambda *bounds: list(range(*bounds[:2]))[:1000]),
    "abs": _words(abs),
    "parseint": _words(int),
}
"""What reads which function; any other gives unknown."""
