"""Blocks by their addresses, their copies, and how they add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ninelives.evidence.model import Setting, literal, unknown
from ninelives.evidence.terraform.syntax import Block, Expr
from ninelives.evidence.terraform.values import under

if TYPE_CHECKING:
    pass


def append(found: dict[str, Setting], name: str, more: Setting) -> None:
    """Put one more block of a kind beside those there are."""
    known = found.get(name)
    if known is None:
        found[name] = more
    elif isinstance(known.value, tuple) and isinstance(more.value, tuple):
        both = [under(one, known) for one in known.value]
        both += [under(one, more) for one in more.value]
        found[name] = literal(tuple(both), known.place)


def counted(
    held: Setting, expr: Expr
) -> tuple[list[Mapping[str, Setting]], bool | None, str]:
    """Give the copies that `count` makes."""
    value = held.value
    if isinstance(value, bool) or not isinstance(value, int):
        return [{}], None, held.condition or "count"
    at = literal(0, expr.place) if value == 1 else unknown(expr.place, "count.index")
    return [{"count": literal({"index": at}, expr.place)}], value > 0, held.condition


def named(
    held: Setting, found: list[tuple[Setting, Setting]]
) -> list[tuple[Setting, Setting]]:
    """Give the keys and values that `for_each` binds."""
    if isinstance(held.value, tuple):  # a set: the key is the value
        return [(value, value) for _, value in found]
    return found


def both(*given: bool | None) -> bool | None:
    """Whether all of it exists."""
    return False if False in given else None if None in given else True


def kind_of(block: Block) -> str:
    """Give the kind of resource a block declares, or nothing."""
    if block.kind == "module" and block.labels:
        return "module"
    if block.kind in ("resource", "data") and len(block.labels) > 1:
        kind = block.labels[0]
        return kind if block.kind == "resource" else f"data.{kind}"
    return ""


def address_of(block: Block) -> str:
    """Give the address of a resource, data source or module."""
    if block.kind == "module":
        return f"module.{block.labels[0]}"
    start = "data." if block.kind == "data" else ""
    return f"{start}{block.labels[0]}.{block.labels[1]}"


def addresses(block: Block) -> Iterator[str]:
    """Give every address that a block stands for."""
    if kind_of(block):
        yield address_of(block)
    elif block.kind == "locals":
        yield from (f"local.{name}" for name in block.attributes)
    elif block.kind in ("variable", "output") and block.labels:
        kind = "var" if block.kind == "variable" else "output"
        yield f"{kind}.{block.labels[0]}"
