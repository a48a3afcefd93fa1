"""What is shipped works: the wheel, alone, in a folder that knows nothing of it."""

from __future__ import annotations

import compileall
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import ninelives

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "serverless-coffee"

MOST_DISTRIBUTIONS = 15
MOST_BYTES = 33_500_000
"""Of these, 25.6 MB are what Textual, PyYAML and Jinja2 bring; 2 are checklists."""
PATIENCE = 60.0

pytestmark = pytest.mark.xdist_group("wheel")  # built once, by one worker


@dataclass(frozen=True, slots=True)
class Installed:
    """A new environment that holds the wheel and what it needs, and nothing else."""

    command: Path
    """The command `ninelives` as it was installed."""
    packages: Path
    """The folder of what is installed."""

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a folder, as a user would who has no terminal."""
        return subprocess.run(
            [self.command, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )


def needed(name: str, extra: str = "") -> dict[str, Distribution]:
    """Give a distribution of this environment and all that it needs in turn."""
    found: dict[str, Distribution] = {canonicalize_name(name): distribution(name)}
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            for wanted in sorted(requirement.extras) or [""]:
                found |= needed(requirement.name, wanted)
    return found


def built(kind: str, source: Path, folder: Path) -> Path:
    """Build the wheel or the sdist of a source tree into a folder."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (made,) = folder.iterdir()
    return made


def install(place: Path, *what: str | Path) -> None:
    """Install into another environment with the pip of this one."""
    pip = (sys.executable, "-m", "pip", "--python", place / "bin" / "python")
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "install", *quiet, *what], check=True)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the wheel beside copies of the pinned packages that it asks for.

    They are copied file by file from the environment of the tests, so nothing else
    of it can be reached, and no network is needed.
    """
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, symlinks=True)
    (packages,) = place.glob("lib/python*/site-packages")
    asked = contents(wheel)[f"ninelives-{ninelives.__version__}.dist-info/METADATA"]
    asks = re.findall(r"^Requires-Dist: ([^;\n]+)$", asked.decode(), re.MULTILINE)
    carried: dict[str, Distribution] = {}
    for requirement in map(Requirement, asks):
        carried |= needed(requirement.name)
    for source in carried.values():
        for file in source.files or []:
            if ".." not in file.parts and "__pycache__" not in file.parts:
                (packages / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), packages / file)
    install(place, "--no-deps", "--no-index", wheel)
    compileall.compile_dir(packages, quiet=2)
    return Installed(place / "bin" / "ninelives", packages)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Give a folder with everything in it that could be mistaken for ours."""
    for name in ("ninelives", "tui"):
        (tmp_path / name).mkdir()
        for module in ("__init__.py", "app.py", "cli.py"):
            (tmp_path / name / module).write_text("raise SystemExit('a stranger')\n")
    for name in ("checklists", "templates"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text("a stranger's\n")
    shutil.copytree(EXAMPLE, tmp_path / "coffee")
    return tmp_path


def test_the_wheel_claims_one_name_and_carries_the_whole_house(wheel: Path) -> None:
    names = list(contents(wheel))
    assert {name.split("/")[0] for name in names} == {
        "ninelives",
        f"ninelives-{ninelives.__version__}.dist-info",
    }
    for room in ("ninelives", "tui", "checklists", "templates"):
        inside = "" if room == "ninelives" else "ninelives/"
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert inside + path.relative_to(ROOT).as_posix() in names


def test_the_wheel_is_the_same_when_made_from_the_sdist(
    wheel: Path, tmp_path: Path
) -> None:
    sdist = built("sdist", ROOT, tmp_path / "sdist")
    (tmp_path / "unpacked").mkdir()
    subprocess.run(["tar", "-xzf", sdist, "-C", tmp_path / "unpacked"], check=True)
    (source,) = (tmp_path / "unpacked").iterdir()
    again = built("wheel", source, tmp_path / "wheel")
    assert contents(again) == contents(wheel)


def test_a_default_install_is_small(installed: Installed) -> None:
    distributions = list(installed.packages.glob("*.dist-info"))
    size = sum(
        path.stat().st_size for path in installed.packages.rglob("*") if path.is_file()
    )
    assert len(distributions) <= MOST_DISTRIBUTIONS
    assert size <= MOST_BYTES


def test_the_command_says_its_version(installed: Installed, foreign: Path) -> None:
    done = installed.run(foreign, "--version")
    assert done.stdout == f"ninelives {ninelives.__version__}\n"


def test_the_pack_in_the_wheel_is_sound(installed: Installed, foreign: Path) -> None:
    done = installed.run(foreign, "lint")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_review_begins_in_a_foreign_folder(
    installed: Installed, foreign: Path
) -> None:
    edge = "orders-queue:sqs-queue -> place-order:lambda-function"
    done = installed.run(foreign, "new", "reviews/orders", "--add", edge)
    assert done.returncode == 0, done.stderr
    assert (foreign / "reviews" / "orders" / "review.yaml").is_file()
    done = installed.run(foreign, "report", "reviews/orders", "-o", "-")
    assert done.returncode == 0, done.stderr
    assert "orders-queue" in done.stdout


def test_the_report_is_the_one_of_the_checkout(
    installed: Installed, foreign: Path
) -> None:
    done = installed.run(foreign, "report", "coffee", "-o", "-")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (EXAMPLE / "report.md").read_text("utf-8")


def test_check_tells_by_its_exit_code(installed: Installed, foreign: Path) -> None:
    done = installed.run(foreign, "check", "coffee", "--fail-on", "low")
    assert done.returncode == 1, done.stdout + done.stderr
    assert installed.run(foreign, "check", "nowhere").returncode == 2


def test_the_questionnaire_opens_from_the_wheel(
    installed: Installed, foreign: Path
) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    running = subprocess.Popen(
        [installed.command, "review", "coffee"],
        cwd=foreign,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        shown = read_until(ours, "How bad is it")
        assert "How bad is it" in shown, shown[-2000:]
        os.write(ours, b"\x11")  # ctrl+q
        read_until(ours, "")
        assert running.wait(PATIENCE) == 0
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            running.wait()
        os.close(ours)


def read_until(terminal: int, wanted: str) -> str:
    """Read until the text is shown; with no text, until the program has ended."""
    shown = b""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if wanted and wanted in shown.decode("utf-8", "replace"):
            break
        ready, _, _ = select.select([terminal], [], [], 1.0)
        if ready:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # the other side has closed
                break
    return shown.decode("utf-8", "replace")


@pytest.mark.slow
def test_the_lock_installs_and_is_all_that_is_needed(
    wheel: Path, tmp_path: Path
) -> None:
    place = tmp_path / "new"
    venv.create(place, symlinks=True)
    lock = ROOT / "requirements" / "runtime.txt"
    install(place, "--require-hashes", "-r", lock)
    install(place, "--no-deps", "--no-index", wheel)
    (packages,) = place.glob("lib/python*/site-packages")
    assert len(list(packages.glob("*.dist-info"))) <= MOST_DISTRIBUTIONS
    done = Installed(place / "bin" / "ninelives", packages).run(tmp_path, "lint")
    assert done.returncode == 0, done.stdout + done.stderr
