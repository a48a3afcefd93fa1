"""A session: its agenda, its clock, who speaks, what is parked, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ninelives.assess.agenda import after, agenda
from ninelives.assess.risk import assess
from ninelives.checklist.load import load_pack
from ninelives.checklist.schema import RISKS
from ninelives.report import minutes, whole
from ninelives.review import parked, sitting, store
from ninelives.review.model import Answer
from ninelives.review.sitting import Sitting
from tests.tui.stage import PACK, QUEUE, Open, Opened, a_review, answer, say
from tui.widgets.bars import TopBar

Snapshot = Callable[[Opened], None]
SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
BEGAN = 1_795_510_800
"""2026-11-24T09:00:00Z."""


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Give what sets the clock to so many seconds after nine."""

    def set_(seconds: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BEGAN + seconds))

    set_(0)
    return set_


@pytest.fixture
def begun(folder: Path, at: Callable[[int], None]) -> Path:
    """Give a review with some answers, and something that people differ about."""
    at(-86_400)
    say(folder, "service", "lost", Answer("severe", by="Ana"))
    say(folder, "service", "duplicated", Answer("minor", by="Ana"))
    say(folder, QUEUE, "batch-size", Answer("several", by="Ben"))
    say(folder, "place-order", "idempotent", Answer("unknown", owner="ops", by="Ana"))
    at(0)
    return folder


def sit(folder: Path, minutes: int = 45) -> None:
    """Begin a session at nine, with two people present."""
    found = assess(load_pack(PACK), store.load(folder))
    before = {one.id: one.risk for one in found.findings}
    one = Sitting("2026-11-24T09:00:00Z", minutes, ("Ana", "Ben"), "Ana", before)
    sitting.keep(folder, one)


def test_the_gravest_come_first_and_so_many_as_fit() -> None:
    review = a_review()
    found = assess(load_pack(PACK), review)
    items = agenda(found, 600)
    assert [one.open.question.id for one in items[:2]] == ["lost", "duplicated"]
    assert [one.fits for one in items[:6]] == [True] * 5 + [False]
    assert {one.seconds for one in items} == {120.0}
    assert all(one.fits for one in agenda(found))
    risks = [one.open.worst for one in items[2:]]
    assert risks == sorted(risks, key=RISKS[::-1].index)
    assert after(items, items[0].key) == items[1]
    assert after(items, items[-1].key) == after(items, None) == items[0]
    assert after((), None) is None
    for number, question in enumerate(("lost", "duplicated")):
        said = Answer("minor", by="Ana", at=f"2026-11-24T10:0{number}:30Z")
        review = review.with_answer("service", question, said)
    timed = agenda(assess(load_pack(PACK), review))
    assert "lost" not in {one.open.question.id for one in timed}


async def test_a_session_is_begun_resumed_and_ended(
    opened: Open, begun: Path, at: Callable[[int], None]
) -> None:
    async with opened() as here:
        await here.press("T", "end", "a", "enter")
        assert here.shows("is no number of minutes")
        await here.press("backspace", "enter", *("backspace",) * 3, "enter")
        assert here.shows("name at least one")
        await here.type("Cleo")
        await here.press("enter")
        assert here.shows("questions fit · 45:00 left")
        await here.press("end")
        assert here.shows("Nobody here knew; ops finds out; 2 findings rest on it, of")
        await here.press("enter")
        assert here.shows("Cleo · 45:00 left")
        at(2400)
        here.screen.tick()
        await here.pilot.pause()
        assert here.shows("Cleo · 05:00 left")
        await here.press("A", "1")
    async with opened() as again:
        at(2830)
        again.screen.tick()
        await again.pilot.pause()
        assert again.shows("Cleo · 02:10 over")
        assert again.shows("The 45 minutes are over. All is saved;")
        await again.press("1", "T")
        assert again.shows("02:10 over")
        await again.press("e", "escape", "T", "e", "e")
        assert again.shows("The session is over. Every answer is saved.")
        assert not again.shows("Cleo ·")
        assert again.screen._table.desk.by == "Ana"  # noqa: SLF001 - who answers
    assert sitting.kept(begun) is None


async def test_a_second_paints_only_the_clock(
    opened: Open, begun: Path, at: Callable[[int], None]
) -> None:
    sit(begun)
    async with opened() as here:
        bar = here.screen.query_one(TopBar)
        await here.pilot.pause()
        bar._repaint_regions.clear()  # noqa: SLF001 - what is to be painted
        at(61)
        here.screen.tick()
        (region,) = bar._repaint_regions  # noqa: SLF001 - what is to be painted
        assert (region.width, region.height) == (len(" Ana · 43:59 left "), 1)
        assert region.right == bar.size.width


