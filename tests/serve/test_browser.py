"""The questionnaire in real Chromium: several people, a stranger, a dead server."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ninelives.review import seat, store
from ninelives.review.interview import interview
from ninelives.surfaces import read
from tests.tui.stage import PACK, a_review

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = find_spec("axe_playwright_python")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("playwright") is None, reason="needs playwright (make looks)"
    ),
    pytest.mark.skipif(
        find_spec("textual_serve") is None,
        reason="needs textual-serve, the extra ninelives[serve]",
    ),
    pytest.mark.skipif(BROWSER is None, reason="needs Chromium (apt install chromium)"),
]
PATIENCE = 20.0
"""Seconds for what takes far less, on a machine that is busy."""
SECOND = 1.0
ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|.)")
REBOUND = "rebound.example"


@dataclass
class Server:
    """A server of one review, as a person starts it."""

    folder: Path
    running: subprocess.Popen[str]
    url: str

    def apps(self) -> list[int]:
        """Give the processes it has started."""
        found = Path(f"/proc/{self.running.pid}/task/{self.running.pid}/children")
        return [int(one) for one in found.read_text().split()]


@dataclass
class Seat:
    """One person's page: what was painted on it since it was last looked at."""

    page: Any
    painted: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        """Press keys, and look only at what is painted from then on."""
        self.painted.clear()
        for key in keys:
            self.page.keyboard.press(key)

    def shows(self, text: str) -> None:
        """Wait until a text was painted."""
        self.waits(lambda: text in ESCAPE.sub("", "".join(self.painted)), text)

    def waits(self, until: Callable[[], bool], what: str) -> None:
        """Wait, while the page goes on."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"never came: {what}"
            self.page.wait_for_timeout(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    flags.append(f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "orders"
    store.create(folder, a_review())
    words = ["serve", str(folder), "--pack", str(PACK)]
    with subprocess.Popen(
        [sys.executable, "-m", "ninelives", *words], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert "until ctrl+c" in running.stdout.readline()
        try:
            yield Server(folder, running, running.stdout.readline().strip())
        finally:
            running.terminate()
            assert running.wait(PATIENCE) in (0, -signal.SIGKILL)


@contextmanager
def seated(browser: Any, server: Server, name: str) -> Iterator[Seat]:
    """Open the address in a browser of one's own, and say who answers."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    opened = Seat(page)

    def painted(frame: Any) -> None:
        if isinstance(frame, bytes):
            opened.painted.append(frame.decode("utf-8", "replace"))

    page.on("websocket", lambda one: one.on("framereceived", painted))
    page.on("request", lambda one: opened.asked.append(one.url))
    page.on("console", lambda one: opened.said.append(one.text))
    page.on("pageerror", lambda one: opened.said.append(str(one)))
    page.goto(server.url)
    page.get_by_label("Who answers?").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?name=*")
    opened.shows("questions left")
    yield opened
    page.close()


def voices(folder: Path, question: str) -> set[tuple[str, str]]:
    found = store.load(folder).answer("service", question)
    return {(one.by, one.choice) for one in found.voices} if found else set()


def left(folder: Path, name: str) -> str:
    """Give where somebody was last, as it is kept."""
    path = folder / ".ninelives" / "seats" / seat.named(name) / "place.yaml"
    return path.read_text("utf-8") if path.exists() else ""


def asked_at(folder: Path, place: str) -> str:
    """Give how the question begins that somebody was left at."""
    pack, review = read(folder, [PACK])
    at = json.loads(place)["question"]
    asks = [one.question for one in interview(pack, review).items]
    ask = next(one.ask for one in asks if one.id == at)
    return " ".join(ask.split()[:3])


def edges(page: Any) -> str:
    """Give the colour of what is left of the window beside whole letters."""
    found: str = page.locator(".xterm-viewport").evaluate(
        "one => getComputedStyle(one).backgroundColor"
    )
    return found


def violations(page: Any) -> list[str]:
    if AXE is None or AXE.origin is None:
        return []
    page.evaluate((Path(AXE.origin).parent / "axe.min.js").read_text("utf-8"))
    found: list[str] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']}))"
        ".violations.map((one) => one.id + ': ' + one.nodes[0].html)"
    )
    return found


def test_answers_are_kept_and_a_reload_goes_on_where_it_was_left(
    browser: Any, server: Server
) -> None:
    with seated(browser, server, "Ana") as ana:
        assert ana.page.title() == "orders · Ana · ninelives"
        assert ana.page.evaluate("document.fonts.check('16px \"Roboto Mono\"')")
        ana.press("4")
        ana.waits(lambda: voices(server.folder, "lost") == {("Ana", "severe")}, "lost")
        ana.press("2")
        ana.waits(lambda: "duplicated" not in left(server.folder, "Ana"), "a place")
        ana.page.wait_for_timeout(200)
        place = left(server.folder, "Ana")
        before = ana.page.screenshot()
        ana.painted.clear()
        ana.page.reload()
        ana.shows(asked_at(server.folder, place))
        assert left(server.folder, "Ana") == place
        assert len(before) > 20_000, "the terminal is not drawn"


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_refused(
    browser: Any, server: Server
) -> None:
    home = server.url.removeprefix("http://").partition("/")[0]
    with seated(browser, server, "Ana") as ana:
        ana.waits(lambda: edges(ana.page) == "rgb(18, 18, 18)", "a dark edge")
        ana.press("t")
        ana.waits(lambda: edges(ana.page) == "rgb(224, 224, 224)", "a light edge")
        ana.press("4", "h")
        ana.page.mouse.move(600, 300)
        ana.page.set_viewport_size({"width": 700, "height": 500})
        ana.shows("esc")
        assert {one.split("/")[2] for one in ana.asked} == {home}
        ours = ("ping=", "CLOSED")
        assert [one for one in ana.said if not one.startswith(ours)] == []
        assert ana.page.context.cookies() == []


