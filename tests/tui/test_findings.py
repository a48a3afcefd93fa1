"""The findings: listed, sorted, filtered, decided; each key, and what is on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.actions import load_actions
from ninelives.review.model import Answer
from ninelives.review.waivers import load_waivers
from tests.tui.stage import QUEUE, Open, Opened, say
from tui.findings.screen import Findings
from tui.widgets.rows import Rows

Snapshot = Callable[[Opened], None]


@pytest.fixture
def begun(folder: Path) -> Path:
    """Give a review with some answers."""
    say(folder, "service", "lost", Answer("severe"))
    say(folder, "service", "duplicated", Answer("minor"))
    say(folder, QUEUE, "batch-size", Answer("several"))
    said = Answer("whole-batch", origin="template.yaml:41")
    say(folder, QUEUE, "partial-batch", said)
    return folder


def screen(here: Opened) -> Findings:
    found = here.app.screen
    assert isinstance(found, Findings)
    return found


def listed(here: Opened) -> list[str]:
    return [one.id for one in screen(here)._rows]  # noqa: SLF001 - what is shown


PARTIAL = f"{QUEUE}/partial-batch"


@pytest.mark.usefixtures("begun")
async def test_the_gravest_is_first_and_told(opened: Open) -> None:
    async with opened() as here:
        await here.press("f")
        assert listed(here)[0] == PARTIAL
        assert here.shows("CRITICAL Good messages of")
        assert here.shows("lost: severe × certain")
        assert here.shows("template.yaml:41")
        assert here.shows("1. Set FunctionResponseTypes to ReportBatchItemFailures.")
        assert here.shows("│ FunctionResponseTypes:")
        assert here.shows("fault: Poison one message of ten.")


@pytest.mark.usefixtures("begun")
async def test_enter_leads_to_the_question_and_the_way_back_is_kept(
    opened: Open,
) -> None:
    async with opened() as here:
        await here.press("f", "s", "s", "down", "down")
        marked = screen(here).row
        await here.press("escape", "f")
        assert screen(here).row == marked
        assert screen(here).look.sort == "harm"
        await here.press("S", "S", "home", "enter")
        assert here.at == (QUEUE, "partial-batch")


@pytest.mark.usefixtures("begun")
async def test_rows_are_walked_with_every_key(opened: Open) -> None:
    async with opened() as here:
        await here.press("f")
        rows = screen(here).query_one(Rows)
        last = rows.count - 1
        walked = []
        for key in ("down", "j", "up", "k", "end", "home", "pagedown", "pageup"):
            await here.press(key)
            walked.append(rows.at)
        assert walked == [1, 2, 1, 0, last, 0, min(10, last), 0]


@pytest.mark.usefixtures("begun")
async def test_only_what_fits_is_shown(opened: Open) -> None:
    async with opened() as here:
        await here.press("f")
        every = listed(here)
        await here.press("f", "enter")
        assert set(listed(here)) < set(every)
        assert here.shows("· risk critical")
        await here.press("f", "end", *["down"] * 30, "enter")
        assert here.shows("No finding fits") or here.shows("status open")
        await here.press("0")
        assert listed(here) == every


async def test_accepting_asks_for_an_owner_and_a_day(opened: Open, begun: Path) -> None:
    async with opened() as here:
        await here.press("f", "a", "enter", "enter")
        assert here.shows("say until when, as 2026-12-01")
        await here.type("2026-12-24")
        await here.press("enter")
        assert here.shows("Accepted: Ana until 2026-12-24.")
        assert screen(here).row.status == "accepted"  # type: ignore[union-attr] # there is one
        assert here.shows("accepted: Ana until 2026-12-24")
    (found,) = load_actions(begun)
    assert (found.finding, found.owner, found.due) == (PARTIAL, "Ana", "2026-12-24")
    assert found.says == "Return only the messages that failed"
    assert found.mitigation == "report-failures"
    async with opened() as again:
        await again.press("f", "o", *["backspace"] * 3)
        await again.type("Ben")
        await again.press("enter", "enter")
        assert again.shows("Accepted: Ben until 2026-12-24.")
    assert [one.owner for one in load_actions(begun)] == ["Ben"]


async def test_nobody_waives_without_reason_approver_and_end(
    opened: Open, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 2026-11-23
    async with opened() as here:
        await here.press("f", "w", "enter")
        assert here.shows("nobody can waive without a reason")
        await here.type("a dozen a day")
        await here.press("enter", "enter")
        assert here.shows("say who approves it")
        await here.type("Cleo")
        await here.press("enter")
        await here.type("a daily count")
        await here.press("enter", "enter")
        assert here.shows("nobody can waive without an end")
        await here.type("2026-01-01")
        await here.press("enter")
        assert here.shows("that day is past")
        await here.press(*["backspace"] * 10)
        await here.type("2027-01-31")
        await here.press("enter")
        await here.type("answers[")
        await here.press("enter")
        assert not (begun / "waivers.yaml").exists()
        await here.press("escape", "w", *["down"] * 4, *["backspace"] * 8, "enter")
        assert here.shows("Waived until 2027-01-31.")
        assert screen(here).row.status == "waived"  # type: ignore[union-attr] # there is one
        assert here.shows("waived by Cleo until 2027-01-31: a dozen a day")
    (found,) = load_waivers(begun)
    assert (found.finding, found.approver) == (PARTIAL, "Cleo")
    assert (found.reason, found.control) == ("a dozen a day", "a daily count")


async def test_done_takes_the_answers_after_showing_them(
    opened: Open, begun: Path
) -> None:
    async with opened() as here:
        await here.press("f", "d")
        assert here.shows("Done? 1 answer changes. Enter takes all, esc none")
        assert here.shows("now The whole batch returns")
        assert here.shows("then Only the failed messages return")
        await here.press("escape")
        assert store.load(begun).answer(QUEUE, "partial-batch").choice == "whole-batch"  # type: ignore[union-attr] # answered
        await here.press("d", "enter")
        assert here.shows("Done: 1 answer taken")
        said = store.load(begun).answer(QUEUE, "partial-batch")
        assert said is not None
        assert (said.choice, said.by) == ("failed-only", "Ana")
        row = next(one for one in screen(here)._all if one.id == PARTIAL)  # noqa: SLF001 - all of them
        assert (row.status, row.finding) == ("done", None)
        await here.press("end", "enter", "a", "w", "d", "c", "escape", "z")
        assert store.load(begun).answer(QUEUE, "partial-batch").choice == "whole-batch"  # type: ignore[union-attr] # answered
        await here.press("f")
        assert here.shows("open again")
    (found,) = load_actions(begun)
    assert (found.state, found.finding) == ("done", PARTIAL)


async def test_copies_reach_the_clipboard_and_a_file(opened: Open, begun: Path) -> None:
    copied = begun / ".ninelives" / "copied.txt"
    async with opened() as here:
        await here.press("f", "y")
        assert here.app.clipboard == PARTIAL == copied.read_text("utf-8")
        await here.press("Y")
        assert here.app.clipboard.startswith("**Good messages of a failed batch run")
        assert "- \\[ \\]" not in here.app.clipboard
        await here.press("c")
        assert here.app.clipboard == copied.read_text("utf-8")
        assert here.app.clipboard.startswith("FunctionResponseTypes:")


@pytest.mark.usefixtures("begun")
async def test_the_dialect_is_remembered(opened: Open) -> None:
    async with opened() as here:
        await here.press("f", "l", "down", "down", "enter")
        assert screen(here).look.dialect == "terraform"
    async with opened() as again:
        await again.press("f")
        assert screen(again).look.dialect == "terraform"


async def test_two_processes_agree(opened: Open, begun: Path) -> None:
    async with opened() as one, opened() as other:
        await one.press("f", "a", "enter")
        await one.type("2026-12-24")
        await one.press("enter")
        await other.press("f", "down", "a", "enter")
        await other.type("2026-12-25")
        await other.press("enter")
        owned = [row for row in screen(other)._all if row.owner == "Ana"]  # noqa: SLF001 - all
        assert len(owned) == 2
    assert [found.due for found in load_actions(begun)] == ["2026-12-24", "2026-12-25"]


@pytest.mark.usefixtures("begun")
async def test_every_key_is_listed(opened: Open) -> None:
    async with opened() as here:
        await here.press("f", "h")
        assert here.shows("Waive it: with a reason, who approves, and an end.")
        await here.press("escape", "n", "space", "space", "q")
        assert here.app.screen is here.screen


SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "200x60"])
async def test_findings_look(
    opened: Open, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    async with opened(size) as here:
        await here.press("f")
        snapshot(here)
