"""docs/lenses.md shows what the proofs find in the sample lenses, today."""

import subprocess
import sys
from pathlib import Path

from tests.exchange.lenses import ROOT, needs_samples


@needs_samples
def test_the_table_of_the_sample_lenses_is_fresh(tmp_path: Path) -> None:
    made = tmp_path / "lenses.md"
    command = [sys.executable, str(ROOT / "docs" / "lenses.py"), "--to", str(made)]
    subprocess.run(command, check=True)
    kept = (ROOT / "docs" / "lenses.md").read_text("utf-8")
    assert made.read_text("utf-8") == kept, "run: python docs/lenses.py"