async def test_the_key_of_the_agenda_goes_round(opened: Open, begun: Path) -> None:
    async with opened() as here:
        assert answer(begun, "service", "lost") is not None
        await here.press("A")
        first = here.at
        seen = {first}
        await here.press("A")
        while here.at != first:
            seen.add(here.at)
            await here.press("A")
        assert len(seen) == 7
        assert here.shows("2 of 7 on the agenda.")


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
async def test_agenda_look(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    sit(begun, 9)
    async with opened(size) as here:
        await here.press("T", "down")
        snapshot(here)


async def test_a_discussion_is_parked_listed_and_ticked_off(
    opened: Open, begun: Path
) -> None:
    book = begun / parked.FILE
    book.write_text("# ours\nparked:\n  - {id: old, says: An old one}  # kept\n")
    async with opened() as here:
        await here.press("p", "a", "escape", "p")
        await here.type("b?")
        await here.press("enter")
        assert here.shows("Parked: ab? (2 in the parking lot; P lists it)")
        at = here.at
        await here.press("o", "P", "end")
        assert here.shows("Parking lot: 2 to come back to")
        assert here.shows("When one message of a batch fails")
        await here.press("d", "d", "home", "d")
        assert here.shows("Parking lot: 1 to come back to")
        await here.press("home", "enter")
        assert here.at == at
    one, two = parked.load_parked(begun)
    assert (one.done, two.done) == ("2026-11-24", "")
    assert (two.id, two.says, two.by) == ("ab", "ab?", "Ana")
    assert (two.subject, two.question, two.at[:10]) == (*at, "2026-11-24")
    assert book.read_text().startswith("# ours\nparked:\n")
    found = assess(load_pack(PACK), store.load(begun))
    text = whole.report(begun, found)
    assert "| ab? | orders-queue → place-order: When one message of a batch" in text
    assert "An old one" not in text


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
async def test_lot_look(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    key = (QUEUE, "partial-batch")
    for says in ("Who owns the dead-letter queue?", "Is replay safe?"):
        found = parked.park(begun, says, "Ben", "2026-11-24T09:10:00Z", key)
    parked.tick(begun, found[0].id, "2026-11-24")
    async with opened(size) as here:
        await here.press("P")
        snapshot(here)


async def test_an_answer_is_kept_under_the_name_of_who_speaks(
    opened: Open, begun: Path
) -> None:
    async with opened() as here:
        await here.press("v")
        assert here.shows("T begins a session")
    sit(begun)
    async with opened() as here:
        await here.press("v", "2")
        assert here.shows("Ben speaks: answers are taken down as Ben's.")
        assert here.shows("Ben · 45:00 left")
        first = here.at
        await here.press("1", "v", "down", "down", "enter", "C", "l", "enter")
        second = here.at
        await here.press("2", "v", "3", "v", "9", "enter")
    said = answer(begun, *first), answer(begun, *second)
    assert [one.by for one in said if one] == ["Ben", "Cl"]
    kept = sitting.kept(begun)
    assert kept is not None
    assert (kept.present, kept.speaker) == (("Ana", "Ben", "Cl"), "Ana")


async def test_the_minutes_say_what_came_of_it(
    opened: Open, begun: Path, at: Callable[[int], None]
) -> None:
    sit(begun)
    at(600)
    async with opened() as here:
        await here.press("1", "v", "2", "u", "o", "p", "s", "enter", "enter")
        await here.press("p", "x", "enter")
        at(1500)
        await here.press("T", "e")
        assert here.shows("What came of the session")
        await here.press("w")
        assert here.shows("Written: ")
    text = (begun / "sessions" / "2026-11-24-0900.md").read_text()
    assert "09:00 to 09:25 UTC: 25 of 45 minutes. Present: Ana, Ben." in text
    assert "**1 answered, 1 unknown, 1 parked.**" in text
    assert "| Ana | 1 | 0 | 0 |\n| Ben | 0 | 1 | 1 |" in text
    assert "| Good messages of a failed batch run again" in text
    assert "| ops |" in text
    assert "- x (Ben, at" in text
    assert "questions are open. The gravest:" in text


async def test_minutes_obey_nobody(begun: Path) -> None:
    hostile = "a|b](x) <b> @you #1\u202e"
    one = Sitting("2026-11-24T09:00:00Z", 45, (hostile,), hostile, {})
    parked.park(begun, hostile, hostile, "2026-11-24T09:10:00Z", None)
    pack, review = load_pack(PACK), store.load(begun)
    text = minutes.written(begun, pack, review, one, "2026-11-24T09:45:00Z")
    assert "a\\|b\\](x) \\<b> `@you` `#1‹U+202E›`" in text
    assert "\u202e" not in text


@pytest.mark.usefixtures("begun")
async def test_the_projector_shows_the_question_alone_until_its_key_is_pressed_again(
    opened: Open,
) -> None:
    async with opened() as here:
        await here.press("B")
        assert here.app.theme == "projector-dark"
        assert not here.shows("Why")
        assert not here.shows("What follows")
        await here.press("t")
        assert here.app.theme == "projector-light"
        await here.press("2", "B")
        assert here.app.theme == "textual-light"
        assert here.shows("What follows")


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
async def test_projector_look(
    opened: Open, begun: Path, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    sit(begun)
    async with opened(size) as here:
        await here.press("B", "down")
        snapshot(here)
