"""What git calls to merge the files of a review, and how it comes to do so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ninelives import document
from ninelives.errors import Unusable, unusable
from ninelives.review.durable import write_file
from ninelives.review.merging import mergeable, merged
from ninelives.review.merging_lists import listed, merged_list
from ninelives.text import visible

MERGED, CONFLICT = 0, 1
_PATTERNS = (
    "**/review.yaml",
    "**/answers/*.yaml",
    "**/waivers.yaml",
    "**/actions.yaml",
    "**/parked.yaml",
)
_LINES = tuple(f"{one} merge=ninelives\n" for one in _PATTERNS)


def drive(base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge as git asks for it: the result replaces `ours`.

    What is no file of a review is merged by lines, as git itself would.

    Returns:
        0 where it is merged, 1 where lines are in conflict.
    """
    lines, conflicts = _by_lines(base, ours, theirs)
    if listed(path):
        return _a_list((base, ours, theirs), path, lines, conflicts=conflicts)
    if mergeable(path):
        old, mine, other = map(document.read_text, (base, ours, theirs))
        joined = None if conflicts else lines.decode("utf-8", "replace")
        try:
            found = merged(old, mine, other, path, joined)
        except Unusable as error:
            _tell(f"{path} is merged by lines: {error}")
        else:
            ours.write_text(found.text, "utf-8", newline="")
            if found.disputes:
                _tell(f"{path}: {found.disputes} disputed, both sides are kept")
            return MERGED
    ours.write_bytes(lines)
    return CONFLICT if conflicts else MERGED


def _a_list(
    files: tuple[Path, Path, Path], path: str, lines: bytes, *, conflicts: bool
) -> int:
    """Merge a list entry by entry; by lines where people must decide, as git would."""
    joined = None if conflicts else lines.decode("utf-8", "replace")
    try:
        old, mine, other = map(document.read_text, files)
        found = merged_list(old, mine, other, path, joined)
    except Unusable as error:
        _tell(f"{path} is merged by lines: {error}")
    else:
        if found is not None:
            files[1].write_text(found, "utf-8", newline="")
            return MERGED
        _tell(f"{path}: both sides changed one value; people must decide")
        conflicts = True
    files[1].write_bytes(lines)
    return CONFLICT if conflicts else MERGED


def _by_lines(base: Path, ours: Path, theirs: Path) -> tuple[bytes, bool]:
    done = _git(None, "merge-file", "-p", str(ours), str(base), str(theirs))
    if done.returncode < 0 or done.returncode > 127:  # noqa: PLR2004 - not a count
        raise unusable(ours, _why(done))
    return done.stdout, done.returncode > 0


def install(where: Path) -> int:
    """Let a repository merge reviews with us: its attributes, and this clone's config.

    Raises:
        Unusable: there is no repository, or it can't be written.
    """
    done = _git(where, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise unusable(where, "no git repository", remedy="run: git init")
    top = Path(os.fsdecode(done.stdout).rstrip("\n"))
    attributes = top / ".gitattributes"
    there = document.read_text(attributes) if attributes.is_file() else ""
    kept = there.splitlines(keepends=True)
    missing = "".join(one for one in _LINES if one not in kept)
    if missing:
        gap = "\n" if there and not there.endswith("\n") else ""
        write_file(attributes, f"{there}{gap}{missing}")
    command = f"'{sys.executable}' -P -m ninelives merge-driver %O %A %B %P"
    for key, value in (
        ("merge.ninelives.name", "reviews, merged by meaning"),
        ("merge.ninelives.driver", command),
    ):
        set_ = _git(top, "config", "--local", key, value)
        if set_.returncode:
            raise unusable(top, _why(set_))
    said = f"{top} merges reviews by meaning; commit {attributes.name} for the others,"
    print(visible(said))  # noqa: T201 - what a person reads
    print("who run this once in their clones.")  # noqa: T201 - what a person reads
    return MERGED


def _git(where: Path | None, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    place = ("-C", str(where)) if where is not None else ()
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no option from outside
            ["git", *place, *arguments],  # noqa: S607 - found as the caller finds it
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise unusable("git", "it is not installed") from None


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    """Say why git failed, where it does not say so itself, too."""
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode < 0:
        return said or f"git was ended by signal {-done.returncode}"
    return said or f"git ended with {done.returncode} and said nothing"


def _tell(line: str) -> None:
    print(f"ninelives: {visible(line)}", file=sys.stderr)  # noqa: T201 - git shows it
