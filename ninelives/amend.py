"""Changes a YAML text where it is meant to change, and nowhere else.

Comments, the order of keys, keys nobody knows, quotes and line ends stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

import yaml

from ninelives import document
from ninelives.emit import block, flow, in_flow
from ninelives.errors import Unusable

Path = Sequence[str | int]
"""The way to a value: keys of mappings, places in lists."""
Data = Any
"""Plain mappings, lists and scalars, as `document.plain` gives them."""


def put(text: str, path: Path, value: Data, order: Sequence[str] = ()) -> str:
    """Give the text with the value at a path set.

    Args:
        text: YAML that holds one mapping, or nothing.
        path: mappings on the way that are missing are made; a place one past the end
            of a list appends.
        value: a scalar, mapping or list.
        order: a new last key is put behind the nearest of these that precedes it.

    Raises:
        Unusable: the text is no YAML that we read.
        KeyError: the path leads through something that is no mapping or list.
    """
    return _edited(text, list(path), value, order)


def drop(text: str, path: Path) -> str:
    """Give the text without the value at a path; the same text where there is none."""
    return _edited(text, list(path), _GONE, ())


_GONE = object()


def _edited(text: str, path: list[str | int], value: Data, order: Sequence[str]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    crlf = body.count("\r\n") > body.count("\n") // 2
    body = body.replace("\r\n", "\n")
    root = document.compose_any(body, "the file")
    before = {} if root is None else document.plain(root)
    wanted = _changed(before, path, value)
    if wanted == before and root is not None:
        return text
    after = _Text(body).edit(root, path, value, order)
    if not _reads_as(after, wanted):
        after = block(wanted, 0)  # sure to be right, at the price of the layout
    return mark + (after.replace("\n", "\r\n") if crlf else after)


def _reads_as(text: str, wanted: Data) -> bool:
    try:
        root = document.compose_any(text, "the file")
    except Unusable:
        return False
    found = {} if root is None else document.plain(root)
    return found == wanted or (not found and not wanted)


def _changed(data: Data, path: list[str | int], value: Data) -> Data:
    """Give the data as it is meant to be."""
    made = deepcopy(data)
    at = made
    for step, following in pairwise(path):
        if (
            isinstance(at, dict)
            and at.get(str(step)) in (None, "")
            and value is not _GONE
        ):
            at[str(step)] = [] if isinstance(following, int) else {}
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            if value is _GONE:
                return made
            raise KeyError(step) from None
    last = path[-1]
    if value is _GONE:
        _remove(at, last)
    elif isinstance(at, list) and isinstance(last, int):
        at[last : last + 1] = [deepcopy(value)]
    elif isinstance(at, dict):
        at[str(last)] = deepcopy(value)
    else:
        raise KeyError(last)
    return made


def _remove(at: Data, last: str | int) -> None:
    if isinstance(at, dict):
        at.pop(str(last), None)
    elif isinstance(at, list) and isinstance(last, int):
        del at[last : last + 1]


class _Text:
    """A text with offsets by line, edited once."""

    def __init__(self, text: str) -> None:
        self.text = text if not text or text.endswith("\n") else text + "\n"
        self._lines = [0]
        for line in self.text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def edit(
        self,
        root: yaml.Node | None,
        path: list[str | int],
        value: Data,
        order: Sequence[str],
    ) -> str:
        """Give the text with one value set, or dropped."""
        if root is None:
            return self.text + block(_nested(path, value), 0)
        node, at = root, 0
        trail: list[yaml.Node] = [root]
        while at < len(path):
            child = _child(node, path[at])
            if child is None or ((child_empty := _empty(child)) and at < len(path) - 1):
                break
            del child_empty
            node, at = child, at + 1
            trail.append(node)
        else:
            return self._replace(trail, path, value)
        if value is _GONE:
            return self.text
        return self._insert(
            trail, path[: at + 1], _nested(path[at + 1 :], value), order
        )

    def _offset(self, mark: Any) -> int:
        start: int = self._lines[mark.line]
        return start + int(mark.column)

    def _end(self, node: yaml.Node) -> int:
        """Give where a node's own text ends, comments behind it left out."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end = self._offset(node.end_mark)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self.text[:end].rstrip())
        return end

    def _line_end(self, offset: int) -> int:
        return self.text.index("\n", max(0, offset)) + 1

    def _splice(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def _replace(
        self, trail: list[yaml.Node], path: list[str | int], value: Data
    ) -> str:
        """Set or drop what is there."""
        outer = next(
            (at for at, one in enumerate(trail[:-1]) if _in_flow(one)), len(trail) - 1
        )
        parent = trail[-2]
        if outer < len(trail) - 1:
            node = trail[outer]
            data = _changed(document.plain(node), path[outer:], value)
            start, end = self._offset(node.start_mark), self._end(node)
            return self._splice(start, end, flow(data))
        if value is _GONE:
            if len(parent.value) == 1 and len(trail) > 2:  # noqa: PLR2004 - has a parent
                empty: Data = {} if isinstance(parent, yaml.MappingNode) else []
                return self._replace(trail[:-1], path[:-1], empty)
            return self._drop_entry(parent, path[-1])
        old = trail[-1]
        if isinstance(old, yaml.ScalarNode) and in_flow(value):
            start, end = self._offset(old.start_mark), self._end(old)
            space = "" if self.text[start - 1 : start] in (" ", "\n") else " "
            return self._splice(start, end, space + flow(value))
        return self._rewrite(parent, path[-1], value)

    def _entry(self, parent: yaml.Node, step: str | int) -> tuple[int, int, int]:
        """Give where an entry starts and its own text ends, and its column."""
        if isinstance(parent, yaml.MappingNode):
            key, found = next(one for one in parent.value if one[0].value == step)
            start, column = self._offset(key.start_mark), key.start_mark.column
        else:
            found = parent.value[int(step)]
            start = self.text.rindex("-", 0, self._offset(found.start_mark))
            column = start - self._lines[self._line_of(start)]
        return start, max(self._end(found), start), column

    def _line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset)

    def _rewrite(self, parent: yaml.Node, step: str | int, value: Data) -> str:
        start, end, column = self._entry(parent, step)
        new = block({step: value} if isinstance(step, str) else [value], column)
        rest = self.text[end : self._line_end(end) - 1] if end < len(self.text) else ""
        tail = rest if rest.strip().startswith("#") and "\n" not in new[:-1] else ""
        after = self._line_end(max(end - 1, start))
        return self._splice(start, after, new[column:-1] + tail + "\n")

    def _drop_entry(self, parent: yaml.Node, step: str | int) -> str:
        start, end, _ = self._entry(parent, step)
        line = self._lines[self._line_of(start)]
        if self.text[line:start].strip():
            # the first key behind a dash: the next key takes its place
            following = parent.value[1][0]
            return self._splice(start, self._offset(following.start_mark), "")
        return self._splice(line, self._line_end(max(end - 1, start)), "")

    def _insert(
        self,
        trail: list[yaml.Node],
        path: list[str | int],
        value: Data,
        order: Sequence[str],
    ) -> str:
        """Add a key to a mapping, or an item to a list."""
        parent, step = trail[-1], path[-1]
        if _child(parent, step) is not None:
            return self._rewrite(parent, step, value)
        outer = next((at for at, one in enumerate(trail) if _in_flow(one)), None)
        if outer is not None or not parent.value:
            if outer is None or (outer == len(trail) - 1 and not parent.value):
                # an empty mapping or list takes the block layout
                return self._fill(trail, path, value)
            node = trail[outer]
            data = _changed(document.plain(node), path[outer:], value)
            start, end = self._offset(node.start_mark), self._end(node)
            return self._splice(start, end, flow(data))
        if isinstance(parent, yaml.SequenceNode):
            _, end, column = self._entry(parent, len(parent.value) - 1)
            at = self._line_end(max(end - 1, 0))
            return self._splice(at, at, block([value], column))
        return self._insert_key(parent, str(step), value, order)

    def _fill(self, trail: list[yaml.Node], path: list[str | int], value: Data) -> str:
        step = path[-1]
        data: Data = [value] if isinstance(step, int) else {step: value}
        if len(trail) == 1:
            node = trail[0]
            start, end = self._offset(node.start_mark), self._end(node)
            return self._splice(start, end, block(data, 0).rstrip("\n"))
        return self._rewrite(trail[-2], path[-2], data)

    def _insert_key(
        self, parent: yaml.Node, key: str, value: Data, order: Sequence[str]
    ) -> str:
        keys = [one[0].value for one in parent.value]
        column = parent.value[0][0].start_mark.column
        new = block({key: value}, column)
        before = list(order[: order.index(key)]) if key in order else keys
        behind = next((one for one in reversed(before) if one in keys), None)
        if behind is None:
            first = parent.value[0][0]
            start = self._offset(first.start_mark)
            line = self._lines[first.start_mark.line]
            if self.text[line:start].strip():
                return self._splice(start, start, new[column:] + " " * column)
            return self._splice(line, line, new)
        _, end, _ = self._entry(parent, behind)
        at = self._line_end(max(end - 1, 0))
        return self._splice(at, at, new)


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((one[1] for one in node.value if one[0].value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    return None


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and document.scalar(node) is None


def _in_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _nested(path: Sequence[str | int], value: Data) -> Data:
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value
