"""The page: one file, nothing fetched, nothing obeyed, read by keyboard and ear."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from ninelives.report.formats.html import write
from ninelives.report.formats.layers import Edge, layered
from tests.exports.folders import kept, recorded, text_of

HOSTILE = "<script>alert(1)</script><img src=x onerror=y> [a](javascript:b) | `c`"


class Page(HTMLParser):
    """Every element with its attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inside: dict[str, str] = {}
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._in = tag

    def handle_data(self, data: str) -> None:
        if self._in in ("script", "style"):
            self.inside[self._in] = self.inside.get(self._in, "") + data
            self._in = ""

    def all(self, tag: str) -> list[dict[str, str]]:
        return [found for name, found in self.elements if name == tag]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(text_of(recorded(kept(tmp_path / "orders")), "html"))


def test_nothing_is_fetched_and_only_our_own_script_runs(page: Page) -> None:
    policy = next(one for one in page.all("meta") if "http-equiv" in one)["content"]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        digest = hashlib.sha256(page.inside[tag].encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
        assert len(page.all(tag)) == 1
    for _, found in page.elements:
        assert not {"src", "style"} & found.keys()
        assert not [name for name in found if name.startswith("on")]
    assert not {"link", "img", "iframe", "object"} & {name for name, _ in page.elements}


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert len(set(ids)) == len(ids)
    inside = {one["href"][1:] for one in page.all("a") if one["href"][:1] == "#"}
    assert inside
    assert inside <= set(ids)


def test_it_reads_well_by_ear_and_keyboard(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert all(one.get("scope") in ("col", "row") for one in page.all("th"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    for above, below in pairwise(levels):
        assert below - above <= 1, "a level of headings is skipped"
    drawing = page.all("svg")[0]
    assert drawing["role"] == "img"
    assert drawing["aria-labelledby"] == "map-title"
    regions = [one for one in page.all("div") if one.get("class") == "scroll"]
    assert all(one["aria-label"] and one["tabindex"] == "0" for one in regions)


def test_a_stranger_s_text_stays_text() -> None:
    found = Page(write(f"# {HOSTILE}\n\n{HOSTILE}\n\n<b>x</b>\n", HOSTILE, ""))
    assert len(found.all("script")) == 1
    assert not found.all("img")
    assert not found.all("b")
    assert not [one for one in found.all("a") if "javascript" in one["href"]]


def test_only_the_map_is_drawn_as_the_map() -> None:
    charts = "```mermaid\nflowchart LR\n```\n\n```mermaid\nxychart-beta\n```\n"
    found = write(f"# A\n\n{charts}", "a", "<svg></svg>")
    assert found.count("<svg>") == 1
    assert "xychart-beta" in found


def luminance(colour: str) -> float:
    wide = colour if len(colour) == 6 else "".join(char * 2 for char in colour)
    parts = (int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_can_be_read_on_its_page(root: Path) -> None:
    style = (root / "templates" / "html" / "page.css").read_text("utf-8")
    themes = re.findall(r":root\{([^}]*)\}", style)
    assert len(themes) == 3
    for theme in themes:
        colours = dict(re.findall(r"--(\w+):#([0-9a-f]+)", theme))
        for ground in (colours.pop("page"), colours.pop("band")):
            for name, colour in colours.items():
                if name == "line":
                    continue
                pair = sorted((luminance(colour), luminance(ground)))
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (name, colour)


def test_a_layout_reads_from_left_to_right_and_survives_circles() -> None:
    edges = [
        Edge("a", "b"),
        Edge("b", "c"),
        Edge("a", "c"),
        Edge("c", "b"),
        Edge("d", "d"),
    ]
    spots = layered(["a", "b", "c", "d"], edges)
    assert [spots[one].layer for one in "abcd"] == [0, 1, 2, 0]
    assert len(set(spots.values())) == 4
    assert layered([], []) == {}


def test_a_long_chain_is_laid_out_without_recursion() -> None:
    names = [f"n{at}" for at in range(3000)]
    edges = [Edge(*pair) for pair in pairwise(names)]
    assert layered(names, edges)["n2999"].layer == 2999
