"""A folder of Terraform as a module: variables, locals, calls and resources, lazily."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT
from ninelives.errors import Place, Problem
from ninelives.evidence.model import Origin, Setting, literal, unknown
from ninelives.evidence.terraform import blocks
from ninelives.evidence.terraform.expressions import evaluate
from ninelives.evidence.terraform.given import META, Given
from ninelives.evidence.terraform.loops import pairs
from ninelives.evidence.terraform.resources import Resource
from ninelives.evidence.terraform.syntax import Block, Expr
from ninelives.evidence.terraform.values import Pointer

if TYPE_CHECKING:
    from ninelives.evidence.terraform.folders import Folders

DEEPEST = 12
"""Modules within modules deeper than this are not followed."""
_REPEATS = frozenset({"count", "for_each"})
_META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection", "dynamic"})
_COPIES = 200


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A folder, with what its caller gives it."""

    folder: str
    blocks: Sequence[Block]
    folders: Folders
    prefix: str = ""
    given: Mapping[str, Setting] | None = None
    """The arguments of the call; None for the folder that is applied itself."""
    within: tuple[str, ...] = ()
    condition: str = ""
    exists: bool | None = True
    _known: dict[str, Setting] = field(default_factory=dict)
    _children: dict[str, Module | None] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)
    _index: dict[str, Block] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index what stands in the folder by its address."""
        for block in self.blocks:
            for address in blocks.addresses(block):
                self._index.setdefault(address, block)

    def variable(self, name: str) -> Setting:
        """Give the value of a variable: given, set in a file, or its default."""
        block = self._index.get(f"var.{name}")
        if self.given is not None and name in self.given:
            found = self.given[name]
            if found.value is not ABSENT:
                return found
        elif self.given is None:
            written = self.folders.set_in(self.folder, name)
            if written is not None:
                return evaluate(written, self, {})
        where = block.place if block else Place(self.folder)
        if block is None or "default" not in block.attributes:
            return Setting(
                Pointer(f"{self.prefix}var.{name}"),
                Origin.UNKNOWN,
                where,
                f"{self.prefix}var.{name}",
            )
        found = self._once(f"var.{name}", block.attributes["default"])
        if self.given is None and found.origin is Origin.LITERAL:
            return replace(found, origin=Origin.PARAMETER, condition=f"var.{name}")
        return found

    def local(self, name: str) -> Setting:
        """Give the value of a local name."""
        block = self._index.get(f"local.{name}")
        if block is None:
            return unknown(Place(self.folder), f"local.{name}")
        return self._once(f"local.{name}", block.attributes[name])

    def output(self, name: str, where: Place) -> Setting:
        """Give an output of the module."""
        block = self._index.get(f"output.{name}")
        if block is None or "value" not in block.attributes:
            return unknown(where, f"{self.prefix}{name}")
        return self._once(f"output.{name}", block.attributes["value"])

    def argument(self, address: str, attribute: str) -> Setting | None:
        """Give an argument of a resource, None where it is not written."""
        block = self._index.get(address)
        if block is None or attribute not in block.attributes:
            return None
        if "for_each" in block.attributes or "count" in block.attributes:
            return None
        return self._once(f"{address}.{attribute}", block.attributes[attribute])

    def holds(self, pointer: Pointer) -> bool | None:
        """Whether what a reference means exists under the defaults."""
        block = self._index.get(pointer.id.removeprefix(self.prefix))
        return self.copies(block)[1] if block is not None else True

    def _once(self, key: str, expr: Expr) -> Setting:
        if key in self._known:
            return self._known[key]
        if len(self._busy) > DEEPEST * 2:
            return unknown(expr.place, "too many names lead to one another")
        if key in self._busy:
            return unknown(expr.place, f"{key} goes round in a circle")
        self._busy.add(key)
        try:
            found = evaluate(expr, self, {})
        finally:
            self._busy.discard(key)
        self._known[key] = found
        return found

    def child(self, name: str) -> Module | None:
        """Give the module that is called by a name; None where it is not at hand."""
        if name not in self._children:
            self._children[name] = None
            block = self._index.get(f"module.{name}")
            if block is not None:
                self._children[name] = self._called(block)
        return self._children[name]

    def _called(self, block: Block) -> Module | None:
        source = self.source(block)
        folder = self.folders.follow(self.folder, source)
        if folder is None or folder in self.within or len(self.within) > DEEPEST:
            if folder is not None and folder in self.within:
                self.folders.problems.append(
                    Problem(block.place, f"the module {source} calls itself")
                )
            return None
        names, exists, condition = self.copies(block)
        given = Given(self, block, names[0] if len(names) == 1 else {})
        both = dict.fromkeys(filter(None, (self.condition, condition)))
        return Module(
            folder,
            self.folders.blocks(folder),
            self.folders,
            f"{self.prefix}module.{block.labels[0]}.",
            given,
            (*self.within, folder),
            ", ".join(both),
            blocks.both(self.exists, exists),
        )

    def source(self, block: Block) -> str:
        """Give where a module comes from."""
        written = block.attributes.get("source")
        value = evaluate(written, self, {}).value if written else ""
        return value if isinstance(value, str) else ""

    def copies(
        self, block: Block
    ) -> tuple[list[Mapping[str, Setting]], bool | None, str]:
        """Give the names bound in each copy, whether one is, and its condition."""
        expr = block.attributes.get("count") or block.attributes.get("for_each")
        key = f"{block.kind}.{'.'.join(block.labels)}#"
        if expr is None or key in self._busy:
            return [{}], True, ""
        self._busy.add(key)
        try:
            held = evaluate(expr, self, {})
        finally:
            self._busy.discard(key)
        if "count" in block.attributes:
            return blocks.counted(held, expr)
        found = pairs(held)
        if found is None:
            return [{}], None, held.condition or "for_each"
        names: list[Mapping[str, Setting]] = [
            {"each": literal({"key": key, "value": value}, expr.place)}
            for key, value in blocks.named(held, found)[:_COPIES]
        ]
        return names or [{}], bool(names), held.condition

    def size(self, block: Block) -> int:
        """Give how many copies `count` makes; 0 where that is not known."""
        expr = block.attributes.get("count")
        value = evaluate(expr, self, {}).value if expr is not None else 0
        return min(value, _COPIES) if isinstance(value, int) else 0

    def resources(self) -> Iterator[Resource]:
        """Give every resource, those of the modules at hand included."""
        for block in self.blocks:
            if block.kind == "module" and block.labels:
                child = self.child(block.labels[0])
                if child is not None:
                    yield from child.resources()
                    continue
            kind = blocks.kind_of(block)
            if not kind:
                continue
            names, exists, condition = self.copies(block)
            both = dict.fromkeys(filter(None, (self.condition, condition)))
            made = blocks.both(self.exists, exists)
            if made is False and not both:
                continue  # nothing that could be given otherwise would make it
            keeps = any(
                "prevent_destroy" in one.attributes for one in block.inner("lifecycle")
            )
            for at, bound in enumerate(names):
                yield Resource(
                    self.prefix + blocks.address_of(block),
                    kind,
                    self.body(block, bound),
                    block.place,
                    ", ".join(both),
                    made,
                    self.source(block) if kind == "module" else "",
                    keeps,
                    str(at) if len(names) > 1 else "",
                    self.size(block),
                )

    def body(self, block: Block, names: Mapping[str, Setting]) -> Setting:
        """Give the arguments and blocks of a block by name."""
        found: dict[str, Setting] = {
            key: evaluate(expr, self, names)
            for key, expr in block.attributes.items()
            if key not in (META if block.kind == "module" else _REPEATS)
        }
        for inner in block.blocks:
            if inner.kind in _META_BLOCKS and inner.kind != "dynamic":
                continue
            if inner.kind == "dynamic" and inner.labels:
                blocks.append(found, inner.labels[0], self._dynamic(inner, names))
            else:
                made = literal((self.body(inner, names),), inner.place)
                blocks.append(found, inner.kind, made)
        return literal(found, block.place)

    def _dynamic(self, block: Block, names: Mapping[str, Setting]) -> Setting:
        expr = block.attributes.get("for_each")
        content = next(block.inner("content"), None)
        if expr is None or content is None:
            return unknown(block.place, "a dynamic block without content")
        held = evaluate(expr, self, names)
        written = block.attributes.get("iterator")
        shown = written.syntax.text if written else None
        iterator = shown.decode() if shown else block.labels[0]

        def made(value: object) -> tuple[Setting, ...] | None:
            found = pairs(replace(held, value=value))
            if found is None:
                return None
            return tuple(
                self.body(
                    content,
                    {**names, iterator: literal({"key": k, "value": v}, expr.place)},
                )
                for k, v in found
            )

        bodies = made(held.value)
        if bodies is None:
            return unknown(block.place, held.condition or "for_each of a dynamic block")
        others = tuple(x for x in map(made, held.otherwise) if x is not None)
        return replace(held, value=bodies, place=block.place, otherwise=others)
