"""Where the values of a YAML text stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from ninelives.amend import emit


@dataclass(frozen=True, slots=True)
class Sheet:
    """A YAML text and its habits."""

    text: str
    newline: str
    step: int
    """How many columns it indents a level."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a text."""

    node: yaml.Node
    column: int
    """The column of its key or dash; less than none for the whole document."""
    after: int
    """Where its colon or dash ends; -1 where there is none."""
    inside: bool
    """Whether it stands inside brackets."""
    item: bool = False
    """Whether it stands behind a dash."""


def sheet_of(text: str, root: yaml.Node | None) -> Sheet:
    """Give a text with its habits: line ends, and how far it indents."""
    newline = "\r\n" if "\r\n" in text else "\n"
    steps: list[int] = []
    if isinstance(root, yaml.MappingNode) and not in_brackets(root):
        for _, value in root.value:
            if isinstance(value, yaml.MappingNode) and not in_brackets(value):
                steps.append(value.start_mark.column)
    return Sheet(text, newline, min(filter(None, steps), default=emit.STEP))


def in_brackets(node: yaml.Node) -> bool:
    """Whether a node is a mapping or list in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def child(sheet: Sheet, spot: Spot, step: str | int) -> Spot | None:
    """Give the value at a key or place inside another, or None."""
    node = spot.node
    inside = spot.inside or in_brackets(node)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                colon = re.compile(r"\s*:").match(sheet.text, key.end_mark.index)
                after = colon.end() if colon else -1
                return Spot(value, key.start_mark.column, after, inside)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        if not 0 <= step < len(node.value):
            return None
        value = node.value[step]
        dash = -1 if inside else dash_of(sheet, node, value)
        return Spot(value, node.start_mark.column, dash + 1, inside, item=True)
    return None


def dash_of(sheet: Sheet, node: yaml.Node, item: yaml.Node) -> int:
    """Give where the dash before an item stands."""
    at = item.start_mark.index
    column = node.start_mark.column
    while True:
        line = line_start(sheet, at)
        if line + column < item.start_mark.index and sheet.text[line + column] == "-":
            return line + column
        if line == 0:
            return -1
        at = line - 1


def line_start(sheet: Sheet, at: int) -> int:
    """Give where the line begins."""
    return sheet.text.rfind("\n", 0, at) + 1


def line_end(sheet: Sheet, at: int) -> int:
    """Give where the line ends, before its newline."""
    end = sheet.text.find("\n", at)
    end = len(sheet.text) if end < 0 else end
    return end - 1 if end > at and sheet.text[end - 1] == "\r" else end


def own_end(sheet: Sheet, node: yaml.Node) -> int:
    """Give where a value's own text ends: comments and blank lines behind left out."""
    if isinstance(node, yaml.CollectionNode) and not in_brackets(node) and node.value:
        last = node.value[-1]
        return own_end(sheet, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        text = sheet.text[start:end]
        head = text.split("\n", 1)[0]
        if "+" in head.split("#")[0]:  # its blank lines are part of it
            return start + len(text.removesuffix("\n").removesuffix("\r"))
        return start + len(text.rstrip())
    return int(end)


def entry_end(sheet: Sheet, node: yaml.Node, column: int) -> int:
    """Give where an entry's last line ends, its deeper comments included."""
    end = at = line_end(sheet, own_end(sheet, node))
    while at < len(sheet.text):
        start = sheet.text.find("\n", at) + 1
        if not start:
            break
        at = line_end(sheet, start)
        line = sheet.text[start:at]
        bare = line.strip()
        if bare.startswith("#") and len(line) - len(line.lstrip()) > column:
            end = at
        elif bare:
            break
    return end
