"""The HTML report in a real browser: no violation, no network, sorted by a click."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ninelives.exports import Wanted, written
from tests.exports.folders import kept, recorded, waive

AXE = find_spec("axe_playwright_python")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(
        AXE is None or find_spec("playwright") is None,
        reason="needs axe-playwright-python (make looks)",
    ),
    pytest.mark.skipif(BROWSER is None, reason="needs Chromium (apt install chromium)"),
]
RUN_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map((one) => one.id + ': ' + one.nodes[0].html);
}"""


@pytest.fixture(scope="module")
def pages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give the report of the sample, with waivers, and that of the example."""
    scratch = tmp_path_factory.mktemp("pages")
    folder = kept(scratch / "orders")
    waive(folder)
    sample, example = scratch / "sample.html", scratch / "example.html"
    sample.write_text(written(recorded(folder), Wanted("html")).text, "utf-8")
    from ninelives.commands import run

    coffee = str(root / "examples" / "serverless-coffee")
    assert run(["report", coffee, "--format", "html", "-o", str(example)]) == 0
    return sample, example


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=flags)
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", [0, 1], ids=["sample", "example"])
def test_axe_finds_no_violation(
    browser: Any, pages: tuple[Path, Path], which: int, scheme: str
) -> None:
    assert AXE is not None
    assert AXE.origin is not None
    axe = (Path(AXE.origin).parent / "axe.min.js").read_text("utf-8")
    # the page's own policy runs no script but its own, and so not this one
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    page.goto(pages[which].as_uri())
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []
    page.close()


def test_nothing_is_fetched_or_refused(browser: Any, pages: tuple[Path, Path]) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto(pages[1].as_uri())
    assert asked == [pages[1].as_uri()]
    assert said == []
    page.close()


def test_a_click_sorts_by_risk_and_again_the_other_way(
    browser: Any, pages: tuple[Path, Path]
) -> None:
    page = browser.new_page()
    page.goto(pages[0].as_uri())
    table = page.locator("table").first
    letters = "els => els.map((one) => one.cells[1].textContent)"

    def column() -> list[str]:
        found: list[str] = table.locator("tbody tr").evaluate_all(letters)
        return found

    before = column()
    head = table.locator("th button").nth(1)
    head.click()
    assert column() == sorted(before, key=["–", "H", "C?", "C"].index)
    assert table.locator("th").nth(1).get_attribute("aria-sort") == "ascending"
    head.press("Enter")
    assert column() == sorted(before, key=["C", "C?", "H", "–"].index)
    page.close()


def test_the_charts_are_drawn_and_fit_a_small_screen(
    browser: Any, pages: tuple[Path, Path]
) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.goto(pages[1].as_uri())
    assert page.locator("svg").count() == 2
    assert page.locator("svg.chart circle").count() == 8
    assert page.locator("pre:has-text('xychart')").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.close()


def test_it_prints_black_on_white(browser: Any, pages: tuple[Path, Path]) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(pages[0].as_uri())
    page.emulate_media(media="print")
    style = "getComputedStyle(document.body)"
    assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
    page.close()
