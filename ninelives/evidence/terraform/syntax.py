"""Terraform's text → blocks and attributes with their places, past what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ninelives.errors import Place, Problem, Unusable

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax
    from tree_sitter import Parser

MAX_DEPTH = 60
"""Blocks and expressions nested deeper are not read."""
_MOST_PROBLEMS = 5
EXTRA = "ninelives[terraform]"


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression as it is written."""

    syntax: Syntax
    file: str

    @property
    def place(self) -> Place:
        """Where it begins."""
        return place(self.syntax, self.file)


@dataclass(frozen=True, slots=True)
class Block:
    """A block: resource "aws_sqs_queue" "orders" { … }."""

    kind: str
    labels: tuple[str, ...]
    attributes: dict[str, Expr]
    blocks: tuple[Block, ...]
    place: Place

    def inner(self, kind: str) -> Iterator[Block]:
        """Give the blocks of one kind that stand right inside."""
        return (one for one in self.blocks if one.kind == kind)


def place(syntax: Syntax, file: str) -> Place:
    """Give where a piece of syntax begins."""
    row, column = syntax.start_point
    return Place(file, row + 1, column + 1)


@lru_cache(maxsize=1)
def _parser() -> Parser:
    try:
        import tree_sitter
        import tree_sitter_hcl
    except ImportError:
        raise Unusable(missing(Place(""))) from None
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))


def missing(where: Place) -> Problem:
    """Give what to say where the parser of HCL is not installed."""
    return Problem(
        where,
        "Terraform can't be read: the parser of its language is not installed",
        remedy=f'install it with pip install "{EXTRA}"',
    )


def read_hcl(text: str, file: str, problems: list[Problem]) -> tuple[Block, ...]:
    """Give the blocks of a file; what is broken in it is added to `problems`.

    Raises:
        Unusable: the parser is not installed.
    """
    try:
        tree = _parser().parse(text.encode("utf-8", "replace"))
    except Unusable:
        raise Unusable(missing(Place(file))) from None
    root = tree.root_node
    if root.has_error:
        problems.extend(_broken(root, file))
    blocks: list[Block] = []
    for child in root.children:
        if child.type == "body":
            attributes, inner = _body(child, file, 0)
            if attributes:  # a file of values
                blocks.append(Block("", (), attributes, (), place(child, file)))
            blocks.extend(inner)
        elif child.type == "block":  # what a broken file leaves without a body
            blocks.append(_block(child, file, 0))
        elif child.type == "ERROR":
            blocks.extend(
                _block(one, file, 0) for one in child.children if one.type == "block"
            )
    return tuple(blocks)


def _broken(root: Syntax, file: str) -> Iterator[Problem]:
    waiting, told = [root], 0
    while waiting and told < _MOST_PROBLEMS:
        one = waiting.pop()
        if one.is_missing:
            told += 1
            yield Problem(place(one, file), f"not HCL: {one.type!r} is missing")
        elif one.type == "ERROR":
            told += 1
            found = (one.text or b"").decode("utf-8", "replace").split("\n")[0][:40]
            yield Problem(place(one, file), f"not HCL: {found!r} here")
        elif one.has_error:
            waiting.extend(reversed(one.children))


def _body(
    body: Syntax, file: str, depth: int
) -> tuple[dict[str, Expr], tuple[Block, ...]]:
    attributes: dict[str, Expr] = {}
    blocks: list[Block] = []
    if depth > MAX_DEPTH:
        return attributes, ()
    for child in body.children:
        if child.type == "attribute":
            parts = child.named_children
            if parts and parts[-1].type == "expression":
                attributes[text_of(parts[0])] = Expr(parts[-1], file)
        elif child.type == "block":
            blocks.append(_block(child, file, depth + 1))
    return attributes, tuple(blocks)


def _block(syntax: Syntax, file: str, depth: int) -> Block:
    words = []
    attributes: dict[str, Expr] = {}
    blocks: tuple[Block, ...] = ()
    for child in syntax.named_children:
        if child.type in ("identifier", "string_lit"):
            words.append(text_of(child).strip('"'))
        elif child.type == "body":
            attributes, blocks = _body(child, file, depth)
    kind, *labels = words or [""]
    return Block(kind, tuple(labels), attributes, blocks, place(syntax, file))


def text_of(syntax: Syntax) -> str:
    """Give the text of a piece of syntax."""
    return (syntax.text or b"").decode("utf-8", "replace")
