"""Feed the readers bytes that a fuzzer makes, guided by what they make the code do.

    pip install atheris
    python benchmarks/fuzz.py FOLDER [--seconds 60] [--name main.tf]

FOLDER holds the seeds, a file each (any code will do), and receives what the fuzzer
found worth keeping; a crash is written there as well. atheris (libFuzzer for Python,
Linux and macOS) is no requirement of ninelives: without it the tests in
tests/evidence/test_fuzz.py do the same with less guidance.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))


def named(body: bytes) -> str:
    """Give the name of a file that the reader meant by some bytes would look at."""
    if b'resource "' in body or b"terraform" in body:
        return "main.tf"
    if b"provider:" in body:
        return "serverless.yml"
    return "plan.json" if b"planned_values" in body else "template.yaml"


def fuzz(folder: Path, given: str, seconds: int) -> None:
    """Run the fuzzer; it ends the process."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["ninelives.evidence"]):
        scan = import_module("ninelives.evidence.scan").scan
        for dialect in import_module("ninelives.evidence.scan").DIALECTS:
            import_module(f"ninelives.evidence.{dialect}")
    place = Path(tempfile.mkdtemp())

    def once(body: bytes) -> None:
        name = given or named(body)
        path = place / name
        path.write_bytes(body)
        for one in scan([path]).problems:
            if name not in str(one):
                raise AssertionError(one)

    options = [f"-max_total_time={seconds}", "-timeout=5", "-rss_limit_mb=2048"]
    options.append(f"-artifact_prefix={folder}/")
    atheris.Setup([sys.argv[0], str(folder), *options], once)
    atheris.Fuzz()


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--name", default="", help="always this file name")
    asked = parser.parse_args()
    try:
        fuzz(asked.folder, asked.name, asked.seconds)
    except ModuleNotFoundError as error:
        print(f"{error}; pip install atheris", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
