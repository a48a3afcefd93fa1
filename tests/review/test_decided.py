"""Waivers and actions that are written one at a time, beside other people's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.errors import Place, Unusable
from ninelives.review import store
from ninelives.review.actions import DONE, OPEN, Action, load_actions, put_action
from ninelives.review.model import Review
from ninelives.review.waivers import load_waivers, save_waiver

WAIVER = {
    "finding": "orders/partial-batch",
    "reason": "a dozen events a day",
    "approver": "Cleo",
    "control": "a daily count",
    "expires": "2027-01-31",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an empty review."""
    store.create(tmp_path / "orders", Review("orders"))
    return tmp_path / "orders"


def an_action(**changed: str) -> Action:
    said = {
        "id": "mend-orders",
        "says": "Mend it",
        "owner": "Ana",
        "due": "2026-12-01",
        "state": OPEN,
        "closed": "",
        "reason": "",
        "incident": "",
        "finding": "orders/partial-batch",
        "mitigation": "",
    }
    return Action(**{**said, **changed}, place=Place(""))


def test_a_waiver_is_written_and_read_again(folder: Path) -> None:
    save_waiver(folder, WAIVER)
    (found,) = load_waivers(folder)
    assert found.reason == "a dozen events a day"
    assert found.expires == "2027-01-31"


@pytest.mark.parametrize("name", ["reason", "approver", "control", "expires"])
def test_nobody_can_waive_without(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"nobody can waive without {name}"):
        save_waiver(folder, {**WAIVER, name: " "})
    assert not (folder / "waivers.yaml").exists()


def test_a_second_waiver_of_a_finding_takes_the_place_of_the_first(
    folder: Path,
) -> None:
    path = folder / "waivers.yaml"
    save_waiver(folder, {**WAIVER, "finding": "other/*"})
    path.write_text("# agreed in May\n" + path.read_text("utf-8"), "utf-8")
    save_waiver(folder, WAIVER)
    save_waiver(folder, {**WAIVER, "expires": "2027-06-30"})
    found = load_waivers(folder)
    assert [(one.finding, one.expires) for one in found] == [
        ("other/*", "2027-01-31"),
        ("orders/partial-batch", "2027-06-30"),
    ]
    assert path.read_text("utf-8").startswith("# agreed in May\n")


def test_what_would_not_be_read_is_not_written(folder: Path) -> None:
    save_waiver(folder, WAIVER)
    before = (folder / "waivers.yaml").read_bytes()
    with pytest.raises(Unusable, match="YYYY-MM-DD"):
        save_waiver(folder, {**WAIVER, "expires": "next year"})
    with pytest.raises(Unusable):
        save_waiver(folder, {**WAIVER, "reopen": "answers["})
    assert (folder / "waivers.yaml").read_bytes() == before


def test_an_action_is_changed_where_it_stands(folder: Path) -> None:
    path = folder / "actions.yaml"
    put_action(folder, an_action())
    put_action(folder, an_action(id="other"))
    path.write_text(path.read_text("utf-8").replace("Ana", "Ana # on leave", 1))
    put_action(folder, an_action(state=DONE, closed="2026-11-30"))
    found = load_actions(folder)
    assert [(one.id, one.state) for one in found] == [
        ("mend-orders", DONE),
        ("other", OPEN),
    ]
    assert "# on leave" in path.read_text("utf-8")
