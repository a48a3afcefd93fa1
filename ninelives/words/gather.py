"""Finds every text that the interface says, and says which a catalogue lacks.

    python -m ninelives.words.gather

A text is what stands in `say`, `many` or `marked`, what a `Command`, a key or
a `Field` is called, and what a dialog says in its frame.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter

from ninelives.words import CONTEXT
from ninelives.words.catalogue import Entry, read

HERE = Path(__file__).parent
HOME = "home"
"""The screen whose keys have a context of their own."""
_SAY, _MANY = ("say", "marked"), "many"
_DECLARED: Mapping[str, Mapping[int, str]] = {
    "Command": {2: "title", 3: "help", 5: "short"},
    "Bound": {3: "title"},
    "_runs": {3: "title"},
    "Field": {0: "label", 1: "hint"},
    "needed": {0: "what"},
}
"""What is declared in data → which of its arguments are shown."""
_NAMED = ("HEADING", "KEYS")
"""What a dialog declares to be shown in its frame."""


def texts(files: Iterable[Path]) -> dict[tuple[str, str], str]:
    """Give every (text, text for several) with where it stands first."""
    found: dict[tuple[str, str], str] = {}
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        for one in ast.walk(tree):
            said = _said(one) if isinstance(one, ast.Call) else _framed(one)
            for text in said:
                place = f"{file.name}:{getattr(one, 'lineno', 0)}"
                found.setdefault(_there(file, text), place)
    return found


def _there(file: Path, text: tuple[str, str]) -> tuple[str, str]:
    """Give a text with its context: what the home screen lists has one."""
    declared = "{" not in text[0]
    if file.parent.name == HOME and file.stem == "keys" and declared:
        return f"{HOME}{CONTEXT}{text[0]}", text[1]
    return text


def _said(call: ast.Call) -> Iterator[tuple[str, str]]:
    name = _name(call.func)
    if name in _SAY and _ours(call.func):
        yield _written(call.args[0]), ""
    elif name == _MANY and _ours(call.func):
        yield _written(call.args[0]), _written(call.args[1])
    for at, key in _DECLARED.get(name, {}).items():
        named = [one.value for one in call.keywords if one.arg == key]
        for text in (*call.args[at : at + 1], *named)[:1]:
            if isinstance(text, ast.Constant) and text.value:
                yield _written(text), ""


def _framed(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Give what a dialog says in its frame; a tuple of that name is something else."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [one.id for one in targets if isinstance(one, ast.Name)]
        value = node.value
        wanted = any(name in _NAMED for name in names)
        if wanted and isinstance(value, ast.Constant) and value.value:
            yield _written(value), ""


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _ours(func: ast.expr) -> bool:
    """Whether it is `words.…`; a function of that name may be somebody else's."""
    return (
        isinstance(func, ast.Attribute)
        and isinstance(func.value, ast.Name)
        and func.value.id == "words"
    )


def _written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"line {node.lineno}: a text must be written out here")


def sources(*folders: Path) -> Iterator[Path]:
    """Give the modules whose texts are shown, in order."""
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))


def holes(text: str) -> tuple[str, ...]:
    """Give the names of the placeholders of a text, sorted."""
    return tuple(sorted({name for _, name, _, _ in Formatter().parse(text) if name}))


def wrong(
    wanted: Mapping[tuple[str, str], str], entries: Sequence[Entry]
) -> Iterator[str]:
    """Say what a catalogue lacks, has too much, or fills in another way."""
    known = {(one.text, one.several): one for one in entries if one.text}
    for text, place in wanted.items():
        if text not in known:
            yield f"not translated: {text[0]!r} ({place})"
    for text, one in known.items():
        if text not in wanted:
            yield f"nobody says it any more: {text[0]!r}"
        for told in one.told:
            if not told or not set(holes(told)) <= set(holes("".join(text))):
                yield f"{text[0]!r} is filled in another way: {told!r}"
            elif not set(holes(text[0])) - {"count"} <= set(holes(told)):
                yield f"{text[0]!r} lacks a placeholder: {told!r}"


def main() -> int:
    """Say for each catalogue what is wrong with it."""
    root = HERE.parents[1]
    wanted = texts(sources(root / "ninelives", root / "tui"))
    count = 0
    for file in sorted(HERE.glob("*.po")):
        for line in wrong(wanted, read(file.read_text("utf-8"))):
            count += 1
            print(f"{file.name}: {line}")  # noqa: T201 - what a translator reads
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())
