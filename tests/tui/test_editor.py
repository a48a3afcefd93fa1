"""A note in the editor a person has chosen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tui.stage import Open, answer
from tui.editor import NotEditedError, chosen, edited


def an_editor(tmp_path: Path, does: str) -> str:
    """Give a command that does something to the file it is given."""
    script = tmp_path / "an editor.py"
    script.write_text(
        f"import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n{does}\n"
    )
    return f"{sys.executable} '{script}'"


def test_what_the_editor_wrote_comes_back(tmp_path: Path) -> None:
    command = an_editor(tmp_path, "path.write_text(path.read_text().upper() + 'Ü\\n')")
    assert edited("ask Eve\nin May", command) == "ASK EVE\nIN MAY\nÜ"


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    made = tmp_path / "made"
    command = an_editor(tmp_path, "path.write_text(' '.join(sys.argv[1:-1]))")
    with pytest.raises(NotEditedError):
        edited("kept", f"no-such-editor; touch {made}")
    assert edited("kept", f"{command} ; touch {made}") == f"; touch {made}"
    assert not made.exists()


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("sys.exit(3)", "ended with 3"),
        ("path.unlink()", "No such file"),
        ("path.write_bytes(b'\\xff')", "can't decode"),
    ],
)
def test_an_editor_that_fails_is_named(tmp_path: Path, does: str, said: str) -> None:
    with pytest.raises(NotEditedError, match=said):
        edited("kept", an_editor(tmp_path, does))


def test_a_command_that_is_none_is_named() -> None:
    for command in ("", "vi '"):
        with pytest.raises(NotEditedError):
            edited("kept", command)
    assert chosen({"VISUAL": "", "EDITOR": "vi"}) == "vi"
    assert chosen({"VISUAL": "code -w", "EDITOR": "vi"}) == "code -w"


async def test_without_an_editor_it_says_so_and_keeps_what_was_typed(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with opened() as here:
        await here.press("3", "left", "n")
        await here.type("ask Eve")
        await here.press("ctrl+o")
        assert here.shows("neither $VISUAL nor $EDITOR is set")
        await here.press("enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.note == "ask Eve"


async def test_where_the_terminal_can_t_be_handed_on_the_note_stays(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    async with opened() as here:
        await here.press("3", "left", "n")
        await here.type("ask Eve")
        await here.press("ctrl+o", "enter")
        said = answer(folder, "service", "lost")
        assert said is not None
        assert said.note == "ask Eve"
