"""What is wrong with a file, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives.text import visible


class Place(NamedTuple):
    """Where something stands: a file, and line and column counted from 1."""

    path: str
    """The file as the user would name it."""
    line: int = 0
    """The line, from 1; 0 where the whole file is meant."""
    column: int = 0
    """The column, from 1; 0 where the whole line is meant."""

    def __str__(self) -> str:
        """Give `path:line:column`, leaving out what is not known."""
        parts = [visible(self.path)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Problem(NamedTuple):
    """One thing wrong with a file a user gave us."""

    place: Place
    """Where it stands."""
    found: str
    """What is wrong, as one sentence without a full stop."""
    expected: str = ""
    """What would have been right."""
    nearest: str = ""
    """The existing name that is closest to the one written."""
    remedy: str = ""
    """What to do about it."""
    level: str = "error"
    """error: it can't be used; warning: it can; note: worth knowing."""

    def __str__(self) -> str:
        """Give one line: place, what was found, expected, nearest, what to do."""
        kind = "" if self.level == "error" else f"{self.level}: "
        parts = [f"{self.place}: {kind}{self.found}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.nearest:
            parts.append(f"did you mean {self.nearest!r}?")
        if self.remedy:
            parts.append(self.remedy)
        return visible("; ".join(parts))


class Unusable(Exception):
    """What was given can't be used; carries every problem that was found.

    The one exception of the engine that a person is meant to read.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Take one problem or many; they are kept in order, each once."""
        given = [problems] if isinstance(problems, Problem) else problems
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(given))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(name: str, names: Iterable[str]) -> str:
    """Give the existing name closest to `name`, or "" when none is close.

    A name that begins like the one written is close: `lambda` is `lambda-function`.
    """
    import difflib

    known = list(names)
    close: Sequence[str] = difflib.get_close_matches(name, known, 1, 0.6)
    begun = [one for one in known if len(name) > 2 and one.startswith(name)]  # noqa: PLR2004 - enough to go by
    return next(iter([*close, *begun]), "")


def misspelt(name: str, names: Iterable[str]) -> str:
    """Give the name that `name` was surely meant to be, or "" where it is a new one.

    It differs by one slip of the keys, or hardly at all: `chioce` is `choice`, but
    `date` is not `at`.
    """
    known = sorted(names)
    for one in known:
        if len(one) > 2 and _one_slip(name.lower(), one):  # noqa: PLR2004 - by, at, id
            return one
    if len(name) <= 5:  # noqa: PLR2004 - short words are alike by chance
        return ""
    import difflib

    return next(iter(difflib.get_close_matches(name, known, 1, 0.82)), "")


def _one_slip(name: str, known: str) -> bool:
    """Whether one letter is wrong, missing, too many, or swapped with the next."""
    if len(name) == len(known):
        wrong = [at for at, letter in enumerate(known) if name[at] != letter]
        if len(wrong) <= 1:
            return True
        first, last = wrong[0], wrong[-1]
        swapped = name[first] == known[last] and name[last] == known[first]
        return swapped and last == first + 1
    longer, shorter = sorted((name, known), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def unusable(path: Path | str, found: str, **more: str) -> Unusable:
    """Give the exception for one problem with a whole file."""
    return Unusable(Problem(Place(str(path)), found, **more))
