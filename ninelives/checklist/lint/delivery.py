"""The `delivery:` block: there is one, and each name in it exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ninelives.checklist.expression import Expression
from ninelives.checklist.grammar import Wrong, parse
from ninelives.checklist.model import SERVICE, Checklist
from ninelives.errors import Problem, nearest

_WORDS = frozenset({"mechanism", "because", "hops", "cases", "alike", "decides"})
"""Keys of a block that are no expressions."""
_NONE = "none"


def delivery(checklist: Checklist) -> Iterator[Problem]:
    """Give a problem for what is missing in a `delivery:` block, or leads nowhere."""
    written = checklist.delivery
    if not written:
        if checklist.id != SERVICE and checklist.connects is not None:
            yield Problem(
                checklist.place,
                f"{checklist.id} has no delivery",
                remedy="name a mechanism, or say `mechanism: none` and why",
                level="warning",
            )
        return
    for block in _blocks(written):
        yield from _block(checklist, block)


def _blocks(written: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Give the blocks that hops and cases are made of."""
    within = [written.get("hops"), written.get("cases")]
    nested = [part for parts in within if isinstance(parts, list) for part in parts]
    if not nested:
        yield written
    for one in nested:
        if isinstance(one, dict):
            yield from _blocks(one)


def _block(checklist: Checklist, block: Mapping[str, object]) -> Iterator[Problem]:
    name = block.get("mechanism")
    if name is None:
        yield Problem(checklist.place, "a delivery names no mechanism")
    elif name == _NONE and not block.get("because"):
        found = "a delivery without a mechanism does not say why"
        yield Problem(checklist.place, found, remedy="say so under because")
    for key, value in block.items():
        if key not in _WORDS:
            for text in _expressions(value):
                yield from _names(checklist, key, text)


def _expressions(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from (str(one[key]) for key in ("if", "value") if key in one)
        else:
            yield str(one)


def _names(checklist: Checklist, key: str, text: str) -> Iterator[Problem]:
    try:
        found: Expression = parse(text, arithmetic=True)
    except Wrong as wrong:
        yield Problem(checklist.place, f"delivery, {key}: {text!r} is {wrong}")
        return
    questions = [one.id for one in checklist.questions]
    known = {
        "answers": questions,
        "values": questions,
        "facts": list(checklist.facts),
    }
    for name in found.names:
        if name.root in known and name.key not in known[name.root]:
            yield Problem(
                checklist.place,
                f"delivery, {key}: there is no {name.root}[{name.key!r}]",
                nearest=nearest(name.key, known[name.root]),
            )
