"""A pack built once and kept beside its files."""

import shutil
from pathlib import Path

import pytest

from ninelives import house
from ninelives.checklist import kept
from ninelives.checklist.expression import Name
from ninelives.checklist.model import Pack
from ninelives.checklist.read import read_pack
from tests.designs import TINY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a pack of one's own that may be changed."""
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


@pytest.fixture
def pack(folder: Path) -> Pack:
    """Give it read, and kept."""
    found = read_pack((folder,))
    kept.keep(folder, found)
    return found


def told(pack: Pack) -> object:
    """Give a pack as plain values; two expressions are the same if their text is."""
    return repr(_plain(pack))


def _plain(value: object) -> object:
    if hasattr(value, "names"):
        return value.text  # type: ignore[attr-defined]  # an expression
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return value


def test_what_is_kept_is_what_was_read(folder: Path, pack: Pack) -> None:
    again = kept.take(folder, None)
    assert again is not None
    assert told(again) == told(pack)


def test_conditions_hold_as_before(folder: Path, pack: Pack) -> None:
    again = kept.take(folder, None)
    assert again is not None
    for name, checklist in pack.checklists.items():
        for old, new in zip(
            checklist.questions, again.checklists[name].questions, strict=True
        ):
            if old.when is None or new.when is None:
                assert old.when is new.when
                continue
            assert new.when.names == old.when.names
            for choice in ("one", "many", "none"):
                scope = {Name(one.root, one.key): choice for one in old.when.names}
                assert new.when.truth(scope) is old.when.truth(scope)


def test_only_what_is_wanted_is_taken(folder: Path, pack: Pack) -> None:
    name = next(one for one in pack.checklists if one != "service")
    again = kept.take(folder, [name])
    assert again is not None
    assert set(again.checklists) == {name, "service"}


def test_a_name_that_is_not_there_is_left_to_whoever_reads(
    folder: Path, pack: Pack
) -> None:
    assert pack
    assert kept.take(folder, ["no-such-checklist"]) is None


def test_a_change_of_any_file_makes_it_stale(folder: Path, pack: Pack) -> None:
    for file in sorted(folder.rglob("*.yaml")):
        text = file.read_text("utf-8")
        file.write_text(text + "# more\n", "utf-8")
        assert kept.take(folder, None) is None, file
        kept.keep(folder, pack)
        assert kept.take(folder, None) is not None
    (folder / "new.yaml").write_text("", "utf-8")
    assert kept.take(folder, None) is None


@pytest.mark.parametrize("size", [0, 4, 15, 40, 500])
def test_half_a_file_is_no_pack(folder: Path, pack: Pack, size: int) -> None:
    assert pack
    path = next((folder / "__pycache__").iterdir())
    path.write_bytes(path.read_bytes()[:size])
    assert kept.take(folder, None) is None


def test_where_nothing_may_be_written_nothing_is_kept(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file where the folder would be", "utf-8")
    kept.keep(folder, read_pack((folder,)))
    assert kept.take(folder, None) is None


def test_ours_is_the_same_read_or_kept(tmp_path: Path) -> None:
    ours = Path(shutil.copytree(house.checklists(), tmp_path / "ours"))
    read = read_pack((ours,))
    kept.keep(ours, read)
    again = kept.take(ours, None)
    assert again is not None
    assert told(again) == told(read)
