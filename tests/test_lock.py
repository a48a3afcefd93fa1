"""What is installed is pinned, by content and not by where it comes from."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Put together here, so that this file does not hold what it looks for.
HOSTS = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("deb", "debian", "org"),
            ("proxy", "golang", "org"),
            ("crates", "io"),
        )
    )
)
MACHINE = re.compile(r"(?<![\w.~/-])/(?:home|root|work|Users)/\w")


def pins(lock: Path) -> dict[str, str]:
    """Give what a lock holds: the name of each package and its one version."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE)
    assert len(dict(lines)) == len(lines)
    return {canonicalize_name(name): version for name, version in lines}


def table() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def grouped(groups: dict[str, list[Any]], name: str) -> list[str]:
    found = []
    for entry in groups[name]:
        if isinstance(entry, dict):
            found += grouped(groups, entry["include-group"])
        else:
            found.append(entry)
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=[lock.stem for lock in LOCKS])
def test_every_pin_has_its_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    for entry in re.split(r"\n(?=[\w.-]+==)", text)[1:]:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_what_is_tested_is_what_is_shipped() -> None:
    shipped = pins(ROOT / "requirements/runtime.txt")
    tested = pins(ROOT / "requirements/development.txt")
    assert shipped.items() <= tested.items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    asked = table()
    project, groups = asked["project"], asked["dependency-groups"]
    extras = project["optional-dependencies"]
    wanted = {
        "runtime": project["dependencies"],
        "development": [
            *grouped(groups, "dev"),
            *extras["terraform"],
            *extras["simulate"],
            *extras["serve"],
        ],
        "pdf": [*project["dependencies"], *extras["pdf"]],
        "looks": [*groups["looks"], *extras["pdf"]],
        "benchmark": groups["benchmark"],
        "content": groups["content"],
        "emulator": [*grouped(groups, "emulate"), *project["dependencies"]],
    }
    for name, requirements in wanted.items():
        held = pins(ROOT / "requirements" / f"{name}.txt")
        for requirement in map(Requirement, requirements):
            version = held.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement.name}: run `make lock`"
            assert requirement.specifier.contains(version), str(requirement)


def test_no_file_names_a_registry_or_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this copy is no git checkout, so its own files aren't known")
    found = []
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        for match in (*HOSTS.finditer(text), *MACHINE.finditer(text)):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{name}:{line}: {match.group()}")
    assert not found
