"""YAML files as people write them: every layout, comments, blank lines, odd quotes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
WORDS = st.sampled_from(
    ("many", "it's here", "a: b", "# no", "no", "012", "-", "", "[x]", "two, three")
)
TREES: st.SearchStrategy[Any] = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.dictionaries(KEYS, inner, min_size=1, max_size=4),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=10,
)
FILES = st.dictionaries(KEYS, TREES, min_size=1, max_size=4)


class Writer:
    """Writes data in layouts that are drawn; keeps every comment it wrote."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.comments: list[str] = []
        self.step = draw(st.sampled_from((2, 4)))
        self.flush = draw(st.booleans())  # dashes below the key or deeper

    def sometimes(self) -> bool:
        return self.draw(st.integers(0, 3)) == 0

    def comment(self) -> str:
        self.comments.append(f"# c{len(self.comments)}-")
        return self.comments[-1]

    def above(self, margin: str) -> str:
        found = "\n" if self.sometimes() else ""
        return found + (f"{margin}{self.comment()}\n" if self.sometimes() else "")

    def tail(self) -> str:
        return f"   {self.comment()}" if self.sometimes() else ""

    def scalar(self, text: str) -> str:
        plain = text in ("many", "it's here")
        styles = ["'", '"', *([""] if plain else [])]
        style = self.draw(st.sampled_from(styles))
        if style == "'":
            return "'" + text.replace("'", "''") + "'"
        return f"{style}{text}{style}"

    def flow(self, data: Any) -> str:
        gap = self.draw(st.sampled_from((" ", "  ")))
        if isinstance(data, dict):
            inside = f",{gap}".join(
                f"{key}: {self.flow(one)}" for key, one in data.items()
            )
            return f"{{{inside}{',' if self.sometimes() else ''}}}"
        if isinstance(data, list):
            return f"[{f',{gap}'.join(self.flow(one) for one in data)}]"
        return self.scalar(data)

    def value(self, data: Any, column: int) -> str:
        """Give what stands behind a colon, line end included."""
        if isinstance(data, str):
            if data == "many" and self.sometimes():
                return f" |-{self.tail()}\n{' ' * (column + self.step)}many\n"
            return f" {self.scalar(data)}{self.tail()}\n"
        if self.sometimes():
            return f" {self.flow(data)}{self.tail()}\n"
        inner = column + self.step
        if isinstance(data, list) and self.flush:
            inner = column
        return f"{self.tail()}\n{self.block(data, inner)}"

    def block(self, data: Any, column: int) -> str:
        margin = " " * column
        found = ""
        if isinstance(data, dict):
            for key, one in data.items():
                name = f'"{key}"' if self.sometimes() else key
                found += f"{self.above(margin)}{margin}{name}:"
                found += self.value(one, column)
            return found
        for one in data:
            found += f"{self.above(margin)}{margin}-"
            if isinstance(one, dict) and not self.sometimes():
                found += self.block(one, column + 2).lstrip("\n ").join((" ", ""))
            elif isinstance(one, str):
                found += f" {self.scalar(one)}{self.tail()}\n"
            else:
                found += f" {self.flow(one)}{self.tail()}\n"
        return found


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[str, Any], list[str]]:
    """Give a file, what it says, and its comments."""
    data = draw(FILES)
    writer = Writer(draw)
    text = writer.block(data, 0)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return text, data, writer.comments


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, dict[str, Any], list[str], list[str | int]]:
    """Give a file and a way into it; the last step may be new."""
    text, data, comments = draw(files())
    path: list[str | int] = []
    at: Any = data
    while isinstance(at, dict | list):
        if isinstance(at, dict):
            step: str | int = draw(st.sampled_from([*at, "new-key"]))
        else:
            step = draw(st.integers(0, len(at)))
        path.append(step)
        if step == "new-key" or (isinstance(at, list) and step == len(at)):
            break
        at = at[step]  # type: ignore[index]  # a place in a list is a number
        if draw(st.integers(0, 2)) == 0:
            break
    return text, data, comments, path
