"""Reads a lens or a checklist of others into a pack, and says what is not carried."""

from __future__ import annotations

import hashlib
import re
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ninelives import document, house
from ninelives.checklist.lint.pack import lint
from ninelives.errors import Place, Problem, Unusable, unusable
from ninelives.exchange.azure import is_azure, read_azure
from ninelives.exchange.from_lens import from_lens
from ninelives.exchange.imported import SERVICE, Imported, files
from ninelives.exchange.lens import is_lens, read_lens, wrong
from ninelives.exchange.opening import open_tree
from ninelives.exchange.verdict import proofs
from ninelives.review.store import write_durably
from ninelives.text import one_line, visible

NOTES = "IMPORTED.md"
"""The file that lists what is not carried, and which files were written."""
_HEAD = "# What was imported by ninelives"
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|!&~]")
_LISTED = re.compile(r"- `([^`]+)` ([0-9a-f]{64})\Z")


class Wanted(NamedTuple):
    """What is to be read, and where to."""

    file: Path
    folder: Path | None = None
    """The folder of the pack; by default one called as the file is, here."""
    alone: bool = False
    """Whether the pack takes the place of ours instead of coming on top of it."""


def bring(wanted: Wanted) -> int:
    """Write the pack; give the exit code.

    Raises:
        Unusable: the file can't be read, what it holds makes no pack, or the folder
            holds what was not written here.
    """
    problems: list[Problem] = []
    what = read(wanted.file, problems)
    risk = house.checklists() / "risk.yaml"
    made = files(what, document.read_text(risk) if wanted.alone else "")
    folder = wanted.folder or Path(what.id)
    for problem in dict.fromkeys(problems):
        _tell(str(problem))
    for said in what.left_out:
        _tell(f"Left out: {said}")
    before = _listed(folder)
    _refuse_foreign(folder, made, before)
    _prove(made)
    _write(folder, made, before, _notes(what, wanted.file.name, problems, made))
    _report(folder, what)
    return 0


def read(path: Path, problems: list[Problem]) -> Imported:
    """Give what a file of others says; what is wrong with it goes to `problems`.

    Raises:
        Unusable: it is neither a lens nor a checklist, or asks nothing.
    """
    tree = open_tree(path, problems)
    if is_lens(tree):
        lens = read_lens(tree)
        amiss = sorted(one for one in proofs(lens) if one.level == "error")
        problems.extend(one._replace(level="warning") for one in wrong(lens))
        problems.extend(one._replace(level="warning") for one in amiss)
        what = from_lens(lens, tree, problems)
    elif is_azure(tree):
        what = read_azure(tree, problems)
    else:
        expected = "a key `pillars` (an AWS custom lens) or `items` (Azure)"
        raise unusable(path, "neither a lens nor a checklist", expected=expected)
    if not any(one.questions for one in what.chapters):
        found = "no answer to it changes any risk, so there is nothing to ask"
        raise Unusable([Problem(Place(str(path)), found), *problems])
    return what


def _prove(made: Mapping[str, str]) -> None:
    """Refuse a pack that our own proofs refuse, before a file of it is written."""
    with tempfile.TemporaryDirectory() as spare:
        for name, text in made.items():
            size = len(text.encode())
            if size > document.MAX_BYTES:
                found = f"the checklist would have {size:,} bytes"
                raise unusable(name, found, expected=f"at most {document.MAX_BYTES:,}")
            _put(Path(spare) / name, text)
        failed = [
            one._replace(place=one.place._replace(path=name))
            for one in lint(Path(spare))
            if one.level == "error"
            for name in (one.place.path.removeprefix(f"{spare}/"),)
        ]
    if failed:
        raise Unusable(failed)


def _listed(folder: Path) -> Mapping[str, str]:
    """Give the files an earlier import wrote, with their digests."""
    notes = folder / NOTES
    if not notes.is_file():
        return {}
    lines = document.read_text(notes).splitlines()
    if lines[:1] != [_HEAD]:
        return {}
    matches = (_LISTED.match(one) for one in lines)
    return {one[1]: one[2] for one in matches if one}


