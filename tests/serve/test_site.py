"""What the server gives, and to whom; the app behind a page is a few lines here."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

pytest.importorskip("textual_serve", reason="needs the extra ninelives[serve]")

from aiohttp import WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from ninelives.serve.entry import entry
from ninelives.serve.site import Served, site

APP = """
import os, sys
def send(kind, body):
    head = kind + len(body).to_bytes(4, "big")
    os.write(1, head + body)
os.write(1, b"__GANGLION__\\n")
size = f"{os.environ['COLUMNS']}x{os.environ['ROWS']}"
send(b"D", f"{os.environ['NINELIVES_BY']} {size}".encode())
send(b"M", b'{"type": "open_url", "url": "javascript:alert(1)"}')
send(b"M", b'{"type": "open_url", "url": "https://example.org/"}')
while True:
    head = sys.stdin.buffer.read(5)
    body = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if not head or b"quit" in body or body == b"q":
        sys.exit()
    if body == b"x":
        sys.exit("It broke: \\x1b and <b>")
    send(b"D", body)
"""
"""An app that says who it is for, sends back what it gets, and can leave or break."""
Client = TestClient[web.Request, web.Application]
OUTSIDE = re.compile(
    r"(?:src|href|action)=\"(?:https?:)?//|url\(\"?(?:https?:)?//|@import"
)


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Client, str]]:
    known = entry("127.0.0.1")
    served = Served(known, "or<b>ders", (sys.executable, "-c", APP))
    async with TestClient(TestServer(site(served))) as client:
        yield client, f"/{known.token}/"


def own(client: Client) -> str:
    return str(client.make_url("/")).rstrip("/")


async def test_a_page_asks_for_a_name_and_then_opens_the_app() -> None:
    async with opened() as (client, at):
        for name, holds in (("", "Who answers?"), ("A<i>na%2F", "ws/A%3Ci%3Ena%2F")):
            got = await client.get(f"{at}?name={name}&fontsize=2000")
            text = await got.text()
            assert got.status == 200
            assert holds in text
            assert "<title>or&lt;b&gt;ders" in text
            assert "<i>" not in text
            assert not OUTSIDE.search(text)
        nonce = re.search(
            r"'nonce-([\w-]{20,})'", got.headers["Content-Security-Policy"]
        )
        assert nonce is not None
        assert f'nonce="{nonce[1]}"' in text
        assert 'data-font-size="48"' in text
        assert "default-src 'none'" in got.headers["Content-Security-Policy"]
        assert "unsafe" not in got.headers["Content-Security-Policy"]
        assert got.headers["Referrer-Policy"] == "no-referrer"
        assert not got.cookies


async def test_all_that_a_page_loads_is_there_and_from_here() -> None:
    wanted = {
        "own/ninelives.css": "text/css",
        "own/ninelives.js": "text/javascript",
        "own/icon.svg": "image/svg+xml",
        "static/css/xterm.css": "text/css",
        "static/js/textual.js": "text/javascript",
        "static/fonts/RobotoMono-VariableFont_wght.ttf": "font/ttf",
    }
    async with opened() as (client, at):
        for path, kind in wanted.items():
            got = await client.get(at + path)
            assert (got.status, got.content_type) == (200, kind), path
            if kind == "text/css":
                assert not OUTSIDE.search(await got.text())
        for path in ("own/begin.html", "own/..%2fsite.py", "static/", "elsewhere"):
            assert (await client.get(at + path)).status == 404


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}],
)
async def test_strangers_get_nothing_even_with_the_secret(
    headers: dict[str, str],
) -> None:
    async with opened() as (client, at):
        for path in ("", "own/ninelives.js", "static/js/textual.js"):
            got = await client.get(at + path, headers=headers)
            assert got.status == 403
            assert "This address opens nothing" in await got.text()
        known = {"Origin": own(client), **headers}
        with pytest.raises(WSServerHandshakeError) as error:
            await client.ws_connect(f"{at}ws/Ana", headers=known)
        assert error.value.status == 403


async def test_without_the_secret_there_is_nothing() -> None:
    async with opened() as (client, at):
        wrong = f"/{'x' * len(at[1:-1])}/"
        for path in (
            "/",
            wrong,
            f"{wrong}own/ninelives.js",
            "/favicon.ico",
            "//",
            at[:-2],
        ):
            assert (await client.get(path)).status == 403, path
        assert (await client.options("/*")).status == 403
        with pytest.raises(WSServerHandshakeError) as error:
            await client.ws_connect(f"{wrong}ws/Ana", origin=own(client))
        assert error.value.status == 403
        with pytest.raises(WSServerHandshakeError) as error:
            await client.ws_connect(f"{at}ws/Ana")  # no page says no origin
        assert error.value.status == 403


async def test_each_page_has_an_app_that_hears_it_and_says_how_it_ended() -> None:
    async with opened() as (client, at):
        for key, said in (("q", ""), ("x", "It broke: \x1b and <b>")):
            url = f"{at}ws/A%2Fna?width=99999&height=50"
            async with client.ws_connect(url, origin=own(client)) as socket:
                assert await socket.receive_bytes() == b"A/na 80x50"
                opens = json.loads(await socket.receive_str())
                assert opens == ["open_url", {"url": "https://example.org/"}]
                for wrong in (
                    "[",
                    "{}",
                    "[]",
                    '["stdin"]',
                    '["resize", {}]',
                    "[" * 9999,
                ):
                    await socket.send_str(wrong)
                await socket.send_bytes(b"\0")
                await socket.send_json(["ping", "7"])
                assert await socket.receive_json() == ["pong", "7"]
                await socket.send_json(["stdin", "né"])
                assert await socket.receive_bytes() == "né".encode()
                await socket.send_json(["resize", {"width": 10**9, "height": -3}])
                assert b'"width": 1000, "height": 1' in await socket.receive_bytes()
                await socket.send_json(["stdin", key])
                assert await socket.receive_json() == ["ended", said]
                assert (await socket.receive()).type is WSMsgType.CLOSE


async def test_a_page_that_goes_away_ends_its_app_and_the_server_ends_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ninelives.serve.site.MOST", 2)
    async with asyncio.timeout(5), opened() as (client, at):
        for many in (0, 1, 1):
            socket = await client.ws_connect(f"{at}ws/Ana", origin=own(client))
            assert await socket.receive_bytes() == b"Ana 80x24"
            if many:
                more = await client.ws_connect(f"{at}ws/Bo", origin=own(client))
                assert "2 pages are open" in (await more.receive_json())[1]
                await socket.close()
