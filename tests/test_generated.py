"""What is generated is fresh, and the schemas accept what the loader accepts."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from ninelives import document
from tests.designs import TINY


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    command = [sys.executable, str(root / "docs" / "generate.py"), str(folder)]
    subprocess.run(command, check=True)
    return folder


def test_what_is_generated_is_what_is_committed(root: Path, made: Path) -> None:
    names = [path.relative_to(made) for path in made.rglob("*") if path.is_file()]
    assert len(names) > 5
    for name in names:
        fresh, kept = (made / name).read_text(), (root / name).read_text()
        assert fresh == kept, f"{name} is stale; run: python docs/generate.py"


def kind_of(path: Path, pack: Path) -> str:
    inside = path.relative_to(pack)
    rooms = {"pitfalls": "pitfalls", "blocks": "block", "extends": "extension"}
    rooms["languages"] = "translation"
    if inside.parts[0] in rooms:
        return rooms[inside.parts[0]]
    return inside.stem if inside.stem in ("pack", "risk") else "checklist"


@pytest.mark.parametrize("folder", ["checklists", "tests/packs/tiny"])
def test_every_file_of_a_pack_satisfies_its_schema(
    root: Path, made: Path, folder: str
) -> None:
    pack = root / folder
    for path in sorted(pack.rglob("*.yaml")):
        if path.name == "settings.yaml":
            continue
        kind = kind_of(path, pack)
        schema = json.loads((made / f"ninelives/schemas/{kind}.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        node = document.read(path)
        jsonschema.validate(_texts(node), schema)


def _texts(node: yaml.Node) -> object:
    """Give a node as an editor's YAML reader does: days are text."""
    return json.loads(json.dumps(document.plain(node)))


def test_a_misspelt_key_fails_the_schema(made: Path) -> None:
    schema = json.loads((made / "ninelives/schemas/checklist.json").read_text())
    body = document.plain(document.read(TINY / "aws" / "function.yaml"))
    assert isinstance(body, dict)
    with pytest.raises(jsonschema.ValidationError, match="qestions"):
        jsonschema.validate({**body, "qestions": []}, schema)