def _refuse_foreign(
    folder: Path, made: Mapping[str, str], before: Mapping[str, str]
) -> None:
    """Refuse a folder with files of others, or in which somebody changed ours."""
    if folder.exists() and not folder.is_dir():
        raise unusable(folder, "no folder", remedy="name another one with -o")
    if folder.is_dir() and not before and any(folder.iterdir()):
        found = "the folder holds files that no import has written"
        raise unusable(folder, found, remedy="name another one with -o")
    problems = []
    for name in sorted({*before, *made}):
        path = folder / name
        if not _inside(path, folder):
            problems.append(Problem(Place(str(path)), "outside the folder"))
        elif path.exists() and _digest(path) != before.get(name):
            found = "changed since it was imported" if name in before else "in the way"
            remedy = "keep it: import into another folder with -o; or remove it first"
            problems.append(Problem(Place(str(path)), found, remedy=remedy))
    if problems:
        raise Unusable(problems)


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _digest(path: Path) -> str:
    """Give the digest of a file; that of the page about it leaves out its last line."""
    if not path.is_file():
        return ""
    body = path.read_bytes()
    if path.name == NOTES:
        body = body[: body.rstrip(b"\n").rfind(b"\n") + 1]
    return hashlib.sha256(body).hexdigest()


def _write(
    folder: Path, made: Mapping[str, str], before: Mapping[str, str], notes: str
) -> None:
    for name, text in made.items():
        _put(folder / name, text)
    for name in before.keys() - made.keys() - {NOTES}:
        (folder / name).unlink(missing_ok=True)
    _put(folder / NOTES, notes)


def _put(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise unusable(path.parent, f"can't be made: {reason}") from None
    write_durably(path, text)


def _notes(
    what: Imported, source: str, problems: Sequence[Problem], made: Mapping[str, str]
) -> str:
    """Give the page about what was read, what was not, and what was written."""
    asked = sum(len(one.pitfalls) for one in what.chapters)
    lines = [_HEAD, "", f"{what.title}, {what.kind}, from `{_plain(source)}`.", ""]
    lines += [f"{asked} of its {what.found} questions are asked.", ""]
    lines += ["Not carried:", ""]
    lines += [f"- {_plain(one)}" for one in what.left_out] or ["- nothing"]
    if problems:
        lines += ["", "What is amiss in the file:", ""]
        lines += [
            f"- line {one.place.line}: {_plain(_said(one))}"
            for one in dict.fromkeys(problems)
        ]
    lines += ["", "Files, and the digests by which a change is noticed:", ""]
    for name, text in made.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        lines.append(f"- `{name}` {digest}")
    page = "\n".join(lines) + "\n"
    return f"{page}- `{NOTES}` {hashlib.sha256(page.encode()).hexdigest()}\n"


def _said(problem: Problem) -> str:
    return str(problem._replace(place=Place(""), level="error")).removeprefix(": ")


def _plain(text: str) -> str:
    """Give a stranger's text for a page: nothing in it is markup."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _report(folder: Path, what: Imported) -> None:
    asked = sum(len(one.pitfalls) for one in what.chapters)
    questions = sum(len(one.questions) for one in what.chapters)
    _tell(f"Written: {folder} ({asked} of {what.found} as {questions} questions)")
    _tell(f"What is not carried is listed in {folder / NOTES}.")
    ways = [one.id for one in what.chapters if one.questions]
    edge = f"SERVICE:{SERVICE} -> NAME:{what.id} by {ways[0] if ways else '…'}"
    pack = shlex.quote(str(folder))
    _tell(f"Go on with: ninelives new REVIEW --pack {pack} --add '{edge}'")
    if ways[1:]:
        _tell(f"The same by: {', '.join(ways[1:])}")


def _tell(line: str) -> None:
    print(visible(line), file=sys.stderr)  # noqa: T201 - what a person reads