def test_a_second_browser_sees_an_answer_within_a_second(
    browser: Any, server: Server
) -> None:
    with seated(browser, server, "Ana") as ana, seated(browser, server, "Bo") as bo:
        here = left(server.folder, "Bo")
        bo.press("ArrowRight")
        bo.waits(lambda: left(server.folder, "Bo") != here, "another place")
        ana.press("4")
        ana.waits(lambda: bool(voices(server.folder, "lost")), "the answer")
        began = time.monotonic()
        bo.shows("Ana answered 1 question.")
        assert time.monotonic() - began < SECOND


def test_who_differ_find_a_dispute_and_nothing_is_lost(
    browser: Any, server: Server
) -> None:
    with seated(browser, server, "Ana") as ana, seated(browser, server, "Bo") as bo:
        ana.press("4")
        bo.shows("Ana has just answered this.")
        bo.press("1")
        both = {("Ana", "severe"), ("Bo", "none")}
        bo.waits(lambda: voices(server.folder, "lost") == both, "the dispute")
        ana.press("ArrowLeft")
        ana.shows("differ. Choose what holds")


def test_leaving_offers_to_begin_again(browser: Any, server: Server) -> None:
    with seated(browser, server, "Ana") as ana:
        ana.press("Control+q")
        ana.page.get_by_role("heading", name="You have left").wait_for()
        assert server.apps() == []
        again = ana.page.get_by_role("button", name="Begin again")
        assert again.evaluate("one => one === document.activeElement")
        ana.painted.clear()
        again.press("Enter")
        ana.shows("questions left")


def test_a_server_that_is_killed_leaves_no_app_behind(
    browser: Any, server: Server
) -> None:
    with seated(browser, server, "Ana") as ana, seated(browser, server, "Bo"):
        apps = server.apps()
        assert len(apps) == 2
        began = time.monotonic()
        server.running.kill()
        while any(map(runs, apps)):
            assert time.monotonic() - began < SECOND
            time.sleep(0.01)
        ana.page.get_by_role("heading", name="does not answer").wait_for()
        ana.page.get_by_role("button", name="Try again").click()
        ana.page.get_by_text("It still does not answer.").wait_for()


def runs(number: int) -> bool:
    """Whether a process runs; one that has ended waits for init to note it."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except OSError:
        return False


def test_strangers_are_refused(browser: Any, server: Server, tmp_path: Path) -> None:
    page = browser.new_page()
    secret = server.url.rstrip("/").rpartition("/")[2]
    wrong = server.url.replace(secret, "x" * len(secret))
    rebound = server.url.replace("127.0.0.1", REBOUND)
    for url in (wrong, f"{wrong}static/js/textual.js", rebound):
        got = page.goto(url)
        assert got is not None
        assert got.status == 403
    (tmp_path / "index.html").write_text("<title>elsewhere</title>", "utf-8")
    at = functools.partial(Quiet, directory=str(tmp_path))
    elsewhere = http.server.ThreadingHTTPServer(("127.0.0.1", 0), at)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://127.0.0.1:{elsewhere.server_port}/index.html")
        tried = """url => new Promise((done) => {
          const socket = new WebSocket(url.replace('http', 'ws') + 'ws/Eve');
          socket.onopen = () => done('open');
          socket.onerror = () => done('refused');
        })"""
        assert page.evaluate(tried, server.url) == "refused"
        fetched = "url => fetch(url).then(() => 'read', () => 'refused')"
        assert page.evaluate(fetched, server.url) == "refused"
    finally:
        elsewhere.shutdown()
        elsewhere.server_close()
        page.close()
    assert server.apps() == []


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base calls it
        pass


def test_axe_finds_nothing_in_what_is_no_terminal(browser: Any, server: Server) -> None:
    # the page's own policy runs no script but its own, and so not axe
    page = browser.new_page(bypass_csp=True)
    page.goto(server.url)
    assert violations(page) == []
    page.get_by_label("Who answers?").fill("Ana")
    page.keyboard.press("Enter")
    page.locator(".xterm-helper-textarea:focus").wait_for(state="attached")
    page.keyboard.press("q")
    page.get_by_role("heading", name="You have left").wait_for()
    page.locator("#terminal").evaluate("one => one.remove()")
    assert violations(page) == []
    page.close()
