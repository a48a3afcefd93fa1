"""YAML text → nodes that remember their line: safe on strangers' files.

No tag is obeyed, no alias is followed, depth and size are bounded *before* the C
loader composes anything (it crashes the process on a hundred thousand brackets).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ninelives.errors import Place, Problem, Unusable, unusable

MAX_BYTES = 2_000_000
"""A larger file is refused."""
MAX_DEPTH = 64
"""Collections nested deeper are refused."""
_SAFE_COLUMNS = 96
_FLOW = re.compile(r"[\[\]{}]")
_BLOCK = re.compile(r"^[ \t?:-]*", re.MULTILINE)
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s&*,\]}]", re.MULTILINE)
_STR, _SEQ, _MAP = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))

Mark = Any
"""A YAML mark: pure and C loaders have one each, with line and column from 0."""

Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(Base):  # type: ignore[misc,valid-type]  # the C loader where there is one
    """Composes nodes and decides no type: what a scalar means, its reader knows."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        """Give the plain tag of the node's kind."""
        del value, implicit
        if kind is yaml.ScalarNode:
            return _STR
        return _SEQ if kind is yaml.SequenceNode else _MAP


def read_text(path: Path) -> str:
    """Read a text file.

    Raises:
        Unusable: it is missing, unreadable, too large or not UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise unusable(
                path,
                f"the file has {size:,} bytes",
                expected=f"at most {MAX_BYTES:,} bytes",
            )
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise unusable(path, f"can't be read: {reason}") from None
    except UnicodeDecodeError as error:
        raise unusable(
            path, f"not UTF-8 text (byte {error.start})", remedy="save it as UTF-8"
        ) from None


def read(path: Path, name: str = "") -> yaml.MappingNode:
    """Read a YAML file that holds one mapping.

    Args:
        path: the file.
        name: how to call it in problems; its path by default.

    Raises:
        Unusable: with every problem found and its place.
    """
    return compose(read_text(path), name or str(path))


def compose(text: str, name: str) -> yaml.MappingNode:
    """Give the node of YAML text that holds one mapping; raises `Unusable`."""
    node = compose_any(text, name)
    if node is None:
        raise unusable(name, "the file is empty", expected="a mapping of keys")
    if not isinstance(node, yaml.MappingNode):
        place = place_of(node, name)
        raise Unusable(Problem(place, kind_of(node), expected="a mapping of keys"))
    return node


def compose_any(text: str, name: str) -> yaml.Node | None:
    """Give the root node of YAML text, None when it is empty; raises `Unusable`."""
    try:
        if _may_be_deep(text):
            _refuse_depth_and_aliases(text, name)
        loader = _Loader(text)
        try:
            node: yaml.Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise Unusable(_syntax(error, name)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, max(error.position, 0)) + 1
        found = f"character {error.character!r} is not allowed in YAML"
        raise Unusable(Problem(Place(name, line), found)) from None
    except RecursionError:
        raise unusable(name, "nested too deeply") from None
    anchored = ("&" in text or "*" in text) and _ANCHOR.search(text)
    if node is not None and anchored and _shares(node):
        _refuse_depth_and_aliases(text, name)
    return node


def _shares(root: yaml.Node) -> bool:
    """Whether a node stands in two places, as an alias makes it."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting.extend(one for pair in node.value for one in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
    return False


def _may_be_deep(text: str) -> bool:
    """Whether nesting could pass what is harmless; errs on the side of yes."""
    depth = 0
    for match in _FLOW.finditer(text):
        depth += 1 if match.group() in "[{" else -1
        depth = max(depth, 0)
        if depth > MAX_DEPTH:
            return True
    return any(len(found) > _SAFE_COLUMNS for found in _BLOCK.findall(text))


def _refuse_depth_and_aliases(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise Unusable(
                    Problem(
                        _mark(event.start_mark, name),
                        f"nested more than {MAX_DEPTH} levels deep",
                    )
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise Unusable(
                Problem(
                    _mark(event.start_mark, name),
                    f"anchors and aliases are not allowed ({event.anchor})",
                    remedy="write the value out, or quote the text",
                )
            )


def _syntax(error: yaml.MarkedYAMLError, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = _mark(mark, name) if mark else Place(name)
    said = error.problem or error.context or "it can't be parsed"
    context = f" {error.context}" if error.context and error.problem else ""
    return Problem(place, f"not YAML: {said}{context}")


def _mark(mark: Mark, name: str) -> Place:
    return Place(name, mark.line + 1, mark.column + 1)


def place_of(node: yaml.Node, name: str) -> Place:
    """Give the place a node starts at."""
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


def kind_of(node: yaml.Node) -> str:
    """Say what a node is, for a problem."""
    if node.tag not in (_STR, _SEQ, _MAP):
        return f"a YAML tag ({node.tag}), which is not allowed"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "empty" if node.value == "" else f"the text {_short(node.value)}"


def tagged(node: yaml.Node) -> bool:
    """Whether a node carries a tag of its own, which nothing here obeys."""
    return node.tag not in (_STR, _SEQ, _MAP)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "…")  # noqa: PLR2004 - a line


_NOTHING = frozenset({"", "~", "null"})
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")


def scalar(node: yaml.ScalarNode) -> str | int | float | bool | None:
    """Give a scalar by YAML 1.2: only true, false, null and numbers are not text."""
    text: str = node.value
    if node.style:  # quoted, or a block
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in _NOTHING:
        return None
    if len(text) < 25:  # noqa: PLR2004 - longer than any number worth reading
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text


def nothing(node: yaml.ScalarNode) -> bool:
    """Whether a scalar is null."""
    return node.value in _NOTHING and not node.style


def plain(node: yaml.Node) -> object:
    """Give a node as plain dicts, lists and scalars; tags are ignored."""
    if isinstance(node, yaml.MappingNode):
        return {str(plain(key)): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(one) for one in node.value]
    return scalar(node) if isinstance(node, yaml.ScalarNode) else None


def pairs(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Give (key, key node, value node) in order; a key that is no text as ""."""
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        yield name, key, value
