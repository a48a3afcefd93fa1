"""A review as it stood at a revision of git: read from git, not from the work tree."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ninelives import document
from ninelives.errors import Unusable, unusable
from ninelives.review.folder import MAP

_FILES = frozenset({"100644", "100755"})
"""The modes of ordinary files; links and submodules are left out."""
_PATIENCE = 60.0
"""Seconds after which git is given up."""


class _Entry(NamedTuple):
    path: str
    object: str


def checked_out(folder: Path, revision: str, into: Path) -> Path:
    """Give the folder of a review as it stood at a revision, with the packs it names.

    Args:
        folder: the review's, in a work tree; it need not be there any more.
        revision: whatever git takes for one: a branch, a tag, `HEAD~3`.
        into: an empty folder of ours that it is written to.

    Raises:
        Unusable: there is no repository, no such revision, or no review in it.
    """
    top, commit = _commit(folder, revision)
    place = PurePosixPath(folder.resolve().relative_to(top.resolve()).as_posix())
    _write(top, _files(top, commit, place), into)
    home = into / place
    if not (home / MAP).is_file():
        raise unusable(folder, f"there was no review here at {revision}")
    for name in _packs(home / MAP):
        pack = PurePosixPath(os.path.normpath(place / name))
        if not pack.is_absolute() and ".." not in pack.parts:
            _write(top, _files(top, commit, pack), into)
    return home


def day(folder: Path, revision: str) -> str:
    """Give the day of a revision, as YYYY-MM-DD in UTC; raises as `checked_out`."""
    top, commit = _commit(folder, revision)
    body = _git(top, "cat-file", "commit", commit).partition(b"\n\n")[0]
    for line in body.split(b"\n"):
        if line.startswith(b"committer "):
            seconds = int(line.split(b" ")[-2])
            return time.strftime("%Y-%m-%d", time.gmtime(seconds))
    raise unusable(folder, f"{revision!r} is no commit that can be read")


def changing(folder: Path, count: int) -> tuple[str, ...]:
    """Give the last commits that changed a review, the oldest first.

    Args:
        folder: the review's.
        count: no more than so many.

    Returns:
        Those on the way to the one that is checked out; none without a repository.
    """
    if count < 1:
        return ()
    try:
        top, head = _commit(folder, "HEAD")
        place = PurePosixPath(folder.resolve().relative_to(top.resolve()).as_posix())
        asked = ("rev-list", f"-{count}", "--first-parent", head, "--", str(place))
        return tuple(reversed(_git(top, *asked).decode().split()))
    except Unusable:
        return ()


def before(folder: Path, moment: str) -> str:
    """Give the last revision that changed a review until a moment, or "".

    Args:
        folder: the review's.
        moment: a time with its zone, as git reads it: `2026-12-01T08:10:00+01:00`.

    Returns:
        The commit on the way to the one that is checked out; empty where there is no
        repository, no such commit, or no review in it.
    """
    try:
        top, head = _commit(folder, "HEAD")
        place = PurePosixPath(folder.resolve().relative_to(top.resolve()).as_posix())
        asked = ("rev-list", "-1", f"--before={moment}", head, "--", str(place))
        found = _git(top, *asked).decode().strip()
    except Unusable:
        return ""
    path = str(place / MAP)
    there = found and any(one.path == path for one in _files(top, found, place))
    return found if there else ""


def _commit(folder: Path, revision: str) -> tuple[Path, str]:
    """Give the top of the work tree, and the commit a revision stands for."""
    start = next(one for one in (folder, *folder.resolve().parents) if one.is_dir())
    top = Path(_git(start, "rev-parse", "--show-toplevel").decode().strip())
    wanted = f"{revision}^{{commit}}"
    try:
        found = _git(top, "rev-parse", "--verify", "--end-of-options", wanted)
    except _GitError:
        raise unusable(folder, f"git knows no revision {revision!r}") from None
    return top, found.decode().strip()


def _packs(path: Path) -> Sequence[str]:
    book = document.plain(document.read(path))
    named = book.get("packs") if isinstance(book, dict) else None
    return [one for one in named or () if isinstance(one, str)]


def _files(top: Path, commit: str, place: PurePosixPath) -> Iterator[_Entry]:
    """Give the YAML files below a folder of a commit."""
    listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", str(place))
    for line in listed.split(b"\0"):
        about, tab, name = line.partition(b"\t")
        if not tab:
            continue
        mode, _, rest = about.decode().partition(" ")
        path = os.fsdecode(name)
        if mode in _FILES and path.endswith(".yaml"):
            yield _Entry(path, rest.split(" ")[1])


def _write(top: Path, entries: Iterator[_Entry], into: Path) -> None:
    wanted = list(entries)
    asked = "".join(f"{one.object}\n" for one in wanted).encode()
    answer = _git(top, "cat-file", "--batch", given=asked) if wanted else b""
    at = 0
    for one in wanted:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split(b" ")[2])
        path = into.joinpath(*PurePosixPath(one.path).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer[end + 1 : end + 1 + size])
        at = end + 1 + size + 1


class _GitError(Exception):
    """What git said on its way out."""


def _git(where: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run a plumbing command: no hook, no filter, no pager of the repository runs."""
    command = ["git", "-C", str(where), *arguments]
    kept = {name: it for name, it in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; a revision can't be an option
            command,
            input=given,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env={**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except FileNotFoundError:
        raise unusable(where, "git is not installed") from None
    except subprocess.TimeoutExpired:
        raise unusable(where, "git does not answer") from None
    if done.returncode and arguments[0] == "rev-parse" and "--verify" in arguments:
        raise _GitError
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise unusable(where, said or "git failed")
    return done.stdout
