"""The worked example of docs/authoring.md holds, piece by piece."""

import re
import shutil
from pathlib import Path

import pytest

from ninelives.checklist.lint.pack import lint
from ninelives.checklist.load import load_pack
from tests.designs import TINY

PIECE = re.compile(r"^```yaml file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def pieces(root: Path, tmp_path: Path) -> Path:
    """Write every piece of the page where it says it belongs."""
    text = (root / "docs" / "authoring.md").read_text("utf-8")
    found = PIECE.findall(text)
    assert len(found) == 4
    for name, body in found:
        path = tmp_path / ("team" if name.startswith("extends/") else "pack") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")
    shutil.copy(TINY / "risk.yaml", tmp_path / "pack")
    return tmp_path


def test_the_checklist_of_the_page_is_proven(pieces: Path) -> None:
    assert [str(one) for one in lint(pieces / "pack", "2026-11-23")] == []


def test_the_extension_of_the_page_changes_what_it_says(pieces: Path) -> None:
    (pieces / "team" / "pack.yaml").write_text(
        "pack: acme/team\nversion: 0.2.0\ntitle: Ours\nextends: acme/orders\n"
    )
    pack = load_pack(pieces / "pack", extensions=[pieces / "team"])
    assert [(one.name, one.version) for one in pack.parts] == [
        ("acme/orders", "0.1.0"),
        ("acme/team", "0.2.0"),
    ]
    checklist = pack.checklists["acme/ftp-importer"]
    question = checklist.question("complete-file")
    assert question is not None
    assert question.ask.startswith("Does the partner rename")
    renamed, waits, guesses = question.choices
    assert renamed.says == "Yes, from .part to .csv"
    assert renamed.effects.caps == {"half-a-file": "none"}
    assert waits.effects.exposes == {"half-a-file": "likely"}
    assert guesses.says == "It reads whatever is there"
    assert checklist.mitigations == ()
    assert [(one.id, one.reason[:22]) for one in pack.disabled] == [
        ("rename-when-complete", "the partner's contract")
    ]
