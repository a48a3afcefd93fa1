"""What every test stands on: a frozen clock, a plain terminal, the real templates."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
NOW = 1_795_428_720  # 2026-11-23T10:12:00Z

settings.register_profile(
    "quick",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1000)
settings.load_profile("quick")


def pytest_configure() -> None:
    """Freeze what a run could depend on; the commands the tests start inherit it."""
    os.environ.update(
        COLUMNS="80",
        NINELIVES_LANGUAGE="en",
        PYTHONUTF8="1",
        SOURCE_DATE_EPOCH=str(NOW),
        TERM="xterm-256color",
        TZ="UTC",
    )
    for name in ("COLORTERM", "FORCE_COLOR", "NO_COLOR", "PYTHONPATH"):
        os.environ.pop(name, None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Give two workers a core: a test of the app waits for the screen half its time."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Give the folder of strangers' templates that may lie beside the checkout."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real templates is not beside this checkout")
    return folder
