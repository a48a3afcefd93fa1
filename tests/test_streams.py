"""What a command does where nobody listens: no room, no reader, no streams."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ninelives.review.session import now

OURS = f"'{sys.executable}' -m ninelives"
NO_DEVICE = not Path("/dev/full").exists()


def told(line: str, folder: Path) -> tuple[int, str]:
    """Run a line of the shell; give its exit code and what it said on the error."""
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(NO_DEVICE, reason="no device here that is full")
@pytest.mark.parametrize("given", ["--version", "new --list"])
def test_a_full_disk_behind_the_output_is_said_as_such(
    given: str, tmp_path: Path
) -> None:
    code, said = told(f"{OURS} {given} >/dev/full", tmp_path)
    assert (code, said) == (
        2,
        "the output: can't be used: no space left on device\n",
    )


def test_a_reader_that_has_gone_is_no_trouble(tmp_path: Path) -> None:
    gone = f"({OURS} --version; echo $? >code) | true"
    assert told(gone, tmp_path)[1] == ""
    assert (tmp_path / "code").read_text("utf-8") == "0\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_closed_streams_are_as_good_as_nothing(closed: str, tmp_path: Path) -> None:
    told(f"{OURS} new r --add 'a:sqs-queue -> b:lambda-function'", tmp_path)
    assert told(f"{OURS} review r --plain {closed}", tmp_path) == (0, "")


def test_a_pipe_gets_the_same_bytes_whatever_the_locale(tmp_path: Path) -> None:
    told(f"{OURS} new r --add 'a:sqs-queue -> b:lambda-function'", tmp_path)
    plain = "PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 LC_ALL=POSIX"
    for command in ("report r -o -", "report r --format json -o -", "window r"):
        listed = f"{OURS} {command} | cat >here; {plain} {OURS} {command} | cat >there"
        assert told(f"{listed}; cmp here there", tmp_path)[0] == 0
    assert "→" in (tmp_path / "here").read_text("utf-8")


def test_what_the_output_has_no_letter_for_is_escaped(tmp_path: Path) -> None:
    listed = f"PYTHONIOENCODING=ascii {OURS} new --list sqs-queue lambda-function"
    assert told(f"{listed} | grep -F 'queue \\u2192 Lambda'", tmp_path) == (0, "")


def test_a_name_that_is_too_long_is_said_as_such(tmp_path: Path) -> None:
    name = "x" * 300
    code, said = told(f"{OURS} check {name}", tmp_path)
    assert (code, said) == (
        2,
        f"{name}/review.yaml: can't be used: file name too long\n",
    )


@pytest.mark.parametrize("epoch", ["99999999999999999999", "²", "soon"])
def test_a_time_that_is_none_fixes_nothing(
    epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert now()[:2] == "20"
