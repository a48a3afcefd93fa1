"""Which characters of a YAML text change when a value does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from ninelives.amend import emit
from ninelives.amend.tree import (
    BARE,
    TEXT,
    Items,
    Leaf,
    Order,
    Pairs,
    Path,
    Tree,
    nested,
    place_among,
    tree_of,
    vacant,
)
from ninelives.amend.where import (
    Sheet,
    Spot,
    child,
    dash_of,
    entry_end,
    in_brackets,
    line_end,
    line_start,
    own_end,
)


class Splice(NamedTuple):
    """Characters from `start` to `end` make room for `text`."""

    start: int
    end: int
    text: str


def splice(
    sheet: Sheet, root: yaml.Node, path: Path, value: Tree | None, order: Order
) -> Splice | None:
    """Give the change that sets the value at a path, or takes it out where it is None.

    None where there is nothing to take out.
    """
    inside = in_brackets(root)
    spot = Spot(root, -sheet.step, -1, inside)
    above = spot
    for depth, step in enumerate(path):
        found = child(sheet, spot, step)
        if found is None:
            if value is None:
                return None
            rest = nested(path[depth + 1 :], value)
            return _inserted(sheet, spot, step, rest, order(path[:depth]))
        above, spot = spot, found
    if value is not None:
        return _replaced(sheet, spot, value)
    if len(above.node.value) == 1:
        return _replaced(
            sheet, above, Items() if isinstance(path[-1], int) else Pairs()
        )
    return _removed(sheet, above, path[-1])


def _replaced(sheet: Sheet, spot: Spot, value: Tree) -> Splice:
    node = spot.node
    start, end = node.start_mark.index, own_end(sheet, node)
    if spot.inside and spot.column >= 0:
        gap = "" if sheet.text[start - 1 : start] in (" ", "[", "{", ",") else " "
        colon = ":" if spot.after < 0 and not spot.item and start == end else ""
        return Splice(start, end, f"{colon}{gap}{emit.inline(value)}")
    if spot.column < 0:
        below = emit.inline(value) if vacant(value) else ""
        rows = [] if below or isinstance(value, Leaf) else emit.lines(value, 0)
        gap = sheet.newline if sheet.text[start - 1 : start] not in ("", "\n") else ""
        tail = "" if sheet.text[end:] else sheet.newline
        return Splice(start, end, gap + (below or sheet.newline.join(rows)) + tail)
    return _value_line(sheet, spot, value, start, end)


def _value_line(sheet: Sheet, spot: Spot, value: Tree, start: int, end: int) -> Splice:
    """Give the change of a value behind a colon or dash, its comment kept."""
    node, after, text = spot.node, spot.after, sheet.text
    if start == end:
        start = end = after
    beside = "\n" not in text[after:start]
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        head = re.compile(r"(?:[!&]\S*\s+)*[|>][-+0-9]*").match(text, start)
        tail = text[head.end() if head else end : line_end(sheet, start)]
    elif beside:
        tail = text[end : line_end(sheet, end)]
    else:
        tail = text[after : line_end(sheet, after)]
    if spot.item:
        column = node.start_mark.column if beside and end > after else spot.column + 2
        first, rows = emit.behind_dash(value, column, sheet.step)
    else:
        first, rows = emit.below(value, spot.column, sheet.step)
    gap = text[after:start] if beside and text[after:start].strip(" ") == "" else ""
    new = f"{gap or ' '}{first}" if first else ""
    below = "".join(f"{sheet.newline}{row}" for row in rows)
    return Splice(after, line_end(sheet, end), f"{new}{tail.rstrip()}{below}")


def _inserted(
    sheet: Sheet, spot: Spot, step: str | int, value: Tree, order: Sequence[str]
) -> Splice:
    node = spot.node
    if vacant(tree_of(node)):
        return _replaced(sheet, spot, nested((step,), value))
    if isinstance(step, int):
        return _item_added(sheet, spot, value)
    pairs = Pairs(tuple((tree_of(key), Leaf(BARE, "")) for key, _ in node.value))
    at = place_among(pairs.keys, step, order)
    key = Leaf(TEXT, step)
    first = node.value[0][0].start_mark
    if in_brackets(node):
        new = emit.pair(key, value)
        if at:
            end = own_end(sheet, node.value[at - 1][1])
            return Splice(end, end, f", {new}")
        return Splice(first.index, first.index, f"{new}, ")
    rows = emit.lines(Pairs(((key, value),)), first.column, sheet.step)
    return _rows_added(sheet, spot, rows, at)


def _rows_added(sheet: Sheet, spot: Spot, rows: list[str], at: int) -> Splice:
    """Give the change that adds the lines of an entry to a mapping in block layout."""
    pairs = spot.node.value
    column = pairs[0][0].start_mark.column
    if at:
        # what stands below the last key in its own column goes with it
        deeper = column - 1 if at == len(pairs) else column
        end = entry_end(sheet, pairs[at - 1][1], deeper)
        return Splice(end, end, "".join(f"{sheet.newline}{row}" for row in rows))
    first = pairs[0][0].start_mark.index
    if spot.after < 0 or "\n" not in sheet.text[spot.after : first]:
        new = sheet.newline.join(rows)[column:]
        return Splice(first, first, f"{new}{sheet.newline}{' ' * column}")
    end = line_end(sheet, spot.after)
    return Splice(end, end, "".join(f"{sheet.newline}{row}" for row in rows))


def _item_added(sheet: Sheet, spot: Spot, value: Tree) -> Splice:
    node = spot.node
    end = own_end(sheet, node.value[-1])
    if in_brackets(node):
        return Splice(end, end, f", {emit.inline(value)}")
    column = node.start_mark.column
    end = entry_end(sheet, node.value[-1], column)
    rows = emit.lines(Items((value,)), column, sheet.step)
    return Splice(end, end, "".join(f"{sheet.newline}{row}" for row in rows))


def _removed(sheet: Sheet, spot: Spot, step: str | int) -> Splice:
    entries = [one if isinstance(one, tuple) else (one, one) for one in spot.node.value]
    if isinstance(step, int):
        at = step
    else:
        at = next(n for n, one in enumerate(entries) if one[0].value == step)
    first, last = entries[at]
    if in_brackets(spot.node):
        return _removed_inside(sheet, entries, at)
    start, column = first.start_mark.index, spot.node.start_mark.column
    if isinstance(step, int):
        start = dash_of(sheet, spot.node, first)
    line = line_start(sheet, start)
    end = entry_end(sheet, last, column)
    if sheet.text[line:start].strip():
        # the first behind a dash: the next takes its place
        following = entries[at + 1][0].start_mark.index
        if isinstance(step, int):
            following = dash_of(sheet, spot.node, entries[at + 1][0])
        between = sheet.text[end:following]
        return Splice(start, end if between.strip() else following, "")
    ended = sheet.text.find("\n", end)
    if ended < 0:
        before = line - 2 if sheet.text[line - 2 : line] == "\r\n" else line - 1
        return Splice(max(before, 0), len(sheet.text), "")
    return Splice(line, ended + 1, "")


def _removed_inside(
    sheet: Sheet, entries: list[tuple[yaml.Node, yaml.Node]], at: int
) -> Splice:
    """Give the change that takes an entry and one comma out of brackets."""
    start, end = entries[at][0].start_mark.index, own_end(sheet, entries[at][1])
    if at + 1 < len(entries):
        following = entries[at + 1][0].start_mark.index
        if "#" not in sheet.text[end:following]:
            return Splice(start, following, "")
        comma = re.compile(r"(?:[ \t\r\n]|#[^\n]*\n)*,[ \t]*").match(sheet.text, end)
        return Splice(start, comma.end() if comma else end, "")
    before = own_end(sheet, entries[at - 1][1]) if at else start
    # a comment between stays, and the comma before it, which may come last
    return Splice(start if "#" in sheet.text[before:start] else before, end, "")
