"""The command and its apps: what is missing is told, nothing outlives the server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ninelives.review import store
from tests.tui.stage import PACK, a_review

pytest.importorskip("textual_serve", reason="needs the extra ninelives[serve]")

from ninelives.serve.child import command

PATIENCE = 20.0
"""Seconds for what takes far less, on a machine that is busy."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "orders"
    store.create(made, a_review())
    return made


def test_an_app_without_its_server_ends_by_itself(folder: Path) -> None:
    surroundings = {**os.environ, "TEXTUAL_DRIVER": "tui.browser:Browser"}
    app = subprocess.Popen(
        command(folder, [PACK]),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings,
    )
    assert app.stdin is not None
    assert app.stdout is not None
    assert app.stderr is not None
    assert app.stdout.readline() == b"__GANGLION__\n"
    app.stdout.close()
    app.stdin.close()
    began = time.monotonic()
    assert app.wait(PATIENCE) == 0
    assert time.monotonic() - began < PATIENCE / 2
    assert app.stderr.read() == b""
    app.stderr.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("orders", "--port", "1000000"), "can't listen there"),
        (("orders", "--host", "203.0.113.9"), "can't listen there"),
        (("nothing",), "there is no such folder"),
    ],
)
def test_what_can_not_be_served_is_told(
    folder: Path, words: tuple[str, ...], told: str
) -> None:
    done = run("", words, folder.parent)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_extra_is_named_with_what_to_do(folder: Path) -> None:
    done = run("sys.modules['aiohttp'] = None; ", ("orders",), folder.parent)
    assert done.returncode == 2
    assert "pip install 'ninelives[serve]'" in done.stderr


def run(
    first: str, words: tuple[str, ...], at: Path
) -> subprocess.CompletedProcess[str]:
    start = f"import sys; {first}from ninelives.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", start, "serve", *words],
        cwd=at,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
