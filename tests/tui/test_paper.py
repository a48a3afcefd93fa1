"""A report reads well in a terminal of any width, and its links lead on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.stage import Open
from tests.tui.test_mouse import click
from tui.dialogs.paper import laid
from tui.dialogs.report import PaperPane

TEXT = """\
# A title

Some **bold**, *slanted* and `code` words, [a link](#part-two) and
[another](https://example.com).

## Part two

- one
- two words that are long enough to be wrapped in a narrow window
  - deeper

  still two
3. three
4. four

> said by somebody

| Name | Count |
| :--- | ---: |
| `a` | 1 |
| a long name of a thing | 22 |

```yaml
key: value
```

---

## Part two
"""


def plain(width: int, text: str = TEXT) -> list[str]:
    return [line.content.plain for line in laid(text, width).lines]


def test_markdown_is_laid_out() -> None:
    assert plain(40) == [
        "A title",
        "─" * 40,
        "",
        "Some bold, slanted and code words, a",
        "link and another.",
        "",
        "Part two",
        "",
        "• one",
        "• two words that are long enough to be",
        "  wrapped in a narrow window",
        "  • deeper",
        "",
        "  still two",
        "",
        "3. three",
        "4. four",
        "",
        "▌ said by somebody",
        "",
        "Name                   │ Count",
        "───────────────────────┼──────",
        "a                      │ 1    ",
        "a long name of a thing │ 22   ",
        "",
        "key: value",
        "",
        "─" * 40,
        "",
        "Part two",
        "",
    ]


def test_a_table_that_is_too_wide_is_wrapped() -> None:
    rows = [line for line in plain(24) if "│" in line]
    assert rows == [
        "Name             │ Count",
        "a                │ 1    ",
        "a long name of a │ 22   ",
        "thing            │      ",
    ]


def test_a_diagram_is_not_shown_as_its_source() -> None:
    shown = plain(80, "```mermaid\nflowchart LR\n```\n")
    assert [line for line in shown if line] == [
        "(A picture, drawn where the report is read on a forge or in a browser.)"
    ]


def test_many_narrow_columns_leave_room_for_the_first() -> None:
    head = f"| Where | {' | '.join('123456789')} |\n|{' - |' * 10}\n"
    shown = plain(40, f"{head}| a long name of a place |{' C? |' * 9}\n")
    assert "a long name " in shown[2]
    assert all(len(line) <= 40 for line in shown)


def test_headings_are_found_by_what_links_call_them() -> None:
    found = laid(TEXT, 40)
    shown = [line.content.plain for line in found.lines]
    assert shown[found.anchors["a-title"]] == "A title"
    assert shown[found.anchors["part-two"]] == "Part two"
    assert found.anchors["part-two-1"] > found.anchors["part-two"]


@given(
    text=st.text(alphabet="ab *_`|\n-#>1.[]()<&\\漢\t", max_size=200),
    width=st.integers(20, 60),
)
def test_any_markdown_fits(text: str, width: int) -> None:
    for line in laid(text, width).lines:
        lists = len(line.content.plain) - len(line.content.plain.lstrip(" •▌"))
        assert line.content.cell_length <= width + max(0, lists)


async def test_a_click_follows_a_link_and_a_key_returns(opened: Open) -> None:
    async with opened() as here:
        await here.press("r")
        await click(here, "What to do", "PaperPane")
        pane = here.app.screen.query_one(PaperPane)
        assert pane.scroll_offset.y > 0
        assert pane.lines[pane.scroll_offset.y].content.plain == "What to do"
        await here.press("left")
        assert pane.scroll_offset.y == 0
        await here.press("left", "space", "pageup", "end", "home", "j", "k")
        assert pane.scroll_offset.y == 0


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_every_link_of_a_report_leads_somewhere(
    opened: Open, folder: Path, size: tuple[int, int]
) -> None:
    async with opened(size) as here:
        await here.press("r", "w")
        await here.pilot.pause()
        text = (folder / "report.md").read_text("utf-8")
        anchors = laid(text, size[0]).anchors
        links = re.findall(r"\]\(#([^)]+)\)", text)
        assert links
        assert not set(links) - set(anchors)
